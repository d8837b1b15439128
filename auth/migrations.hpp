// The tables of this floor. Versions are one sequence for the whole database; storage/migration.hpp says how
// they run.
#pragma once

#include <span>

#include "storage/migration.hpp"

namespace auth {

std::span<storage::Migration const> migrations();

}  // namespace auth
