// Bloom filters over public ids (Bloom, 1970): tell for a block of records, in about ten bits an id, what is
// certainly not named in it. Public ids are random, so their own bytes are the hashes. Values.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"

namespace auth {

class AuditFilterBuilder {
 public:
  AuditFilterBuilder();

  // One id, or several one after the other.
  void add(std::span<std::byte const> ids);
  // As small as it can be while it is at most a third full: the size depends on how many different ids there
  // are, and need not be known before.
  std::string finish();

 private:
  std::vector<std::uint64_t> words_;
};

// False where the id is certainly not among those of the filter; wrongly true once in about eighty.
bool may_contain(std::string_view filter, base::PublicId const& id);

}  // namespace auth
