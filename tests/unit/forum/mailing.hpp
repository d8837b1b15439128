// What the tests of mail share: somebody who follows a thread and has mail, and the steps that the thread
// which sends mail takes.
#pragma once

#include <gtest/gtest.h>

#include "forum/digests.hpp"
#include "forum/notifications.hpp"
#include "forum/subscriptions.hpp"
#include "tests/support/forum_world.hpp"

namespace forum {

using tests::Ask;
using tests::ForumWorld;

class Mailing : public testing::Test {
 protected:
  static constexpr std::string_view kReader = "officer1.br";

  ForumWorld world;
  MailLimits limits;
  auth::Level sign_in_allows = auth::Level::confidential;
  base::PublicId thread = world.open("officer1.fr", "open", "A codename").thread.public_id;

  DigestMoment moment() const { return {world.now, sign_in_allows}; }

  MailChoice choice(std::string_view who = kReader) {
    return world.read([&](storage::ReadTx& tx) { return load_mail_choice(tx, world.viewer(tx, who)); });
  }
  base::Result<MailChoice> ask(std::string_view address, std::string_view who = kReader) {
    return world.try_write([&](storage::WriteTx& tx) {
      return ask_for_mail_at(tx, world.viewer(tx, who), address, limits, world.random);
    });
  }
  std::optional<MailChoice> confirm(std::string_view code, std::string_view who = kReader) {
    return world.write(
        [&](storage::WriteTx& tx) { return confirm_mail_address(tx, world.viewer(tx, who), code, limits); });
  }
  void choose(MailFrequency frequency, std::string_view who = kReader) {
    world.write([&](storage::WriteTx& tx) { choose_mail_frequency(tx, world.viewer(tx, who), frequency); });
  }
  // As the mailer does it, each of its looks.
  int queue() {
    auto const due = world.read([&](storage::ReadTx& tx) { return find_due_digests(tx, moment(), limits); });
    return world.write(
        [&](storage::WriteTx& tx) { return queue_digests(tx, due, world.now, limits, world.random); });
  }
  TakenMail take() {
    return world.write([&](storage::WriteTx& tx) { return take_mail(tx, moment(), limits, world.random); });
  }
  MailState settle(MailToSend const& mail, MailOutcome outcome = MailOutcome::sent) {
    return world.write(
        [&](storage::WriteTx& tx) { return settle_mail(tx, mail, outcome, world.now, limits); });
  }
  // Whether a digest goes out when its time has come.
  bool sends() {
    world.now += limits.gather;
    auto const taken = take();
    if (taken.mail) settle(*taken.mail);
    return taken.mail.has_value();
  }
  std::string mailed_code() {
    auto const taken = take();
    settle(taken.mail.value());
    return taken.mail->code.value();
  }

  // Follows the thread, and has mail at once.
  void want(std::string_view who = kReader, MailFrequency frequency = MailFrequency::at_once) {
    ASSERT_TRUE(world.try_write([&](storage::WriteTx& tx) {
      return subscribe_thread(tx, world.viewer(tx, who), thread, Subscriber::me, SubscriptionLevel::all);
    }));
    ASSERT_TRUE(ask("officer@bureau.example", who));
    ASSERT_TRUE(confirm(mailed_code(), who));
    choose(frequency, who);
  }
  Post say(Ask const& ask = {}) { return world.reply("officer1.fr", thread, {}, ask); }
  Ask among(std::initializer_list<std::string_view> organisations) {
    Ask ask;
    ask.audience = world.only(organisations);
    return ask;
  }
  void read_all() {
    world.write([&](storage::WriteTx& tx) { read_all_notifications(tx, world.viewer(tx, kReader)); });
  }
  void narrow() {
    ThreadEdit edit;
    edit.version = world.thread("officer1.fr", thread).value().version;
    edit.audience = world.only({"fr", "ke"});
    ASSERT_TRUE(world.edit_thread("officer1.fr", thread, edit));
  }
};

}  // namespace forum
