// Signed notes, checkpoints, and the bureaus that co-sign them.
#include "auth/audit_witness.hpp"

#include <gtest/gtest.h>

#include "tests/unit/auth/audit_world.hpp"

namespace auth {
namespace {

// From the documentation of golang.org/x/mod/sumdb/note.
constexpr char kForeignKey[] = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr char kForeignNote[] =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "\xe2\x80\x94 PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

using Outcome = Verified::Outcome;

TEST(SignedNotes, of_other_programs_are_read_and_verified) {
  auto const key = parse_note_key(kForeignKey);
  auto const note = parse_signed_note(kForeignNote);
  ASSERT_TRUE(key);
  ASSERT_TRUE(note);
  EXPECT_EQ(to_string(*key), kForeignKey);
  EXPECT_EQ(verify(*note, *key).outcome, Outcome::right);
  EXPECT_EQ(note->text + "\n" + encode_signature_line(note->signatures.front()), kForeignNote);
  SignedNote changed = *note;
  changed.text.replace(0, 2, "As");
  EXPECT_EQ(verify(changed, *key).outcome, Outcome::forged);
}

TEST(SignedNotes, keys_survive_being_written_and_a_wrong_letter_does_not) {
  base::SeededRandom random(3);
  for (auto const algorithm : {NoteAlgorithm::ed25519, NoteAlgorithm::cosignature}) {
    NoteSigner const signer = NoteSigner::make("ncb.example/paris", algorithm, random);
    EXPECT_EQ(parse_note_key(to_string(signer.key())), signer.key());
    auto const again = NoteSigner::parse(signer.secret_text());
    ASSERT_TRUE(again);
    EXPECT_EQ(again->key(), signer.key());
    EXPECT_EQ(again->sign("text\n", base::from_milliseconds(5000)).bytes,
              signer.sign("text\n", base::from_milliseconds(5000)).bytes);
    std::string wrong = signer.secret_text();
    wrong[wrong.size() - 5] = wrong[wrong.size() - 5] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(NoteSigner::parse(wrong));
  }
  for (char const* const text :
       {"", "a", "a+b", "a+b+c", "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"}) {
    EXPECT_FALSE(parse_note_key(text)) << text;
  }
}

TEST(SignedNotes, that_are_none_are_refused) {
  std::string const line = "\xe2\x80\x94 name AAAAAAAAAAA=\n";
  EXPECT_TRUE(parse_signed_note("text\n\n" + line));
  for (std::string const& text :
       {std::string(), std::string("\n"), std::string("text\n"), "text\n" + line, std::string("text\n\n"),
        "text\n\n" + line + "\n", "text\n\n" + line.substr(0, line.size() - 1), "text\n\n-" + line,
        std::string("text\n\n\xe2\x80\x94 name\n"), std::string("text\n\n\xe2\x80\x94 name !!!!\n"),
        std::string("text\n\n\xe2\x80\x94 name AAAA\n"), "\xff\n\n" + line,
        std::string(kMostNoteBytes, 'x') + "\n\n" + line}) {
    EXPECT_FALSE(parse_signed_note(text)) << text.substr(0, 50);
  }
  std::string many = "text\n\n";
  for (std::size_t i = 0; i <= kMostNoteSignatures; ++i) many += line;
  EXPECT_FALSE(parse_signed_note(many));
}

TEST(Checkpoints, survive_being_written) {
  Checkpoint const checkpoint{"colloquium/x", 12, base::sha256("root"), base::sha256("leaf"),
                              base::from_milliseconds(1'800'000'000'123)};
  std::string const text = encode_checkpoint(checkpoint);
  EXPECT_EQ(parse_checkpoint(text), checkpoint);
  for (std::size_t i = 0; i < text.size(); ++i) {
    EXPECT_NE(parse_checkpoint(text.substr(0, i)), checkpoint) << i;
  }
  EXPECT_FALSE(parse_checkpoint(text + "more\n"));
  EXPECT_FALSE(parse_checkpoint("colloquium/x\n012\n" + text.substr(16)));
}

class Witnesses : public testing::Test {
 protected:
  Witnesses()
      : signer(NoteSigner::make("bureau.example/witness", NoteAlgorithm::cosignature, world.random)),
        bureau(world.make_id()) {
    world.append(9);
    note = world.checkpoint();
  }

