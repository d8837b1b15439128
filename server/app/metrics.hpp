// The counters of every floor as Prometheus text (exposition format 0.0.4).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "server/api/api_application.hpp"
#include "server/app/mail_counters.hpp"
#include "server/live/counters.hpp"
#include "server/net/counters.hpp"
#include "storage/database.hpp"

namespace server::app {

std::string describe_metrics(net::Counters const& net, storage::DatabaseCounters const& database,
                             live::Counters const& live,
                             std::vector<std::unique_ptr<api::EndpointCounters>> const& endpoints,
                             MailCounters const& mail);

}  // namespace server::app
