#include "server/net/server.hpp"

#include <future>
#include <optional>
#include <stdexcept>
#include <vector>

#include <boost/asio/post.hpp>

#include "base/log.hpp"
#include "server/net/admission.hpp"
#include "server/net/io_thread.hpp"
#include "server/net/listener.hpp"
#include "server/net/tls.hpp"

namespace server::net {
namespace {

constexpr std::chrono::milliseconds kCutPatience{1'000};  // for connections to notice that they were cut

std::vector<std::unique_ptr<IoThread>> make_threads(NetworkSettings const& settings) {
  std::vector<std::unique_ptr<IoThread>> threads;
  for (std::size_t index = 0; index < std::max<std::size_t>(settings.io_threads, 1); ++index) {
    threads.push_back(std::make_unique<IoThread>(index, settings));
  }
  return threads;
}

}  // namespace

struct Server::Parts {
  explicit Parts(NetworkSettings given)
      : settings(std::move(given)),
        threads(make_threads(settings)),
        admission(threads.front()->context(), settings.max_connections,
                  settings.max_connections_per_address) {}

  NetworkSettings const settings;
  Counters counters;
  TlsContext tls;  // on thread 0, once that runs
  std::vector<std::unique_ptr<IoThread>> threads;
  Admission admission;
  std::optional<Listener> listener;
  std::optional<Listener> operator_listener;
  bool is_running = false;
};

Server::Server(NetworkSettings settings) : parts_(std::make_unique<Parts>(std::move(settings))) {}

Server::~Server() {
  stop(std::chrono::milliseconds{0});
  parts_->admission.close();
  // Connections that were cut in the middle are destroyed with their contexts, and these before what they
  // use.
  parts_->listener.reset();
  parts_->operator_listener.reset();
  parts_->threads.clear();
}

void Server::start(Application& application, Application* operator_application) {
  Parts& parts = *parts_;
  auto context = make_tls_context(parts.settings.certificate_file, parts.settings.private_key_file);
  if (!context) throw std::runtime_error(context.error().detail);
  parts.tls = std::move(*context);

  auto const make_tls = [&parts]() -> Listener::MakeTransport {
    return [tls = parts.tls](Transport::Socket socket) -> std::unique_ptr<Transport> {
      return std::make_unique<TlsTransport>(std::move(socket), tls);
    };
  };
  auto const make_plain = []() -> Listener::MakeTransport {
    return [](Transport::Socket socket) -> std::unique_ptr<Transport> {
      return std::make_unique<PlainTransport>(std::move(socket));
    };
  };
  parts.listener.emplace(
      parts.threads, parts.admission,
      Listener::Service{parts.settings, parts.counters, application, StreamPolicy::offered, make_tls},
      parts.settings.address, parts.settings.port);
  if (operator_application != nullptr) {
    parts.operator_listener.emplace(parts.threads, parts.admission,
                                    Listener::Service{parts.settings, parts.counters, *operator_application,
                                                      StreamPolicy::refused, make_plain},
                                    "127.0.0.1", parts.settings.operator_port);
    parts.operator_listener->start();
  }
  parts.listener->start();
  for (auto const& thread : parts.threads) thread->start();
  parts.is_running = true;
  base::log_info("listening", {{"address", parts.settings.address},
                               {"port", port()},
                               {"operator_port", operator_port()},
                               {"io_threads", parts.threads.size()}});
}

void Server::stop(std::chrono::milliseconds drain) {
  Parts& parts = *parts_;
  if (!parts.is_running) return;
  parts.is_running = false;
  auto const deadline = std::chrono::steady_clock::now() + drain;

  std::promise<void> refusing;
  boost::asio::post(parts.threads.front()->context(), [&parts, &refusing] {
    parts.listener->close();
    if (parts.operator_listener) parts.operator_listener->close();
    refusing.set_value();
  });
  refusing.get_future().wait();

  for (auto const& thread : parts.threads) thread->begin_drain();
  bool is_drained = true;
  for (auto const& thread : parts.threads) is_drained = thread->has_ended_by(deadline) && is_drained;
  if (!is_drained) {
    for (auto const& thread : parts.threads) thread->cut();
    for (auto const& thread : parts.threads)
      thread->has_ended_by(std::chrono::steady_clock::now() + kCutPatience);
  }
  for (auto const& thread : parts.threads) thread->join();
  base::log_info("network_stopped", {{"drained", is_drained}});
}

base::Result<void> Server::reload_certificates() {
  auto context = make_tls_context(parts_->settings.certificate_file, parts_->settings.private_key_file);
  if (!context) {
    base::log_error("certificates_not_reloaded", {{"reason", context.error().detail}});
    return context.error();
  }
  boost::asio::post(parts_->threads.front()->context(),
                    [parts = parts_.get(), fresh = std::move(*context)] { parts->tls = fresh; });
  base::log_info("certificates_reloaded");
  return {};
}

std::uint16_t Server::port() const {
  return parts_->listener ? parts_->listener->port() : 0;
}
std::uint16_t Server::operator_port() const {
  return parts_->operator_listener ? parts_->operator_listener->port() : 0;
}
Counters const& Server::counters() const {
  return parts_->counters;
}
std::size_t Server::io_thread_count() const {
  return parts_->threads.size();
}
boost::asio::any_io_executor Server::executor(std::size_t io_thread_index) const {
  return parts_->threads.at(io_thread_index)->context().get_executor();
}

}  // namespace server::net
