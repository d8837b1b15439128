// A guest reads the threads that he is invited to, until a date, and nothing else (read rule, step 7).
#include "forum/guests.hpp"

#include <gtest/gtest.h>

#include "auth/audit_log.hpp"
#include "forum/contributions.hpp"
#include "forum/drafts.hpp"
#include "forum/notifications.hpp"
#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using namespace std::chrono_literals;
using base::ErrorCode;
using tests::Ask;
using tests::code_of;

class Guests : public testing::Test {
 protected:
  Guests() {
    guest = add("guest.ke", "ke", auth::Level::official_use_only);
    opened = world.open("officer1.ke", "open", "For a guest");
  }

  base::PublicId add(std::string const& name, std::string_view organisation, auth::Level clearance) {
    return world.write([&](storage::WriteTx& tx) {
      auth::NewUser user;
      user.username = name;
      user.name = user.function = name;
      user.organisation = world.organisation(organisation);
      user.clearance = clearance;
      user.vetted_by = world.user("security.ke");
      user.vetted_until = world.now + 9999h;
      user.state = auth::UserState::active;
      auto const id = auth::create_user(tx, user, world.now, world.random).value();
      auth::add_grant(tx, id,
                      {auth::Role::guest, auth::Grant::Scope::organisation, user.organisation.value,
                       world.now, std::nullopt});
      return auth::load_viewer(tx, id, world.now).value().public_id;
    });
  }
  // function(storage::ReadTx&, auth::Viewer const&), as the guest is now.
  template <class Function>
  auto as_guest(Function function) {
    return world.read([&](storage::ReadTx& tx) {
      return function(tx, auth::load_viewer(tx, auth::find_user(tx, "guest.ke").value(), world.now).value());
    });
  }
  base::Result<std::vector<Guest>> invite(std::string_view who, base::Timestamp until,
                                          std::optional<base::PublicId> account = {}) {
    auto const viewer = world.viewer(who);
    return world.try_write([&](storage::WriteTx& tx) {
      return invite_guest(tx, viewer, opened.thread.public_id, account.value_or(guest), until);
    });
  }
  ErrorCode end(std::string_view who) {
    auto const viewer = world.viewer(who);
    return code_of(world.try_write([&](storage::WriteTx& tx) -> base::Result<bool> {
      auto const ended = end_invitation(tx, viewer, opened.thread.public_id, guest);
      if (!ended) return ended.error();
      return true;
    }));
  }
  bool reads(base::PublicId const& post) {
    return as_guest([&](storage::ReadTx& tx, auth::Viewer const& viewer) {
      return find_post_place(tx, viewer, post).has_value();
    });
  }
  // The titles of the topics that are there for him, and how many threads each says that it has.
  int threads_in_topics() {
    return as_guest([&](storage::ReadTx& tx, auth::Viewer const& viewer) {
      auto const page = load_topics(tx, viewer, {}, world.limits).value();
      int threads = 0;
      for (auto const& topic : page.items) {
        EXPECT_EQ(topic.public_id, world.topic("open"));
        EXPECT_TRUE(topic.may.empty());
        threads += topic.threads;
      }
      return threads;
    });
  }

  tests::ForumWorld world;
  base::PublicId guest;
  Opened opened;
};

TEST_F(Guests, read_what_they_are_invited_to_and_nothing_else) {
  auto const other = world.open("officer1.ke", "open", "Another");
  auto const answer = world.reply("officer1.fr", opened.thread.public_id);
  EXPECT_FALSE(reads(opened.post.public_id));
  EXPECT_EQ(threads_in_topics(), 0);

  ASSERT_TRUE(invite("coordinator.ke", world.now + 48h));
  EXPECT_TRUE(reads(opened.post.public_id));
  EXPECT_TRUE(reads(answer.public_id));
  EXPECT_FALSE(reads(other.post.public_id));
  EXPECT_EQ(threads_in_topics(), 1);
  as_guest([&](storage::ReadTx& tx, auth::Viewer const& viewer) {
    auto const list = load_threads(tx, viewer, world.topic("open"), {}, {}, world.limits).value();
    EXPECT_EQ(list.items.size(), 1U);
    EXPECT_EQ(list.items.at(0).posts, 2);
    EXPECT_TRUE(list.items.at(0).may.empty());
    EXPECT_EQ(code_of(load_threads(tx, viewer, world.topic("quiet"), {}, {}, world.limits)),
              ErrorCode::not_found);
    auto const invitations = load_invitations(tx, viewer);
    EXPECT_EQ(invitations.size(), 1U);
    EXPECT_EQ(invitations.at(0).title, "For a guest");
    EXPECT_EQ(invitations.at(0).until, world.now + 48h);
    EXPECT_EQ(auth::load_organisations(tx, viewer).size(), 1U);
    return true;
  });
  EXPECT_TRUE(world.read(
      [&](storage::ReadTx& tx) { return load_invitations(tx, world.viewer(tx, "officer1.ke")).empty(); }));
}

