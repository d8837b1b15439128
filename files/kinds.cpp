#include "files/kinds.hpp"

#include <magic.h>
#include <memory>
#include <stdexcept>

namespace files {
namespace {

constexpr std::string_view kOdf = "application/vnd.oasis.opendocument.";

constexpr Kind kKinds[] = {
    {Family::pdf, "application/pdf", "pdf", ""},
    {Family::office, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx",
     "word/document.xml"},
    {Family::office, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx",
     "xl/workbook.xml"},
    {Family::office, "application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx",
     "ppt/presentation.xml"},
    {Family::office, "application/vnd.oasis.opendocument.text", "odt", kOdf},
    {Family::office, "application/vnd.oasis.opendocument.spreadsheet", "ods", kOdf},
    {Family::office, "application/vnd.oasis.opendocument.presentation", "odp", kOdf},
    {Family::jpeg, "image/jpeg", "jpg", ""},
    {Family::jpeg, "image/jpeg", "jpeg", ""},
    {Family::png, "image/png", "png", ""},
    {Family::webp, "image/webp", "webp", ""},
    {Family::text, "text/plain", "txt", ""},
    {Family::text, "text/markdown", "md", ""},
    {Family::text, "text/csv", "csv", ""},
};

struct Close {
  void operator()(magic_t cookie) const { magic_close(cookie); }
};

}  // namespace

std::span<Kind const> kinds() {
  return kKinds;
}

std::string type_by_content(std::string_view bytes) {
  // A cookie is for one thread at a time, and opening one costs little beside what is done to a file.
  std::unique_ptr<magic_set, Close> const cookie(magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS));
  if (!cookie || magic_load(cookie.get(), nullptr) != 0) throw std::runtime_error("libmagic has no database");
  char const* const type = magic_buffer(cookie.get(), bytes.data(), bytes.size());
  if (type == nullptr) throw std::runtime_error("libmagic failed");
  return type;
}

std::string extension_of(std::string_view name) {
  auto const dot = name.rfind('.');
  if (dot == std::string_view::npos) return {};
  std::string extension(name.substr(dot + 1));
  for (char& c : extension) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return extension;
}

}  // namespace files
