#include "auth/assurance.hpp"

#include "auth/named.hpp"

namespace auth {
namespace {

constexpr auto kAssurances = std::to_array<Named<Assurance>>({
    {Assurance::password, "password"},
    {Assurance::two_factors, "two_factors"},
    {Assurance::strong, "strong"},
});

}  // namespace

std::string_view to_string(Assurance assurance) {
  return name_of(kAssurances, assurance);
}

Level highest_level(NeededAssurance const& needed, Assurance assurance) {
  if (assurance < needed.official_use_only) return Level::open;
  if (assurance < needed.restricted) return Level::official_use_only;
  if (assurance < needed.confidential) return Level::restricted;
  return Level::confidential;
}

}  // namespace auth
