// What an exported file says in the reader's language. It stands by itself: no screen words it.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "auth/marking.hpp"
#include "auth/users.hpp"

namespace server::api {

struct ExportWords {
  std::array<std::string_view, 4> levels;        // in the order of auth::Level
  std::array<std::string_view, 4> caveats;       // H1, H2, H3, DISPLAY ONLY
  std::array<std::string_view, 4> legal_uses;    // in the order of auth::LegalUse
  std::array<std::string_view, 3> attributions;  // in the order of auth::Attribution
  std::string_view marking;
  std::string_view review_on;
  std::string_view expires_on;
  std::string_view source;
  std::string_view written;
  std::string_view edited;
  std::string_view cite_as;
  std::string_view version;
  std::string_view exported_by;
  std::string_view withheld;     // in the place of a post
  std::string_view unpublished;  // it has not been released yet
  std::string_view files;
  std::string_view sealed;  // it is the official position of its bureau, with the day to follow
  std::string_view formerly_sealed;
};

ExportWords const& export_words(auth::Language language);
// "H1: not in judicial proceedings without permission"; H3 in the words of its source.
std::string caveat_words(ExportWords const& words, auth::Marking const& marking, auth::Caveat caveat);

}  // namespace server::api
