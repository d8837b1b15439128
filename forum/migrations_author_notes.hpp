// The step of migrations.cpp that is about notes on authors of posts.
#pragma once

namespace forum {

extern char const* const kAuthorNotes;
extern char const* const kWarningAppeals;
extern char const* const kNoteBureaus;

}  // namespace forum
