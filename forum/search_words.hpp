// Words as the search knows them: what is in a post and what is asked for pass through here alike, so that
// they meet however they are written. Letters are folded: case, accents, width; in Arabic the forms of alef,
// hamza, ta marbuta and alef maqsura, vowel signs and tatweel. A stem is what Snowball leaves of a folded
// word in one language, with the letter of that language before it. Pure; safe from any thread.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/viewer.hpp"

namespace forum {

// What is longer is cut: no word, but digits and letters that a machine made.
constexpr std::size_t kWordBytes = 64;

struct Word {
  std::string text;       // folded: letters and digits alone, never empty
  std::size_t begin = 0;  // where it stands, in bytes
  std::size_t end = 0;
};

// Each word of well-formed UTF-8, in order, until `take` answers false. An apostrophe or a hyphen ends a
// word.
void each_word(std::string_view text, std::function<bool(Word&&)> const& take);
std::vector<Word> words_of(std::string_view text);
// Whether each of the words begins a word of the text; never where there are none.
bool holds_words(std::string_view text, std::vector<Word> const& wanted);

// Of a folded word. Good until the thread asks for the next one.
std::string const& stem_of(std::string_view word, auth::Language language);

// The text of HTML that render_markdown made, on one line.
std::string plain_text(std::string_view html);

}  // namespace forum
