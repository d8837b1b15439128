#include "server/live/connection.hpp"

#include <algorithm>
#include <utility>

#include "auth/viewer_change.hpp"

namespace server::live {
namespace {

constexpr std::size_t kGoneRemembered = 256;

}  // namespace

Connection::Connection(std::shared_ptr<Shards const> shards, base::Digest const& token_hash,
                       std::optional<std::string> after)
    : shards_(std::move(shards)), token_hash_(token_hash), after_(std::move(after)) {}

void Connection::on_open(std::shared_ptr<net::Stream> stream) {
  shard_ = shards_->at(stream->io_thread_index());
  stream_ = std::move(stream);
  opened_ = confirmed_ = last_progress_ = window_ = Shard::Clock::now();
  increment(context().counters.streams_open);
  increment(context().counters.streams_opened);
  // From here on events reach this connection: none can fall between the place it takes and the next one.
  shard_->attach(*this);
  place_ = shard_->ring().position();
  if (after_) {
    begin_after(*after_);
    after_.reset();
  } else {
    away_since_ = place_;
    seen_until_ = context().clock();
    send(encode_hello(context().cursors.seal(place_)));
  }
  shard_->want_refresh(*this);
}

// The hello carries the client's own place: one that is cut off while it hears of its past loses nothing.
void Connection::begin_after(std::string const& after) {
  auto const place = context().cursors.open(after);
  send(encode_hello(context().cursors.seal(place.value_or(place_))));
  if (!place) return reset(place_);
  place_ = *place;
  away_since_ = place;
  is_resuming_ = true;
  hears_everything_ = true;
}

void Connection::on_text(std::string_view text) {
  if (!is_open()) return;
  if (!accepts_another_frame()) {
    increment(context().counters.frames_refused);
    return close(net::kPolicyViolation, "too many frames");
  }
  auto watch = parse_watch(text, context().settings);
  if (!watch) {
    increment(context().counters.frames_refused);
    return close(kFrameDoesNotFit, "frame does not fit");
  }
  asked_ = std::make_shared<Watch const>(std::move(*watch));
  hears_losses_ = true;
  watched_.keep_only(*asked_);
  wants_refresh_ = true;
  shard_->want_refresh(*this);
}

void Connection::on_close() {
  shard_->detach(*this);
  decrement(context().counters.streams_open);
  stream_.reset();
}

bool Connection::accepts_another_frame() {
  auto const now = Shard::Clock::now();
  if (now - window_ >= context().settings.frame_window) {
    window_ = now;
    frames_in_window_ = 0;
  }
  return ++frames_in_window_ <= context().settings.frames_per_window;
}

void Connection::on_tick(Shard::Clock::time_point now) {
  if (!is_open()) return;
  auto const unconfirmed = now - confirmed_;
  if (unconfirmed >= context().settings.unconfirmed_limit) {
    return close(net::kTryAgainLater, "rights cannot be confirmed");
  }
  if (unconfirmed >= context().settings.revalidate_every) {
    wants_refresh_ = true;
    shard_->want_refresh(*this);
  }
}

void Connection::end_session() {
  if (!is_open()) return;
  increment(context().counters.streams_ended_rights);
  close(kSessionEnded, "the session has ended");
}

void Connection::fail() {
  close(kInternalError, "something went wrong");
}

void Connection::send(Frame const& frame) {
  if (is_open()) stream_->send(frame);
}

void Connection::close(std::uint16_t code, std::string_view reason) {
  if (!is_open()) return;
  is_closing_ = true;
  past_.reset();
  stream_->close(code, reason);
}

void Connection::reset(forum::EventId place) {
  place_ = place;
  past_.reset();
  // What is on screen is read again from here on.
  away_since_ = asked_ ? std::nullopt : std::optional(place);
  seen_until_ = context().clock();
  is_resuming_ = false;
  hears_everything_ = false;
  wide_until_ = {};
  increment(context().counters.resets);
  send(encode_reset(context().cursors.seal(place)));
}

bool Connection::needs_past() const {
  return !past_ && place_ < shard_->ring().floor();
}

bool Connection::needs_refresh() const {
  return is_open() && (wants_refresh_ || !viewer_ || epoch_ < shard_->epoch() || needs_past());
}

RefreshRequest Connection::begin_refresh() {
  wants_refresh_ = false;
  bool const is_wide = hears_everything() || place_ < wide_until_;
  return {token_hash_,
          asked_,
          watched_,
          needs_past() ? std::optional{place_} : std::nullopt,
          is_wide ? Scope::everything : scope_of(place_, false),
          place_,
          away_since_,
          seen_until_,
          viewer_,
          deniers_};
}

void Connection::end_refresh(RefreshRequest const& request, RefreshOutcome&& outcome) {
  if (!is_open()) return;
  if (!outcome.viewer) return end_session();
  confirmed_ = Shard::Clock::now();
  // No event says what goes with one's own rights: all that is on screen is read again.
  bool const reads_less = viewer_ && auth::reads_less(*viewer_, *outcome.viewer);
  viewer_ = std::move(outcome.viewer);
  epoch_ = outcome.epoch;
  if (past_until_ == forum::EventId{}) past_until_ = outcome.last;
  // A place that the database has not reached comes from another life of it.
  if (outcome.is_past_lost || (is_resuming_ && place_ > outcome.last)) {
    reset(outcome.last);
  } else if (outcome.past && request.past_after == place_) {
    if (is_resuming_) increment(context().counters.replays);
    past_ = Past{std::move(*outcome.past), 0, outcome.last};
    last_progress_ = confirmed_;
  }
  // Where the screen has changed meanwhile, the next refresh is on its way.
  if (request.asked == asked_) {
    replace_watched(std::move(outcome.watched), outcome.last);
    tell_losses(outcome.losses);
    // Nobody knows yet what is on the screen of somebody who has come back.
    if (!away_since_ || asked_) {
      away_since_.reset();
      deniers_ = std::move(outcome.deniers);
    }
    if (asked_) seen_until_ = outcome.at;
  }
  if (reads_less) reset(place_);
  if (past_) send_past();
  advance();
}

void Connection::replace_watched(WatchSet&& watched, forum::EventId last) {
  WatchSet const gone = lost(watched_, watched);
  // Each frame with a cursor of its own text, since clients tell frames apart by it.
  for (auto const& topic : gone.topics) {
    send(encode_gone(topic, context().cursors.seal(place_), shard_->now()));
  }
  for (auto const& thread : gone.threads) send_gone(thread);
  watched_ = std::move(watched);
  std::erase_if(gone_, [this](forum::ThreadId thread) { return watched_.has(thread); });
  if (!asked_) return;
  if (hears_everything_) wide_until_ = last;
  if (hears_losses_) losses_until_ = last;
  hears_everything_ = hears_losses_ = false;
}

void Connection::tell_losses(forum::Losses const& losses) {
  // The client reads again what it shows: that is less than telling all that it may have shown.
  if (losses.are_too_many) return reset(place_);
  auto const cursor = [this] { return context().cursors.seal(place_); };
  for (auto const& lost : losses.posts) {
    send(encode_gone(lost.thread, lost.post, cursor(), shard_->now()));
  }
  for (auto const& topic : losses.topics) send(encode_gone(topic, cursor(), shard_->now()));
  for (auto const& thread : losses.gone) {
    if (!is_gone(thread.id)) send_gone(thread);
  }
  for (auto const& thread : losses.changed) send(encode_changed(thread, cursor(), shard_->now()));
}

void Connection::advance() {
  if (!is_open()) return;
  if (!viewer_ || epoch_ < shard_->epoch()) {
    past_.reset();
    return shard_->want_refresh(*this);
  }
  if (past_) send_past();
  // Still sending, or read from a policy that the tail is about to bring.
  if (!is_open() || past_ || epoch_ != shard_->epoch()) return;
  if (needs_past()) return shard_->want_refresh(*this);
  send_recent();
  if (is_open() && is_resuming_ && place_ >= std::max(past_until_, shard_->ring().position())) {
    is_resuming_ = false;
    increment(context().counters.resumes);
    send(encode_resumed());
  }
}

void Connection::send_past() {
  while (is_open() && past_->next < past_->events.size()) {
    if (!has_room()) return;
    Told const& told = past_->events[past_->next++];
    pass(told.heard, *told.published);
    place_ = told.published->event->id;
  }
  if (!is_open()) return;
  place_ = std::max(place_, past_->end);
  past_.reset();
}

void Connection::send_recent() {
  Ring const& ring = shard_->ring();
  bool const is_wide = hears_everything();
  viewer_->now = shard_->now();
  for (auto next = ring.after(place_); next != ring.end() && is_open(); ++next) {
    if (is_resuming_ && !has_room()) return;
    Published const& published = **next;
    forum::EventId const event = published.event->id;
    pass(hear(*viewer_, watched_, scope_of(event, is_wide), *published.event), published);
    place_ = event;
  }
  place_ = std::max(place_, ring.position());
}

void Connection::pass(Heard const& heard, Published const& published) {
  if (heard.delivery == forum::Delivery::silence && !heard.is_notified) return;
  forum::Event const& event = *published.event;
  if (heard.delivery != forum::Delivery::gone) {
    std::erase(gone_, event.thread);
  } else if (is_gone(event.thread)) {
    return;  // with its posts
  } else if (event.object == forum::EventObject::thread) {
    watched_.remove(event.thread);
    remember_gone(event.thread);
  }
  std::uint64_t frames = 0;
  tell(heard, published, [&](Frame const& frame) {
    send(frame);
    ++frames;
  });
  increment(context().counters.frames_sent, frames);
}

void Connection::send_gone(forum::WatchedThread const& thread) {
  send(encode_gone(thread, context().cursors.seal(place_), shard_->now()));
  remember_gone(thread.id);
}

void Connection::remember_gone(forum::ThreadId thread) {
  if (gone_.size() >= kGoneRemembered) gone_.erase(gone_.begin());
  gone_.push_back(thread);
}

bool Connection::is_gone(forum::ThreadId thread) const {
  return std::find(gone_.begin(), gone_.end(), thread) != gone_.end();
}

// Live events are sent as they come, and it is for the network floor to give up a peer that does not drain. A
// past waits for the peer, within reason.
bool Connection::has_room() {
  auto const now = Shard::Clock::now();
  if (stream_->queued_frames() < context().settings.replayed_frames_at_once) {
    last_progress_ = now;
    return true;
  }
  if (now - last_progress_ >= context().settings.replay_stall_limit) {
    close(net::kTryAgainLater, "too slow");
  } else {
    shard_->want_turn(*this);
  }
  return false;
}

Scope Connection::scope_of(forum::EventId event, bool is_wide) const {
  if (is_wide || event <= wide_until_) return Scope::everything;
  return hears_losses_ || event <= losses_until_ ? Scope::losses : Scope::interests;
}

bool Connection::hears_everything() const {
  return hears_everything_ && Shard::Clock::now() - opened_ < shard_->context().settings.first_watch_within;
}

}  // namespace server::live
