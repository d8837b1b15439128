// The steps of the schema for what goes out beyond its first readers: disclosure records, and
// what somebody asks to be shown to more. See migrations.hpp.
#pragma once

namespace forum {

extern char const* const kDisclosures;
extern char const* const kWidenings;
extern char const* const kWideningsForQuotes;
extern char const* const kWideningBureaus;

}  // namespace forum
