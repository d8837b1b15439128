// Footnotes in Markdown, in the words that most know: "[^label]" refers, "[^label]: text" at the beginning of
// a line is the note. They are taken out of the text before cmark reads it, which would take some of them for
// link references.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace forum {

struct Footnote {
  std::string label;
  std::string body;  // Markdown
};

struct FootnotedText {
  std::string body;
  std::vector<Footnote> notes;
};

// A note goes on over lines without a gap, and behind a gap over lines that are indented by four. What stands
// in a code fence is none; of two with one label the second is text.
FootnotedText take_footnotes(std::string_view body);

struct FootnoteReference {
  std::size_t begin;
  std::size_t end;
  std::string_view label;
};
// The first of a text.
std::optional<FootnoteReference> find_reference(std::string_view text);

// Notes are numbered as the text refers to them; those that nothing refers to come last, so that no word is
// lost.
class FootnoteOrder {
 public:
  FootnoteOrder() = default;
  explicit FootnoteOrder(std::vector<Footnote> const& notes);

  struct Reference {
    std::size_t number;
    std::size_t time;  // the how manieth to this note
  };
  std::optional<Reference> refer(std::string_view label);
  // The next to be written, by its place among the notes; each once.
  std::optional<std::size_t> next();
  std::size_t references(std::size_t note) const { return states_[note].references; }
  bool empty() const { return states_.empty(); }

 private:
  struct State {
    std::string_view label;
    std::size_t number = 0;
    std::size_t references = 0;
  };
  void number(std::size_t note);

  std::vector<State> states_;
  std::vector<std::size_t> order_;
  std::size_t written_ = 0;
};

}  // namespace forum
