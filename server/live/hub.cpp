#include "server/live/hub.hpp"

#include <stdexcept>

#include <boost/asio/post.hpp>

#include "server/live/connection.hpp"
#include "server/live/tail.hpp"

namespace server::live {

struct Hub::Parts {
  std::shared_ptr<Context> context;
  std::shared_ptr<Shards const> shards;
  std::shared_ptr<Tail> tail;
};

Hub::Hub(storage::Database& database, CursorSealer const& cursors, auth::SessionLimits const& sessions,
         forum::Limits const& limits, LiveSettings const& settings,
         std::vector<boost::asio::any_io_executor> io_threads, std::function<base::Timestamp()> clock)
    : parts_(std::make_unique<Parts>()) {
  if (io_threads.empty()) throw std::invalid_argument("a hub without I/O threads");
  parts_->context =
      std::make_shared<Context>(database, cursors, sessions, limits, settings, std::move(clock));
  auto shards = std::make_shared<Shards>();
  for (auto const& io_thread : io_threads) {
    shards->push_back(std::make_shared<Shard>(parts_->context, io_thread));
  }
  parts_->shards = std::move(shards);
  parts_->tail = std::make_shared<Tail>(parts_->context, parts_->shards, io_threads.front());
}

Hub::~Hub() {
  stop();
}

void Hub::start() {
  parts_->tail->start();
}

void Hub::stop() {
  parts_->tail->stop();
}

std::shared_ptr<net::StreamHandler> Hub::open(base::Digest const& token_hash,
                                              std::optional<std::string> after) {
  return std::make_shared<Connection>(parts_->shards, token_hash, std::move(after));
}

void Hub::session_ended(base::Digest const& token_hash) {
  for (auto const& shard : *parts_->shards) {
    boost::asio::post(shard->executor(), [shard, token_hash] { shard->on_session_ended(token_hash); });
  }
}

Counters const& Hub::counters() const {
  return parts_->context->counters;
}

}  // namespace server::live
