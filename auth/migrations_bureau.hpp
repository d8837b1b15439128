// The step of the schema for what a bureau, compliance and the administrator decide. Internal to this floor.
#pragma once

namespace auth {

extern char const* const kProposals;
extern char const* const kLetIn;
extern char const* const kSettingMarks;

}  // namespace auth
