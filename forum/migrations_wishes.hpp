// What proposals of moderation ask for beyond their act.
#pragma once

namespace forum {

extern char const* const kOrderWishes;

}  // namespace forum
