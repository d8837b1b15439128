// Reminders of what waits for a release beyond its deadline: at the deadline, and then again and again until
// somebody has decided. Whose turn it is hears of it: the coordinators and who stands in for them, or
// compliance where it checks first. What is frozen, or went back to its author, waits for nobody.
#pragma once

#include <chrono>

#include "base/time.hpp"
#include "storage/transaction.hpp"

namespace forum {

struct ReminderRound {
  base::Timestamp now;
  std::chrono::milliseconds again_after{};  // since the last reminder of the same
  int most = 0;                             // at a time; the rest waits for the next round
};
void remind_of_submissions(storage::WriteTx& tx, ReminderRound const& round);

}  // namespace forum