TEST_F(Guests, read_nothing_hidden_and_nothing_of_their_bureau_alone) {
  ASSERT_TRUE(invite("coordinator.ke", world.now + 48h));
  Ask own;
  own.audience.emplace().base = auth::AudienceBase::own;
  Ask french;
  french.audience = world.only({"fr", "es"});
  Ask french_too;
  french_too.audience = world.only({"fr", "ke"});
  auto const& thread = opened.thread.public_id;
  auto const ours = world.reply("officer1.ke", thread, {}, own);
  auto const theirs = world.reply("officer1.fr", thread, {}, french);
  auto const both = world.reply("officer1.fr", thread, {}, french_too);
  auto const waiting = world.reply("officer1.ke", thread, {}, tests::at_level(auth::Level::restricted));
  EXPECT_FALSE(reads(ours.public_id));
  EXPECT_FALSE(reads(theirs.public_id));
  EXPECT_TRUE(reads(both.public_id));
  EXPECT_FALSE(reads(waiting.public_id));
  as_guest([&](storage::ReadTx& tx, auth::Viewer const& viewer) {
    auto const told = load_thread(tx, viewer, thread, world.limits).value();
    EXPECT_EQ(told.posts, 2);
    EXPECT_TRUE(load_contributions(tx, viewer, ContributionFilter::all, {}).value().items.empty());
    return true;
  });
  world.deny("fr", {"ke"});
  EXPECT_FALSE(reads(both.public_id));
}

TEST_F(Guests, read_until_a_date) {
  auto const until = world.now + 48h;
  ASSERT_TRUE(invite("coordinator.ke", until));
  world.now = until - 1ms;
  EXPECT_TRUE(reads(opened.post.public_id));
  world.now = until;
  EXPECT_FALSE(reads(opened.post.public_id));
  EXPECT_EQ(threads_in_topics(), 0);
}

TEST_F(Guests, are_invited_for_longer_or_shorter_and_lose_it_at_once) {
  ASSERT_TRUE(invite("coordinator.ke", world.now + 48h));
  auto const guests = invite("coordinator.ke", world.now + 1h).value();
  ASSERT_EQ(guests.size(), 1U);
  EXPECT_EQ(guests.at(0).until, world.now + 1h);
  EXPECT_EQ(end("coordinator.ke"), ErrorCode::internal_error) << "done";
  EXPECT_FALSE(reads(opened.post.public_id));
  EXPECT_EQ(end("coordinator.ke"), ErrorCode::not_found);
}

TEST_F(Guests, are_invited_by_coordinators_of_the_source_alone) {
  auto const soon = world.now + 1h;
  EXPECT_EQ(code_of(invite("officer1.ke", soon)), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(invite("security.ke", soon)), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(invite("coordinator.fr", soon)), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(invite("coordinator.ke", world.now)), ErrorCode::invalid_body);
  EXPECT_EQ(code_of(invite("coordinator.ke", world.now + kLongestInvitation + 1ms)), ErrorCode::invalid_body);
  EXPECT_EQ(code_of(invite("coordinator.ke", soon, world.viewer("officer2.ke").public_id)),
            ErrorCode::not_found)
      << "no guest";
  EXPECT_EQ(code_of(invite("coordinator.ke", soon, add("guest.fr", "fr", auth::Level::confidential))),
            ErrorCode::not_found)
      << "not of his organisation";
  EXPECT_EQ(code_of(invite("coordinator.ke", soon, add("low.ke", "ke", auth::Level::open))),
            ErrorCode::not_found)
      << "not cleared";
  EXPECT_FALSE(reads(opened.post.public_id));
}

TEST_F(Guests, are_not_invited_to_what_is_for_the_bureau_alone) {
  Ask own;
  own.audience.emplace().base = auth::AudienceBase::own;
  opened = world.open("officer1.ke", "open", "Among us", own);
  EXPECT_EQ(code_of(invite("coordinator.ke", world.now + 1h)), ErrorCode::not_found);
}

TEST_F(Guests, write_nothing) {
  ASSERT_TRUE(invite("coordinator.ke", world.now + 48h));
  auto const viewer = as_guest([](storage::ReadTx&, auth::Viewer const& now) { return now; });
  Draft draft;
  draft.context = {DraftContext::Kind::thread, opened.thread.public_id};
  auto const saved =
      world.try_write([&](storage::WriteTx& tx) { return save_draft(tx, viewer, draft, world.limits); });
  EXPECT_EQ(code_of(saved), ErrorCode::not_permitted);
  for (auto const action : {auth::Action::post, auth::Action::subscribe, auth::Action::edit_text}) {
    EXPECT_EQ(judge(viewer, action, {}), auth::Verdict::refused);
  }
}

TEST_F(Guests, and_whoever_invited_them_stand_in_the_log) {
  ASSERT_TRUE(invite("coordinator.ke", world.now + 48h));
  ASSERT_EQ(end("coordinator.ke"), ErrorCode::internal_error);
  world.read([&](storage::ReadTx& tx) {
    auto const size = auth::load_audit_head(tx).size();
    auto const given = auth::find_audit_entry(tx, size - 1)->record;
    auto const withdrawn = auth::find_audit_entry(tx, size)->record;
    EXPECT_EQ(given.event, auth::AuditEvent::grant_given);
    EXPECT_EQ(withdrawn.event, auth::AuditEvent::grant_withdrawn);
    EXPECT_EQ(given.actor.user, world.viewer(tx, "coordinator.ke").public_id);
    EXPECT_EQ(given.object, (auth::AuditObject{auth::AuditObjectKind::account, guest}));
    EXPECT_EQ(given.parts, auth::PublicIds{opened.thread.public_id});
    return true;
  });
}

}  // namespace
}  // namespace forum
