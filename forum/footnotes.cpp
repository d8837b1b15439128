#include "forum/footnotes.hpp"

#include <algorithm>

namespace forum {
namespace {

constexpr std::size_t kMostNotes = 300;
constexpr std::size_t kLongestLabel = 32;
constexpr std::string_view kOpen = "[^";

bool is_label(std::string_view text) {
  return !text.empty() && text.size() <= kLongestLabel && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::string_view without_indent(std::string_view line, std::size_t most) {
  auto const spaces = std::min(line.find_first_not_of(' '), line.size());
  return line.substr(std::min(spaces, most));
}

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

// The run of backticks or tildes that a line of a code fence begins with.
std::string_view fence_of(std::string_view line) {
  auto const text = without_indent(line, 3);
  if (!text.starts_with("```") && !text.starts_with("~~~")) return {};
  return text.substr(0, std::min(text.find_first_not_of(text.front()), text.size()));
}

struct Opening {
  std::string_view label;
  std::string_view text;
};

std::optional<Opening> opening_of(std::string_view line) {
  auto const text = without_indent(line, 3);
  auto const end = text.find("]:");
  if (!text.starts_with(kOpen) || end == std::string_view::npos) return std::nullopt;
  auto const label = text.substr(kOpen.size(), end - kOpen.size());
  if (!is_label(label)) return std::nullopt;
  auto rest = text.substr(end + 2);
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
  return Opening{label, rest};
}

std::optional<std::string_view> indented(std::string_view line) {
  if (line.starts_with('\t')) return line.substr(1);
  if (line.starts_with("    ")) return line.substr(4);
  return std::nullopt;
}

class Taker {
 public:
  FootnotedText take(std::string_view body) {
    while (!body.empty()) {
      auto const end = std::min(body.find('\n'), body.size());
      read_line(body.substr(0, end));
      body.remove_prefix(std::min(end + 1, body.size()));
    }
    return std::move(text_);
  }

 private:
  void read_line(std::string_view line) {
    if (!fence_.empty()) {
      auto const fence = fence_of(line);
      if (fence.starts_with(fence_) && is_blank(without_indent(line, 3).substr(fence.size()))) fence_.clear();
      return put(text_.body, line);
    }
    if (auto const opening = opening_of(line); opening && may_open(opening->label)) {
      text_.notes.push_back({std::string(opening->label), {}});
      is_open_ = true;
      has_gap_ = false;
      put(text_.notes.back().body, opening->text);
      // What stood before it and what comes behind are no one paragraph.
      return put(text_.body, {});
    }
    if (is_open_ && continues(line)) return;
    is_open_ = false;
    fence_ = fence_of(line);
    put(text_.body, line);
  }

  bool continues(std::string_view line) {
    auto& note = text_.notes.back().body;
    if (is_blank(line)) {
      has_gap_ = true;
      put(note, {});
      return true;
    }
    auto const inner = indented(line);
    if (!inner && (has_gap_ || !fence_of(line).empty())) return false;
    put(note, inner.value_or(line));
    return true;
  }

  bool may_open(std::string_view label) const {
    return text_.notes.size() < kMostNotes &&
           std::ranges::find(text_.notes, label, &Footnote::label) == text_.notes.end();
  }

  static void put(std::string& text, std::string_view line) { text.append(line).push_back('\n'); }

  FootnotedText text_;
  std::string fence_;
  bool is_open_ = false;
  bool has_gap_ = false;
};

}  // namespace

FootnotedText take_footnotes(std::string_view body) {
  if (body.find(kOpen) == std::string_view::npos) return {std::string(body), {}};
  return Taker().take(body);
}

std::optional<FootnoteReference> find_reference(std::string_view text) {
  for (auto begin = text.find(kOpen); begin != std::string_view::npos; begin = text.find(kOpen, begin + 1)) {
    auto const from = begin + kOpen.size();
    auto const end = text.substr(from, kLongestLabel + 1).find(']');
    if (end != std::string_view::npos && is_label(text.substr(from, end))) {
      return FootnoteReference{begin, from + end + 1, text.substr(from, end)};
    }
  }
  return std::nullopt;
}

FootnoteOrder::FootnoteOrder(std::vector<Footnote> const& notes) {
  for (auto const& note : notes) states_.push_back({note.label});
}

std::optional<FootnoteOrder::Reference> FootnoteOrder::refer(std::string_view label) {
  auto const found = std::ranges::find(states_, label, &State::label);
  if (found == states_.end()) return std::nullopt;
  if (found->number == 0) number(static_cast<std::size_t>(found - states_.begin()));
  return Reference{found->number, ++found->references};
}

std::optional<std::size_t> FootnoteOrder::next() {
  if (written_ == order_.size()) {
    auto const rest = std::ranges::find(states_, std::size_t{0}, &State::number);
    if (rest == states_.end()) return std::nullopt;
    number(static_cast<std::size_t>(rest - states_.begin()));
  }
  return order_[written_++];
}

void FootnoteOrder::number(std::size_t note) {
  order_.push_back(note);
  states_[note].number = order_.size();
}

}  // namespace forum
