// One live stream, from its hello to its end. Kept alive by the network floor until on_close(); lives on the
// I/O thread of its stream.
//
// It has a place in the events, and moves on from there whenever it may: advance() is called when events
// arrive, when its rights were read, and when its turn comes to send more of a long past. It moves only while
// its viewer and the events in the ring are of the same policy epoch, so that no event is ever judged by the
// rights of another moment.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/live/shard.hpp"
#include "server/net/application.hpp"

namespace server::live {

// Close codes beside those of net::CloseCode: the contract's own, and RFC 6455's for a bug.
enum CloseCode : std::uint16_t {
  kInternalError = 1011,
  kFrameDoesNotFit = 4400,
  kSessionEnded = 4401  // sign-out, suspension or lapse
};

using Shards = std::vector<std::shared_ptr<Shard>>;

class Connection final : public net::StreamHandler, public std::enable_shared_from_this<Connection> {
 public:
  Connection(std::shared_ptr<Shards const> shards, base::Digest const& token_hash,
             std::optional<std::string> after);

  void on_open(std::shared_ptr<net::Stream> stream) override;
  void on_text(std::string_view text) override;
  void on_close() override;

  // Called by the shard.
  void advance();
  void on_tick(Shard::Clock::time_point now);
  void end_session();
  void fail();
  bool is_open() const { return stream_ && !is_closing_; }
  bool needs_refresh() const;
  bool needs_past() const;
  RefreshRequest begin_refresh();
  void wants_refresh_again() { wants_refresh_ = true; }
  void end_refresh(RefreshRequest const& request, RefreshOutcome&& outcome);
  base::Digest const& token_hash() const { return token_hash_; }

  std::size_t place_in_shard = 0;  // the shard's own
  bool is_refresh_queued = false;  // the shard's own
  bool is_turn_queued = false;     // the shard's own

 private:
  // A past from the database on its way out.
  struct Past {
    std::vector<Told> events;
    std::size_t next = 0;
    forum::EventId end;
  };

  Context& context() { return shard_->context(); }
  void send(Frame const& frame);
  void close(std::uint16_t code, std::string_view reason);
  void reset(forum::EventId place);
  void begin_after(std::string const& after);
  bool accepts_another_frame();
  bool hears_everything() const;
  Scope scope_of(forum::EventId event, bool is_wide) const;
  bool has_room();
  void send_past();
  void send_recent();
  void pass(Heard const& heard, Published const& published);
  void remember_gone(forum::ThreadId thread);
  bool is_gone(forum::ThreadId thread) const;
  void send_gone(forum::WatchedThread const& thread);
  void replace_watched(WatchSet&& watched, forum::EventId last);
  void tell_losses(forum::Losses const& losses);

  std::shared_ptr<Shards const> shards_;
  std::shared_ptr<Shard> shard_;
  std::shared_ptr<net::Stream> stream_;
  base::Digest token_hash_;
  std::optional<std::string> after_;

  forum::EventId place_;                // everything up to here was told, or was not for this viewer
  std::optional<auth::Viewer> viewer_;  // nothing until the first refresh
  std::int64_t epoch_ = 0;              // the policy's when the viewer was read
  std::optional<Past> past_;
  forum::EventId past_until_;  // what was there when a client came back: all of it comes before `resumed`
  forum::EventId wide_until_;  // what happened before the screen was known, though it is heard of later
  // The same where not all is told by then, but what is lost.
  forum::EventId losses_until_;

  std::shared_ptr<Watch const> asked_;
  WatchSet watched_;
  std::optional<std::vector<auth::OrganisationId>> deniers_;  // as RefreshRequest has it
  std::optional<forum::EventId> away_since_;                  // as RefreshRequest has it
  std::optional<base::Timestamp> seen_until_;                 // as RefreshRequest has it
  // Threads that this client takes for gone: told once, until it hears of them again.
  std::vector<forum::ThreadId> gone_;

  Shard::Clock::time_point opened_;
  Shard::Clock::time_point confirmed_;  // when the rights were read last
  Shard::Clock::time_point last_progress_;
  Shard::Clock::time_point window_;  // of the client's frames
  std::size_t frames_in_window_ = 0;
  bool wants_refresh_ = true;
  bool is_resuming_ = false;       // `resumed` is still to be sent
  bool hears_everything_ = false;  // until the screen is known
  bool hears_losses_ = true;       // whenever it is not, since the client has yet to say, or we to read it
  bool is_closing_ = false;
};

}  // namespace server::live
