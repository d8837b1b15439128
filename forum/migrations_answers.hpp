// The steps of migrations.cpp that are about what readers say of answers.
#pragma once

namespace forum {

extern char const* const kAcceptedAnswers;
extern char const* const kReactions;

}  // namespace forum
