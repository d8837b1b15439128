// Markings: how an object must be handled (access-model: "marking"). Values and names only; who may set
// them is policy.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace auth {

// Ordered: a higher value is the more sensitive. The numbers are those of the database.
enum class Level : std::int8_t { open = 0, official_use_only = 1, restricted = 2, confidential = 3 };

// A set of caveats, one bit each.
enum class Caveat : std::uint8_t { h1 = 1, h2 = 2, h3 = 4, display_only = 8 };
struct Caveats {
  std::uint8_t bits = 0;

  bool has(Caveat caveat) const { return (bits & static_cast<std::uint8_t>(caveat)) != 0; }
  void add(Caveat caveat) { bits = static_cast<std::uint8_t>(bits | static_cast<std::uint8_t>(caveat)); }
  bool operator==(Caveats const&) const = default;
};

enum class LegalUse : std::int8_t {
  read_only = 0,
  internal_advice = 1,
  cite_with_consent = 2,
  cite_freely = 3
};
enum class Attribution : std::int8_t { person = 0, country = 1, chatham = 2 };

// Where an object stands in its life (access-model: read rule, step 8). The numbers are those of the
// database.
enum class State : std::int8_t { published = 1, awaiting_release = 2, hidden = 3, withdrawn = 4 };

struct Marking {
  Level level = Level::official_use_only;
  Caveats caveats;
  std::optional<std::string> caveat_text;  // the words of H3
  LegalUse legal_use = LegalUse::internal_advice;
  Attribution attribution = Attribution::person;
  std::optional<base::Timestamp> review_on;
  std::optional<base::Timestamp> expires_on;

  bool operator==(Marking const&) const = default;
};

// The names of the API: "public", "official_use_only", "H1", "display_only", "read_only", "chatham", …
std::string_view to_string(Level level);
std::string_view to_string(Caveat caveat);
std::string_view to_string(LegalUse use);
std::string_view to_string(Attribution attribution);
std::string_view to_string(State state);
std::optional<Level> parse_level(std::string_view name);
std::optional<Caveat> parse_caveat(std::string_view name);
std::optional<LegalUse> parse_legal_use(std::string_view name);
std::optional<Attribution> parse_attribution(std::string_view name);

}  // namespace auth
