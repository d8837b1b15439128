// The tables of this floor; they build on those of auth/.
#pragma once

#include <span>

#include "storage/migration.hpp"

namespace forum {

std::span<storage::Migration const> migrations();

}  // namespace forum
