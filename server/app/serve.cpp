// The running server: makes the parts, ties them together, and takes them apart in the right order.
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <sys/resource.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include "auth/secrets.hpp"
#include "base/log.hpp"
#include "server/api/api_application.hpp"
#include "server/api/encode.hpp"
#include "server/app/attachment_checker.hpp"
#include "server/app/audit_signer.hpp"
#include "server/app/commands.hpp"
#include "server/app/mailer.hpp"
#include "server/app/operator_application.hpp"
#include "server/app/search_teller.hpp"
#include "server/app/upkeep.hpp"
#include "server/net/server.hpp"

namespace server::app {
namespace {

// Sessions whose accounts are kept at hand; about a kilobyte each.
constexpr std::size_t kKnownAccounts = 20'000;

// They wait for the disk more than they work.
constexpr std::size_t kDiskThreads = 4;

// Compiled in by CMake, so that the program and its description cannot drift apart.
constexpr char kOpenapi[] = {
#include "openapi_text.inc"
};

struct Keys {
  base::Sealer::Key stream;
  base::Sealer::Key page;
};

Keys load_keys(storage::Database& database, base::Random& random) {
  return database
      .write_now([&](storage::WriteTx& tx) -> base::Result<Keys> {
        return Keys{auth::load_or_create_key(tx, live::kCursorKey, random),
                    auth::load_or_create_key(tx, "page_cursor", random)};
      })
      .value();
}

// Every connection is a descriptor: take what the system allows.
void raise_descriptor_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

// Where there are several readers one is left to those who read the forum.
std::size_t searches_at_once(Settings const& settings) {
  int const others = std::max(settings.storage.readers - 1, 1);
  return std::min(settings.audit_searches, static_cast<std::size_t>(others));
}

// Where the demo has no scanner, files are there to be looked at all the same, and say that they were not
// scanned.
CheckerSettings checker_settings(Settings const& settings) {
  auto checker = settings.attachments;
  if (settings.demo && checker.scanner.address.empty()) checker.unscanned = Unscanned::serve;
  return checker;
}

std::optional<forum::MailLimits> mail_limits(Settings const& settings) {
  return settings.mail.is_on() ? std::optional(settings.mail_limits) : std::nullopt;
}

std::vector<boost::asio::any_io_executor> io_executors(net::Server& server) {
  std::vector<boost::asio::any_io_executor> executors;
  for (std::size_t i = 0; i < server.io_thread_count(); ++i) executors.push_back(server.executor(i));
  return executors;
}

// A full disk is no reason not to start: what has changed is told at the next start, then.
void note_settings(storage::Database& database, Settings const& settings) {
  auto const noted = database.write_now([&](storage::WriteTx& tx) -> base::Result<void> {
    auth::note_settings(tx, mark_settings(settings), base::wall_clock_now());
    return {};
  });
  if (!noted) base::log_warning("settings_not_noted", {{"code", base::to_string(noted.error().code)}});
}

// Waits on the main thread for the signals that end or refresh the server.
class Signals {
 public:
  explicit Signals(net::Server& server) : server_(server), signals_(context_, SIGINT, SIGTERM, SIGHUP) {
    wait();
  }
  void run() { context_.run(); }

 private:
  void wait() {
    signals_.async_wait([this](boost::system::error_code const& failure, int signal) {
      if (failure) return;
      if (signal != SIGHUP) {
        base::log_info("stopping", {{"signal", signal}});
        return;
      }
      if (auto const reloaded = server_.reload_certificates(); !reloaded) {
        base::log_error("certificate_not_reloaded", {{"why", reloaded.error().detail}});
      } else {
        base::log_info("certificate_reloaded");
      }
      wait();
    });
  }

  net::Server& server_;
  boost::asio::io_context context_{1};
  boost::asio::signal_set signals_;
};

}  // namespace

int serve(Settings const& settings) {
  base::start_log(settings.log);
  raise_descriptor_limit();
  std::signal(SIGPIPE, SIG_IGN);

  base::SystemRandom random;
  http::StaticFiles const client(settings.client);
  storage::Database database(settings.storage, all_migrations());
  if (!is_loopback(settings.network.address) && has_demo_accounts(database, settings)) {
    throw std::runtime_error("this database has the demo's accounts, whose passwords are public: on " +
                             settings.network.address + " anybody could sign in");
  }
  fill_search_index(database);
  Keys const keys = load_keys(database, random);
  auth::NoteSigner const audit_signer = load_or_create_audit_signer(database, settings, random);
  note_settings(database, settings);
  live::CursorSealer const live_cursors(keys.stream, random);
  base::Sealer const page_cursors(keys.page);
  std::string const openapi(kOpenapi, sizeof kOpenapi);

  // Held by searches to their end, which may come with the contexts.
  api::AuditSearches audit_searches(searches_at_once(settings));
  // The network floor's contexts outlive everything that may still resume on them.
  net::Server server(settings.network);
  api::CpuPool cpu(settings.cpu_threads, settings.cpu_queue);
  auth::SignInThrottle sign_ins(settings.sign_in);
  api::SessionActivity activity(settings.sessions.touch_every);
  auth::KnownAccounts accounts(kKnownAccounts);
  files::Store const store(settings.data / kAttachmentFolder);
  api::CpuPool disk(kDiskThreads, settings.cpu_queue, "disk");
  AttachmentChecker checker(database, store, checker_settings(settings), settings.forum.attachments);
  api::AttachmentDesk const attachments{store, disk, [&checker] { checker.wake(); }};
  forum::OutlineCache outlines(settings.forum.outlines_bytes, api::prepare_post);
  http::RateLimiter rates(settings.rates);
  live::Hub hub(database, live_cursors, settings.sessions, settings.forum, settings.live,
                io_executors(server));
  api::ApiSettings const api_settings{.sessions = settings.sessions,
                                      .password_cost = settings.password,
                                      .forum = settings.forum,
                                      .proposals = settings.proposals,
                                      .groups = settings.groups,
                                      .break_glass = settings.break_glass,
                                      .exported_records = settings.exported_records,
                                      .demo = settings.demo,
                                      .search = settings.search,
                                      .keeping = settings.keeping,
                                      .moderation = settings.moderation,
                                      .mail = mail_limits(settings)};
  api::Consultations consultations(database, settings.consultations);
  api::Services services{api_settings, database, hub,      live_cursors,       page_cursors,   random,
                         cpu,          sign_ins, activity, accounts,           consultations,  outlines,
                         rates,        client,   openapi,  server.executor(0), audit_searches, attachments};
  api::ApiApplication application(services, base::wall_clock_now);
  MailCounters mail_counters;
  OperatorApplication operator_application(database, server, hub, application, mail_counters);

  hub.start();
  server.start(application, &operator_application);
  Upkeep upkeep(database, settings, audit_signer);
  std::optional<Mailer> mailer;
  if (settings.mail.is_on()) mailer.emplace(database, settings, mail_counters);
  SearchTeller search_teller(database, settings.search);
  Signals signals(server);
  base::log_info(
      "ready", {{"port", server.port()}, {"operator_port", server.operator_port()}, {"demo", settings.demo}});
  std::printf("ready https://%s:%u\n", settings.network.address.c_str(), unsigned{server.port()});
  std::fflush(stdout);
  signals.run();

  search_teller.stop();
  upkeep.stop();
  if (mailer) mailer->stop();
  checker.stop();
  server.stop(settings.drain);
  hub.stop();
  consultations.stop();
  database.stop();
  cpu.stop();
  disk.stop();
  base::log_info("stopped");
  base::stop_log();
  return 0;
}

}  // namespace server::app
