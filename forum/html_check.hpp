// The last look at HTML before it may be called Html: a strict reader of the small language that
// render_markdown writes. It shares no code with the renderer, so that a bug there cannot hide here.
#pragma once

#include <string_view>

namespace forum {

// True where `html` is well-formed (every element closed in order, every attribute quoted, every character
// that means something escaped) and holds only the elements, attributes and links on the list.
bool is_safe_html(std::string_view html);

}  // namespace forum
