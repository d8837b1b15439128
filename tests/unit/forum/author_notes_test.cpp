// Who keeps order notes something about an author, or warns him; nobody else learns of it but the one warned.
#include "forum/author_notes.hpp"

#include <gtest/gtest.h>

#include "auth/audit_views.hpp"
#include "forum/events.hpp"
#include "forum/forget_person.hpp"
#include "forum/hidings.hpp"
#include "tests/support/forum_world.hpp"
#include "tests/unit/forum/moving.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using std::chrono::days;
using tests::attributed;
using tests::code_of;

class AuthorNotes : public testing::Test {
 protected:
  tests::ForumWorld world;
  ModerationLimits limits;
  base::PublicId thread = world.open("officer1.fr", "open", "T").thread.public_id;
  base::PublicId post = world.reply("officer1.es", thread).public_id;

  base::Result<AuthorNote> write(std::string_view who, base::PublicId const& about,
                                 AuthorNoteKind kind = AuthorNoteKind::note) {
    auto const viewer = world.viewer(who);
    return world.try_write([&](storage::WriteTx& tx) {
      return write_author_note(tx, viewer, about, {kind, "He leaves the subject."}, limits, world.random);
    });
  }
  base::Result<void> remove(std::string_view who, base::PublicId const& note) {
    auto const viewer = world.viewer(who);
    return world.try_write(
        [&](storage::WriteTx& tx) { return remove_author_note(tx, viewer, note, limits); });
  }
  base::Result<Page<AuthorNote>> page(std::string_view who, PageRequest const& request = {},
                                      std::optional<base::PublicId> author = {}) {
    auto const viewer = world.viewer(who);
    return world.database.read_now(
        [&](storage::ReadTx& tx) { return load_author_notes(tx, viewer, author, request, limits); });
  }
  std::vector<AuthorNote> notes(std::string_view who, std::optional<base::PublicId> author = {}) {
    return page(who, {}, author).value().items;
  }
  std::vector<Warning> warnings(std::string_view who) {
    auto const viewer = world.viewer(who);
    return world.read(
        [&](storage::ReadTx& tx) { return load_warnings(tx, viewer, {}, limits).value().items; });
  }
  int unseen(std::string_view who) {
    auto const viewer = world.viewer(who);
    return world.read([&](storage::ReadTx& tx) { return count_warnings(tx, viewer, limits, 100); });
  }
  void hide(std::string_view who, base::PublicId const& of) {
    auto const viewer = world.viewer(who);
    ASSERT_TRUE(world.try_write([&](storage::WriteTx& tx) {
      return hide_post(tx, viewer, of, {"It names a witness.", 1}, {world.random, world.limits});
    }));
  }
};

TEST_F(AuthorNotes, are_for_who_keeps_order_in_the_topic) {
  auto const made = write("moderator.ke", post);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->text, "He leaves the subject.");
  EXPECT_EQ(made->author->public_id, world.viewer("officer1.es").public_id);
  EXPECT_EQ(made->source->public_id, world.public_id("es"));
  EXPECT_EQ(made->post.object, post);
  EXPECT_EQ(made->thread.title, "T");
  EXPECT_EQ(made->until, world.now + days(365));
  EXPECT_TRUE(made->may_remove);
  ASSERT_EQ(notes("unit.ipsg").size(), 1U);
  EXPECT_FALSE(notes("unit.ipsg")[0].may_remove);
  for (auto const who : {"officer1.es", "officer1.fr", "coordinator.es", "coordinator.ke", "security.ke"}) {
    EXPECT_EQ(code_of(page(who)), ErrorCode::not_permitted) << who;
    EXPECT_EQ(code_of(write(who, post)), ErrorCode::not_permitted) << who;
  }
  auto const elsewhere = world.open("officer1.fr", "quiet", "Not hers").post.public_id;
  EXPECT_EQ(code_of(write("moderator.ke", elsewhere)), ErrorCode::not_permitted);
  ASSERT_TRUE(write("unit.ipsg", elsewhere));
  EXPECT_EQ(notes("moderator.ke").size(), 1U);
}

TEST_F(AuthorNotes, about_what_a_moderator_may_not_read_are_not_there_for_him) {
  tests::Ask without;
  without.audience = world.all_but({"ke"});
  auto const hidden = world.open("officer1.es", "open", "Not for Kenya", without).post.public_id;
  auto const note = write("unit.ipsg", hidden).value().public_id;
  EXPECT_EQ(code_of(write("moderator.ke", hidden)), ErrorCode::not_found);
  EXPECT_TRUE(notes("moderator.ke").empty());
  EXPECT_TRUE(notes("moderator.ke", world.viewer("officer1.es").public_id).empty());
  EXPECT_EQ(code_of(remove("moderator.ke", note)), ErrorCode::not_found);

  write("moderator.ke", post).value();
  world.deny("es", {"ke"});
  EXPECT_TRUE(notes("moderator.ke").empty()) << "her own neither";
  EXPECT_EQ(notes("unit.ipsg").size(), 2U);
}

