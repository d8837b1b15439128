#include "forum/labels.hpp"

#include <algorithm>
#include <stdexcept>

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>

#include "auth/named.hpp"
#include "base/text.hpp"

namespace forum {
namespace {

constexpr auto kKinds = std::to_array<auth::Named<ThreadKind>>({
    {ThreadKind::question, "question"},
    {ThreadKind::analysis, "analysis"},
    {ThreadKind::case_study, "case_study"},
    {ThreadKind::announcement, "announcement"},
});

std::string case_folded(std::string_view text) {
  UErrorCode failure = U_ZERO_ERROR;
  auto const* const fold = icu::Normalizer2::getNFKCCasefoldInstance(failure);
  if (U_FAILURE(failure) || fold == nullptr) throw std::runtime_error("ICU has no case folding");
  std::string folded;
  icu::StringByteSink<std::string> sink(&folded);
  fold->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())), sink, nullptr,
                      failure);
  if (U_FAILURE(failure)) throw std::runtime_error("ICU cannot fold a text");
  return folded;
}

}  // namespace

std::string_view to_string(ThreadKind kind) {
  return auth::name_of(kKinds, kind);
}

std::optional<ThreadKind> parse_thread_kind(std::string_view name) {
  return auth::value_of(kKinds, name);
}

std::string fold_tag(std::string_view text) {
  std::string folded = case_folded(text);
  auto const repeated =
      std::ranges::unique(folded, [](char one, char next) { return one == ' ' && next == ' '; });
  folded.erase(repeated.begin(), repeated.end());
  return std::string(base::trimmed(folded));
}

std::optional<base::FieldCode> unfit_for_tag(std::string_view text, Limits const& limits) {
  if (auto const unfit = base::unfit_for_line(text)) return unfit;
  auto const folded = fold_tag(text);
  if (folded.empty()) return base::FieldCode::empty;
  if (base::count_characters(folded) > limits.tag_characters) return base::FieldCode::too_long;
  if (folded.find_first_of(",\"") != std::string::npos) return base::FieldCode::malformed;
  return std::nullopt;
}

std::vector<std::string> settle_tags(std::vector<std::string> const& asked, Limits const& limits,
                                     std::string const& pointer, std::vector<base::FieldError>& errors) {
  std::vector<std::string> tags;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (auto const unfit = unfit_for_tag(asked[i], limits)) {
      errors.push_back({pointer + "/" + std::to_string(i), *unfit});
    } else {
      tags.push_back(fold_tag(asked[i]));
    }
  }
  std::ranges::sort(tags);
  auto const repeated = std::ranges::unique(tags);
  tags.erase(repeated.begin(), repeated.end());
  if (tags.size() > limits.tags_per_thread) errors.push_back({pointer, base::FieldCode::too_many});
  return tags;
}

}  // namespace forum
