#include "server/app/metrics.hpp"

#include <cstdint>
#include <fstream>
#include <string_view>
#include <sys/resource.h>
#include <unistd.h>

namespace server::app {
namespace {

class Text {
 public:
  void family(std::string_view name, std::string_view type, std::string_view help) {
    name_ = name;
    out_ += "# HELP colloquium_" + name_ + " " + std::string(help) + "\n# TYPE colloquium_" + name_ + " " +
            std::string(type) + "\n";
  }
  void sample(std::string const& labels, std::string const& value) {
    out_ += "colloquium_" + name_ + (labels.empty() ? "" : "{" + labels + "}") + " " + value + "\n";
  }
  void counter(std::string_view name, std::string_view help, std::uint64_t value) {
    family(name, "counter", help);
    sample("", std::to_string(value));
  }
  void gauge(std::string_view name, std::string_view help, std::uint64_t value) {
    family(name, "gauge", help);
    sample("", std::to_string(value));
  }
  std::string take() { return std::move(out_); }

 private:
  std::string name_;
  std::string out_;
};

std::string seconds(double value) {
  return std::to_string(value);
}

void describe_net(Text& text, net::Counters const& net) {
  using net::value_of;
  text.gauge("connections_open", "Open connections", value_of(net.connections_open));
  text.counter("connections_accepted_total", "Accepted connections", value_of(net.connections_accepted));
  text.family("connections_refused_total", "counter", "Connections refused, by limit");
  text.sample("limit=\"total\"", std::to_string(value_of(net.connections_refused_total_limit)));
  text.sample("limit=\"address\"", std::to_string(value_of(net.connections_refused_address_limit)));
  text.counter("accept_failures_total", "Accepts that failed for want of descriptors or memory",
               value_of(net.accept_failures));
  text.counter("tls_failures_total", "TLS handshakes that failed", value_of(net.tls_failures));
  text.counter("plain_http_refused_total", "Plain HTTP on the TLS port", value_of(net.plain_http_refused));
  text.counter("requests_total", "Requests with a well-formed head", value_of(net.requests));
  text.family("requests_refused_total", "counter", "Requests refused before any endpoint, by reason");
  text.sample("reason=\"malformed\"", std::to_string(value_of(net.requests_malformed)));
  text.sample("reason=\"too_large\"", std::to_string(value_of(net.requests_too_large)));
  text.sample("reason=\"timed_out\"", std::to_string(value_of(net.requests_timed_out)));
  text.counter("received_bytes_total", "Plaintext bytes received", value_of(net.bytes_received));
  text.counter("sent_bytes_total", "Plaintext bytes sent", value_of(net.bytes_sent));
  text.gauge("streams_open", "Open live streams", value_of(net.streams_open));
  text.counter("stream_overflow_closes_total", "Streams closed because the peer did not drain",
               value_of(net.stream_overflow_closes));
}

void describe_database(Text& text, storage::DatabaseCounters const& database) {
  text.counter("database_reads_total", "Read jobs", database.reads);
  text.counter("database_writes_total", "Write jobs committed", database.writes);
  text.counter("database_rollbacks_total", "Write jobs that left nothing", database.rollbacks);
  text.counter("database_commits_total", "Commits; each is one sync", database.batches);
  text.counter("database_failed_commits_total", "Commits that failed", database.failed_batches);
  text.counter("database_refused_total", "Jobs refused because a queue was full", database.refused);
  text.gauge("database_write_queue", "Write jobs waiting", database.write_queue);
  text.gauge("database_read_queue", "Read jobs waiting", database.read_queue);
  text.gauge("database_log_pages", "Pages in the write-ahead log", database.log_pages);
  text.family("statement_calls_total", "counter", "Runs of each statement");
  for (auto const& statement : database.statements) {
    text.sample("statement=\"" + std::string(statement.name) + "\"", std::to_string(statement.calls));
  }
  text.family("statement_seconds_total", "counter", "Time spent in each statement");
  for (auto const& statement : database.statements) {
    text.sample("statement=\"" + std::string(statement.name) + "\"",
                seconds(std::chrono::duration<double>(statement.total).count()));
  }
}

void describe_live(Text& text, live::Counters const& live) {
  text.counter("live_events_total", "Events read by the tail", net::value_of(live.events_read));
  text.counter("live_frames_total", "Event frames handed to streams", net::value_of(live.frames_sent));
  text.counter("live_resumes_total", "Streams that were told their whole past", net::value_of(live.resumes));
  text.counter("live_resets_total", "Streams whose past could not be replayed", net::value_of(live.resets));
  text.counter("live_rights_closes_total", "Streams closed because the session or the rights ended",
               net::value_of(live.streams_ended_rights));
}

void describe_endpoints(Text& text, std::vector<std::unique_ptr<api::EndpointCounters>> const& endpoints) {
  auto const label = [](api::EndpointCounters const& endpoint) {
    return "endpoint=\"" + std::string(endpoint.name) + "\"";
  };
  text.family("endpoint_requests_total", "counter", "Requests by endpoint");
  for (auto const& endpoint : endpoints)
    text.sample(label(*endpoint), std::to_string(endpoint->requests.load()));
  text.family("endpoint_errors_total", "counter", "Error answers by endpoint");
  for (auto const& endpoint : endpoints) {
    text.sample(label(*endpoint) + ",class=\"4xx\"", std::to_string(endpoint->client_errors.load()));
    text.sample(label(*endpoint) + ",class=\"5xx\"", std::to_string(endpoint->server_errors.load()));
  }
  text.family("endpoint_seconds_total", "counter", "Time from dispatch to answer by endpoint");
  for (auto const& endpoint : endpoints) {
    text.sample(label(*endpoint), seconds(static_cast<double>(endpoint->microseconds.load()) / 1e6));
  }
}

void describe_process(Text& text) {
  rusage usage{};
  if (getrusage(RUSAGE_SELF, &usage) == 0) {
    double const cpu = static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                       static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    text.family("process_cpu_seconds_total", "counter", "Processor time of this process");
    text.sample("", seconds(cpu));
  }
  std::ifstream memory("/proc/self/statm");
  std::uint64_t pages = 0;
  std::uint64_t resident = 0;
  if (memory >> pages >> resident) {
    text.gauge("process_resident_bytes", "Resident memory of this process",
               resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)));
  }
}

void describe_mail(Text& text, MailCounters const& mail) {
  text.counter("mail_digests_queued_total", "Digests queued", mail.digests_queued.load());
  text.family("mail_total", "counter", "Mails whose time came, by what became of them");
  text.sample("outcome=\"sent\"", std::to_string(mail.sent.load()));
  text.sample("outcome=\"unsure\"", std::to_string(mail.unsure.load()));
  text.sample("outcome=\"refused\"", std::to_string(mail.refused.load()));
  text.sample("outcome=\"given_up\"", std::to_string(mail.given_up.load()));
  text.sample("outcome=\"dropped\"", std::to_string(mail.dropped.load()));
  text.counter("mail_attempts_failed_total", "Attempts to hand over a mail that failed",
               mail.attempts_failed.load());
}

}  // namespace

std::string describe_metrics(net::Counters const& net, storage::DatabaseCounters const& database,
                             live::Counters const& live,
                             std::vector<std::unique_ptr<api::EndpointCounters>> const& endpoints,
                             MailCounters const& mail) {
  Text text;
  describe_process(text);
  describe_net(text, net);
  describe_database(text, database);
  describe_live(text, live);
  describe_mail(text, mail);
  describe_endpoints(text, endpoints);
  return text.take();
}

}  // namespace server::app
