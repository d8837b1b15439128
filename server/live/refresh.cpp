#include "server/live/refresh.hpp"

#include <algorithm>
#include <iterator>

#include "auth/deny_lists.hpp"
#include "forum/expiries.hpp"
#include "forum/own_losses.hpp"

namespace server::live {
namespace {

// Events that are in memory at once while a past is read.
constexpr int kPage = 256;
// A page may have been read so long before it is named as on screen, and by then have lost something.
constexpr std::chrono::seconds kOnItsWay{10};
// Who was away for longer reads his screen again: what expired meanwhile is read for all who ask in one go.
constexpr std::chrono::days kLongestAway{1};

bool is_replayable(forum::EventId after, forum::EventId first, forum::EventId last,
                   forum::Limits const& limits) {
  // A place that this database has not reached, as after a restored backup.
  if (after > last) return false;
  // Numbers have next to no gaps: their distance is how many there were.
  if (last.value - after.value > limits.replayed_events) return false;
  return after == last || after.value + 1 >= first.value;
}

void tell_event(std::shared_ptr<forum::Event const> const& event, CursorSealer const& cursors,
                std::vector<RefreshRequest> const& requests, std::vector<RefreshOutcome>& outcomes) {
  std::shared_ptr<Published const> published;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    RefreshOutcome& outcome = outcomes[i];
    if (!outcome.past || event->id <= *requests[i].past_after) continue;
    // What was on screen and is lost by this very event is heard as gone: so the screen as it was counts too.
    Heard heard = hear(*outcome.viewer, requests[i].watched, requests[i].scope, *event);
    if (heard.delivery == forum::Delivery::silence) {
      heard = hear(*outcome.viewer, outcome.watched, requests[i].scope, *event);
    }
    if (heard.delivery == forum::Delivery::silence && !heard.is_notified) continue;
    if (!published) published = publish(event, cursors);
    outcome.past->push_back({heard, published});
  }
}

template <class Watched>
std::vector<base::PublicId> without(std::vector<base::PublicId> ids, std::vector<Watched> const& readable) {
  std::erase_if(ids, [&](base::PublicId const& id) {
    return std::ranges::any_of(readable, [&](Watched const& item) { return item.public_id == id; });
  });
  return ids;
}

// What is on screen and was readable until somebody denied the viewer.
forum::Losses find_losses(storage::ReadTx& tx, RefreshRequest const& request, RefreshOutcome const& outcome) {
  if (!request.deniers && !request.away_since) return {};
  auto const& viewer = *outcome.viewer;
  auto const before =
      request.deniers ? *request.deniers : forum::load_deniers_at(tx, viewer, *request.away_since);
  std::vector<auth::OrganisationId> since;
  std::ranges::set_difference(outcome.deniers, before, std::back_inserter(since));
  if (since.empty()) return {};
  auto const& watched = outcome.watched;
  auto const upto = request.away_since.value_or(request.place);
  auto losses = forum::find_losses(tx, viewer, watched.topics, watched.threads, since, upto);
  if (request.away_since) {
    forum::add_lost_objects(tx, viewer, without(request.asked->topics, watched.topics),
                            without(request.asked->threads, watched.threads), since, upto, losses);
  }
  return losses;
}

// Of what is asked for, the ids that are in `watched`, or that are not; ascending.
template <class Watched>
std::vector<base::PublicId> split(std::vector<base::PublicId> const& asked,
                                  std::vector<Watched> const& watched, bool is_known) {
  std::vector<base::PublicId> ids;
  std::ranges::copy_if(asked, std::back_inserter(ids), [&](base::PublicId const& id) {
    return (std::ranges::find(watched, id, &Watched::public_id) != watched.end()) == is_known;
  });
  return ids;
}

// Who denied the viewer when he was read last, or when he went away.
std::vector<auth::OrganisationId> former_deniers(storage::ReadTx& tx, RefreshRequest const& request,
                                                 auth::Viewer const& viewer) {
  if (request.deniers) return *request.deniers;
  if (request.away_since) return forum::load_deniers_at(tx, viewer, *request.away_since);
  return {};
}

// What the clock has taken from the screens, read once for all of them.
void add_expired(storage::ReadTx& tx, std::vector<RefreshRequest> const& requests, base::Timestamp now,
                 std::vector<RefreshOutcome>& outcomes) {
  std::vector<base::Timestamp> since(requests.size());
  std::optional<base::Timestamp> oldest;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    RefreshRequest const& request = requests[i];
    if (!outcomes[i].viewer || !request.asked) continue;
    since[i] =
        request.seen_until.value_or(forum::time_of_event(tx, request.away_since.value_or(request.place)));
    if (request.away_since && since[i] < now - kLongestAway) {
      outcomes[i].losses.are_too_many = true;
      since[i] = now;
    }
    oldest = std::min(oldest.value_or(since[i]), since[i]);
  }
  if (!oldest) return;
  forum::Expired const expired(tx, *oldest - kOnItsWay, now);
  for (std::size_t i = 0; i < requests.size(); ++i) {
    RefreshRequest const& request = requests[i];
    if (!outcomes[i].viewer || !request.asked) continue;
    auto const deniers = former_deniers(tx, request, *outcomes[i].viewer);
    for (bool const is_known : {true, false}) {
      expired.add_losses(tx, *outcomes[i].viewer,
                         {.since = is_known ? since[i] : since[i] - kOnItsWay,
                          .viewer = request.viewer ? &*request.viewer : nullptr,
                          .deniers = &deniers},
                         split(request.asked->topics, request.watched.topics, is_known),
                         split(request.asked->threads, request.watched.threads, is_known),
                         outcomes[i].losses);
    }
  }
}

}  // namespace

