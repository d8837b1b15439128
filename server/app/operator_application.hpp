// The operator's side: /metrics, /healthz and /readyz as plain HTTP on loopback. Tells figures about the
// machine, never anything of what people wrote.
#pragma once

#include "server/api/api_application.hpp"
#include "server/app/mail_counters.hpp"
#include "server/live/hub.hpp"
#include "server/net/application.hpp"
#include "server/net/server.hpp"
#include "storage/database.hpp"

namespace server::app {

class OperatorApplication final : public net::Application {
 public:
  OperatorApplication(storage::Database& database, net::Server const& server, live::Hub const& hub,
                      api::ApiApplication const& api, MailCounters const& mail)
      : database_(database), server_(server), hub_(hub), api_(api), mail_(mail) {}

  boost::asio::awaitable<http::Response> handle(http::Request&& request) override;
  boost::asio::awaitable<net::StreamDecision> open_stream(http::Request const& request) override;

 private:
  storage::Database& database_;
  net::Server const& server_;
  live::Hub const& hub_;
  api::ApiApplication const& api_;
  MailCounters const& mail_;
};

}  // namespace server::app
