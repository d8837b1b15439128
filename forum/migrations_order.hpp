// The steps of migrations.cpp that are about how order is kept in threads.
#pragma once

namespace forum {

extern char const* const kThreadOrder;
extern char const* const kSlowMode;
extern char const* const kOrderProposals;

}  // namespace forum