base::Result<std::vector<RefreshOutcome>> refresh(storage::ReadTx& tx, Context const& context,
                                                  std::vector<RefreshRequest> const& requests) {
  auto const now = context.clock();
  auto const epoch = auth::policy_epoch(tx);
  auto const last = forum::last_event(tx);
  std::optional<forum::EventId> first;
  std::optional<forum::EventId> oldest;

  std::vector<RefreshOutcome> outcomes(requests.size());
  for (std::size_t i = 0; i < requests.size(); ++i) {
    RefreshRequest const& request = requests[i];
    RefreshOutcome& outcome = outcomes[i];
    outcome.epoch = epoch;
    outcome.at = now;
    outcome.last = last;
    auto viewer = auth::load_viewer(tx, request.token_hash, context.sessions, now);
    if (!viewer) continue;
    outcome.viewer = std::move(*viewer);
    outcome.deniers = auth::load_deniers(tx, *outcome.viewer);
    if (request.asked) {
      outcome.watched.topics = forum::find_watched_topics(tx, *outcome.viewer, request.asked->topics);
      outcome.watched.threads = forum::find_watched_threads(tx, *outcome.viewer, request.asked->threads);
      outcome.watched.sort();
      outcome.losses = find_losses(tx, request, outcome);
    }
    if (request.away_since && !request.seen_until &&
        forum::has_lost_rights_since(tx, *outcome.viewer, *request.away_since)) {
      outcome.is_past_lost = true;
      continue;
    }
    if (!request.past_after) continue;
    if (!first) first = forum::first_event(tx);
    if (!is_replayable(*request.past_after, *first, last, context.limits)) {
      outcome.is_past_lost = true;
      continue;
    }
    outcome.past.emplace();
    oldest = std::min(oldest.value_or(*request.past_after), *request.past_after);
  }

  add_expired(tx, requests, now, outcomes);

  forum::FactSets sets;
  sets.begin(epoch);
  while (oldest && *oldest < last) {
    auto const events = forum::load_events(tx, *oldest, kPage, sets);
    if (events.empty()) break;
    for (auto const& event : events) tell_event(event, context.cursors, requests, outcomes);
    oldest = events.back()->id;
  }
  return outcomes;
}

}  // namespace server::live
