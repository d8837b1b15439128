#include "base/text.hpp"

#include <gtest/gtest.h>

using base::count_characters;
using base::FieldCode;
using base::is_utf8;
using base::trimmed;
using base::unfit_for_body;
using base::unfit_for_line;

namespace {

TEST(Utf8, is_what_rfc_3629_allows) {
  for (std::string_view const text :
       {"", "Eurojust", "mandat d’arrêt", "مذكرة توقيف", "\xF0\x9F\x94\x92", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_TRUE(is_utf8(text)) << text;
  }
}

TEST(Utf8, is_not_overlong_cut_or_beyond_unicode) {
  for (std::string_view const text :
       {"\xC0\xAF", "\xE0\x80\xAF", "\xF0\x80\x80\xAF", "\xC3", "\xE2\x82", "\xF0\x9F\x94", "\x80", "\xFF",
        "\xFE", "\xED\xA0\x80", "\xED\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "a\xC3z"}) {
    EXPECT_FALSE(is_utf8(text));
    EXPECT_EQ(unfit_for_line(text), FieldCode::invalid_utf8);
    EXPECT_EQ(unfit_for_body(text), FieldCode::invalid_utf8);
  }
}

TEST(CountCharacters, counts_code_points) {
  EXPECT_EQ(count_characters(""), 0U);
  EXPECT_EQ(count_characters("arrêt"), 5U);
  EXPECT_EQ(count_characters("توقيف"), 5U);
  EXPECT_EQ(count_characters("\xF0\x9F\x94\x92"), 1U);
}

TEST(Line, takes_titles_in_every_language) {
  for (auto const* text :
       {"Article 18 (UNTOC)", "Confiscation : « qui paie ? »", "¿Qué plazo?", "التعاون القضائي", "名前"}) {
    EXPECT_EQ(unfit_for_line(text), std::nullopt) << text;
  }
}

TEST(Line, refuses_control_characters_and_line_ends) {
  for (std::string_view const text :
       {std::string_view("a\0b", 3), std::string_view("a\nb"), std::string_view("a\rb"),
        std::string_view("a\tb"), std::string_view("\x1b[31m"), std::string_view("\x7f"),
        std::string_view("a\u0085b"), std::string_view("a\u2028b"), std::string_view("a\u2029b")}) {
    EXPECT_EQ(unfit_for_line(text), FieldCode::control_character);
  }
}

TEST(Line, refuses_what_reorders_its_neighbours) {
  for (auto const* text : {"a\u202Ab", "a\u202Bb", "a\u202Cb", "a\u202Db", "a\u202Eb", "a\u2066b", "a\u2067b",
                           "a\u2068b", "a\u2069b"}) {
    EXPECT_EQ(unfit_for_line(text), FieldCode::bidirectional_override);
  }
}

TEST(Body, takes_lines_tabs_and_isolates) {
  EXPECT_EQ(unfit_for_body("one\r\n\ttwo\n\nالمادة \u206818\u2069"), std::nullopt);
}

TEST(Body, refuses_control_characters_and_overrides) {
  EXPECT_EQ(unfit_for_body(std::string_view("a\0b", 3)), FieldCode::control_character);
  EXPECT_EQ(unfit_for_body("\x1b[31m"), FieldCode::control_character);
  EXPECT_EQ(unfit_for_body("a\u202Eb"), FieldCode::bidirectional_override);
  EXPECT_EQ(unfit_for_body("a\u202Db"), FieldCode::bidirectional_override);
}

TEST(Trimmed, loses_blanks_seen_and_unseen_at_both_ends_only) {
  EXPECT_EQ(trimmed("  a b \n"), "a b");
  EXPECT_EQ(trimmed("\u00A0\u200B\uFEFFtitle\u2003"), "title");
  EXPECT_EQ(trimmed(" \t\u200B "), "");
  EXPECT_EQ(trimmed(""), "");
  EXPECT_EQ(trimmed("\xFF a"), "\xFF a") << "what is no UTF-8 is left to the check for it";
}

}  // namespace
