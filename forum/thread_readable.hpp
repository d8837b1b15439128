// The read rule for a thread by itself, as SQL.
#pragma once

#include <string>
#include <string_view>

namespace forum {

// For the thread that `alias` names; `topic` and `thread` as in auth::readable(). A thread that was split off
// another (splits.hpp) is there for whoever may read a post of it besides its opening: to others it would
// tell that there is something.
std::string thread_readable(std::string_view topic, std::string_view thread = "t.id",
                            std::string_view alias = "t");

}  // namespace forum
