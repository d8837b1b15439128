// One listening socket: accepts, asks the admission, hands each connection to the next I/O thread.
//
// Owned by Server; lives on I/O thread 0. Out of descriptors or memory it pauses and goes on: the connections
// that are open must not suffer for those that cannot be.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "server/net/connection.hpp"

namespace server::net {

class Listener {
 public:
  // Wraps a new connection's socket, on the I/O thread where it will live.
  using MakeTransport = std::function<std::unique_ptr<Transport>(Transport::Socket)>;

  // What all connections of this listener share.
  struct Service {
    NetworkSettings const& settings;
    Counters& counters;
    Application& application;
    StreamPolicy streams;
    // Called on thread 0 for each connection; what it returns is called once on the connection's own thread.
    std::function<MakeTransport()> transport_maker;
  };

  // Opens the port; throws std::runtime_error where that fails.
  Listener(std::vector<std::unique_ptr<IoThread>>& threads, Admission& admission, Service service,
           std::string const& address, std::uint16_t port);

  void start();
  // Refuses from now on. Call on thread 0.
  void close();
  std::uint16_t port() const { return port_; }

 private:
  boost::asio::awaitable<void> accept_connections();
  boost::asio::awaitable<void> pause(std::string const& reason);
  void hand_over(Transport::Socket socket, IoThread& thread);

  std::vector<std::unique_ptr<IoThread>>& threads_;
  Admission& admission_;
  Service const service_;
  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::steady_timer pause_;
  std::uint16_t port_ = 0;
  std::size_t next_thread_ = 0;
};

}  // namespace server::net