  base::Result<WitnessId> enrol(NoteSigner const& who, base::PublicId const& organisation) {
    return world.write([&](storage::WriteTx& tx) {
      return register_witness(tx, {}, organisation, to_string(who.key()), world.now);
    });
  }
  std::string cosigned(NoteSigner const& who, base::Timestamp at) {
    return note + encode_signature_line(who.sign(parse_signed_note(note)->text, at));
  }
  base::Result<std::int64_t> upload(std::string const& text) { return upload(text, bureau); }
  base::Result<std::int64_t> upload(std::string const& text, base::PublicId const& organisation) {
    return world.write(
        [&](storage::WriteTx& tx) { return add_cosignature(tx, organisation, text, world.now); });
  }
  static void expect_refused(base::Result<std::int64_t> const& result, base::FieldCode code,
                             std::string_view detail) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, base::ErrorCode::invalid_body);
    EXPECT_EQ(result.error().fields, (std::vector<base::FieldError>{{"/note", code}}));
    EXPECT_EQ(result.error().detail, detail);
  }

  AuditWorld world;
  NoteSigner signer;
  base::PublicId bureau;
  std::string note;
};

TEST_F(Witnesses, cosign_a_checkpoint_which_is_handed_out_with_their_line) {
  ASSERT_TRUE(enrol(signer, bureau));
  ASSERT_EQ(upload(cosigned(signer, world.now)).value(), 10);
  auto const handed_out =
      world.read([](storage::ReadTx& tx) { return find_checkpoint(tx, 10).value().note; });
  EXPECT_EQ(handed_out, cosigned(signer, world.now));
  auto const verification = world.verify({.held = {handed_out}, .keys = {}});
  EXPECT_TRUE(verification.is_sound());
  EXPECT_EQ(verification.cosignatures, 1);
}

TEST_F(Witnesses, sign_a_text_that_other_programs_know) {
  // https://c2sp.org/tlog-cosignature, put together here by hand.
  NoteSignature const signature = signer.sign("text\n", base::from_milliseconds(1'679'315'147'000));
  EXPECT_EQ(signature.bytes.substr(0, 8), std::string("\0\0\0\0\x64\x18\x50\xcb", 8));
  NoteKey const plain{signer.key().name, NoteAlgorithm::ed25519, signer.key().bytes};
  SignedNote const by_hand{"cosignature/v1\ntime 1679315147\ntext\n",
                           {{plain.name, plain.hint(), signature.bytes.substr(8)}}};
  EXPECT_EQ(verify(by_hand, plain).outcome, Outcome::right);
}

TEST_F(Witnesses, are_told_what_is_wrong_with_what_they_send) {
  ASSERT_TRUE(enrol(signer, bureau));
  using enum base::FieldCode;
  expect_refused(upload("hello"), malformed, "not the signed note of a checkpoint");
  expect_refused(upload(kForeignNote), malformed, "not the signed note of a checkpoint");
  expect_refused(upload(note), unknown_value, "no line of a key that is registered for this organisation");

  std::string other = cosigned(signer, world.now);
  other.replace(other.find("\n10\n"), 4, "\n11\n");
  expect_refused(upload(other), unknown_value, "the text is not that of a checkpoint of this log");
  other = cosigned(signer, world.now);
  other.replace(0, 10, "Kolloquium");
  expect_refused(upload(other), unknown_value, "the text is not that of a checkpoint of this log");

  NoteSigner const stranger = NoteSigner::make("stranger.example", NoteAlgorithm::cosignature, world.random);
  expect_refused(upload(cosigned(stranger, world.now)), unknown_value,
                 "no line of a key that is registered for this organisation");
  expect_refused(upload(cosigned(signer, world.now), world.make_id()), unknown_value,
                 "no line of a key that is registered for this organisation");

  NoteSignature forged = stranger.sign(parse_signed_note(note)->text, world.now);
  forged.name = signer.key().name;
  forged.hint = signer.key().hint();
  expect_refused(upload(note + encode_signature_line(forged)), malformed,
                 "the co-signature was not made with the registered key");
  forged.bytes.resize(64);
  expect_refused(upload(note + encode_signature_line(forged)), malformed,
                 "the co-signature was not made with the registered key");

  expect_refused(upload(cosigned(signer, world.now + std::chrono::hours(1))), out_of_range,
                 "the co-signature bears a time in the future");
  EXPECT_TRUE(upload(cosigned(signer, world.now)));
  expect_refused(upload(cosigned(signer, world.now)), duplicate,
                 "this witness has co-signed this checkpoint already");
  EXPECT_EQ(world.verify().cosignatures, 1);
}

