#include "forum/search.hpp"

#include <algorithm>
#include <limits>

#include "base/id.hpp"
#include "forum/cursors.hpp"
#include "forum/search_rows.hpp"
#include "forum/search_words.hpp"

namespace forum {
namespace {

// The parts of the list, one after the other.
enum class Part : std::int8_t { titles = 0, others = 1 };

struct Place {
  Part part = Part::titles;
  PostId before{std::numeric_limits<std::int64_t>::max()};
};

base::Result<Place> parse_place(PageRequest const& page) {
  if (!page.after || page.after->empty()) return Place{};
  std::string_view rest = *page.after;
  auto const part = take_number(rest);
  auto const before = take_number(rest);
  if (!part || !before || !rest.empty() || *part < 0 || *part > 1) return unfit_cursor();
  return Place{static_cast<Part>(*part), PostId{*before}};
}

// Whether each of the words begins a word of the text.
bool has_all(std::string_view text, std::vector<Word> const& wanted) {
  auto const words = words_of(text);
  return !wanted.empty() && std::ranges::all_of(wanted, [&](Word const& wish) {
    return std::ranges::any_of(words, [&](Word const& word) { return word.text.starts_with(wish.text); });
  });
}

// Keys as a JSON list.
template <class Id>
std::string list_of(std::vector<Id> const& ids) {
  std::string list = "[";
  for (auto const id : ids) list.append(list.size() > 1 ? "," : "").append(std::to_string(id.value));
  return list + "]";
}

base::Result<std::optional<std::string>> find_topics(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                     std::optional<std::string> const& asked) {
  if (!asked) return std::optional<std::string>();
  auto const public_id = base::parse_public_id(*asked);
  auto const words = words_of(*asked);
  std::vector<TopicId> topics;
  for (auto const& topic : select_topic_titles(tx, viewer)) {
    if (public_id == topic.public_id || has_all(topic.title, words)) topics.push_back(topic.id);
  }
  if (topics.empty()) {
    return base::Error{base::ErrorCode::invalid_query, {{"q/topic", base::FieldCode::unknown_value}}};
  }
  return std::optional(list_of(topics));
}

// Whether somebody is called so is not told: nobody's posts are found then.
std::optional<std::string> find_authors(storage::ReadTx& tx, auth::Viewer const& viewer,
                                        std::optional<std::string> const& asked) {
  if (!asked) return std::nullopt;
  if (*asked == "me") return list_of(std::vector{viewer.user});
  auto const words = words_of(*asked);
  std::vector<auth::UserId> authors;
  for (auto const& person : select_names(tx)) {
    if (has_all(person.name, words)) authors.push_back(person.id);
  }
  return list_of(authors);
}

struct Found {
  std::vector<PostId> posts;  // at most one more than a page
  std::size_t titles = 0;     // how many of them are of the first part
};

std::string but(std::string const& wanted, std::string const& excluded) {
  return excluded.empty() ? wanted : "(" + wanted + ") NOT (" + excluded + ")";
}

Found find(storage::ReadTx& tx, auth::Viewer const& viewer, SearchQuery const& query,
           SearchFilter const& filter, Place const& place, std::size_t limit) {
  Found found;
  auto const excluded = excluded_expression(query);
  if (!query.has_wanted()) {
    select_all_but(tx, viewer, excluded, filter, place.before, limit, found.posts);
    return found;
  }
  auto const in_title = wanted_expression(query, SearchPlace::title);
  if (place.part == Part::titles) {
    select_found(tx, viewer, but(in_title, excluded), filter, place.before, limit, found.posts);
    found.titles = found.posts.size();
  }
  if (query.in_title) return found;
  auto const anywhere = wanted_expression(query, SearchPlace::anywhere);
  auto const before = place.part == Part::others ? place.before : Place{}.before;
  select_found(tx, viewer, but(anywhere, excluded.empty() ? in_title : "(" + in_title + ") OR " + excluded),
               filter, before, limit, found.posts);
  return found;
}

void mark(Hit& hit, SearchQuery const& query) {
  Marker const marker(query, hit.post.language);
  hit.title_segments = marker.mark(hit.title);
  hit.snippet = marker.snippet(plain_text(hit.post.html.text));
}

}  // namespace

base::Result<Page<Hit>> search_posts(storage::ReadTx& tx, auth::Viewer const& viewer,
                                     SearchQuery const& query, PageRequest const& page) {
  auto const place = parse_place(page);
  if (!place) return place.error();
  auto topics = find_topics(tx, viewer, query.topic);
  if (!topics) return topics.error();
  Page<Hit> result;
  if (query.is_void()) return result;
  SearchFilter const filter{
      .topics = *std::move(topics),
      .authors = find_authors(tx, viewer, query.by),
      .country = query.country,
      .language = query.language ? std::optional(std::string(to_string(*query.language))) : std::nullopt,
      .after = query.after,
      .before = query.before,
      .is_unread = query.is_unread};
  auto const limit = static_cast<std::size_t>(page.limit);
  auto const found = find(tx, viewer, query, filter, *place, limit + 1);
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < found.posts.size(); ++i) {
    if (i == limit || (bytes >= kPageBytes && i > 0)) {
      auto& next = result.next.emplace();
      append_number(next, i - 1 < found.titles ? 0 : 1);
      append_number(next, found.posts[i - 1].value);
      break;
    }
    auto hit = select_hit(tx, viewer, found.posts[i]);
    if (!hit) throw std::logic_error("a post was found that may not be read");
    bytes += hit->post.body.size() + hit->post.html.text.size();
    mark(*hit, query);
    result.items.push_back(*std::move(hit));
  }
  return result;
}

}  // namespace forum
