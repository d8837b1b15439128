// Files of posts: who has them when, and what becomes of them.
#include "forum/attachments.hpp"

#include <gtest/gtest.h>

#include "forum/attachment_checks.hpp"
#include "forum/erasures.hpp"
#include "forum/forget_person.hpp"
#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using tests::code_of;
using tests::ForumWorld;
using namespace std::chrono_literals;
using Ids = std::vector<base::PublicId>;

class Attachments : public testing::Test {
 protected:
  ForumWorld world;

  // Uploaded and checked.
  base::PublicId upload(std::string_view who, FileState state = FileState::ready,
                        std::optional<auth::Level> level = std::nullopt) {
    auto const viewer = world.viewer(who);
    return world.write([&](storage::WriteTx& tx) {
      NewUpload const wish{.name = "statute.pdf", .size = 10, .sha256 = {}, .level = level, .context = {}};
      auto const made = create_upload(tx, viewer, wish, {world.random, world.limits}).value();
      auto const id = made.attachment.public_id;
      EXPECT_TRUE(advance_upload(tx, viewer, id, 0, 10, world.limits));
      auto const file = base::sha256(base::to_string(id));
      CheckedFile checked;
      checked.state = state;
      checked.type = "application/pdf";
      checked.size = 10;
      if (state != FileState::refused) checked.sha256 = file;
      EXPECT_TRUE(settle_check(tx, find_due_check(tx).value().id, checked));
      return id;
    });
  }

  base::Result<Post> answer(std::string_view who, Opened const& below, Ids files,
                            auth::Level level = auth::Level::official_use_only) {
    auto const viewer = world.viewer(who);
    return world.try_write([&](storage::WriteTx& tx) {
      NewReply reply{below.thread.public_id, {}, tests::new_post(tests::at_level(level))};
      reply.post.attachments = files;
      return create_reply(tx, viewer, reply, {world.random, world.limits});
    });
  }
  base::Result<Post> change(std::string_view who, Post const& post, Ids files) {
    auto const viewer = world.viewer(who);
    return world.try_write([&](storage::WriteTx& tx) {
      PostEdit edit{.version = post.version, .body = {}};
      edit.attachments = files;
      return edit_post(tx, viewer, post.public_id, edit, {world.random, world.limits});
    });
  }

  ErrorCode code_for(std::string_view who, base::PublicId const& file) {
    auto const viewer = world.viewer(who);
    return world.read([&](storage::ReadTx& tx) { return code_of(take_attachment(tx, viewer, file)); });
  }
  bool is_handed_to(std::string_view who, base::PublicId const& file) {
    return code_for(who, file) == ErrorCode::internal_error;
  }
  std::size_t kept_files() {
    return world.read([](storage::ReadTx& tx) { return files_in_use(tx).size(); });
  }

  Opened thread = world.open("officer1.fr", "open", "A question");
};

TEST_F(Attachments, belong_to_one_post_and_to_nobody_elses) {
  auto const file = upload("officer1.fr");
  EXPECT_EQ(code_for("officer1.fr", file), ErrorCode::not_found);
  ASSERT_TRUE(answer("officer1.fr", thread, {file}));
  EXPECT_TRUE(is_handed_to("officer1.br", file));
  EXPECT_EQ(code_of(answer("officer1.fr", thread, {file})), ErrorCode::invalid_body);
  EXPECT_EQ(code_of(answer("officer1.br", thread, {upload("officer1.fr")})), ErrorCode::invalid_body);
  EXPECT_EQ(code_of(answer("officer1.fr", thread, {upload("officer1.fr", FileState::refused)})),
            ErrorCode::invalid_body);
}

TEST_F(Attachments, that_nobody_has_scanned_are_shown_and_kept_from_everybody) {
  auto const file = upload("officer1.fr", FileState::held);
  auto const post = answer("officer1.fr", thread, {file}).value();
  EXPECT_EQ(world.post("officer1.br", post.public_id)->attachments.at(0).state, FileState::held);
  EXPECT_EQ(code_for("officer1.br", file), ErrorCode::held_back);
  EXPECT_EQ(code_for("officer1.fr", file), ErrorCode::held_back);
}

