// Mail: whom the forum writes to, and what waits to be sent.
#pragma once

namespace forum {

extern char const* const kMail;

}  // namespace forum
