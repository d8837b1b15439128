#include "forum/snippets.hpp"

#include <algorithm>

#include "forum/search_words.hpp"

namespace forum {

struct Marker::Span {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool is_match = false;
};

namespace {

constexpr std::size_t kBytesBefore = 80;
constexpr std::size_t kSnippetBytes = 320;
constexpr std::size_t kBytesOfWord = 6;  // about, with the space behind it
constexpr std::string_view kEllipsis = "…";

bool stands_at(std::vector<Word> const& words, std::size_t at, std::vector<std::string> const& phrase) {
  if (at + phrase.size() > words.size()) return false;
  for (std::size_t i = 0; i < phrase.size(); ++i) {
    if (words[at + i].text != phrase[i]) return false;
  }
  return true;
}

void append(std::vector<Segment>& segments, std::string_view text, bool is_match) {
  if (text.empty()) return;
  if (!segments.empty() && segments.back().is_match == is_match) {
    segments.back().text += text;
  } else {
    segments.push_back({std::string(text), is_match});
  }
}

std::size_t start_of_character(std::string_view text, std::size_t at) {
  while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return std::min(at, text.size());
}

// The text between the two places, with those of the spans marked that stand in it.
template <class Spans>
void append_marked(std::vector<Segment>& segments, std::string_view text, Spans const& spans,
                   std::size_t from, std::size_t to) {
  std::size_t done = from;
  for (auto const& span : spans) {
    if (!span.is_match || span.begin < from || span.end > to) continue;
    append(segments, text.substr(done, span.begin - done), false);
    append(segments, text.substr(span.begin, span.end - span.begin), true);
    done = span.end;
  }
  append(segments, text.substr(done, to - done), false);
}

}  // namespace

Marker::Marker(SearchQuery const& query, auth::Language language) : language_(language) {
  for (auto const& term : query.terms) {
    if (term.is_excluded) continue;
    if (term.is_phrase) {
      phrases_.push_back(term.words);
    } else {
      stems_.push_back(stem_of(term.words.front(), language));
    }
  }
}

bool Marker::is_match(std::string_view word) const {
  return !stems_.empty() && std::ranges::find(stems_, stem_of(word, language_)) != stems_.end();
}

std::vector<Marker::Span> Marker::spans_of(std::string_view text, Until until) const {
  std::vector<Span> spans;
  spans.reserve(text.size() / kBytesOfWord);
  std::vector<Word> words;
  std::size_t end = text.size();
  each_word(text, [&](Word&& word) {
    bool const matches = is_match(word.text);
    spans.push_back({word.begin, word.end, matches});
    if (!phrases_.empty()) {
      words.push_back(std::move(word));
    } else if (matches && until == Until::first_match) {
      end = std::min(end, spans.back().end + kSnippetBytes);
    }
    return spans.back().end < end;
  });
  for (auto const& phrase : phrases_) {
    for (std::size_t at = 0; at < words.size(); ++at) {
      if (!stands_at(words, at, phrase)) continue;
      for (std::size_t i = 0; i < phrase.size(); ++i) spans[at + i].is_match = true;
    }
  }
  return spans;
}

std::vector<Segment> Marker::mark(std::string_view text) const {
  std::vector<Segment> segments;
  append_marked(segments, text, spans_of(text, Until::end), 0, text.size());
  return segments;
}

std::vector<Segment> Marker::snippet(std::string_view text) const {
  auto const searched = text.substr(0, start_of_character(text, kSnippetSearchedBytes));
  auto const spans = spans_of(searched, Until::first_match);
  auto const first = std::ranges::find_if(spans, &Span::is_match);
  std::size_t from = 0;
  if (first != spans.end() && first->begin > kBytesBefore) {
    // Begins with a whole word.
    auto const least = first->begin - kBytesBefore;
    from = std::ranges::find_if(spans, [&](Span const& span) { return span.begin >= least; })->begin;
  }
  auto to = text.size();
  if (to - from > kSnippetBytes) {
    to = start_of_character(text, from + kSnippetBytes);
    // Ends with a whole word, where words are not endless.
    for (auto const& span : spans) {
      if (span.begin < to && span.end > to && span.begin > from) to = span.begin;
    }
  }
  std::vector<Segment> shown;
  if (from > 0) append(shown, kEllipsis, false);
  append_marked(shown, text, spans, from, to);
  if (to < text.size()) append(shown, kEllipsis, false);
  return shown;
}

}  // namespace forum
