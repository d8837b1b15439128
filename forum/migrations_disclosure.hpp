// The steps of the schema for what goes out beyond its first readers: disclosure records. See migrations.hpp.
#pragma once

namespace forum {

extern char const* const kDisclosures;

}  // namespace forum
