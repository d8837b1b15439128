// What quotes show to one viewer, under the read rule of the posts that they quote and in the snapshot of the
// answer that they are part of; and what a new text may quote.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "auth/audience.hpp"
#include "forum/limits.hpp"
#include "forum/places.hpp"
#include "forum/posts.hpp"
#include "forum/quote.hpp"

namespace forum {

// Reads what is quoted more than once only once: for one page and one snapshot.
class QuoteReader {
 public:
  QuoteReader(storage::ReadTx& tx, auth::Viewer const& viewer) : tx_(tx), viewer_(viewer) {}
  Quote read(QuoteReference const& reference);
  std::vector<Quote> read(std::vector<QuoteReference> const& references);

 private:
  struct Source {
    QuotedPassage passage;  // without its text
    Html html;
  };
  std::optional<Source> find_source(QuoteReference const& reference);

  storage::ReadTx& tx_;
  auth::Viewer const& viewer_;
  std::map<std::pair<base::PublicId, int>, std::optional<Source>> sources_;
};

// Of each post of a page.
void show_quotes(storage::ReadTx& tx, auth::Viewer const& viewer, std::vector<ToldPost>& posts);

// Too many quotes, or one that is too long: invalid_body below "/body".
base::Result<void> check_quote_sizes(std::vector<QuoteReference> const& references, Limits const& limits);

// Where a text is going to be read: its audience and all that enclose it, and the highest of their levels.
struct QuotingPlace {
  std::vector<auth::AudienceId> audiences;
  auth::Level level = auth::Level::open;
};

// Whether `html` may quote there what it quotes and `former`, the text before an edit, did not. The n-th
// quote of the text is "/body/n" in the errors, from 0. Errors: invalid_body (too_many, too_long;
// unknown_quote where the viewer reads no such passage of a published post, whatever the reason), quote_wider
// (the text would be read by somebody who is not in the audience of what it quotes, or at a lower level).
// Deny lists are not asked: nobody may learn of them, and what a quote shows is decided for each reader
// anyway.
base::Result<void> check_quotes(storage::ReadTx& tx, auth::Viewer const& viewer, Html const& html,
                                Html const& former, QuotingPlace const& place, Limits const& limits);
// The same question about a text that goes out only now, since what it quotes may have been narrowed after it
// was written. Asked of what the viewer reads himself: what he does not, or what is gone, shows nothing to
// anybody who may not read it. Errors: quote_wider.
base::Result<void> check_quotes_of_release(storage::ReadTx& tx, auth::Viewer const& viewer,
                                           PostPlace const& post);
// Of a change of it: what `former` quotes is out already.
base::Result<void> check_quotes_of_release(storage::ReadTx& tx, auth::Viewer const& viewer,
                                           PostPlace const& post, Html const& html, Html const& former);

}  // namespace forum
