// The migration that counts published threads by whom they are for. Internal to this floor.
#pragma once

namespace forum {

extern char const* const kPublishedTallies;

}  // namespace forum
