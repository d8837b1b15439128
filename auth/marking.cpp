#include "auth/marking.hpp"

#include "auth/named.hpp"

namespace auth {
namespace {

constexpr auto kLevels = std::to_array<Named<Level>>({
    {Level::open, "public"},
    {Level::official_use_only, "official_use_only"},
    {Level::restricted, "restricted"},
    {Level::confidential, "confidential"},
});

constexpr auto kCaveats = std::to_array<Named<Caveat>>({
    {Caveat::h1, "H1"},
    {Caveat::h2, "H2"},
    {Caveat::h3, "H3"},
    {Caveat::display_only, "display_only"},
});

constexpr auto kLegalUses = std::to_array<Named<LegalUse>>({
    {LegalUse::read_only, "read_only"},
    {LegalUse::internal_advice, "internal_advice"},
    {LegalUse::cite_with_consent, "cite_with_consent"},
    {LegalUse::cite_freely, "cite_freely"},
});

constexpr auto kAttributions = std::to_array<Named<Attribution>>({
    {Attribution::person, "person"},
    {Attribution::country, "country"},
    {Attribution::chatham, "chatham"},
});

constexpr auto kStates = std::to_array<Named<State>>({
    {State::published, "published"},
    {State::awaiting_release, "awaiting_release"},
    {State::hidden, "hidden"},
    {State::withdrawn, "withdrawn"},
});

}  // namespace

std::string_view to_string(Level level) {
  return name_of(kLevels, level);
}
std::string_view to_string(Caveat caveat) {
  return name_of(kCaveats, caveat);
}
std::string_view to_string(LegalUse use) {
  return name_of(kLegalUses, use);
}
std::string_view to_string(Attribution attribution) {
  return name_of(kAttributions, attribution);
}
std::string_view to_string(State state) {
  return name_of(kStates, state);
}

std::optional<Level> parse_level(std::string_view name) {
  return value_of(kLevels, name);
}
std::optional<Caveat> parse_caveat(std::string_view name) {
  return value_of(kCaveats, name);
}
std::optional<LegalUse> parse_legal_use(std::string_view name) {
  return value_of(kLegalUses, name);
}
std::optional<Attribution> parse_attribution(std::string_view name) {
  return value_of(kAttributions, name);
}

}  // namespace auth
