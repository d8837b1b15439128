// A quote of what is narrower than the text that quotes it (quotes.hpp) is refused. This says what its source
// is to be asked, so that whoever would read the text may read what it quotes.
#pragma once

#include <optional>

#include "forum/mention_offers.hpp"
#include "forum/places.hpp"

namespace forum {

struct WidenedForQuote {
  // Of the thread in which the post stands: it is a first post, or goes no further than its thread.
  bool is_of_thread = false;
  auth::AudienceId audience;
  auth::Level level = auth::Level::confidential;
  std::optional<ThreadId> quoted_in;  // nothing for a new thread
};

// Those who read it now and those who would read the text, at the lower of the two levels. Errors: those of
// find_writing_readers(), below "/quoted_in"; out_of_range there where the post may be quoted as it is;
// audience_too_wide and level_too_low where the topic, or what the post itself asks for beside its thread, is
// in the way: no single asking would do.
base::Result<WidenedForQuote> settle_for_quote(storage::WriteTx& tx, auth::Viewer const& viewer,
                                               PostPlace const& quoted, Writing const& writing);

}  // namespace forum
