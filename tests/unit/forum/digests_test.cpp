// Whom the forum mails, when, and that nothing is mailed to who may not read it any more: worked example 8.
#include <functional>

#include "auth/organisations.hpp"
#include "tests/unit/forum/mailing.hpp"

namespace forum {
namespace {

using namespace std::chrono_literals;

class Digests : public Mailing {};

TEST_F(Digests, go_out_after_a_while_when_there_is_something_to_read) {
  want();
  EXPECT_EQ(queue(), 0);
  say();
  EXPECT_EQ(queue(), 1);
  EXPECT_FALSE(take().mail) << "it waits for more";
  say();
  EXPECT_EQ(queue(), 0) << "they go together";
  world.now += limits.gather;
  auto const taken = take();
  ASSERT_TRUE(taken.mail);
  EXPECT_EQ(taken.mail->address, "officer@bureau.example");
  EXPECT_FALSE(taken.mail->code);
  EXPECT_FALSE(take().mail) << "what is being sent is not sent again";
  EXPECT_EQ(settle(*taken.mail), MailState::sent);
  EXPECT_EQ(queue(), 0) << "once";
}

TEST_F(Digests, at_once_are_one_at_most_in_a_window) {
  want();
  say();
  queue();
  EXPECT_TRUE(sends());
  say();
  EXPECT_EQ(queue(), 0);
  world.now += limits.window;
  EXPECT_EQ(queue(), 1);
  EXPECT_TRUE(sends());
}

TEST_F(Digests, by_the_day_and_week_go_out_at_the_same_time_each) {
  want(kReader, MailFrequency::daily);
  auto const chosen = world.now;
  say();
  EXPECT_EQ(queue(), 0);
  world.now = chosen + 24h + 5min;
  EXPECT_EQ(queue(), 1);
  EXPECT_TRUE(sends());
  world.now = chosen + 48h;
  EXPECT_EQ(queue(), 0) << "nothing new";
  world.now = chosen + 72h - 1min;
  say();
  EXPECT_EQ(queue(), 0) << "not before its time";
  world.now = chosen + 72h;
  EXPECT_EQ(queue(), 1);
  EXPECT_TRUE(sends());
  choose(MailFrequency::weekly);
  say();
  world.now += 6 * 24h;
  EXPECT_EQ(queue(), 0);
  world.now += 24h;
  EXPECT_EQ(queue(), 1);
}

TEST_F(Digests, tell_nothing_of_what_was_before_they_were_wanted) {
  ASSERT_TRUE(world.try_write([&](storage::WriteTx& tx) {
    return subscribe_thread(tx, world.viewer(tx, kReader), thread, Subscriber::me, SubscriptionLevel::all);
  }));
  say();
  want();
  EXPECT_EQ(queue(), 0);
}

TEST_F(Digests, are_not_sent_where_it_was_read_meanwhile) {
  want();
  say();
  EXPECT_EQ(queue(), 1);
  read_all();
  EXPECT_FALSE(sends());
}

// Worked example 8.
TEST_F(Digests, queued_before_a_thread_was_narrowed_are_not_sent) {
  want();
  say();
  EXPECT_EQ(queue(), 1);
  narrow();
  world.now += limits.gather;
  auto const taken = take();
  EXPECT_FALSE(taken.mail);
  EXPECT_EQ(taken.dropped, 1);
  EXPECT_EQ(queue(), 0);
}

TEST_F(Digests, queued_before_a_thread_was_narrowed_are_sent_for_what_can_still_be_read) {
  want();
  say();
  auto const other = world.open("officer1.fr", "open", "Another").thread.public_id;
  ASSERT_TRUE(world.try_write([&](storage::WriteTx& tx) {
    return subscribe_thread(tx, world.viewer(tx, kReader), other, Subscriber::me, SubscriptionLevel::all);
  }));
  world.reply("officer1.fr", other);
  EXPECT_EQ(queue(), 1);
  narrow();
  EXPECT_TRUE(sends());
}

TEST_F(Digests, are_never_due_for_what_their_reader_may_not_read) {
  want();
  say(among({"fr", "ke"}));
  EXPECT_EQ(queue(), 0);
  world.deny("fr", {"br"});
  say();
  EXPECT_EQ(queue(), 0);
}

TEST_F(Digests, do_not_call_to_a_level_that_no_session_here_reads) {
  want();
  sign_in_allows = auth::Level::official_use_only;
  auto const post = say(tests::at_level(auth::Level::restricted));
  ASSERT_TRUE(world.release("coordinator.fr", post.public_id));
  EXPECT_EQ(queue(), 0);
  sign_in_allows = auth::Level::confidential;
  auto const next = say(tests::at_level(auth::Level::restricted));
  ASSERT_TRUE(world.release("coordinator.fr", next.public_id));
  EXPECT_EQ(queue(), 1);
}

TEST_F(Digests, are_not_sent_to_who_may_not_work) {
  want();
  for (auto const& stop : std::vector<std::function<void(storage::WriteTx&)>>{
           [&](storage::WriteTx& tx) {
             auth::set_user_state(tx, world.user(kReader), auth::UserState::locked);
           },
           [&](storage::WriteTx& tx) { auth::set_vetted_until(tx, world.user(kReader), world.now); }}) {
    say();
    ASSERT_EQ(queue(), 1);
    world.write(stop);
    EXPECT_FALSE(sends());
    world.write([&](storage::WriteTx& tx) {
      auth::set_user_state(tx, world.user(kReader), auth::UserState::active);
      auth::set_vetted_until(tx, world.user(kReader), world.now + 1000 * 24h);
    });
    world.now += limits.window;
  }
  say();
  ASSERT_EQ(queue(), 1);
  world.set_status("br", auth::OrganisationStatus::suspended);
  EXPECT_FALSE(sends());
}

TEST_F(Digests, end_with_the_account_and_with_a_change_of_country) {
  want();
  say();
  ASSERT_EQ(queue(), 1);
  world.write([&](storage::WriteTx& tx) {
    auth::set_user_state(tx, world.user(kReader), auth::UserState::left);
    auth::set_user_state(tx, world.user(kReader), auth::UserState::active);
  });
  EXPECT_FALSE(sends());
  EXPECT_FALSE(choice().address);
  EXPECT_EQ(choice().frequency, MailFrequency::never);
}

TEST_F(Digests, that_failed_are_tried_again_each_time_later_and_then_given_up) {
  want();
  say();
  queue();
  world.now += limits.gather;
  auto pause = limits.retry;
  for (int attempt = 1; attempt < limits.attempts; ++attempt, pause *= 2) {
    auto const taken = take();
    ASSERT_TRUE(taken.mail) << attempt;
    EXPECT_EQ(settle(*taken.mail, MailOutcome::failed), MailState::queued);
    world.now += pause - 1ms;
    EXPECT_FALSE(take().mail);
    world.now += 1ms;
  }
  auto const last = take();
  ASSERT_TRUE(last.mail);
  EXPECT_EQ(settle(*last.mail, MailOutcome::failed), MailState::failed);
  EXPECT_TRUE(choice().last_failed);
  // What he was not told of goes with the next.
  say();
  EXPECT_EQ(queue(), 1);
  EXPECT_TRUE(sends());
  EXPECT_FALSE(choice().last_failed);
}

TEST_F(Digests, keep_their_name_when_they_are_tried_again) {
  want();
  say();
  queue();
  world.now += limits.gather;
  auto const first = take();
  settle(first.mail.value(), MailOutcome::failed);
  world.now += limits.retry;
  EXPECT_EQ(take().mail.value().id, first.mail->id);
}

TEST_F(Digests, that_may_have_arrived_are_not_sent_again) {
  want();
  say();
  queue();
  world.now += limits.gather;
  EXPECT_EQ(settle(take().mail.value(), MailOutcome::unsure), MailState::failed);
  world.now += limits.window;
  EXPECT_EQ(queue(), 0);

  say();
  ASSERT_EQ(queue(), 1);
  world.now += limits.gather;
  ASSERT_TRUE(take().mail);
  EXPECT_EQ(world.write([](storage::WriteTx& tx) { return give_up_interrupted_mail(tx); }), 1) << "a crash";
  world.now += limits.window;
  EXPECT_EQ(queue(), 0);
  EXPECT_FALSE(take().mail);
}

TEST_F(Digests, come_for_a_desk_too) {
  want("coordinator.br");
  choose(MailFrequency::at_once, "coordinator.br");
  ASSERT_TRUE(world.try_write([&](storage::WriteTx& tx) {
    return subscribe_topic(tx, world.viewer(tx, "coordinator.br"), world.topic("open"), Subscriber::bureau,
                           SubscriptionLevel::all);
  }));
  world.open("officer1.fr", "open", "Another");
  EXPECT_EQ(queue(), 1);
}

// The same hours with and without what the reader may not read.
class HoursOfMail : public Mailing {
 public:
  std::vector<std::chrono::milliseconds> pass(MailFrequency frequency, std::chrono::minutes step,
                                              bool with_secrets) {
    want(kReader, frequency);
    auto const began = world.now;
    std::vector<std::chrono::milliseconds> mailed;
    for (int i = 1; i <= 150; ++i) {
      world.now = began + i * step;
      if (with_secrets && i % 5 == 0) say(among({"fr", "es"}));
      if (i % 40 == 0 || i % 41 == 0) say();
      queue();
      while (auto const mail = take().mail) {
        settle(*mail);
        mailed.push_back(world.now - began);
      }
    }
    return mailed;
  }
  void TestBody() override {}
};

TEST_F(Digests, go_out_at_the_same_moments_whatever_is_hidden_from_their_reader) {
  for (auto const& [frequency, step] :
       {std::pair{MailFrequency::at_once, 1min}, std::pair{MailFrequency::daily, 60min}}) {
    auto const plain = HoursOfMail().pass(frequency, step, false);
    EXPECT_GE(plain.size(), 3U);
    EXPECT_EQ(HoursOfMail().pass(frequency, step, true), plain);
  }
}

}  // namespace
}  // namespace forum
