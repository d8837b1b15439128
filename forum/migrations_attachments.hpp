// The step of the schema behind attachments.hpp. Internal to this floor.
#pragma once

namespace forum {

extern char const* const kAttachments;

}  // namespace forum
