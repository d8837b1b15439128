// The steps of migrations.cpp that are about what readers say of answers, and bureaus of their own.
#pragma once

namespace forum {

extern char const* const kAcceptedAnswers;
extern char const* const kReactions;
extern char const* const kSeals;

}  // namespace forum
