// What a mail says, and how it goes over the wire.
#include "server/mail/message.hpp"

#include <gtest/gtest.h>

#include "base/random.hpp"
#include "server/mail/smtp.hpp"
#include "tests/support/smtp_sink.hpp"

namespace server::mail {
namespace {

using auth::Language;
using tests::support::SmtpSink;
using tests::support::SunkMail;

constexpr auto kLanguages = {Language::ar, Language::en, Language::es, Language::fr};

class Message : public testing::Test {
 protected:
  Message() {
    settings.server = sink.address();
    settings.security = MailSecurity::none;
    settings.from = "forum@colloquium.example";
    settings.link = "https://forum.example";
  }

  // As it arrives.
  SunkMail send(Language language, std::optional<std::string> const& code = {}) {
    base::SeededRandom random(1);
    Letter const letter{base::make_public_id(random), "officer@bureau.example", language,
                        base::parse_rfc3339("2026-11-23T02:03:04.567Z").value(), code};
    std::atomic<bool> const stopping{false};
    auto const reply = SmtpClient(settings).send(letter.to, write_message(settings, letter), stopping);
    EXPECT_EQ(reply.handover, Handover::taken) << reply.why;
    return sink.mails().back();
  }

  SmtpSink sink;
  MailSettings settings;
};

TEST_F(Message, says_that_there_is_something_and_where_to_sign_in_and_no_more) {
  auto const mail = send(Language::en);
  EXPECT_EQ(mail.from, "forum@colloquium.example");
  EXPECT_EQ(mail.to, "officer@bureau.example");
  EXPECT_EQ(
      mail.text,
      "There is new activity for you in Colloquium. Sign in to read it:\r\n"
      "https://forum.example/notifications\r\n"
      "\r\n"
      "-- \r\n"
      "You get this mail because you asked for it in your settings. To get it less often, or no more:\r\n"
      "https://forum.example/settings\r\n");
}

TEST_F(Message, has_the_headers_of_a_mail_that_a_program_writes) {
  auto headers = send(Language::en).headers;
  EXPECT_EQ(headers["date"], "Mon, 23 Nov 2026 02:03:04 +0000");
  EXPECT_EQ(headers["from"], "\"Colloquium\" <forum@colloquium.example>");
  EXPECT_EQ(headers["to"], "<officer@bureau.example>");
  EXPECT_EQ(headers["subject"], "New activity in Colloquium");
  EXPECT_TRUE(headers["message-id"].ends_with("@colloquium.example>"));
  EXPECT_EQ(headers["auto-submitted"], "auto-generated");
  EXPECT_EQ(headers["list-unsubscribe"], "<https://forum.example/settings>");
  EXPECT_EQ(headers["content-language"], "en");
  EXPECT_EQ(headers["content-type"], "text/plain; charset=utf-8");
}

TEST_F(Message, is_in_the_language_of_its_reader_in_ascii_on_the_wire) {
  std::set<std::string> subjects;
  for (auto const language : kLanguages) {
    for (auto const& code : {std::optional<std::string>(), std::optional<std::string>("01234567")}) {
      auto const mail = send(language, code);
      EXPECT_TRUE(std::ranges::all_of(mail.raw, [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
      for (std::size_t at = 0, end = 0; at < mail.raw.size(); at = end + 2) {
        end = mail.raw.find("\r\n", at);
        EXPECT_LE(end - at, 78U) << mail.raw.substr(at, end - at);
      }
      EXPECT_TRUE(subjects.insert(mail.headers.at("subject")).second);
      EXPECT_NE(mail.text.find(settings.link), std::string::npos);
    }
  }
  EXPECT_EQ(send(Language::ar).headers.at("subject"), "نشاط جديد في Colloquium");
  EXPECT_EQ(send(Language::fr).headers.at("subject"), "Du nouveau dans Colloquium");
}

TEST_F(Message, with_a_code_holds_the_code_on_a_line_of_its_own) {
  for (auto const language : kLanguages) {
    auto const mail = send(language, "01234567");
    EXPECT_NE(mail.text.find("\r\n01234567\r\n"), std::string::npos) << mail.text;
    EXPECT_FALSE(mail.headers.contains("list-unsubscribe")) << "nobody has subscribed yet";
  }
}

TEST_F(Message, comes_from_a_name_in_any_script) {
  settings.from_name = "منتدى الخبراء القانونيين المعنيين بالاتجار غير المشروع";
  EXPECT_EQ(send(Language::en).headers.at("from"), settings.from_name + " <forum@colloquium.example>");
  settings.from_name = "A \"quoted\" name";
  EXPECT_EQ(send(Language::en).headers.at("from"), "\"A \\\"quoted\\\" name\" <forum@colloquium.example>");
}

}  // namespace
}  // namespace server::mail
