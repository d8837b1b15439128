#include "files/inspection.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "files/archives.hpp"
#include "files/images.hpp"
#include "files/kinds.hpp"

namespace files {
namespace {

constexpr std::string_view kPdf = "%PDF-";
constexpr std::string_view kZip = "PK\x03\x04";
constexpr std::size_t kPdfHead = 1024;  // within which readers look for the sign of a PDF
constexpr std::string_view kContentTypes = "[Content_Types].xml";

Inspected refused(Refusal refusal) {
  return {refusal, {}, {}, {}};
}

bool has_part(Opened const& opened, std::string_view name) {
  return std::ranges::find(opened.parts, name) != opened.parts.end();
}

bool has_macros(Opened const& opened) {
  return std::ranges::any_of(opened.parts, [](std::string const& part) {
    return part.ends_with("vbaProject.bin") || part.starts_with("Basic/") || part.starts_with("Scripts/");
  });
}

// The kind that its parts make of an archive.
std::optional<Kind> kind_of(Opened const& opened) {
  for (auto const& kind : kinds()) {
    if (kind.family != Family::office) continue;
    bool const is_odf = kind.type.starts_with(kind.mark);
    if (is_odf ? opened.mimetype == kind.type
               : has_part(opened, kContentTypes) && has_part(opened, kind.mark))
      return kind;
  }
  return std::nullopt;
}

// What the bytes are, of the kinds that are taken.
struct Found {
  Refusal refusal = Refusal::none;
  std::optional<Family> family;
  std::string type;
};

Found look_at_archive(std::string_view bytes, InspectionLimits const& limits) {
  // Nothing stands before it or behind it: what is appended to one archive may be another.
  if (end_of_archive(bytes) != bytes.size()) return {Refusal::mixed_types, {}, {}};
  auto const opened = open_archive(bytes, limits);
  if (opened.refusal != Refusal::none) return {opened.refusal, {}, {}};
  auto const kind = kind_of(opened);
  if (!kind) return {Refusal::type_not_allowed, {}, {}};
  if (has_macros(opened)) return {Refusal::active_content, {}, {}};
  return {Refusal::none, Family::office, std::string(kind->type)};
}

Found look_at_pdf(std::string_view bytes) {
  if (!bytes.starts_with(kPdf) || end_of_archive(bytes) != std::string_view::npos)
    return {Refusal::mixed_types, {}, {}};
  auto const end = bytes.rfind("%%EOF");
  if (end == std::string_view::npos) return {Refusal::damaged, {}, {}};
  auto const behind = bytes.substr(end + 5);
  bool const is_blank =
      std::ranges::all_of(behind, [](char c) { return c == '\r' || c == '\n' || c == ' ' || c == '\0'; });
  if (!is_blank) return {Refusal::mixed_types, {}, {}};
  return {Refusal::none, Family::pdf, "application/pdf"};
}

bool is_plain(std::string_view bytes) {
  return base::is_utf8(bytes) && std::ranges::none_of(bytes, [](char c) {
           return (static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\r' && c != '\t') || c == '\x7f';
         });
}

Found look_at(std::string_view bytes, InspectionLimits const& limits) {
  if (bytes.starts_with(kZip)) return look_at_archive(bytes, limits);
  if (bytes.substr(0, kPdfHead + kPdf.size()).find(kPdf) != std::string_view::npos) return look_at_pdf(bytes);
  auto const type = type_by_content(bytes);
  for (auto const& kind : kinds()) {
    bool const is_image =
        kind.family == Family::jpeg || kind.family == Family::png || kind.family == Family::webp;
    if (is_image && kind.type == type) return {Refusal::none, kind.family, type};
  }
  // A text is whatever reads as one, and libmagic sees no program or page in.
  bool const is_text = type == "text/plain" || type == "text/csv" || type == "application/csv";
  if (is_text && is_plain(bytes)) return {Refusal::none, Family::text, "text/plain"};
  return {Refusal::type_not_allowed, {}, {}};
}

// What the name says has to be what is in it.
std::optional<std::string_view> type_named(std::string_view name, Found const& found) {
  auto const extension = extension_of(name);
  for (auto const& kind : kinds()) {
    if (kind.extension != extension || kind.family != found.family) continue;
    if (kind.family == Family::text || kind.type == found.type) return kind.type;
  }
  return std::nullopt;
}

Inspected stripped(Stripped image, std::string_view type) {
  if (image.refusal != Refusal::none) return refused(image.refusal);
  return {Refusal::none, std::string(type), std::move(image.bytes), std::move(image.thumbnail)};
}

}  // namespace

Inspected inspect(std::string bytes, std::string_view name, InspectionLimits const& limits) {
  auto const found = look_at(bytes, limits);
  if (found.refusal != Refusal::none) return refused(found.refusal);
  auto const type = type_named(name, found);
  if (!type) return refused(Refusal::type_differs);
  switch (*found.family) {
    case Family::jpeg:
      return stripped(strip_jpeg(bytes, limits), *type);
    case Family::png:
      return stripped(strip_png(bytes, limits), *type);
    case Family::webp:
      return stripped(strip_webp(bytes, limits), *type);
    case Family::text:
    case Family::pdf:
    case Family::office:
      break;
  }
  return {Refusal::none, std::string(*type), std::move(bytes), {}};
}

}  // namespace files
