#include "forum/whole_list.hpp"

#include <limits>

#include "forum/cursors.hpp"

namespace forum {

std::string oldest_first_key(std::int64_t number) {
  std::string key;
  append_number(key, number);
  return key;
}

std::string newest_first_key(std::int64_t number) {
  return oldest_first_key(std::numeric_limits<std::int64_t>::max() - number);
}

std::string newest_first_key(bool is_in_second_part, std::int64_t number) {
  return (is_in_second_part ? '1' : '0') + newest_first_key(number);
}

// No name has a zero in it: it ends before whatever a longer one goes on with.
std::string organisation_key(auth::Organisation const& organisation) {
  std::string key(1, organisation.country ? '0' : '1');
  key += organisation.country.value_or("");
  key += '\0';
  key += static_cast<char>(organisation.kind);
  key += organisation.name;
  key += '\0';
  append_number(key, organisation.id.value);
  return key;
}

}  // namespace forum
