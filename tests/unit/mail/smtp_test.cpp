// Handing mail over, and what becomes of it where the server will not have it.
#include "server/mail/smtp.hpp"

#include <gtest/gtest.h>

#include "tests/support/smtp_sink.hpp"

namespace server::mail {
namespace {

using namespace std::chrono_literals;
using tests::support::SinkMood;
using tests::support::SinkTls;
using tests::support::SmtpSink;
using tests::support::TestCertificate;

MailSettings settings_for(std::string const& server, MailSecurity security) {
  MailSettings settings;
  settings.server = server;
  settings.security = security;
  settings.from = "forum@colloquium.example";
  settings.timeout = 5s;
  return settings;
}

Reply send(MailSettings const& settings, std::atomic<bool> const& stopping = {false}) {
  return SmtpClient(settings).send("officer@bureau.example", "Subject: news\r\n\r\nnews\r\n", stopping);
}

Reply send_to(SinkMood mood) {
  SmtpSink sink;
  sink.set(mood);
  auto settings = settings_for(sink.address(), MailSecurity::none);
  if (mood == SinkMood::is_silent) settings.timeout = 300ms;
  return send(settings);
}

TEST(Smtp, hands_over_behind_starttls) {
  SmtpSink sink(SinkTls::starttls);
  auto settings = settings_for(sink.address(), MailSecurity::starttls);
  settings.ca_file = sink.ca_file();
  auto const reply = send(settings);
  EXPECT_EQ(reply.handover, Handover::taken) << reply.why;
  EXPECT_TRUE(sink.wait_for(1).front().was_encrypted);
}

TEST(Smtp, hands_over_in_tls_from_the_first_byte) {
  SmtpSink sink(SinkTls::from_the_start);
  auto settings = settings_for(sink.address(), MailSecurity::tls);
  settings.ca_file = sink.ca_file();
  auto const reply = send(settings);
  EXPECT_EQ(reply.handover, Handover::taken) << reply.why;
  EXPECT_TRUE(sink.wait_for(1).front().was_encrypted);
}

TEST(Smtp, keeps_the_connection_for_the_next_mail) {
  SmtpSink sink;
  SmtpClient client(settings_for(sink.address(), MailSecurity::none));
  std::atomic<bool> const stopping{false};
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(client.send("officer@bureau.example", "Subject: news\r\n\r\nnews\r\n", stopping).handover,
              Handover::taken);
  EXPECT_EQ(sink.wait_for(3).size(), 3U);
  EXPECT_EQ(sink.talks(), 1);
}

TEST(Smtp, says_nothing_to_a_server_that_does_not_offer_tls) {
  SmtpSink sink;
  auto const reply = send(settings_for(sink.address(), MailSecurity::starttls));
  EXPECT_EQ(reply.handover, Handover::failed);
  EXPECT_TRUE(reply.is_about_server);
  EXPECT_TRUE(sink.mails().empty());
}

TEST(Smtp, says_nothing_to_a_server_whose_certificate_nobody_trusts) {
  SmtpSink sink(SinkTls::starttls);
  TestCertificate const other;
  auto settings = settings_for(sink.address(), MailSecurity::starttls);
  EXPECT_EQ(send(settings).handover, Handover::failed);
  settings.ca_file = other.certificate_file();
  auto const reply = send(settings);
  EXPECT_EQ(reply.handover, Handover::failed);
  EXPECT_TRUE(reply.is_about_server);
  EXPECT_TRUE(sink.mails().empty());
}

TEST(Smtp, tells_an_address_that_is_refused_from_a_server_that_refuses) {
  auto const refused = send_to(SinkMood::refuses);
  EXPECT_EQ(refused.handover, Handover::refused);
  EXPECT_EQ(refused.code, 550);
  EXPECT_FALSE(refused.is_about_server);
  auto const busy = send_to(SinkMood::is_busy);
  EXPECT_EQ(busy.handover, Handover::failed);
  EXPECT_FALSE(busy.is_about_server);
  auto const strange = send_to(SinkMood::asks_for_user);
  EXPECT_EQ(strange.handover, Handover::failed);
  EXPECT_TRUE(strange.is_about_server);
}

TEST(Smtp, gives_up_on_a_server_that_says_nothing) {
  auto const reply = send_to(SinkMood::is_silent);
  EXPECT_EQ(reply.handover, Handover::failed);
  EXPECT_TRUE(reply.is_about_server);
}

TEST(Smtp, is_not_sure_of_a_mail_that_nobody_has_answered_for) {
  EXPECT_EQ(send_to(SinkMood::vanishes).handover, Handover::unsure);
}

TEST(Smtp, fails_where_nobody_is) {
  std::string address;
  {
    SmtpSink const gone;
    address = gone.address();
  }
  auto const reply = send(settings_for(address, MailSecurity::none));
  EXPECT_EQ(reply.handover, Handover::failed);
  EXPECT_TRUE(reply.is_about_server);
}

TEST(Smtp, stops_soon_whatever_the_server_does) {
  SmtpSink sink;
  sink.set(SinkMood::is_silent);
  auto settings = settings_for(sink.address(), MailSecurity::none);
  settings.timeout = 60s;
  std::atomic<bool> stopping{false};
  std::thread stop([&] {
    std::this_thread::sleep_for(200ms);
    stopping = true;
  });
  auto const began = std::chrono::steady_clock::now();
  EXPECT_EQ(send(settings, stopping).handover, Handover::failed);
  EXPECT_LT(std::chrono::steady_clock::now() - began, 5s);
  stop.join();
}

}  // namespace
}  // namespace server::mail
