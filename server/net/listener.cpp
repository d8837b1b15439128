#include "server/net/listener.hpp"

#include <stdexcept>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/log.hpp"

namespace server::net {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

asio::awaitable<void> start_connection(ConnectionContext context, Listener::MakeTransport make_transport,
                                       Transport::Socket socket, std::string peer_address,
                                       Admission::Ticket ticket) {
  auto transport = make_transport(std::move(socket));
  co_await serve_connection(context, std::move(transport), std::move(peer_address), std::move(ticket));
}

// Errors that concern one connection, which was gone before it was accepted.
bool is_about_one_peer(error_code error) {
  return error == asio::error::connection_aborted || error == asio::error::connection_reset ||
         error == asio::error::interrupted || error == asio::error::try_again;
}

}  // namespace

Listener::Listener(std::vector<std::unique_ptr<IoThread>>& threads, Admission& admission, Service service,
                   std::string const& address, std::uint16_t port)
    : threads_(threads),
      admission_(admission),
      service_(std::move(service)),
      acceptor_(threads.front()->context()),
      pause_(threads.front()->context()) {
  error_code error;
  tcp::endpoint const endpoint{asio::ip::make_address(address, error), port};
  if (!error) acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(tcp::acceptor::reuse_address{true}, error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(service_.settings.listen_backlog, error);
  if (error)
    throw std::runtime_error("cannot listen on " + address + ":" + std::to_string(port) + ": " +
                             error.message());
  port_ = acceptor_.local_endpoint().port();
}

void Listener::start() {
  asio::co_spawn(threads_.front()->context(), accept_connections(), asio::detached);
}

void Listener::close() {
  error_code ignored;
  acceptor_.close(ignored);
  pause_.cancel();
}

asio::awaitable<void> Listener::accept_connections() {
  while (acceptor_.is_open()) {
    IoThread& thread = *threads_[next_thread_];
    Transport::Socket socket{thread.context()};
    auto const [error] = co_await acceptor_.async_accept(socket, asio::as_tuple(asio::use_awaitable));
    if (!acceptor_.is_open()) co_return;
    if (!error) {
      next_thread_ = (next_thread_ + 1) % threads_.size();
      hand_over(std::move(socket), thread);
    } else if (!is_about_one_peer(error)) {
      increment(service_.counters.accept_failures);
      co_await pause(error.message());
    }
  }
}

asio::awaitable<void> Listener::pause(std::string const& reason) {
  if (threads_.front()->may_log_about_peers()) base::log_error("accept_paused", {{"reason", reason}});
  pause_.expires_after(service_.settings.accept_pause);
  co_await pause_.async_wait(asio::as_tuple(asio::use_awaitable));
}

void Listener::hand_over(Transport::Socket socket, IoThread& thread) {
  error_code error;
  auto const peer = socket.remote_endpoint(error).address();
  if (error) return;
  auto decision = admission_.admit(peer);
  if (decision.refused != Admission::Refused::no) {
    bool const by_address = decision.refused == Admission::Refused::address_limit;
    increment(by_address ? service_.counters.connections_refused_address_limit
                         : service_.counters.connections_refused_total_limit);
    if (threads_.front()->may_log_about_peers()) {
      base::log_warning(
          "connection_refused",
          {{"peer", peer.to_string()}, {"reason", by_address ? "too many from this address" : "too many"}});
    }
    return;
  }
  increment(service_.counters.connections_accepted);
  socket.non_blocking(true, error);
  socket.set_option(tcp::no_delay{true}, error);
  ConnectionContext const context{thread, service_.settings, service_.counters, service_.application,
                                  service_.streams};
  asio::co_spawn(thread.context(),
                 start_connection(context, service_.transport_maker(), std::move(socket), peer.to_string(),
                                  std::move(decision.ticket)),
                 asio::detached);
}

}  // namespace server::net
