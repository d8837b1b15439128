#include "forum/people.hpp"

#include <algorithm>
#include <limits>

#include "forum/author_posts.hpp"
#include "forum/cursors.hpp"
#include "forum/mention_offers.hpp"
#include "forum/person_rows.hpp"
#include "forum/search_rows.hpp"
#include "forum/search_words.hpp"
#include "forum/snippets.hpp"

namespace forum {
namespace {

constexpr PostId kNewest{std::numeric_limits<std::int64_t>::max()};

// Whether a text that the viewer could write in some topic could call him.
bool could_be_called(storage::ReadTx& tx, auth::Viewer const& viewer, PersonFacts const& person) {
  if (!person.is_active) return false;
  std::optional<base::PublicId> last;
  for (auto const& topic : select_topic_titles(tx, viewer)) {
    // One title for each language, one after the other.
    if (topic.public_id == last) continue;
    last = topic.public_id;
    auto const writing = find_writing_readers(tx, viewer, {.topic = topic.public_id});
    if (!writing) continue;
    auto const& readers = writing->readers;
    if (std::ranges::binary_search(readers.organisations, person.organisation) &&
        may_be_mentioned(tx, viewer, person.user, readers))
      return true;
  }
  return false;
}

struct Known {
  PersonFacts facts;
  bool is_offered = false;
  std::optional<PostId> last_post;  // that names him to all
  std::optional<PostId> named_in;   // that names him to the viewer
};

std::optional<Known> find_known(storage::ReadTx& tx, auth::Viewer const& viewer,
                                base::PublicId const& person) {
  auto const facts = find_person_facts(tx, person);
  if (!facts) return std::nullopt;
  Known known{*facts, facts->user == viewer.user, std::nullopt, std::nullopt};
  auto const first = [&](Naming naming) -> std::optional<PostId> {
    auto const posts = select_author_posts(tx, viewer, {facts->user, naming}, kNewest, 1);
    return posts.empty() ? std::nullopt : std::optional(posts.front());
  };
  known.last_post = first(Naming::to_all);
  known.named_in = known.last_post ? known.last_post : first(Naming::to_viewer);
  known.is_offered = known.is_offered || could_be_called(tx, viewer, *facts);
  if (!known.is_offered && !known.named_in) return std::nullopt;
  return known;
}

}  // namespace

base::Result<Person> load_person(storage::ReadTx& tx, auth::Viewer const& viewer,
                                 base::PublicId const& person, Limits const& limits) {
  auto const known = find_known(tx, viewer, person);
  if (!known) return base::ErrorCode::not_found;
  auto const organisation =
      known->is_offered ? known->facts.organisation : select_post_source(tx, *known->named_in);
  Person told{known->facts.person, auth::load_organisation(tx, organisation, viewer.language), {}, 0};
  if (known->is_offered) told.moderates = select_moderated_topics(tx, viewer, known->facts.user);
  if (known->last_post) {
    auto const most = static_cast<std::size_t>(std::max(limits.unread_shown, 1));
    told.posts = static_cast<int>(
        select_author_posts(tx, viewer, {known->facts.user, Naming::to_all}, kNewest, most).size());
  }
  return told;
}

base::Result<Page<Hit>> load_person_posts(storage::ReadTx& tx, auth::Viewer const& viewer,
                                          base::PublicId const& person, PageRequest const& page) {
  auto const known = find_known(tx, viewer, person);
  if (!known) return base::ErrorCode::not_found;
  auto const before = parse_newest_key(page);
  if (!before) return before.error();
  auto const limit = static_cast<std::size_t>(page.limit);
  auto posts =
      select_author_posts(tx, viewer, {known->facts.user, Naming::to_all}, PostId{*before}, limit + 1);
  Page<Hit> result;
  if (posts.size() > limit) {
    posts.pop_back();
    append_number(result.next.emplace(), posts.back().value);
  }
  SearchQuery const nothing;
  for (auto const post : posts) {
    auto hit = select_hit(tx, viewer, post);
    if (!hit) throw std::logic_error("a post was found that may not be read");
    Marker marker(nothing, hit->post.language);
    hit->title_segments = marker.mark(hit->title);
    hit->snippet = marker.snippet(plain_text(hit->html));
    result.items.push_back(*std::move(hit));
  }
  return result;
}

}  // namespace forum
