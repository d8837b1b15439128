// What `audit verify` answers to somebody who has no key from elsewhere.
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "auth/audit_key.hpp"
#include "base/random.hpp"
#include "server/app/commands.hpp"
#include "tests/support/scratch_folder.hpp"

namespace server::app {
namespace {

class AuditCommand : public testing::Test {
 protected:
  AuditCommand() {
    settings.storage.path = folder.path() / "colloquium.db";
    settings.audit_key_file = folder.path() / "audit-key";
    testing::internal::CaptureStdout();
    print_audit_checkpoint(settings);
    testing::internal::GetCapturedStdout();
  }

  int verify(AuditVerifyRequest const& request = {}) {
    testing::internal::CaptureStdout();
    int const code = verify_audit(settings, request);
    output = testing::internal::GetCapturedStdout();
    return code;
  }
  bool says(std::string const& text) const { return output.find(text) != std::string::npos; }
  std::string database_bytes() const {
    std::ostringstream bytes;
    bytes << std::ifstream(settings.storage.path, std::ios::binary).rdbuf();
    return bytes.str();
  }

  ScratchFolder folder;
  Settings settings;
  std::string output;
};

TEST_F(AuditCommand, verifies_with_the_servers_key_file) {
  EXPECT_EQ(verify(), 0) << output;
  EXPECT_TRUE(says("has to be signed with the key in")) << output;
  EXPECT_FALSE(says("proves nothing")) << output;
}

TEST_F(AuditCommand, says_what_an_answer_without_a_key_is_worth) {
  auto const key = auth::read_note_key_file(settings.audit_key_file).value().key();
  std::filesystem::remove(settings.audit_key_file);
  EXPECT_EQ(verify(), 0) << output;
  EXPECT_TRUE(says("taken from this database, which proves nothing")) << output;
  EXPECT_EQ(verify({.checkpoints = {}, .keys = {auth::to_string(key)}}), 0) << output;
  EXPECT_FALSE(says("proves nothing")) << output;
}

TEST_F(AuditCommand, finds_a_database_that_was_signed_with_another_key_of_the_same_name) {
  auto const name = auth::read_note_key_file(settings.audit_key_file).value().key().name;
  std::filesystem::remove(settings.audit_key_file);
  base::SystemRandom random;
  auth::write_note_key_file(settings.audit_key_file,
                            auth::NoteSigner::make(name, auth::NoteAlgorithm::ed25519, random));
  EXPECT_EQ(verify(), 2);
  EXPECT_TRUE(says("not signed with the server's key")) << output;
}

TEST_F(AuditCommand, leaves_the_evidence_as_it_was) {
  auto const before = database_bytes();
  EXPECT_EQ(verify(), 0) << output;
  EXPECT_EQ(database_bytes(), before);
}

}  // namespace
}  // namespace server::app
