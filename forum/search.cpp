#include "forum/search.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <span>

#include "base/id.hpp"
#include "forum/cursors.hpp"
#include "forum/listed_tags.hpp"
#include "forum/search_places.hpp"
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
    if (public_id == topic.public_id || holds_words(topic.title, words)) topics.push_back(topic.id);
  }
  if (topics.empty()) {
    return base::Error{base::ErrorCode::invalid_query, {{"q/topic", base::FieldCode::unknown_value}}};
  }
  return std::optional(list_of(topics));
}

// Whether somebody is called so is not told: nobody's posts are found then.
std::optional<std::vector<auth::UserId>> find_authors(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                      std::optional<std::string> const& asked) {
  if (!asked) return std::nullopt;
  if (*asked == "me") return std::vector{viewer.user};
  auto const words = words_of(*asked);
  std::vector<auth::UserId> authors;
  for (auto const& person : select_names(tx)) {
    if (holds_words(person.name, words)) authors.push_back(person.id);
  }
  return authors;
}

// The listed tag that has this name in his language; empty where there is none.
std::string find_listed_tag(storage::ReadTx& tx, auth::Viewer const& viewer, std::string_view name) {
  for (auto const& listed : load_listed_tags(tx, viewer)) {
    if (fold_tag(listed.names.in(viewer.language)) == name) return listed.tag;
  }
  return {};
}

// Where he may read something in more threads than these, enough of what is passed over is for him.
constexpr std::size_t kFewThreads = 300;
// More authors or sources than these are asked of each post instead.
constexpr std::size_t kFewPlaces = 300;
constexpr int kNoEnd = std::numeric_limits<int>::max();

struct Found {
  std::vector<PostId> posts;  // at most one more than a page
  std::size_t titles = 0;     // how many of them are of the first part
};

// What the index is asked for: all of some expressions and none of others.
struct Asked {
  std::vector<std::string> all;
  std::vector<std::string> none;

  std::string expression() const {
    std::string expression;
    for (auto const& each : all)
      expression.append(expression.empty() ? "" : " AND ").append("(" + each + ")");
    if (none.empty()) return expression;
    expression = "(" + (expression.empty() ? expression_of_all() : expression) + ")";
    for (auto const& each : none) expression = "(" + expression + " NOT (" + each + "))";
    return expression;
  }
};

class Search {
 public:
  Search(storage::ReadTx& tx, auth::Viewer const& viewer, SearchQuery const& query,
         std::optional<std::string> topics, int patience)
      : tx_(tx), viewer_(viewer), query_(query), patience_(patience) {
    filter_.topics = std::move(topics);
    filter_.after = query.after;
    filter_.before = query.before;
    filter_.is_unread = query.is_unread;
    filter_.is_answered = query.is_answered;
    if (query.is_answered) {
      if (auto const threads = select_answered_threads(tx, kFewThreads))
        places_.push_back(expression_of(std::span(*threads)));
    }
    if (auto const authors = find_authors(tx, viewer, query.by)) {
      filter_.authors = list_of(*authors);
      if (authors->size() <= kFewPlaces) places_.push_back(expression_of(std::span(*authors)));
    }
    if (query.country) {
      filter_.country = query.country;
      auto const sources = select_sources(tx, *query.country);
      if (sources.size() <= kFewPlaces) places_.push_back(expression_of(std::span(sources)));
    }
    if (query.language) {
      filter_.language = std::string(to_string(*query.language));
      places_.push_back(expression_of_language(*filter_.language));
    }
    if (query.has_attachment) {
      filter_.files_up_to = viewer.highest_level;
      places_.push_back(expression_of_files(viewer.highest_level));
    }
    filter_.kind = query.kind;
    if (query.tag) {
      filter_.tag = *query.tag;
      filter_.listed_tag = find_listed_tag(tx, viewer, filter_.tag);
      if (auto const threads = select_tagged_threads(tx, filter_, kFewThreads))
        places_.push_back(expression_of(std::span(*threads)));
    }
    if (auto time = expression_of_time(query.after, query.before, viewer.now))
      places_.push_back(*std::move(time));
  }

  // Whether this one is among what is found.
  bool finds(PostId post) {
    filter_.only = post;
    return !find({}, 1).posts.empty();
  }

