// Fills the demo forum, once.
#include <cstdio>

#include "auth/credentials.hpp"
#include "auth/users.hpp"
#include "server/app/commands.hpp"
#include "server/app/content.hpp"
#include "server/app/demo_forum.hpp"

namespace server::app {
namespace {

// Public on purpose (README): the demo listens on loopback only, and refuses any other address.
constexpr char kDemoPassword[] = "colloquium-demo-2026";
constexpr char kDemoAccount[] = "officer1.fr";  // one that every demo has

}  // namespace

int fill_demo(Settings const& settings, std::filesystem::path const& content) {
  std::filesystem::create_directories(settings.data);
  DemoContent const demo = read_demo_content(content);
  std::string const hash = auth::hash_password(kDemoPassword, settings.password);
  base::SystemRandom random;
  base::Timestamp const now = base::wall_clock_now();
  storage::Database database(settings.storage, all_migrations());
  auto const posts = database.write_now([&](storage::WriteTx& tx) -> base::Result<int> {
    if (auth::find_user(tx, demo.people.front().username)) return 0;
    add_bureaus(tx, content, random);
    DemoForum forum(tx, demo, now, random);
    forum.add_organisations();
    forum.add_people(hash);
    forum.add_topics();
    forum.add_tags();
    forum.add_subscriptions();
    forum.add_discussions();
    return forum.posts();
  });
  if (posts.value() == 0) {
    std::printf("the demo forum is there already\n");
  } else {
    std::printf("the demo forum has %d posts in %zu threads; every password is %s\n", posts.value(),
                demo.threads.size(), kDemoPassword);
  }
  return 0;
}

bool has_demo_accounts(storage::Database& database, Settings const& settings) {
  auto const account =
      database.read_now([](storage::ReadTx& tx) -> base::Result<std::optional<auth::StoredCredentials>> {
        return auth::find_credentials(tx, kDemoAccount);
      });
  return account.value() &&
         auth::verify_password(kDemoPassword, account.value()->password_hash, settings.password);
}

}  // namespace server::app
