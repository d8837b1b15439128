// Who opened a post, as the audit log has it: whom a recall asks. The search can be long, since it goes
// through the filters of all the time since the post was published; so it can be done in two pieces: a reader
// goes through what there is, and the writer through what has come since.
#pragma once

#include <cstdint>
#include <set>

#include "auth/audit_log.hpp"

namespace auth {

struct Opener {
  base::PublicId organisation;  // his, when he opened it
  base::PublicId user;

  friend auto operator<=>(Opener const&, Opener const&) = default;
};

struct Openers {
  std::set<Opener> people;
  std::int64_t searched_to = 0;  // the number of the last record that was looked at
};

// Adds those whom the records behind `searched_to` name, alone with the post or on a page of its thread, and
// moves that to the end of the log. Looks back as far as `since`.
void search_openers(storage::ReadTx& tx, base::PublicId const& post, base::Timestamp since, Openers& openers);

}  // namespace auth
