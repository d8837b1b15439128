// What a thread is filed under: its kind, one of four, and its tags. A tag is its text, folded, and nothing
// else: it has no row, key or number of its own that could tell whether somebody else has used it
// (access-model, example 15).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "forum/limits.hpp"

namespace forum {

// The numbers are those of the database.
enum class ThreadKind : std::int8_t { question = 1, analysis = 2, case_study = 3, announcement = 4 };

std::string_view to_string(ThreadKind kind);
std::optional<ThreadKind> parse_thread_kind(std::string_view name);

// A tag as a reader is told it: by the name that a listed one has in his language, else by its text.
struct ToldTag {
  std::string tag;
  std::string name;

  bool operator==(ToldTag const&) const = default;
};

// Of well-formed UTF-8: composed, without case, width and invisible characters (Unicode's NFKC_Casefold),
// with single spaces and none at the ends. Texts that fold alike are one tag.
std::string fold_tag(std::string_view text);

// Why a text can be no tag: nothing, more than Limits::tag_characters, or with signs that would tear it apart
// where tags stand in a row or are searched for.
std::optional<base::FieldCode> unfit_for_tag(std::string_view text, Limits const& limits);

// The tags that were asked for, folded, ascending, each once. Notes what does not fit, at `pointer`.
std::vector<std::string> settle_tags(std::vector<std::string> const& asked, Limits const& limits,
                                     std::string const& pointer, std::vector<base::FieldError>& errors);

}  // namespace forum
