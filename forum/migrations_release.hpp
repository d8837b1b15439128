// The steps of the schema that release needs beyond its record, and recall. See migrations.hpp.
#pragma once

namespace forum {

extern char const* const kSubmissions;
extern char const* const kRecalls;
extern char const* const kHidings;
extern char const* const kReviews;
extern char const* const kErasures;
extern char const* const kChecks;
extern char const* const kReleaseReminders;

}  // namespace forum
