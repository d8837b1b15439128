#include "server/api/parse_labels.hpp"

namespace server::api {
namespace {

// Of a tag as it is typed: folding may take some away, and never many.
constexpr std::size_t kTypedBytes = 1000;

}  // namespace

std::optional<std::vector<std::string>> parse_tags(http::ObjectReader& object) {
  if (!object.has("tags")) return std::nullopt;
  return object.texts("tags", kMostTags);
}

std::optional<std::string> parse_tag(http::Query& query, forum::Limits const& limits) {
  auto const typed = query.text("tag", kTypedBytes);
  if (!typed) return std::nullopt;
  if (auto const unfit = forum::unfit_for_tag(*typed, limits)) {
    query.note("tag", *unfit);
    return std::nullopt;
  }
  return forum::fold_tag(*typed);
}

forum::AskedLabels parse_labels(http::Query& query, forum::Limits const& limits) {
  return {query.choice("kind", forum::parse_thread_kind), parse_tag(query, limits).value_or("")};
}

std::string list_of(forum::AskedLabels const& labels) {
  return "/" + std::string(labels.kind ? forum::to_string(*labels.kind) : "") + "/" + labels.tag;
}

}  // namespace server::api
