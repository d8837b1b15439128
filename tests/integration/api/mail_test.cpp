// Mail through the whole server: an address and its confirmation, digests, and servers that will not have
// them.
#include "auth/organisations.hpp"
#include "auth/users.hpp"
#include "forum/mail_rows.hpp"
#include "tests/integration/api/mailing.hpp"
#include "tests/integration/api/worked_example.hpp"

namespace tests::api {
namespace {

using support::SinkMood;
using support::SinkTls;
using support::SmtpSink;

constexpr char kQueued[] = "mail_digests_queued_total";
constexpr char kDropped[] = "mail_total{outcome=\"dropped\"}";

void follow(ApiClient& who, std::string const& thread) {
  expect_status(200, who.put("/threads/" + thread + "/subscription", {{"as", "me"}, {"level", "all"}}));
}

class MailApi : public testing::Test {
 protected:
  SmtpSink sink;

  void expect_nothing_more(std::size_t count) {
    std::this_thread::sleep_for(300ms);
    EXPECT_EQ(sink.mails().size(), count);
  }
};

TEST_F(MailApi, is_each_persons_own_to_choose) {
  ForumServer server(mailing_to(sink));
  auto officer = server.client("officer1.es");
  auto const untouched = expect_status(200, officer.get("/me/mail"));
  EXPECT_TRUE(untouched.body.at("sends").as_bool());
  EXPECT_EQ(untouched.text_at("/frequency"), "never");
  EXPECT_TRUE(untouched.body.at("address").is_null());

  auto const asked =
      expect_status(200, officer.put("/me/mail/address", {{"address", " officer@bureau.example "}}));
  EXPECT_EQ(asked.text_at("/pending/address"), "officer@bureau.example");
  EXPECT_TRUE(is_time(asked.text_at("/pending/expires_at")));
  auto const mail = sink.wait_for(1).front();
  EXPECT_EQ(mail.to, "officer@bureau.example");
  auto const wrong = officer.post("/me/mail/confirmation", {{"code", "not the code"}});
  EXPECT_EQ(wrong.status, 400);
  EXPECT_EQ(wrong.text_at("/errors/0/pointer"), "/code");
  auto other = server.client("officer2.es");
  EXPECT_EQ(other.post("/me/mail/confirmation", {{"code", code_in(mail)}}).status, 400);
  auto const confirmed = expect_status(200, officer.post("/me/mail/confirmation", {{"code", code_in(mail)}}));
  EXPECT_EQ(confirmed.text_at("/address"), "officer@bureau.example");
  EXPECT_TRUE(confirmed.body.at("pending").is_null());
  EXPECT_EQ(expect_status(200, officer.patch("/me/mail", {{"frequency", "weekly"}})).text_at("/frequency"),
            "weekly");
  EXPECT_EQ(officer.get("/me/mail").text_at("/frequency"), "weekly");

  // Nobody else finds it, whoever answers for the account.
  for (auto const* const who : {"officer2.es", "security.es", "admin.ipsg"}) {
    auto reader = server.client(who);
    for (auto const* const path : {"/me/mail", "/accounts", "/audit", "/audit?view=accounts"})
      EXPECT_EQ(reader.get(path).text.find("bureau.example"), std::string::npos) << who << path;
  }
  auto security = server.client("security.es");
  EXPECT_EQ(security.get("/audit?view=accounts&event=mail_address.changed").items(), 1U);
  EXPECT_EQ(server.log().find("bureau.example"), std::string::npos);

  auto const gone = expect_status(200, officer.remove("/me/mail/address"));
  EXPECT_TRUE(gone.body.at("address").is_null());
  EXPECT_EQ(gone.text_at("/frequency"), "never");
}

TEST_F(MailApi, takes_no_address_that_is_none) {
  ForumServer server(mailing_to(sink));
  auto officer = server.client("officer1.es");
  for (auto const* const bad : {"nobody", "a@b.example, c@d.example", "a@b.example>\t<c@d.example", "a@b"}) {
    auto const answer = officer.put("/me/mail/address", {{"address", bad}});
    EXPECT_EQ(answer.status, 400) << bad;
    EXPECT_EQ(answer.text_at("/errors/0/pointer"), "/address");
  }
  EXPECT_EQ(officer.put("/me/mail/address", {{"address", "a@b.example\r\nBcc: c@d.example"}}).status, 400);
  expect_nothing_more(0);
}

TEST_F(MailApi, is_not_had_by_the_dozen_for_a_stranger) {
  ForumServer server(mailing_to(sink, {{"MAIL_CONFIRMATIONS_PER_DAY", "2"}}));
  auto officer = server.client("officer1.es");
  for (int i = 0; i < 2; ++i)
    expect_status(200, officer.put("/me/mail/address", {{"address", "stranger@elsewhere.example"}}));
  auto const refused = officer.put("/me/mail/address", {{"address", "stranger@elsewhere.example"}});
  EXPECT_EQ(refused.status, 429);
  EXPECT_FALSE(refused.header("retry-after").empty());
}

TEST_F(MailApi, comes_in_the_language_of_its_reader_and_again_after_more_has_happened) {
  ForumServer server(mailing_to(sink));
  auto french = server.client("officer1.fr");
  auto egyptian = server.client("officer1.eg");
  expect_status(200, egyptian.patch("/me", {{"language", "ar"}}));
  auto const thread = open_thread(french, server.topic("open"));
  follow(egyptian, thread.id);
  auto count = have_mail(egyptian, sink, "officer@bureau.example");
  for (int i = 0; i < 2; ++i) {
    reply(french, thread.id);
    auto const mail = sink.wait_for(++count).back();
    EXPECT_EQ(mail.headers.at("subject"), "نشاط جديد في Colloquium");
    EXPECT_NE(mail.text.find(std::string(kForumLink) + "/notifications"), std::string::npos);
  }
  expect_status(200, egyptian.post("/notifications/read", {}));
  expect_status(200, egyptian.patch("/me/mail", {{"frequency", "never"}}));
  reply(french, thread.id);
  expect_nothing_more(count);
}

TEST_F(MailApi, waits_for_a_server_that_is_away_and_then_goes) {
  ForumServer server(mailing_to(sink, {{"MAIL_ATTEMPTS", "100"}}));
  auto french = server.client("officer1.fr");
  auto spanish = server.client("officer1.es");
  auto const thread = open_thread(french, server.topic("open"));
  follow(spanish, thread.id);
  auto const count = have_mail(spanish, sink, "officer@bureau.example");
  sink.set(SinkMood::is_busy);
  reply(french, thread.id);
  wait_for_figure(server, "mail_attempts_failed_total", 2);
  sink.set(SinkMood::takes);
  auto const mails = sink.wait_for(count + 1);
  expect_nothing_more(count + 1);
  EXPECT_EQ(server.log().find("bureau.example"), std::string::npos);
}

TEST_F(MailApi, tells_its_reader_that_his_address_is_refused) {
  ForumServer server(mailing_to(sink));
  auto spanish = server.client("officer1.es");
  sink.set(SinkMood::refuses);
  expect_status(200, spanish.put("/me/mail/address", {{"address", "nobody@bureau.example"}}));
  wait_for_figure(server, "mail_total{outcome=\"refused\"}", 1);
  EXPECT_EQ(spanish.get("/me/mail").text_at("/pending/code"), "failed");
}

TEST(MailOverTls, is_never_sent_where_the_server_offers_none) {
  SmtpSink plain;
  ForumServer server(mailing_to(plain, {{"MAIL_SECURITY", "starttls"}}));
  auto spanish = server.client("officer1.es");
  expect_status(200, spanish.put("/me/mail/address", {{"address", "officer@bureau.example"}}));
  wait_for_figure(server, "mail_attempts_failed_total", 1);
  EXPECT_TRUE(plain.mails().empty());
}

TEST(MailOverTls, goes_where_the_certificate_is_the_servers) {
  SmtpSink sink(SinkTls::starttls);
  ForumServer server(mailing_to(sink, {{"MAIL_SECURITY", "starttls"}, {"MAIL_CA_FILE", sink.ca_file()}}));
  auto spanish = server.client("officer1.es");
  expect_status(200, spanish.put("/me/mail/address", {{"address", "officer@bureau.example"}}));
  EXPECT_TRUE(sink.wait_for(1).front().was_encrypted);
}

TEST_F(MailApi, stops_in_time_while_the_mail_server_says_nothing) {
  ForumServer server(mailing_to(sink));
  sink.set(SinkMood::is_silent);
  auto spanish = server.client("officer1.es");
  expect_status(200, spanish.put("/me/mail/address", {{"address", "officer@bureau.example"}}));
  sink.wait_until_ignored();
  auto const began = std::chrono::steady_clock::now();
  EXPECT_EQ(server.stop(), 0);
  EXPECT_LT(std::chrono::steady_clock::now() - began, 8s);
}

TEST_F(MailApi, that_a_crash_interrupted_is_not_sent_again) {
  ForumServer server(mailing_to(sink));
  auto french = server.client("officer1.fr");
  auto spanish = server.client("officer1.es");
  auto const thread = open_thread(french, server.topic("open"));
  follow(spanish, thread.id);
  auto const count = have_mail(spanish, sink, "officer@bureau.example");
  sink.set(SinkMood::is_silent);
  reply(french, thread.id);
  sink.wait_until_ignored();
  server.kill();
  sink.set(SinkMood::takes);
  server.start();
  wait_for_figure(server, "mail_total{outcome=\"unsure\"}", 1);
  expect_nothing_more(count);
}

// The server that the other tests share is one without mail.
TEST_F(Api, without_mail_says_so_and_keeps_nothing) {
  auto officer = client("officer1.es");
  auto const told = expect_status(200, officer.get("/me/mail"));
  EXPECT_FALSE(told.body.at("sends").as_bool());
  EXPECT_TRUE(told.body.at("window_minutes").is_null());
  EXPECT_EQ(officer.put("/me/mail/address", {{"address", "officer@bureau.example"}}).code(),
            "state_conflict");
  EXPECT_EQ(officer.post("/me/mail/confirmation", {{"code", "12345678"}}).code(), "state_conflict");
  EXPECT_EQ(officer.patch("/me/mail", {{"frequency", "daily"}}).code(), "state_conflict");
  expect_status(200, officer.remove("/me/mail/address"));
}

// A digest is queued; before it goes out the thread is narrowed, and its reader may not know any more that
// there is one.
TEST_F(WorkedExample, e08_a_digest_queued_before_a_thread_was_narrowed_tells_nothing_of_it) {
  SmtpSink sink;
  ForumServer mailing(mailing_to(sink, {{"MAIL_GATHER_MS", "2000"}}));
  auto french = mailing.client("officer1.fr");
  auto spanish = mailing.client("officer1.es");
  auto const among = [&](std::initializer_list<std::string_view> names) {
    std::vector<std::string> ids;
    for (auto const name : names) ids.push_back(mailing.organisation(name));
    return only(ids);
  };
  auto const open_followed = [&](std::string const& title) {
    auto const thread = open_thread(french, mailing.topic("open"),
                                    {{"title", title}, {"audience", among({"fr", "es", "ke"})}});
    follow(spanish, thread.id);
    return thread.id;
  };
  auto const narrow = [&](std::string const& thread) {
    expect_status(200, french.patch("/threads/" + thread,
                                    {{"version", french.get("/threads/" + thread).number_at("/version")},
                                     {"audience", among({"fr", "ke"})}}));
  };
  auto const count = have_mail(spanish, sink, "officer@bureau.example");

  // Nothing else is new: nothing is sent.
  auto const first = open_followed("Heliotrope");
  reply(french, first, {{"body", "Of tourmaline."}});
  wait_for_figure(mailing, kQueued, 1);
  narrow(first);
  wait_for_figure(mailing, kDropped, 1);
  EXPECT_EQ(sink.mails().size(), count);

  // Something else is: the mail goes out, says only that, and what it leads to is asked for again.
  auto const second = open_followed("Heliotrope again");
  auto const third = open_followed("Beryl");
  reply(french, second, {{"body", "Of tourmaline."}});
  reply(french, third, {{"body", "Of agate."}});
  wait_for_figure(mailing, kQueued, 2);
  narrow(second);
  auto const mail = sink.wait_for(count + 1).back();
  EXPECT_EQ(mail.text, "There is new activity for you in Colloquium. Sign in to read it:\r\n" +
                           std::string(kForumLink) +
                           "/notifications\r\n\r\n-- \r\n"
                           "You get this mail because you asked for it in your settings. To get it less "
                           "often, or no more:\r\n" +
                           std::string(kForumLink) + "/settings\r\n");
  for (std::string const word :
       {"Heliotrope", "Beryl", "tourmaline", "agate", "Topic", "officer1", "Person", "France"})
    EXPECT_EQ((mail.raw + mail.headers.at("subject") + mail.text).find(word), std::string::npos) << word;
  auto const shown = spanish.get("/notifications").text;
  EXPECT_NE(shown.find("Beryl"), std::string::npos);
  EXPECT_EQ(shown.find("Heliotrope"), std::string::npos);

  // And what is narrowed after it was sent is not shown to who follows the link.
  narrow(third);
  EXPECT_EQ(spanish.get("/notifications").items(), 0U);
}

// Worked examples 1 and 2: who is suspended hears nothing, and who goes leaves no address behind.
TEST_F(MailApi, ends_with_a_suspension_and_with_the_account) {
  ForumServer server(mailing_to(sink, {{"MAIL_GATHER_MS", "1000"}}));
  auto french = server.client("officer1.fr");
  auto spanish = server.client("officer1.es");
  auto const thread = open_thread(french, server.topic("open"));
  follow(spanish, thread.id);
  auto const count = have_mail(spanish, sink, "officer@bureau.example");
  reply(french, thread.id);
  wait_for_figure(server, kQueued, 1);
  server.change([&](storage::WriteTx& tx) {
    auth::set_organisation_status(tx, server.organisation_key("es"), auth::OrganisationStatus::suspended);
  });
  wait_for_figure(server, kDropped, 1);
  EXPECT_EQ(sink.mails().size(), count);
  server.change([&](storage::WriteTx& tx) {
    auth::set_organisation_status(tx, server.organisation_key("es"), auth::OrganisationStatus::active);
  });

  auto security = server.client("security.es");
  auto const accounts = security.get("/accounts?limit=100");
  std::string id;
  std::int64_t version = 0;
  for (std::size_t i = 0; i < accounts.items(); ++i) {
    auto const at = "/items/" + std::to_string(i);
    if (accounts.text_at(at + "/username") != "officer1.es") continue;
    id = accounts.text_at(at + "/id");
    version = accounts.number_at(at + "/version");
  }
  expect_status(
      204, security.post("/accounts/" + id + "/transfer", {{"version", version},
                                                           {"organisation_id", server.organisation("ke")},
                                                           {"reason", "She moves."}}));
  bool const is_kept = server.look([](storage::ReadTx& tx) {
    return forum::find_mail_choice(tx, auth::find_user(tx, "officer1.es").value()).has_value();
  });
  EXPECT_FALSE(is_kept);
}

}  // namespace
}  // namespace tests::api
