// What readers say of a post with one of a few words. A closed set: each says something that a colleague
// abroad can use.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace forum {

// The numbers are those of the database.
enum class ReactionKind : std::int8_t { agree = 1, same_here = 2, differs_here = 3, thanks = 4 };

std::string_view to_string(ReactionKind kind);
std::optional<ReactionKind> parse_reaction_kind(std::string_view name);

// As one viewer is told it.
struct Reaction {
  ReactionKind kind = ReactionKind::agree;
  int people = 0;  // who say so, as far as he may know of them
  bool is_mine = false;

  bool operator==(Reaction const&) const = default;
};

}  // namespace forum