TEST_F(AuthorNotes, are_never_for_the_author_himself) {
  auto const own = world.reply("moderator.ke", thread).public_id;
  EXPECT_EQ(code_of(write("moderator.ke", own)), ErrorCode::not_permitted);
  auto const note = write("unit.ipsg", own).value().public_id;
  EXPECT_TRUE(notes("moderator.ke").empty());
  EXPECT_TRUE(notes("moderator.ke", world.viewer("moderator.ke").public_id).empty());
  EXPECT_TRUE(warnings("moderator.ke").empty());
  EXPECT_EQ(code_of(remove("moderator.ke", note)), ErrorCode::not_found);
  auto const may = world.post("moderator.ke", own).value().may;
  EXPECT_EQ(std::ranges::count(may, PostAction::note_author), 0);
}

TEST_F(AuthorNotes, about_a_chatham_post_name_nobody_and_are_not_found_by_name) {
  auto const nameless =
      world.reply("officer1.es", thread, {}, attributed(auth::Attribution::chatham)).public_id;
  auto const of_country =
      world.reply("officer1.es", thread, {}, attributed(auth::Attribution::country)).public_id;
  write("moderator.ke", nameless).value();
  write("moderator.ke", of_country).value();
  auto const all = notes("moderator.ke");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_FALSE(all[1].author);
  EXPECT_FALSE(all[1].source);
  EXPECT_FALSE(all[0].author);
  EXPECT_TRUE(all[0].source);
  EXPECT_TRUE(notes("moderator.ke", world.viewer("officer1.es").public_id).empty());
  write("moderator.ke", post).value();
  EXPECT_EQ(notes("moderator.ke", world.viewer("officer1.es").public_id).size(), 1U);
}

TEST_F(AuthorNotes, are_not_written_by_a_moderator_whose_country_is_a_party) {
  auto const officer = world.viewer("officer1.ke");
  world.write([&](storage::WriteTx& tx) {
    flag_post(tx, officer, post, {.reason = FlagReason::off_subject, .text = {}},
              {world.random, world.limits})
        .value();
  });
  for (auto const kind : {AuthorNoteKind::note, AuthorNoteKind::warning}) {
    EXPECT_EQ(code_of(write("moderator.ke", post, kind)), ErrorCode::second_person_required);
    EXPECT_TRUE(write("unit.ipsg", post, kind));
  }
  EXPECT_EQ(warnings("officer1.es").size(), 1U);
}

TEST_F(AuthorNotes, of_warning_tell_the_author_why_and_never_through_whom) {
  write("moderator.ke", post, AuthorNoteKind::note).value();
  EXPECT_EQ(unseen("officer1.es"), 0);
  write("moderator.ke", post, AuthorNoteKind::warning).value();
  EXPECT_EQ(unseen("officer1.es"), 1);
  auto const told = warnings("officer1.es");
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].reason, "He leaves the subject.");
  EXPECT_EQ(told[0].post, post);
  EXPECT_EQ(told[0].thread->title, "T");
  EXPECT_FALSE(told[0].is_seen);
  for (auto const who : {"officer2.es", "coordinator.es", "officer1.fr"}) {
    EXPECT_TRUE(warnings(who).empty()) << who;
    EXPECT_EQ(unseen(who), 0) << who;
  }
  auto const author = world.viewer("officer1.es");
  world.write([&](storage::WriteTx& tx) { see_warnings(tx, author, limits); });
  EXPECT_EQ(unseen("officer1.es"), 0);
  EXPECT_TRUE(warnings("officer1.es")[0].is_seen);
}

TEST_F(AuthorNotes, of_warning_stay_when_the_post_is_hidden_and_go_when_it_is_withdrawn) {
  write("moderator.ke", post, AuthorNoteKind::warning).value();
  hide("moderator.ke", post);
  EXPECT_EQ(warnings("officer1.es").size(), 1U);
  EXPECT_EQ(notes("moderator.ke").size(), 1U);
  world.withdraw("officer1.es", post);
  EXPECT_TRUE(warnings("officer1.es").empty());
  EXPECT_TRUE(notes("moderator.ke").empty());
}

TEST_F(AuthorNotes, are_taken_back_by_who_wrote_them) {
  auto const note = write("moderator.ke", post, AuthorNoteKind::warning).value().public_id;
  EXPECT_EQ(code_of(remove("unit.ipsg", note)), ErrorCode::not_permitted);
  EXPECT_EQ(code_of(remove("officer1.es", note)), ErrorCode::not_found);
  ASSERT_TRUE(remove("moderator.ke", note));
  EXPECT_EQ(code_of(remove("moderator.ke", note)), ErrorCode::not_found);
  EXPECT_TRUE(warnings("officer1.es").empty());
}

