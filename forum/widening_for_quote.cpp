#include "forum/widening_for_quote.hpp"

#include <algorithm>
#include <iterator>

#include "forum/audiences.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using Organisations = std::vector<auth::OrganisationId>;

constexpr char kPointer[] = "/quoted_in";

base::Error below_pointer(base::Error error) {
  for (auto& field : error.fields) field.pointer.insert(0, kPointer);
  return error;
}

Organisations both(Organisations const& readers, Organisations const& others) {
  Organisations all;
  std::ranges::set_union(readers, others, std::back_inserter(all));
  return all;
}

// Whoever reads what encloses it needs no list.
auth::AudienceId audience_of(storage::WriteTx& tx, Organisations const& readers,
                             Organisations const& enclosing) {
  if (readers == enclosing) return auth::kInherit;
  return auth::intern_audience(tx, auth::AudienceBase::only, readers, {}, std::nullopt);
}

}  // namespace

base::Result<WidenedForQuote> settle_for_quote(storage::WriteTx& tx, auth::Viewer const& viewer,
                                               PostPlace const& quoted, Writing const& writing) {
  auto const text = find_writing_readers(tx, viewer, writing);
  if (!text) return below_pointer(text.error());
  auto const& readers = text->readers.organisations;
  auto level = text->readers.level;
  // What a new thread leaves out is the usual.
  if (writing.topic && !writing.level) level = std::max(level, auth::Marking{}.level);

  auto const& thread = quoted.thread;
  auto const& topic = thread.topic;
  auto const of_topic = auth::members_of_all(tx, {topic.audience});
  auto const of_thread = auth::members_of_all(tx, {topic.audience, thread.audience});
  auto const of_post = auth::members_of_all(tx, {topic.audience, thread.audience, quoted.audience});
  auto const thread_level = std::max(thread.marking.level, topic.level);
  if (std::ranges::includes(of_post, readers) && std::max(quoted.marking.level, thread_level) <= level)
    return base::invalid_field(kPointer, base::FieldCode::out_of_range);

  WidenedForQuote widened;
  widened.quoted_in = text->thread;
  if (!quoted.is_first && thread_level <= level && std::ranges::includes(of_thread, readers)) {
    widened.audience = audience_of(tx, both(of_post, readers), of_thread);
    widened.level = std::min(quoted.marking.level, level);
    return widened;
  }
  widened.is_of_thread = true;
  widened.level = std::min(thread.marking.level, level);
  if (topic.level > level) return ErrorCode::level_too_low;
  // What is stricter than its thread by itself does not go along with it.
  bool const goes_along =
      quoted.audience == auth::kInherit &&
      (quoted.marking.level == thread.marking.level || quoted.marking.level <= widened.level);
  if (!goes_along || !std::ranges::includes(of_topic, readers)) return ErrorCode::audience_too_wide;
  widened.audience = audience_of(tx, both(of_thread, readers), of_topic);
  return widened;
}

}  // namespace forum
