// Whoever holds the database file changes it in every way there is, and is found by the record's number.
#include "auth/audit_verify.hpp"

#include <gtest/gtest.h>

#include "tests/unit/auth/audit_world.hpp"

namespace auth {
namespace {

using Briefs = std::vector<std::string>;

class AuditVerify : public testing::Test {
 protected:
  // 30 records, checkpoints of 10, 20 and 30; the last is held outside.
  AuditVerify() {
    world.append(9);
    world.checkpoint();
    world.append(10);
    earlier = world.checkpoint();
    world.append(10);
    held = world.checkpoint();
  }

  Briefs found() { return brief(world.verify()); }
  Briefs found_by_holder() { return brief(world.verify({.held = {held}, .keys = {world.signer.key()}})); }

  AuditWorld world;
  std::string earlier;
  std::string held;
};

TEST_F(AuditVerify, finds_nothing_wrong_with_a_log_that_nobody_touched) {
  auto const verification = world.verify({.held = {earlier, held}, .keys = {world.signer.key()}});
  EXPECT_TRUE(verification.is_sound()) << testing::PrintToString(brief(verification));
  EXPECT_EQ(verification.records, 30);
  EXPECT_EQ(verification.checkpoints, 5);
  EXPECT_EQ(verification.covered, 30);
  EXPECT_EQ(verification.not_compared, 0);
}

TEST_F(AuditVerify, finds_nothing_wrong_with_an_empty_log) {
  AuthWorld empty;
  auto const verification = empty.read([](storage::ReadTx& tx) { return verify_audit_log(tx, {}); });
  EXPECT_TRUE(verification.is_sound());
  EXPECT_EQ(verification.records, 0);
}

TEST_F(AuditVerify, accepts_that_the_log_has_grown_since) {
  world.append(5);
  auto const verification = world.verify({.held = {held}, .keys = {}});
  EXPECT_TRUE(verification.is_sound());
  EXPECT_EQ(verification.records, 35);
  EXPECT_EQ(verification.covered, 30);
}

TEST_F(AuditVerify, names_a_changed_record) {
  Tamperer(world).change_actor(17);
  EXPECT_EQ(found(), Briefs{"changed 17-17"});
  EXPECT_EQ(found_by_holder(), Briefs{"changed 17-17"});
}

TEST_F(AuditVerify, names_the_first_and_the_last_record_when_they_are_changed) {
  Tamperer tamperer(world);
  tamperer.change_actor(1);
  tamperer.change_actor(30);
  EXPECT_EQ(found(), (Briefs{"changed 1-1", "changed 30-30"}));
}

TEST_F(AuditVerify, tells_neighbours_as_one_range) {
  Tamperer tamperer(world);
  for (int number = 5; number <= 9; ++number) tamperer.change_actor(number);
  EXPECT_EQ(found(), Briefs{"changed 5-9"});
}

TEST_F(AuditVerify, names_a_changed_record_whose_own_hash_was_computed_anew) {
  Tamperer tamperer(world);
  tamperer.change_actor(17);
  tamperer.rehash(17);
  EXPECT_EQ(found(), Briefs{"changed 17-17"});
}

TEST_F(AuditVerify, names_the_first_record_when_its_hash_was_computed_anew) {
  Tamperer tamperer(world);
  tamperer.change_actor(1);
  tamperer.rehash(1);
  EXPECT_EQ(found(), Briefs{"changed 1-1"});
}

TEST_F(AuditVerify, names_the_last_record_when_its_hash_was_computed_anew) {
  Tamperer tamperer(world);
  tamperer.change_actor(30);
  tamperer.rehash(30);
  EXPECT_EQ(found(), (Briefs{"rewritten 21-30", "head"}));
}

TEST_F(AuditVerify, names_records_that_hold_what_none_can) {
  Tamperer tamperer(world);
  tamperer.change_kind(12);
  tamperer.empty_previous(20);
  EXPECT_EQ(found(), (Briefs{"changed 12-12", "changed 20-20"}));
}

TEST_F(AuditVerify, names_a_removed_record) {
  Tamperer(world).remove(17);
  EXPECT_EQ(found(), Briefs{"removed 17-17"});
}

TEST_F(AuditVerify, names_the_first_record_when_it_is_removed) {
  Tamperer(world).remove(1);
  EXPECT_EQ(found(), Briefs{"removed 1-1"});
}

TEST_F(AuditVerify, names_several_removed_records) {
  Tamperer tamperer(world);
  for (int number = 4; number <= 7; ++number) tamperer.remove(number);
  tamperer.remove(25);
  EXPECT_EQ(found(), (Briefs{"removed 4-7", "removed 25-25"}));
}

TEST_F(AuditVerify, names_a_removed_record_whose_gap_was_closed) {
  Tamperer(world).remove_and_renumber(17);
  EXPECT_EQ(found(), Briefs{"removed 17-17"});
}

TEST_F(AuditVerify, names_removed_records_whose_gap_was_closed) {
  Tamperer(world).remove_and_renumber(11, 3);
  EXPECT_EQ(found(), Briefs{"removed 11-13"});
}

TEST_F(AuditVerify, names_an_inserted_record) {
  Tamperer(world).insert_and_renumber(17);
  EXPECT_EQ(found(), Briefs{"inserted 17-17"});
}

TEST_F(AuditVerify, names_a_record_inserted_before_the_first_and_before_the_last) {
  Tamperer tamperer(world);
  tamperer.insert_and_renumber(1);
  EXPECT_EQ(found(), Briefs{"inserted 1-1"});
  tamperer.remove_and_renumber(1);
  EXPECT_EQ(found(), Briefs{});
  tamperer.insert_and_renumber(30);
  EXPECT_EQ(found(), Briefs{"inserted 30-30"});
}

TEST_F(AuditVerify, names_several_inserted_records) {
  Tamperer(world).insert_and_renumber(17, 3);
  EXPECT_EQ(found(), Briefs{"inserted 17-19"});
}

TEST_F(AuditVerify, names_a_record_with_an_impossible_number) {
  Tamperer(world).insert_below_the_first();
  EXPECT_EQ(found(), Briefs{"inserted -5--5"});
}

TEST_F(AuditVerify, names_a_record_appended_behind_the_logs_own_count) {
  Tamperer(world).append_behind_the_end();
  EXPECT_EQ(found(), Briefs{"inserted 31-31"});
}

TEST_F(AuditVerify, names_neighbours_that_changed_places) {
  Tamperer(world).swap(17, 18);
  EXPECT_EQ(found(), (Briefs{"reordered 17-17", "reordered 18-18"}));
}

TEST_F(AuditVerify, names_records_that_changed_places) {
  Tamperer(world).swap(3, 27);
  EXPECT_EQ(found(), (Briefs{"reordered 3-3", "reordered 27-27"}));
}

TEST_F(AuditVerify, names_records_far_apart_that_changed_places) {
  world.append(300);
  Tamperer(world).swap(20, 320);
  EXPECT_EQ(found(), (Briefs{"reordered 20-20", "reordered 320-320"}));
}

TEST_F(AuditVerify, names_the_last_two_when_they_changed_places) {
  Tamperer(world).swap(29, 30);
  EXPECT_EQ(found(), (Briefs{"reordered 29-29", "reordered 30-30"}));
}

TEST_F(AuditVerify, names_what_is_missing_at_the_end) {
  Tamperer(world).remove_from(28);
  EXPECT_EQ(found(), Briefs{"truncated 28-30"});
}

TEST_F(AuditVerify, finds_a_truncation_through_the_checkpoints_when_the_rest_was_made_to_fit) {
  Tamperer tamperer(world);
  tamperer.remove_from(26);
  tamperer.rechain_from(26);
  EXPECT_EQ(found(), Briefs{"truncated 26-30"});
}

TEST_F(AuditVerify, finds_a_truncation_through_the_checkpoint_that_somebody_holds) {
  Tamperer tamperer(world);
  tamperer.remove_from(26);
  tamperer.rechain_from(26);
  tamperer.remove_checkpoints_above(20);
  EXPECT_EQ(found(), Briefs{}) << "this is what only somebody else can find";
  EXPECT_EQ(found_by_holder(), Briefs{"truncated 26-30"});
}

TEST_F(AuditVerify, finds_a_truncation_to_nothing) {
  Tamperer tamperer(world);
  tamperer.remove_from(1);
  EXPECT_EQ(found(), Briefs{"truncated 1-30"});
}

TEST_F(AuditVerify, finds_a_chain_computed_anew_between_two_checkpoints) {
  Tamperer tamperer(world);
  tamperer.change_actor(17);
  tamperer.rechain_from(17);
  EXPECT_EQ(found(), Briefs{"rewritten 11-20"});
  auto const verification = world.verify();
  EXPECT_EQ(verification.covered, 10);
  EXPECT_EQ(verification.not_compared, 1);
}

TEST_F(AuditVerify, finds_checkpoints_that_were_signed_anew_with_another_key) {
  Tamperer tamperer(world);
  tamperer.change_actor(17);
  tamperer.rechain_from(17);
  tamperer.remove_checkpoints_above(0);
  NoteSigner const forger = NoteSigner::make("colloquium/test", NoteAlgorithm::ed25519, world.random);
  world.write([&](storage::WriteTx& tx) { return make_checkpoint(tx, forger, world.now); });
  EXPECT_EQ(found(), Briefs{"checkpoint"});
  tamperer.replace_key(forger.key());
  EXPECT_EQ(found(), Briefs{}) << "the database alone says nothing against its holder";
  EXPECT_EQ(found_by_holder(), (Briefs{"checkpoint", "rewritten 1-30"}))
      << "the known key did not sign, and the held checkpoint says otherwise";
}

TEST_F(AuditVerify, believes_the_servers_own_key_more_than_the_keys_of_the_database) {
  AuditEvidence const own{.held = {}, .keys = {}, .current_key = world.signer.key()};
  EXPECT_EQ(brief(world.verify(own)), Briefs{});
  Tamperer tamperer(world);
  tamperer.change_actor(17);
  tamperer.rechain_from(17);
  tamperer.remove_checkpoints_above(0);
  NoteSigner const forger = NoteSigner::make("colloquium/test", NoteAlgorithm::ed25519, world.random);
  world.write([&](storage::WriteTx& tx) { return make_checkpoint(tx, forger, world.now); });
  tamperer.replace_key(forger.key());
  EXPECT_EQ(found(), Briefs{});
  EXPECT_EQ(brief(world.verify(own)), (Briefs{"checkpoint", "checkpoint"}));
}

TEST_F(AuditVerify, finds_a_forger_who_leaves_the_true_key_beside_his_own) {
  Tamperer tamperer(world);
  tamperer.change_actor(17);
  tamperer.rechain_from(17);
  tamperer.remove_checkpoints_above(0);
  NoteSigner const forger = NoteSigner::make("colloquium/test", NoteAlgorithm::ed25519, world.random);
  world.write([&](storage::WriteTx& tx) {
    register_audit_key(tx, forger.key(), world.now);
    make_checkpoint(tx, forger, world.now);
  });
  EXPECT_EQ(found(), Briefs{});
  EXPECT_EQ(brief(world.verify({.held = {}, .keys = {}, .current_key = world.signer.key()})),
            Briefs{"checkpoint"});
}

TEST_F(AuditVerify, believes_older_keys_below_a_newest_checkpoint_with_the_servers_key) {
  world.signer = NoteSigner::make("colloquium/test", NoteAlgorithm::ed25519, world.random);
  world.write([&](storage::WriteTx& tx) { register_audit_key(tx, world.signer.key(), world.now); });
  world.checkpoint();
  EXPECT_EQ(brief(world.verify({.held = {}, .keys = {}, .current_key = world.signer.key()})), Briefs{});
}

TEST_F(AuditVerify, finds_the_operator_who_signs_a_rewritten_log_with_the_true_key) {
  Tamperer tamperer(world);
  tamperer.change_actor(17);
  tamperer.rechain_from(17);
  tamperer.remove_checkpoints_above(0);
  world.checkpoint();
  EXPECT_EQ(found(), Briefs{});
  EXPECT_EQ(brief(world.verify({.held = {held}, .keys = {}})), Briefs{"rewritten 1-30"});
  EXPECT_EQ(brief(world.verify({.held = {held, earlier}, .keys = {}})), Briefs{"rewritten 1-20"});
}

TEST_F(AuditVerify, finds_damaged_and_misplaced_checkpoints) {
  Tamperer tamperer(world);
  tamperer.replace_checkpoint(10, "nothing\n");
  EXPECT_EQ(found(), Briefs{"checkpoint"});
  tamperer.replace_checkpoint(10, earlier);
  EXPECT_EQ(found(), Briefs{"checkpoint"});
}

TEST_F(AuditVerify, finds_a_held_checkpoint_that_is_not_one_or_forged) {
  EXPECT_EQ(brief(world.verify({.held = {"hello"}, .keys = {}})), Briefs{"checkpoint"});
  std::string forged = held;
  forged.replace(forged.find("\n30\n"), 4, "\n29\n");
  EXPECT_EQ(brief(world.verify({.held = {forged}, .keys = {}})), (Briefs{"checkpoint", "rewritten 21-29"}));
}

TEST_F(AuditVerify, finds_a_changed_tree) {
  world.append(270);
  Tamperer tamperer(world);
  tamperer.change_subtrees();
  EXPECT_EQ(found(), Briefs{"tree 1-256"});
}

TEST_F(AuditVerify, finds_filters_that_hide_consultations) {
  world.append(270);
  Tamperer(world).change_filters();
  EXPECT_EQ(found(), Briefs{"index 1-256"});
}

TEST_F(AuditVerify, finds_a_head_that_was_changed) {
  Tamperer(world).forget_head();
  EXPECT_EQ(found(), Briefs{"head"});
}

TEST_F(AuditVerify, finds_acts_hidden_from_or_shown_to_a_source) {
  AuditRecord act = world.make_record();
  act.event = AuditEvent::post_edited;
  auto const number = world.write([&](storage::WriteTx& tx) { return append_audit(tx, act); });
  ASSERT_EQ(number, 31);
  Tamperer tamperer(world);
  tamperer.remove_from_index(number);
  EXPECT_EQ(found(), Briefs{"index 31-31"});
  tamperer.add_to_index(world.make_id(), 9);
  EXPECT_EQ(found(), (Briefs{"index 31-31", "index"}));
}

TEST_F(AuditVerify, tells_everything_of_a_log_that_was_changed_all_over_in_a_few_lines) {
  world.append(470);
  Tamperer tamperer(world);
  for (int number = 1; number <= 500; ++number) tamperer.change_actor(number);
  EXPECT_EQ(found(), Briefs{"changed 1-500"});
}

}  // namespace
}  // namespace auth
