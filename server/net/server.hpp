// The network floor as a whole: listeners, I/O threads and the connections on them.
//
// Owned by server/app; start(), stop() and reload_certificates() are called from one thread (main), the rest
// from any. Must be destroyed after everything that may still hold an executor of it (storage, CPU pool).
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>

#include <boost/asio/any_io_executor.hpp>

#include "base/error.hpp"
#include "server/net/application.hpp"
#include "server/net/counters.hpp"
#include "server/net/network_settings.hpp"

namespace server::net {

class Server {
 public:
  // Makes the I/O contexts, so that executor() works at once; runs and listens to nothing yet.
  explicit Server(NetworkSettings settings);
  // Stops without grace if stop() was not called.
  ~Server();
  Server(Server const&) = delete;
  Server& operator=(Server const&) = delete;

  // Opens the listeners and starts the I/O threads. `application` answers the public TLS port,
  // `operator_application` (null: no such listener) plain HTTP on loopback, where streams are never opened.
  // Both must outlive stop(). Throws std::runtime_error, with the reason, where the machine refuses: port
  // taken, certificate unreadable.
  void start(Application& application, Application* operator_application);

  // Refuses new connections, closes streams with 1012, lets running requests end until `drain` has passed,
  // cuts what is left, joins the threads. Afterwards no Application function runs any more.
  void stop(std::chrono::milliseconds drain);

  // Reads the certificate files again. New connections get the new ones; where they cannot be used, the old
  // ones stay and the error says why.
  base::Result<void> reload_certificates();

  // The real ports, once started.
  std::uint16_t port() const;
  std::uint16_t operator_port() const;

  Counters const& counters() const;
  std::size_t io_thread_count() const;
  // For shards of the upper floors: what is posted here runs on that I/O thread.
  boost::asio::any_io_executor executor(std::size_t io_thread_index) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace server::net
