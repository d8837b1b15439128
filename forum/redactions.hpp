// Redaction: its source takes one former text of a post out of the history, for good; the post stands. Who
// wrote that version and when stays, with who took the text out, when, and why. What quotes it shows nothing
// any more. docs/decisions/037-redaction.md says who may.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "forum/author.hpp"
#include "forum/moment.hpp"
#include "forum/places.hpp"

namespace forum {

struct Redaction {
  base::Timestamp at;
  std::string reason;
  std::optional<Author> by;  // where attribution tells who
};

struct RevisionStanding {
  std::optional<Redaction> redacted;
  bool may_redact = false;
};

struct NewRedaction {
  int version = 0;  // of the former text
  std::string_view reason;
};

// Files that belonged to that version alone go with its text. Errors: not_found; not_permitted for everybody
// but the source's coordinators and who stands in for them, and for who wrote the version, the one that took
// its place, or the post; state_conflict for the present text, and for what is redacted already; invalid_body
// for no such version.
base::Result<void> redact_revision(storage::WriteTx& tx, auth::Viewer const& viewer,
                                   base::PublicId const& post, NewRedaction const& redaction,
                                   Moment const& moment);

// By version, those of the former texts about which there is anything to say. Errors: not_found.
base::Result<std::map<int, RevisionStanding>> load_redactions(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                              base::PublicId const& post);

}  // namespace forum
