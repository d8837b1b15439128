// What may stand in text that people write. Everything from outside passes one of these checks.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "base/error.hpp"

namespace base {

// Well-formed UTF-8 after RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_utf8(std::string_view text);

// Unicode code points in well-formed UTF-8: the unit in which limits on titles and names are counted.
std::size_t count_characters(std::string_view text);

// For names and titles, which stand on one line beside other people's text: no control characters, no line
// ends, and none of the explicit bidirectional embeddings, overrides and isolates with which a name could
// reorder what stands around it (Unicode TR 36 section 2.8). Nothing means the text is fit.
std::optional<FieldCode> unfit_for_line(std::string_view text);

// For bodies: tab and line end are welcome; other control characters and the bidirectional overrides
// U+202D and U+202E are not. Isolates stay allowed: Arabic texts that cite Latin articles need them.
std::optional<FieldCode> unfit_for_body(std::string_view text);

// Without white space (Unicode White_Space) and invisible format characters at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace base
