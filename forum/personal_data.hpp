// What in a text looks like data of a person: names with dates of birth, numbers of documents, plates, phones
// and accounts. The forum is no channel for these; whoever posts such a text is shown where they stand, told
// of the official police channel, and confirms before it goes out. A guess, in time linear in the text.
#pragma once

#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace forum {

struct PersonalDatum {
  base::FieldCode kind = base::FieldCode::phone_number;
  base::FieldSpan span;  // in characters of the text

  bool operator==(PersonalDatum const&) const = default;
};

// In the order of the text, without overlaps; at most kMostPersonalData of them. `text` is UTF-8.
std::vector<PersonalDatum> find_personal_data(std::string_view text);

constexpr std::size_t kMostPersonalData = 50;

}  // namespace forum