TEST_F(AuthorNotes, are_listed_page_by_page_the_newest_first) {
  std::vector<base::PublicId> made;
  for (int i = 0; i < 5; ++i) {
    world.now += std::chrono::seconds(i % 2);
    made.insert(made.begin(), write("moderator.ke", post).value().public_id);
  }
  std::vector<base::PublicId> paged;
  PageRequest request{2, std::nullopt};
  do {
    auto const found = page("unit.ipsg", request).value();
    for (auto const& note : found.items) paged.push_back(note.public_id);
    request.after = found.next;
  } while (request.after);
  EXPECT_EQ(paged, made);
  EXPECT_EQ(code_of(page("unit.ipsg", {2, "nonsense"})), ErrorCode::invalid_query);
}

TEST_F(AuthorNotes, go_when_they_were_kept_long_enough) {
  limits.notes_kept = days(30);
  auto const note = write("moderator.ke", post, AuthorNoteKind::warning).value().public_id;
  world.now += days(29);
  EXPECT_EQ(notes("moderator.ke").size(), 1U);
  world.now += days(1);
  EXPECT_TRUE(notes("moderator.ke").empty()) << "before anybody has swept";
  EXPECT_TRUE(warnings("officer1.es").empty());
  EXPECT_EQ(code_of(remove("moderator.ke", note)), ErrorCode::not_found);
  world.write([&](storage::WriteTx& tx) { forget_author_notes(tx, world.now, limits); });
  limits.notes_kept = days(60);
  EXPECT_TRUE(notes("moderator.ke").empty()) << "it is not there any more";
}

TEST_F(AuthorNotes, go_with_the_person) {
  write("moderator.ke", post).value();
  world.write([&](storage::WriteTx& tx) { forget_person(tx, world.user("officer1.es")); });
  EXPECT_TRUE(notes("moderator.ke").empty());
}

TEST_F(AuthorNotes, about_a_post_that_does_not_name_him_stay_when_the_person_goes) {
  auto const nameless =
      world.reply("officer1.es", thread, {}, attributed(auth::Attribution::chatham)).public_id;
  auto const of_country =
      world.reply("officer1.es", thread, {}, attributed(auth::Attribution::country)).public_id;
  write("moderator.ke", post).value();
  write("moderator.ke", of_country).value();
  write("moderator.ke", nameless, AuthorNoteKind::warning).value();
  world.write([&](storage::WriteTx& tx) { forget_person(tx, world.user("officer1.es")); });
  move_officer(world, "officer1.es", "es", "br");
  auto const left = notes("moderator.ke");
  ASSERT_EQ(left.size(), 2U);
  EXPECT_EQ(left[0].post.object, nameless);
  EXPECT_EQ(left[1].post.object, of_country);
  EXPECT_FALSE(left[0].author);
  EXPECT_FALSE(left[1].author);
  EXPECT_TRUE(warnings("officer1.es").empty());
  EXPECT_EQ(unseen("officer1.es"), 0);
}

TEST_F(AuthorNotes, are_limited_by_the_hour_and_to_what_went_out) {
  limits.notes_per_hour = 1;
  write("moderator.ke", post).value();
  EXPECT_EQ(code_of(write("moderator.ke", post)), ErrorCode::too_many_requests);
  EXPECT_TRUE(write("unit.ipsg", post)) << "of each person";
  world.now += std::chrono::hours(1);
  EXPECT_TRUE(write("moderator.ke", post));
}

TEST_F(AuthorNotes, leave_no_trace_in_the_log_for_the_author_or_his_source_and_never_what_they_say) {
  auto const own = world.reply("moderator.ke", thread).public_id;
  auto const before = world.read([](storage::ReadTx& tx) { return last_event(tx); });
  write("unit.ipsg", own).value();
  EXPECT_EQ(world.read([](storage::ReadTx& tx) { return last_event(tx); }), before)
      << "no stream hears of a note";
  write("unit.ipsg", own, AuthorNoteKind::warning).value();
  auto const seen_by = [&](std::string_view who, auth::AuditView view) {
    auto const viewer = world.viewer(who);
    auth::AuditPage found;
    auth::AuditFilter filter;
    filter.object = own;
    world.read([&](storage::ReadTx& tx) {
      EXPECT_TRUE(auth::search_audit(tx, viewer, view, filter, 50, {}, found));
    });
    return std::move(found.lines);
  };
  for (auto const& line : seen_by("moderator.ke", auth::AuditView::moderation))
    EXPECT_NE(line.record.event, auth::AuditEvent::author_warned);
  for (auto const& line : seen_by("coordinator.ke", auth::AuditView::contributions))
    EXPECT_NE(line.record.event, auth::AuditEvent::author_warned);
  auto const logged = seen_by("unit.ipsg", auth::AuditView::own_trail);
  ASSERT_FALSE(logged.empty());
  EXPECT_EQ(logged[0].record.event, auth::AuditEvent::author_warned);
  EXPECT_TRUE(logged[0].record.reason.empty());
}

}  // namespace
}  // namespace forum