TEST_F(Attachments, are_told_by_an_outline_as_they_are) {
  auto const file = upload("officer1.fr", FileState::held);
  auto const post = answer("officer1.fr", thread, {file}).value();
  auto const state = [&] {
    return world.posts("officer1.br", thread.thread.public_id)->items.at(1).attachments.at(0).state;
  };
  for (int i = 0; i < 3; ++i) EXPECT_EQ(state(), FileState::held);
  world.write([&](storage::WriteTx& tx) {
    settle_scan(tx, find_due_scans(tx, {}, 10).at(0).id, "");
    return 0;
  });
  EXPECT_EQ(state(), FileState::ready);
}

TEST_F(Attachments, of_a_text_that_was_changed_before_its_release_are_not_told) {
  auto const first = upload("officer1.fr");
  auto const second = upload("officer1.fr");
  auto const post = answer("officer1.fr", thread, {first}, auth::Level::restricted).value();
  ASSERT_EQ(post.state, auth::State::awaiting_release);
  world.now += 1s;
  ASSERT_TRUE(change("officer1.fr", post, {second}));
  world.now += 1s;
  ASSERT_TRUE(world.release("coordinator.fr", post.public_id));
  EXPECT_EQ(code_for("officer1.br", first), ErrorCode::not_found);
  EXPECT_TRUE(is_handed_to("officer1.br", second));
}

TEST_F(Attachments, above_the_level_of_a_published_post_are_added_by_nobody_alone) {
  auto const post = answer("officer1.fr", thread, {}).value();
  auto const file = upload("officer1.fr", FileState::ready, auth::Level::restricted);
  EXPECT_EQ(code_of(change("officer1.fr", post, {file})), ErrorCode::not_permitted);
  EXPECT_EQ(answer("officer1.fr", thread, {file})->state, auth::State::awaiting_release);
}

TEST_F(Attachments, go_with_what_their_post_says) {
  auto const file = upload("unit.ipsg");
  auto const post = answer("unit.ipsg", thread, {file}).value();
  ASSERT_TRUE(is_handed_to("officer1.fr", file));
  EXPECT_EQ(kept_files(), 1U);
  auto const unit = world.viewer("unit.ipsg");
  ASSERT_TRUE(world.try_write([&](storage::WriteTx& tx) {
    return ask_erasure(tx, unit, post.public_id, {"It names a witness.", 1}, {},
                       {world.random, world.limits});
  }));
  EXPECT_EQ(code_for("officer1.fr", file), ErrorCode::not_found);
  EXPECT_EQ(kept_files(), 0U);
}

TEST_F(Attachments, of_what_a_source_has_lost_tell_it_nothing_of_how_the_thread_is_marked) {
  auto const file = upload("officer1.br");
  ASSERT_TRUE(answer("officer1.br", thread, {file}));
  ThreadEdit narrow;
  narrow.version = thread.thread.version;
  narrow.audience = world.only({"fr", "ke"});
  ASSERT_TRUE(world.edit_thread("officer1.fr", thread.thread.public_id, narrow));
  ASSERT_TRUE(is_handed_to("officer1.br", file));
  ASSERT_TRUE(is_handed_to("officer1.ke", file));
  ThreadEdit mark;
  mark.version = narrow.version + 1;
  mark.marking.emplace().caveats.emplace().add(auth::Caveat::display_only);
  ASSERT_TRUE(world.edit_thread("officer1.fr", thread.thread.public_id, mark));
  EXPECT_EQ(code_for("officer1.ke", file), ErrorCode::display_only);
  EXPECT_TRUE(is_handed_to("officer1.br", file)) << "its own file, as before";
}

TEST_F(Attachments, that_were_not_attached_go_after_a_day_and_with_the_person) {
  upload("officer1.fr");
  upload("officer2.fr");
  auto const attached = upload("officer1.br");
  ASSERT_TRUE(answer("officer1.br", thread, {attached}));
  world.write([&](storage::WriteTx& tx) {
    forget_person(tx, world.user("officer2.fr"));
    return 0;
  });
  EXPECT_EQ(kept_files(), 2U);
  world.now += 25h;
  world.write([&](storage::WriteTx& tx) {
    sweep_uploads(tx, world.limits.attachments, world.now);
    return 0;
  });
  EXPECT_EQ(kept_files(), 1U);
  EXPECT_TRUE(is_handed_to("officer1.es", attached));
}

TEST_F(Attachments, are_a_limited_number_for_each_post) {
  world.limits.attachments.in_post = 1;
  EXPECT_EQ(code_of(answer("officer1.fr", thread, {upload("officer1.fr"), upload("officer1.fr")})),
            ErrorCode::invalid_body);
}

}  // namespace
}  // namespace forum
