#include "tests/integration/twins/twin_server.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "auth/secrets.hpp"
#include "forum/attachment_checks.hpp"
#include "server/api/api_application.hpp"
#include "server/api/encode.hpp"
#include "server/app/commands.hpp"
#include "server/net/server.hpp"
#include "tests/support/forum_server.hpp"
#include "tests/support/scratch_folder.hpp"
#include "tests/support/test_certificate.hpp"

namespace tests::twins {
namespace {

using namespace std::chrono_literals;
using namespace server;

std::string read_openapi() {
  std::ostringstream text;
  text << std::ifstream(COLLOQUIUM_SOURCE_DIR "/server/openapi.yaml").rdbuf();
  return text.str();
}

// One for all: what it says is no business of these tests.
support::TestCertificate const& certificate() {
  static support::TestCertificate const made;
  return made;
}

app::Settings settings_for(std::filesystem::path const& folder) {
  app::Settings settings;
  settings.demo = true;
  settings.data = folder;
  settings.storage.path = folder / "colloquium.db";
  settings.storage.readers = 1;
  settings.network.port = 0;
  settings.network.certificate_file = certificate().certificate_file();
  settings.network.private_key_file = certificate().private_key_file();
  // Most of those who act in the story are silent most of the time; on a slow machine it takes minutes.
  settings.network.idle_timeout = settings.network.stream_idle_timeout = 1h;
  settings.sessions.idle = settings.sessions.absolute = 24h;
  // Consultations too, in the order in which they were made: when a batch is full would be a difference.
  settings.consultations.most_waiting = 0;
  settings.password = support::kCheapPassword;
  settings.sign_in.failures_per_address = 100'000;
  settings.sign_in.failures_per_account = 100'000;
  settings.rates = {.units_per_second = 1e6,
                    .burst = 1e6,
                    .signed_out_units_per_second = 1e6,
                    .signed_out_burst = 1e6,
                    .remembered = 1000};
  return settings;
}

std::filesystem::path with_client(std::filesystem::path const& folder) {
  std::filesystem::create_directories(folder / "client");
  std::ofstream(folder / "client/index.html") << support::kIndexPage;
  return folder / "client";
}

base::Sealer::Key load_key(storage::Database& database, std::string_view name, base::Random& random) {
  return database
      .write_now([&](storage::WriteTx& tx) -> base::Result<base::Sealer::Key> {
        return auth::load_or_create_key(tx, name, random);
      })
      .value();
}

std::vector<boost::asio::any_io_executor> io_executors(net::Server& server) {
  std::vector<boost::asio::any_io_executor> executors;
  for (std::size_t i = 0; i < server.io_thread_count(); ++i) executors.push_back(server.executor(i));
  return executors;
}

// The forum in its file, before a server runs on it.
std::filesystem::path filled(std::filesystem::path const& folder,
                             std::function<void(ForumWorld&)> const& fill) {
  ForumWorld world(7, folder / "colloquium.db", twin_time() - 1h);
  support::add_accounts(world);
  fill(world);
  return folder;
}

}  // namespace

base::Timestamp twin_time() {
  return base::from_milliseconds(1'800'000'000'000);
}

// As in server/app/serve.cpp, with the clock and the randomness of the test.
struct TwinServer::Parts {
  explicit Parts(std::function<void(ForumWorld&)> const& fill)
      : settings(settings_for(filled(folder.path(), fill))), client(with_client(folder.path())) {
    hub.start();
    network.start(application, nullptr);
  }
  ~Parts() {
    network.stop(1s);
    hub.stop();
    consultations.stop();
    database.stop();
    cpu.stop();
    disk.stop();
  }

  std::function<base::Timestamp()> clock() {
    return [this] { return base::from_milliseconds(time.load()); };
  }

  std::atomic<std::int64_t> time{base::to_milliseconds(twin_time())};
  StepRandom random;
  // The streams draw when they like: not from the sequence that gives objects their names.
  base::SystemRandom stream_random;
  ScratchFolder folder;
  app::Settings settings;
  http::StaticFiles client;
  storage::Database database{settings.storage, app::all_migrations()};
  live::CursorSealer live_cursors{load_key(database, live::kCursorKey, random), stream_random};
  base::Sealer page_cursors{load_key(database, "page_cursor", random)};
  std::string openapi = read_openapi();
  api::AuditSearches audit_searches{settings.audit_searches};
  net::Server network{settings.network};
  api::CpuPool cpu{1, 64};
  api::CpuPool disk{1, 64, "disk"};
  files::Store store{settings.data / "attachments"};
  // Nothing is checked: a step of the story says what a check has found.
  api::AttachmentDesk attachments{store, disk, [] {}};
  auth::SignInThrottle sign_ins{settings.sign_in};
  api::SessionActivity activity{settings.sessions.touch_every};
  auth::KnownAccounts accounts{100};
  forum::OutlineCache outlines{settings.forum.outlines_bytes, api::prepare_post};
  http::RateLimiter rates{settings.rates};
  live::Hub hub{database,       live_cursors,  settings.sessions,
                settings.forum, settings.live, io_executors(network),
                clock()};
  api::ApiSettings api_settings{.sessions = settings.sessions,
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
                                .mail = settings.mail_limits};
  api::Consultations consultations{database, settings.consultations};
  api::Services services{api_settings,   database,   hub,           live_cursors,
                         page_cursors,   random,     cpu,           sign_ins,
                         activity,       accounts,   consultations, outlines,
                         rates,          client,     openapi,       network.executor(0),
                         audit_searches, attachments};
  api::ApiApplication application{services, clock()};
};

TwinServer::TwinServer(std::function<void(ForumWorld&)> const& fill)
    : parts_(std::make_unique<Parts>(fill)) {}
TwinServer::~TwinServer() = default;

std::uint16_t TwinServer::port() const {
  return parts_->network.port();
}

void TwinServer::begin_step(std::uint64_t step, base::Timestamp now) {
  parts_->random.begin(step);
  parts_->time.store(base::to_milliseconds(now));
}

base::Timestamp TwinServer::now() const {
  return base::from_milliseconds(parts_->time.load());
}

void TwinServer::change(std::function<void(storage::WriteTx&, base::Random&)> const& function) {
  parts_->database
      .write_now([&](storage::WriteTx& tx) -> base::Result<bool> {
        function(tx, parts_->random);
        return true;
      })
      .value();
}

void TwinServer::settle_upload(std::string_view bytes) {
  auto const& store = parts_->store;
  forum::CheckedFile const checked{.state = forum::FileState::ready,
                                   .refusal = {},
                                   .type = "text/plain",
                                   .size = static_cast<std::int64_t>(bytes.size()),
                                   .sha256 = store.keep(bytes),
                                   .thumbnail = store.keep("a small picture"),
                                   .scanned = true};
  change([&](storage::WriteTx& tx, base::Random&) {
    forum::settle_check(tx, forum::find_due_check(tx).value().id, checked);
  });
}

}  // namespace tests::twins
