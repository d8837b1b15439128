// Looks into office documents, which are ZIP archives, without writing anything of what is in them anywhere.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "files/limits.hpp"
#include "files/refusal.hpp"

namespace files {

struct Opened {
  Refusal refusal = Refusal::none;
  std::vector<std::string> parts;  // their names
  std::string mimetype;            // what the part of that name says
};

// Reads the whole of it, as far as the limits go.
Opened open_archive(std::string_view bytes, InspectionLimits const& limits);

// Where a ZIP archive ends in these bytes, its directory and all; npos where none does.
std::size_t end_of_archive(std::string_view bytes);

}  // namespace files
