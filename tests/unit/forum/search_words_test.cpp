// Words meet however they are written.
#include "forum/search_words.hpp"

#include <random>

#include <gtest/gtest.h>

#include "base/text.hpp"

namespace forum {
namespace {

using auth::Language;

std::vector<std::string> folded(std::string_view text) {
  std::vector<std::string> words;
  for (auto& word : words_of(text)) words.push_back(std::move(word.text));
  return words;
}
std::string stems(std::string_view text, Language language) {
  std::string joined;
  for (auto const& word : words_of(text))
    joined += (joined.empty() ? "" : " ") + stem_of(word.text, language);
  return joined;
}
using Words = std::vector<std::string>;

TEST(SearchWords, are_letters_and_digits_without_case_and_accents) {
  EXPECT_EQ(folded("Extradition, UNTOC art. 16!"), (Words{"extradition", "untoc", "art", "16"}));
  EXPECT_EQ(folded("l’Élément d'enquête Œuvre"), (Words{"l", "element", "d", "enquete", "oeuvre"}));
  EXPECT_EQ(folded("Señoría acción"), (Words{"senoria", "accion"}));
  EXPECT_EQ(folded("e\u0301te\u0301"), Words{"ete"}) << "the accent stands by itself";
  EXPECT_EQ(folded("free-trade zone"), (Words{"free", "trade", "zone"}));
}

TEST(SearchWords, of_arabic_meet_with_and_without_signs) {
  EXPECT_EQ(folded("مُحَاكَمَة"), folded("محاكمة"));
  EXPECT_EQ(folded("أحكام إحالة آثار ٱلقانون"), folded("احكام احاله اثار القانون"));
  EXPECT_EQ(folded("قـــانون"), folded("قانون")) << "tatweel";
  EXPECT_EQ(folded("مستشفى"), folded("مستشفي")) << "alef maqsura";
  EXPECT_EQ(folded("مسؤول"), folded("مسوول"));
  EXPECT_EQ(folded("شيء"), folded("شئ")) << "hamza by itself and on its seat";
  EXPECT_EQ(folded("المادة ١٦"), folded("المادة 16"));
}

TEST(SearchWords, know_where_they_stand) {
  std::string const text = "À  bon droit";
  auto const words = words_of(text);
  ASSERT_EQ(words.size(), 3U);
  EXPECT_EQ(text.substr(words[0].begin, words[0].end - words[0].begin), "À");
  EXPECT_EQ(text.substr(words[2].begin, words[2].end - words[2].begin), "droit");
}

TEST(SearchWords, have_one_stem_for_their_forms_in_each_language) {
  EXPECT_EQ(stems("seizure seizures", Language::en), "eseizur eseizur");
  EXPECT_EQ(stems("juridique juridiques", Language::fr), "fjurid fjurid");
  EXPECT_EQ(stems("delito delitos", Language::es), "sdelit sdelit");
  auto const arabic = words_of("القانون قانون");
  EXPECT_EQ(stem_of(arabic[0].text, Language::ar), stem_of(arabic[1].text, Language::ar));
  EXPECT_NE(stem_of("pain", Language::en), stem_of("pain", Language::fr));
}

TEST(SearchWords, are_cut_where_no_word_is_so_long) {
  auto const words = folded(std::string(500, 'x') + " " + std::string("é").append(200, 'y'));
  EXPECT_EQ(words.at(0).size(), kWordBytes);
  EXPECT_LE(words.at(1).size(), kWordBytes);
  std::string arabic;
  for (int i = 0; i < 100; ++i) arabic += "ق";
  EXPECT_TRUE(base::is_utf8(folded(arabic).at(0)));
}

TEST(SearchWords, of_any_text_at_all_are_clean) {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (int i = 0; i < 40; ++i) {
      auto c = random() % 0x11000;
      if (c >= 0xD800 && c < 0xE000) c = ' ';
      if (c < 0x80) {
        text += static_cast<char>(c);
      } else if (c < 0x800) {
        text += {static_cast<char>(0xC0 | (c >> 6)), static_cast<char>(0x80 | (c & 0x3F))};
      } else if (c < 0x10000) {
        text += {static_cast<char>(0xE0 | (c >> 12)), static_cast<char>(0x80 | ((c >> 6) & 0x3F)),
                 static_cast<char>(0x80 | (c & 0x3F))};
      }
    }
    for (auto const& word : words_of(text)) {
      ASSERT_FALSE(word.text.empty());
      ASSERT_TRUE(base::is_utf8(word.text));
      ASSERT_EQ(word.text.find_first_of(" \"*:^+-(){}"), std::string::npos) << word.text;
      ASSERT_LT(word.begin, word.end);
      for (auto const language : {Language::ar, Language::en, Language::es, Language::fr})
        ASSERT_EQ(stem_of(word.text, language).find('"'), std::string::npos);
    }
  }
}

TEST(PlainText, is_what_is_read_of_a_page) {
  EXPECT_EQ(
      plain_text("<p dir=\"auto\">Is <strong>arti</strong>cle 16 &lt;enough&gt;?</p>\n<ul dir=\"auto\">\n"
                 "<li dir=\"auto\">one</li><li dir=\"auto\">two &amp; three</li></ul>"),
      "Is article 16 <enough>? one two & three");
  EXPECT_EQ(plain_text(""), "");
  EXPECT_EQ(plain_text("a<br />b"), "a b");
}

}  // namespace
}  // namespace forum
