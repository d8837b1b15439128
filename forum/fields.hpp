// What people write, checked: titles, bodies, markings. Pointers are those of the request's body.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "auth/marking.hpp"
#include "base/error.hpp"
#include "forum/limits.hpp"
#include "forum/posts.hpp"

namespace forum {

using FieldErrors = std::vector<base::FieldError>;

void check_title(std::string_view title, Limits const& limits, FieldErrors& errors);
void check_body(std::string_view body, Limits const& limits, FieldErrors& errors);
void check_audience_size(auth::NewAudience const& audience, Limits const& limits, FieldErrors& errors);

// `base` with what is asked put in its place.
auth::Marking settle_marking(NewMarking const& asked, auth::Marking const& base, base::Timestamp now,
                             Limits const& limits, FieldErrors& errors);

// Errors: level_too_low (below `lowest`), level_too_high (above what the viewer may read himself).
base::Result<void> check_level(auth::Level level, auth::Level lowest, auth::Viewer const& viewer);

}  // namespace forum