  Found find(Place const& place, std::size_t limit) {
    auto const excluded = excluded_expression(query_, viewer_.highest_level);
    std::vector<std::string> none;
    if (!excluded.empty()) none.push_back(excluded);
    if (!query_.has_wanted()) return {walk({places_, std::move(none)}, place.before, limit), 0};
    auto const wanted = [&](SearchPlace in) { return wanted_expression(query_, in, viewer_.highest_level); };
    auto const in_title = wanted(SearchPlace::title);
    auto const titles = [&] { return walk(with(in_title, none), place.before, limit); };
    auto const others = [&](PostId before) {
      return walk(with(wanted(SearchPlace::anywhere), none), before, limit);
    };
    if (query_.in_title) return all_of(titles());
    if (place.part == Part::others) {
      none.push_back(in_title);
      return {others(place.before), 0};
    }
    if (place.before == Place{}.before) {
      // What is in no text is in no title: for a word that is nowhere the index is asked once. These hold the
      // titles as well, up to as many as those found.
      auto const anywhere = others(place.before);
      return anywhere.empty() ? Found{} : join(titles(), anywhere, limit);
    }
    auto const found = titles();
    if (found.size() >= limit) return all_of(found);
    none.push_back(in_title);
    return join(found, others(Place{}.before), limit);
  }

 private:
  Asked with(std::string const& wanted, std::vector<std::string> const& none) const {
    Asked asked{places_, none};
    asked.all.push_back(wanted);
    return asked;
  }

  static Found all_of(std::vector<PostId> titles) {
    auto const size = titles.size();
    return {std::move(titles), size};
  }

  static Found join(std::vector<PostId> titles, std::vector<PostId> const& others, std::size_t limit) {
    auto found = all_of(std::move(titles));
    for (auto const post : others) {
      if (found.posts.size() >= limit) break;
      auto const end = found.posts.begin() + static_cast<std::ptrdiff_t>(found.titles);
      if (std::find(found.posts.begin(), end, post) == end) found.posts.push_back(post);
    }
    return found;
  }

  // Both ways give the same.
  std::vector<PostId> walk(Asked asked, PostId before, std::size_t limit) {
    std::vector<PostId> posts;
    if (filter_.only) before = PostId{filter_.only->value + 1};
    auto came_to = walk_down(tx_, viewer_, asked.expression(), filter_, before, limit, patience_, posts);
    if (!came_to) return posts;
    if (!few_threads_) few_threads_ = select_few_threads(tx_, viewer_, filter_, kFewThreads);
    if (auto const& threads = *few_threads_) asked.all.push_back(expression_of(std::span(*threads)));
    walk_down(tx_, viewer_, asked.expression(), filter_, *came_to, limit, kNoEnd, posts);
    return posts;
  }

  storage::ReadTx& tx_;
  auth::Viewer const& viewer_;
  SearchQuery const& query_;
  int patience_;
  SearchFilter filter_;
  std::vector<std::string> places_;
  std::optional<std::optional<std::vector<ThreadId>>> few_threads_;  // once asked for
};

// Marks the hits of one search.
class Markers {
 public:
  explicit Markers(SearchQuery const& query) : query_(query) {}

  void mark(Hit& hit) {
    auto& marker = of_languages_.try_emplace(hit.post.language, query_, hit.post.language).first->second;
    hit.title_segments = marker.mark(hit.title);
    hit.snippet = marker.snippet(plain_text(hit.html));
    for (auto const& file : hit.post.attachments) {
      auto name = marker.mark(file.name);
      if (std::ranges::any_of(name, &Segment::is_match))
        hit.files.push_back({file.public_id, std::move(name)});
    }
  }

 private:
  SearchQuery const& query_;
  std::map<auth::Language, Marker> of_languages_;
};

}  // namespace

bool finds_post(storage::ReadTx& tx, auth::Viewer const& viewer, SearchQuery const& query, PostId post) {
  auto topics = find_topics(tx, viewer, query.topic);
  if (!topics || query.is_void()) return false;
  return Search(tx, viewer, query, *std::move(topics), kNoEnd).finds(post);
}

base::Result<SearchCount> count_posts(storage::ReadTx& tx, auth::Viewer const& viewer,
                                      SearchQuery const& query, std::size_t most, int patience) {
  auto topics = find_topics(tx, viewer, query.topic);
  if (!topics) return topics.error();
  if (query.is_void()) return SearchCount{};
  auto const found = Search(tx, viewer, query, *std::move(topics), patience).find({}, most + 1).posts.size();
  return SearchCount{std::min(found, most), found > most};
}

base::Result<Page<Hit>> search_posts(storage::ReadTx& tx, auth::Viewer const& viewer,
                                     SearchQuery const& query, PageRequest const& page, int patience) {
  auto const place = parse_place(page);
  if (!place) return place.error();
  auto topics = find_topics(tx, viewer, query.topic);
  if (!topics) return topics.error();
  Page<Hit> result;
  if (query.is_void()) return result;
  auto const limit = static_cast<std::size_t>(page.limit);
  auto const found = Search(tx, viewer, query, *std::move(topics), patience).find(*place, limit + 1);
  Markers markers(query);
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
    bytes += hit->html.size();
    markers.mark(*hit);
    result.items.push_back(*std::move(hit));
  }
  return result;
}

}  // namespace forum
