#include "server/mail/message.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <span>
#include <string_view>

#include "base/hash.hpp"
#include "server/mail/words.hpp"

namespace server::mail {
namespace {

constexpr std::size_t kEncodedWordBytes = 45;  // an encoded word has at most 75 characters (RFC 2047, 2)
constexpr std::size_t kLineCharacters = 76;    // RFC 2045, 6.8

std::string encode_base64(std::string_view text) {
  std::string encoded = base::encode_base64url(std::as_bytes(std::span(text)));
  std::ranges::replace(encoded, '-', '+');
  std::ranges::replace(encoded, '_', '/');
  encoded.append((4 - encoded.size() % 4) % 4, '=');
  return encoded;
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

// Where a character begins that still ends within `most` bytes.
std::size_t whole_characters(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text.size();
  std::size_t end = most;
  while ((static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) --end;
  return end;
}

std::string encode_header(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  std::string encoded;
  while (!text.empty()) {
    auto const length = whole_characters(text, kEncodedWordBytes);
    encoded +=
        (encoded.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + encode_base64(text.substr(0, length)) + "?=";
    text.remove_prefix(length);
  }
  return encoded;
}

// A quoted string where it is ASCII.
std::string encode_name(std::string_view name) {
  if (!is_ascii(name)) return encode_header(name);
  std::string quoted = "\"";
  for (char const c : name) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

std::string encode_date(base::Timestamp at) {
  constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  auto const day = std::chrono::floor<std::chrono::days>(at);
  std::chrono::year_month_day const date(day);
  std::chrono::hh_mm_ss const time(std::chrono::floor<std::chrono::seconds>(at - day));
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d +0000",
                kDays.at(std::chrono::weekday(day).c_encoding()), static_cast<unsigned>(date.day()),
                kMonths.at(static_cast<unsigned>(date.month()) - 1), static_cast<int>(date.year()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return text.data();
}

std::string encode_body(std::string_view text) {
  std::string const encoded = encode_base64(text);
  std::string lines;
  for (std::size_t at = 0; at < encoded.size(); at += kLineCharacters)
    lines += encoded.substr(at, kLineCharacters) + "\r\n";
  return lines;
}

std::string lines_of(std::initializer_list<std::string_view> lines) {
  std::string text;
  for (auto const line : lines) text += std::string(line) + "\r\n";
  return text;
}

}  // namespace

std::string write_message(MailSettings const& settings, Letter const& letter) {
  auto const& words = mail_words(letter.language);
  std::string const news_link = settings.link + "/notifications";
  std::string const settings_link = settings.link + "/settings";
  std::string message;
  auto const header = [&](std::string_view name, std::string const& value) {
    message += std::string(name) + ": " + value + "\r\n";
  };
  header("Date", encode_date(letter.at));
  header("From", encode_name(settings.from_name) + " <" + settings.from + ">");
  header("To", "<" + letter.to + ">");
  header("Subject", encode_header(letter.code ? words.code_subject : words.news_subject));
  header("Message-ID",
         "<" + base::to_string(letter.id) + settings.from.substr(settings.from.rfind('@')) + ">");
  header("Auto-Submitted", "auto-generated");
  if (!letter.code) header("List-Unsubscribe", "<" + settings_link + ">");
  header("Content-Language", std::string(auth::to_string(letter.language)));
  header("MIME-Version", "1.0");
  header("Content-Type", "text/plain; charset=utf-8");
  header("Content-Transfer-Encoding", "base64");
  message += "\r\n";
  message +=
      encode_body(letter.code ? lines_of({words.code, "", *letter.code, "", words.code_where, settings_link,
                                          "", words.code_not_you})
                              : lines_of({words.news, news_link, "", "-- ", words.why, settings_link}));
  return message;
}

}  // namespace server::mail
