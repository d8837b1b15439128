// A small forum for tests, in a database file of its own that ends with the test: bureaus of five countries
// with two officers, a coordinator and a security officer each, a sub-bureau, a unit of the Secretariat and a
// moderator; three topics. The clock stands still until a test moves it; ids are seeded. Used by the test's
// thread.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "auth/organisations.hpp"
#include "auth/users.hpp"
#include "auth/viewer.hpp"
#include "base/random.hpp"
#include "forum/moment.hpp"
#include "forum/outline_cache.hpp"
#include "forum/posts.hpp"
#include "forum/release.hpp"
#include "forum/threads.hpp"
#include "forum/topics.hpp"
#include "storage/database.hpp"

namespace tests {

// Why it was refused; internal_error, which nothing is refused with, where it was not.
template <class T>
base::ErrorCode code_of(base::Result<T> const& result) {
  return result ? base::ErrorCode::internal_error : result.error().code;
}

// How a test asks for a post; what it leaves out is the default of the forum.
struct Ask {
  std::string body = "Some text.";
  forum::NewMarking marking = {};
  std::optional<auth::NewAudience> audience = {};
};

Ask text(std::string_view body);
Ask at_level(auth::Level level);
Ask attributed(auth::Attribution attribution);
forum::NewPost new_post(Ask const& ask);

// A page of posts, each with what the reader is told of it.
struct PostList {
  std::vector<forum::Post> items;
  std::optional<std::string> next;
  std::optional<std::string> previous;

  bool operator==(PostList const&) const = default;
};

class ForumWorld {
 public:
  explicit ForumWorld(std::uint64_t seed = 1);
  // In a file that outlives it, at this time: for a server that then runs on it.
  ForumWorld(std::uint64_t seed, std::filesystem::path const& file, base::Timestamp now);
  ~ForumWorld();
  ForumWorld(ForumWorld const&) = delete;
  ForumWorld& operator=(ForumWorld const&) = delete;

  // Run and keep; run and look. The function's own result comes back.
  template <class Function>
  auto write(Function function) {
    return run<storage::WriteTx>(function, [&](auto job) { return database.write_now(job); });
  }
  template <class Function>
  auto read(Function function) {
    return run<storage::ReadTx>(function, [&](auto job) { return database.read_now(job); });
  }
  // For operations that may refuse: a refusal leaves nothing behind.
  template <class Function>
  auto try_write(Function function) {
    return database.write_now(function);
  }

  auth::OrganisationId organisation(std::string_view name) const;  // "fr", "fr.lyon", "unit"
  base::PublicId public_id(std::string_view organisation) const;
  auth::UserId user(
      std::string_view name) const;  // "officer1.fr", "coordinator.ke", "moderator.ke", "unit.ipsg", …
  auth::Viewer viewer(std::string_view name);
  auth::Viewer viewer(storage::ReadTx& tx, std::string_view name) const;

  auth::NewAudience only(std::initializer_list<std::string_view> organisations) const;
  auth::NewAudience all_but(std::initializer_list<std::string_view> organisations) const;

  // Topics: `open` to all members, `narrow` to France and Kenya (and the unit), `quiet` like `open`, but
  // moderated by nobody.
  base::PublicId topic(std::string_view name) const;
  forum::TopicId topic_key(std::string_view name) const;

  // The operations of the forum, by name of who does them.
  base::Result<forum::Opened> try_open(std::string_view who, std::string_view topic, std::string_view title,
                                       Ask const& ask = {});
  forum::Opened open(std::string_view who, std::string_view topic, std::string_view title,
                     Ask const& ask = {});
  base::Result<forum::Post> try_reply(std::string_view who, base::PublicId const& thread,
                                      std::optional<base::PublicId> parent = {}, Ask const& ask = {});
  forum::Post reply(std::string_view who, base::PublicId const& thread,
                    std::optional<base::PublicId> parent = {}, Ask const& ask = {});
  base::Result<forum::Post> edit(std::string_view who, base::PublicId const& post, int version,
                                 std::string_view body);
  base::Result<void> withdraw(std::string_view who, base::PublicId const& post);
  base::Result<forum::Post> release(std::string_view who, base::PublicId const& post,
                                    std::optional<int> version = std::nullopt);
  base::Result<void> check(std::string_view who, base::PublicId const& post);
  base::Result<void> send_back(std::string_view who, base::PublicId const& post,
                               std::string_view reason = "Mend it.");
  base::Result<forum::Post> submit(std::string_view who, base::PublicId const& post);
  base::Result<forum::Post> undo_release(std::string_view who, base::PublicId const& post);
  base::Result<forum::Thread> edit_thread(std::string_view who, base::PublicId const& thread,
                                          forum::ThreadEdit const& edit);

  // What somebody sees.
  std::vector<forum::Topic> topics(std::string_view who);
  forum::Topic topic_as(std::string_view who, std::string_view name);
  base::Result<forum::Page<forum::Thread>> threads(std::string_view who, std::string_view topic,
                                                   forum::PageRequest const& page = {},
                                                   forum::ThreadFilter filter = forum::ThreadFilter::all);
  base::Result<forum::Thread> thread(std::string_view who, base::PublicId const& thread);
  base::Result<PostList> posts(std::string_view who, base::PublicId const& thread,
                               forum::PageRequest const& page = {},
                               std::optional<base::PublicId> around = {});
  base::Result<forum::Post> post(std::string_view who, base::PublicId const& post);

  void deny(std::string_view source, std::initializer_list<std::string_view> denied);
  void set_status(std::string_view organisation, auth::OrganisationStatus status);

  base::Timestamp now;
  base::SeededRandom random;
  forum::Limits limits;
  forum::OutlineCache outlines{std::size_t{16} << 20, [](forum::Post const&) { return std::string(); }};

 private:
  std::filesystem::path folder_;

 public:
  storage::Database database;

 private:
  template <class Tx, class Function, class Submit>
  static auto run(Function& function, Submit submit) {
    using Returned = std::invoke_result_t<Function&, Tx&>;
    if constexpr (std::is_void_v<Returned>) {
      submit([&](Tx& tx) -> base::Result<bool> {
        function(tx);
        return true;
      }).value();
    } else {
      std::optional<Returned> returned;
      submit([&](Tx& tx) -> base::Result<bool> {
        returned.emplace(function(tx));
        return true;
      }).value();
      return std::move(*returned);
    }
  }

  ForumWorld(std::uint64_t seed, std::filesystem::path const& own_folder, std::filesystem::path const& file,
             base::Timestamp now);
  void add_bureau(storage::WriteTx& tx, std::string const& country);
  auth::UserId add_user(storage::WriteTx& tx, std::string const& name, auth::OrganisationId organisation,
                        auth::Role role);
  void add_topic(storage::WriteTx& tx, std::string const& name, auth::AudienceId audience);
  void remember(storage::ReadTx& tx, std::string const& name, auth::OrganisationId organisation);

  std::map<std::string, auth::OrganisationId, std::less<>> organisations_;
  std::map<std::string, base::PublicId, std::less<>> public_ids_;
  std::map<std::string, auth::UserId, std::less<>> users_;
  std::map<std::string, std::pair<forum::TopicId, base::PublicId>, std::less<>> topics_;
};

}  // namespace tests