TEST_F(Witnesses, are_registered_once_and_with_a_key_for_cosigning) {
  auto const refused = [&](std::string const& text) {
    return world
        .write([&](storage::WriteTx& tx) { return register_witness(tx, {}, bureau, text, world.now); })
        .error()
        .fields;
  };
  using Fields = std::vector<base::FieldError>;
  EXPECT_EQ(refused("hello"), (Fields{{"/key", base::FieldCode::malformed}}));
  EXPECT_EQ(refused(kForeignKey), (Fields{{"/key", base::FieldCode::malformed}}));
  ASSERT_TRUE(enrol(signer, bureau));
  EXPECT_EQ(refused(to_string(signer.key())), (Fields{{"/key", base::FieldCode::duplicate}}));
  auto const last = world.entry(world.size()).record;
  EXPECT_EQ(last.event, AuditEvent::witness_registered);
  EXPECT_EQ(last.object.id, public_id_of(signer.key()));
  EXPECT_EQ(last.sources, PublicIds{bureau});
}

TEST_F(Witnesses, that_were_retired_cosign_no_more_and_what_they_signed_stays) {
  auto const id = enrol(signer, bureau).value();
  ASSERT_TRUE(upload(cosigned(signer, world.now)));
  auto const retire = [&] {
    return world.write([&](storage::WriteTx& tx) { return retire_witness(tx, {}, id, world.now); });
  };
  ASSERT_TRUE(retire());
  EXPECT_EQ(retire().error().code, base::ErrorCode::not_found);
  note = world.checkpoint();
  expect_refused(upload(cosigned(signer, world.now)), base::FieldCode::unknown_value,
                 "no line of a key that is registered for this organisation");
  auto const verification = world.verify();
  EXPECT_TRUE(verification.is_sound());
  EXPECT_EQ(verification.cosignatures, 1);
}

TEST_F(Witnesses, whose_line_was_changed_in_the_database_are_found) {
  ASSERT_TRUE(enrol(signer, bureau));
  ASSERT_TRUE(upload(cosigned(signer, world.now)));
  Tamperer tamperer(world);
  NoteSignature other = signer.sign("another text\n", world.now);
  tamperer.replace_cosignatures(encode_signature_line(other));
  EXPECT_EQ(brief(world.verify()), std::vector<std::string>{"cosignature"});
  tamperer.replace_cosignatures("nothing");
  EXPECT_EQ(brief(world.verify()), std::vector<std::string>{"cosignature"});
  tamperer.remove_checkpoints_above(0);
  EXPECT_EQ(brief(world.verify()), std::vector<std::string>{"cosignature"});
}

TEST_F(Witnesses, no_second_checkpoint_is_made_of_the_same_records) {
  EXPECT_FALSE(
      world.write([&](storage::WriteTx& tx) { return make_checkpoint(tx, world.signer, world.now); }));
  world.append(1);
  EXPECT_TRUE(
      world.write([&](storage::WriteTx& tx) { return make_checkpoint(tx, world.signer, world.now); }));
}

}  // namespace
}  // namespace auth
