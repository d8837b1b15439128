// Where somebody has his mail, and who may have it mailed there.
#include "forum/mail_choices.hpp"

#include "auth/audit_log.hpp"
#include "forum/mail_rows.hpp"
#include "tests/unit/forum/mailing.hpp"

namespace forum {
namespace {

using namespace std::chrono_literals;

class MailAddress : public Mailing {};

TEST_F(MailAddress, is_written_to_only_when_the_code_that_was_mailed_there_came_back) {
  auto const asked = ask("officer@bureau.example");
  ASSERT_TRUE(asked);
  EXPECT_FALSE(asked->address);
  EXPECT_EQ(asked->pending.value().address, "officer@bureau.example");
  EXPECT_EQ(asked->pending->code, MailState::queued);
  choose(MailFrequency::at_once);
  say(Ask{.body = "@officer1.br"});
  EXPECT_EQ(queue(), 0);
  EXPECT_FALSE(confirm("00000000")) << "there is none yet";
  auto const code = mailed_code();
  EXPECT_EQ(code.size(), 8U);
  EXPECT_EQ(choice().pending.value().code, MailState::sent);
  auto const confirmed = confirm(code);
  ASSERT_TRUE(confirmed);
  EXPECT_EQ(confirmed->address, "officer@bureau.example");
  EXPECT_FALSE(confirmed->pending);
  EXPECT_FALSE(confirm(code)) << "once";
  EXPECT_FALSE(choice("officer2.br").address);
}

TEST_F(MailAddress, keeps_the_one_before_until_the_new_one_is_confirmed) {
  want();
  ASSERT_TRUE(ask("other@bureau.example"));
  EXPECT_EQ(choice().address, "officer@bureau.example");
  ASSERT_TRUE(confirm(mailed_code()));
  EXPECT_EQ(choice().address, "other@bureau.example");
  EXPECT_EQ(choice().frequency, MailFrequency::at_once);
}

TEST_F(MailAddress, takes_few_wrong_codes_and_no_late_one) {
  ASSERT_TRUE(ask("officer@bureau.example"));
  auto const code = mailed_code();
  auto const wrong = code == "11111111" ? "22222222" : "11111111";
  for (int i = 0; i < limits.wrong_codes; ++i) EXPECT_FALSE(confirm(wrong));
  EXPECT_FALSE(choice().pending);
  EXPECT_FALSE(confirm(code));

  ASSERT_TRUE(ask("officer@bureau.example"));
  auto const second = mailed_code();
  EXPECT_FALSE(confirm(second, "officer2.br")) << "somebody else's";
  world.now += limits.confirmation;
  EXPECT_FALSE(confirm(second));
  EXPECT_FALSE(choice().pending);
}

TEST_F(MailAddress, is_forgotten_where_nobody_confirms_it_in_time) {
  auto const forget = [&] {
    world.write([&](storage::WriteTx& tx) { forget_unconfirmed_addresses(tx, world.now); });
  };
  auto const is_kept = [&] {
    return world.read(
        [&](storage::ReadTx& tx) { return find_confirmation(tx, world.user(kReader)).has_value(); });
  };
  ASSERT_TRUE(ask("officer@bureau.example"));
  world.now += limits.confirmation - 1ms;
  forget();
  EXPECT_TRUE(is_kept());
  world.now += 1ms;
  forget();
  EXPECT_FALSE(is_kept());
}

TEST_F(MailAddress, is_asked_about_a_few_times_a_day) {
  for (int i = 0; i < limits.confirmations_per_day; ++i) EXPECT_TRUE(ask("officer@bureau.example"));
  auto const refused = ask("officer@bureau.example");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, base::ErrorCode::too_many_requests);
  EXPECT_EQ(refused.error().retry_after_seconds, 24 * 3600);
  world.now += 24h;
  EXPECT_TRUE(ask("officer@bureau.example"));
}

TEST_F(MailAddress, goes_when_its_owner_takes_it_away) {
  want();
  say();
  ASSERT_EQ(queue(), 1);
  world.write([&](storage::WriteTx& tx) { forget_mail_address(tx, world.viewer(tx, kReader)); });
  EXPECT_FALSE(choice().address);
  EXPECT_FALSE(sends());
}

TEST_F(MailAddress, is_logged_as_changed_and_never_itself) {
  auto const last = [&] {
    return world.read([](storage::ReadTx& tx) {
      return auth::find_audit_entry(tx, auth::load_audit_head(tx).size()).value().record;
    });
  };
  want();
  auto const record = last();
  EXPECT_EQ(record.event, auth::AuditEvent::mail_address_changed);
  EXPECT_EQ(record.reason, "");
  auto const before = world.read([](storage::ReadTx& tx) { return auth::load_audit_head(tx).size(); });
  world.write([&](storage::WriteTx& tx) { forget_mail_address(tx, world.viewer(tx, kReader)); });
  EXPECT_EQ(last().event, auth::AuditEvent::mail_address_changed);
  EXPECT_EQ(world.read([](storage::ReadTx& tx) { return auth::load_audit_head(tx).size(); }), before + 1);
}

}  // namespace
}  // namespace forum
