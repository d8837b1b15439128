#include "storage/counters.hpp"

#include <algorithm>

#include "storage/database.hpp"

namespace storage {

StatementMeter::StatementMeter() : cells_(std::make_unique<std::array<Cell, Statement::kMost>>()) {}

void StatementMeter::count(Statement const& statement, std::chrono::nanoseconds took) {
  Cell& cell = (*cells_)[statement.index()];
  auto const nanoseconds = static_cast<std::uint64_t>(took.count());
  cell.calls.add(1);
  cell.total_nanoseconds.add(nanoseconds);
  cell.slowest_nanoseconds.set(std::max(cell.slowest_nanoseconds.get(), nanoseconds));
}

void StatementMeter::add_to(std::vector<StatementCounters>& totals) const {
  for (std::size_t i = 0; i < totals.size(); ++i) {
    Cell const& cell = (*cells_)[i];
    totals[i].calls += cell.calls.get();
    totals[i].total += std::chrono::nanoseconds(cell.total_nanoseconds.get());
    totals[i].slowest = std::max(totals[i].slowest, std::chrono::nanoseconds(cell.slowest_nanoseconds.get()));
  }
}

}  // namespace storage
