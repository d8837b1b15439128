#include "forum/quotes.hpp"

#include <algorithm>

#include "forum/fields.hpp"
#include "forum/places.hpp"
#include "forum/post_rows.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using base::FieldCode;

std::string pointer_of(std::size_t index) {
  return "/body/" + std::to_string(index);
}

auth::Level level_of(PostPlace const& post) {
  return std::max({post.marking.level, post.thread.marking.level, post.thread.topic.level});
}

// Whether whoever reads at the place reads the quoted post, but for what its source denies him.
bool reaches_no_further(storage::ReadTx& tx, QuotingPlace const& place,
                        std::vector<auth::OrganisationId> const& readers, PostPlace const& quoted) {
  if (level_of(quoted) > place.level) return false;
  return std::ranges::includes(
      auth::members_of_all(tx, {quoted.thread.topic.audience, quoted.thread.audience, quoted.audience}),
      readers);
}

}  // namespace

std::optional<QuoteReader::Source> QuoteReader::find_source(QuoteReference const& reference) {
  auto const place = find_post_place(tx_, viewer_, reference.post);
  if (!place) return std::nullopt;
  auto const row = select_post_row(tx_, viewer_, place->thread, place->id);
  if (!row) return std::nullopt;
  auto html = select_text(tx_, place->id, reference.version);
  if (!html) return std::nullopt;
  auto post = as_post(row->told);
  if (place->thread.marking.caveats.has(auth::Caveat::display_only))
    post.marking.caveats.add(auth::Caveat::display_only);
  return Source{{.origin = post.origin,
                 .thread = post.thread,
                 .source = post.source,
                 .author = post.author,
                 .marking = post.marking,
                 .language = post.language,
                 .created_at = post.created_at,
                 .source_changed = post.version != reference.version,
                 .text = {}},
                *std::move(html)};
}

Quote QuoteReader::read(QuoteReference const& reference) {
  auto [entry, is_new] = sources_.try_emplace({reference.post, reference.version});
  if (is_new) entry->second = find_source(reference);
  Quote quote{reference, std::nullopt};
  auto const& source = entry->second;
  auto text = source ? passage_of(source->html, reference.begin, reference.end) : std::nullopt;
  if (!text) return quote;
  quote.passage = source->passage;
  quote.passage->text = *std::move(text);
  return quote;
}

std::vector<Quote> QuoteReader::read(std::vector<QuoteReference> const& references) {
  std::vector<Quote> quotes;
  quotes.reserve(references.size());
  for (auto const& reference : references) quotes.push_back(read(reference));
  return quotes;
}

void show_quotes(storage::ReadTx& tx, auth::Viewer const& viewer, std::vector<ToldPost>& posts) {
  QuoteReader reader(tx, viewer);
  for (auto& post : posts) post.quotes = reader.read(post.untold->quoted);
}

base::Result<void> check_quote_sizes(std::vector<QuoteReference> const& references, Limits const& limits) {
  if (references.size() > limits.quotes_in_post) return base::invalid_field("/body", FieldCode::too_many);
  FieldErrors errors;
  for (std::size_t i = 0; i < references.size(); ++i) {
    if (references[i].end - references[i].begin > limits.quote_characters) {
      errors.push_back({pointer_of(i), FieldCode::too_long});
    }
  }
  if (!errors.empty()) return base::Error(ErrorCode::invalid_body, std::move(errors));
  return {};
}

base::Result<void> check_quotes(storage::ReadTx& tx, auth::Viewer const& viewer, Html const& html,
                                Html const& former, QuotingPlace const& place, Limits const& limits) {
  auto const references = quotes_in(html);
  if (references.empty()) return {};
  if (auto const fits = check_quote_sizes(references, limits); !fits) return fits.error();

  auto const kept = quotes_in(former);
  auto const readers = auth::members_of_all(tx, place.audiences);
  QuoteReader reader(tx, viewer);
  FieldErrors unknown;
  FieldErrors wider;
  for (std::size_t i = 0; i < references.size(); ++i) {
    // What stands there already was checked then, and may have been taken back since: it does not keep the
    // author from mending what is his.
    if (std::ranges::find(kept, references[i]) != kept.end()) continue;
    auto const quoted = find_post_place(tx, viewer, references[i].post);
    if (!quoted || quoted->state != auth::State::published || !reader.read(references[i]).passage) {
      unknown.push_back({pointer_of(i), FieldCode::unknown_quote});
    } else if (!reaches_no_further(tx, place, readers, *quoted)) {
      wider.push_back({pointer_of(i), FieldCode::out_of_range});
    }
  }
  if (!unknown.empty()) return base::Error(ErrorCode::invalid_body, std::move(unknown));
  if (!wider.empty()) return base::Error(ErrorCode::quote_wider, std::move(wider));
  return {};
}

base::Result<void> check_quotes_of_release(storage::ReadTx& tx, auth::Viewer const& viewer,
                                           PostPlace const& post) {
  return check_quotes_of_release(tx, viewer, post, select_text(tx, post.id, post.version).value(), {});
}

base::Result<void> check_quotes_of_release(storage::ReadTx& tx, auth::Viewer const& viewer,
                                           PostPlace const& post, Html const& html, Html const& former) {
  auto const references = quotes_in(html);
  if (references.empty()) return {};
  auto const kept = quotes_in(former);
  auto const& thread = post.thread;
  QuotingPlace const place{{thread.topic.audience, thread.audience, post.audience},
                           std::max(post.marking.level, thread.marking.level)};
  auto const readers = auth::members_of_all(tx, place.audiences);
  FieldErrors wider;
  for (std::size_t i = 0; i < references.size(); ++i) {
    if (std::ranges::find(kept, references[i]) != kept.end()) continue;
    auto const quoted = find_post_place(tx, viewer, references[i].post);
    bool const stands = quoted && quoted->state == auth::State::published;
    if (stands && !reaches_no_further(tx, place, readers, *quoted)) {
      wider.push_back({pointer_of(i), FieldCode::out_of_range});
    }
  }
  if (!wider.empty()) return base::Error(ErrorCode::quote_wider, std::move(wider));
  return {};
}

}  // namespace forum
