// Where a post stands, as words of the full-text index: so the index itself finds the posts of a thread, an
// author, a source, a language or a time among those that hold what is searched for, and does not give all of
// these to be looked at one by one. They only help to find: what a post is, its row says, and whether it may
// be read, the read rule. Each word of the index begins with a sign of its kind. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "auth/ids.hpp"
#include "auth/marking.hpp"
#include "base/time.hpp"
#include "forum/ids.hpp"

namespace forum {

// The signs: of a word in a text and of the same in a title, and before the stems of a title. Stems have the
// letter of their language (search_words.hpp).
constexpr char kTextSign = '0';
constexpr char kTitleSign = '1';
constexpr char kTitleStemSign = 't';
// Of a word in a file's name and before its stem, for those who read up to this level. A file without a level
// of its own is read with the post, and found by its text's signs; one that has a level is put in for each
// level from its own up, so that on behalf of a reader one sign is asked for beside the text's.
std::string file_sign(auth::Level level);
std::string file_stem_sign(auth::Level level);
// Between the title and the text of the same post, so that no phrase reaches over.
constexpr std::string_view kGap = "9";

struct SearchPlaces {
  ThreadId thread;
  auth::OrganisationId source;
  auth::UserId author;
  std::string language;
  base::Timestamp created_at;
  std::vector<auth::Level> files;  // each file's own
};

// Of one post, for the index.
std::string words_of_places(SearchPlaces const& places);

// Expressions of the index: all posts, those of any of some threads, and so on. None of none.
std::string expression_of_all();
std::string expression_of(std::span<ThreadId const> threads);
std::string expression_of(std::span<auth::OrganisationId const> sources);
std::string expression_of(std::span<auth::UserId const> authors);
std::string expression_of_language(std::string_view language);
// Those that have a file which is read up to this level.
std::string expression_of_files(auth::Level highest);
// By whole days: from that of `after`, up to that before the day of `before`. Nothing where that would be
// everything up to `now`.
std::optional<std::string> expression_of_time(std::optional<base::Timestamp> after,
                                              std::optional<base::Timestamp> before, base::Timestamp now);

}  // namespace forum
