#include "forum/reader_trace.hpp"

#include <algorithm>

#include "forum/places.hpp"

namespace forum {
namespace {

// Whoever reads anything in the topic reads the topic: it is published and has not expired.
auth::Envelope envelope_of(TopicPlace const& topic) {
  auth::Envelope envelope;
  envelope.source = topic.owner;
  envelope.level = topic.level;
  envelope.audience = topic.audience;
  envelope.state = auth::State::published;
  return envelope;
}

template <class Place>
auth::Envelope envelope_of(Place const& place) {
  return {.source = place.source,
          .source_parent = place.source_parent,
          .author = place.author,
          .level = place.marking.level,
          .audience = place.audience,
          .state = place.state,
          .expires_on = place.marking.expires_on};
}

base::Result<ReaderTrace> trace(storage::ReadTx& tx, auth::Viewer const& viewer,
                                std::vector<auth::Envelope> const& chain, auth::Target const& target,
                                std::optional<base::PublicId> const& organisation) {
  if (auto const may = require(viewer, auth::Action::trace_readers, target); !may) return may.error();
  auto const found = organisation ? auth::find_organisation(tx, *organisation) : std::nullopt;
  if (!found) {
    return base::Error{base::ErrorCode::invalid_query,
                       {{"organisation", base::FieldCode::unknown_organisation}}};
  }
  auto const strictest = std::ranges::max_element(chain, {}, &auth::Envelope::level);
  return ReaderTrace{auth::load_organisation(tx, *found, viewer.language), strictest->level,
                     auth::trace_reading(tx, viewer, chain, *found)};
}

}  // namespace

base::Result<ReaderTrace> trace_thread_reader(storage::ReadTx& tx, auth::Viewer const& viewer,
                                              base::PublicId const& thread,
                                              std::optional<base::PublicId> const& organisation) {
  auto const place = find_thread_place(tx, viewer, thread);
  if (!place) return base::ErrorCode::not_found;
  return trace(tx, viewer, {envelope_of(place->topic), envelope_of(*place)}, target_of(*place), organisation);
}

base::Result<ReaderTrace> trace_post_reader(storage::ReadTx& tx, auth::Viewer const& viewer,
                                            base::PublicId const& post,
                                            std::optional<base::PublicId> const& organisation) {
  auto const place = find_post_place(tx, viewer, post);
  if (!place) return base::ErrorCode::not_found;
  return trace(tx, viewer,
               {envelope_of(place->thread.topic), envelope_of(place->thread), envelope_of(*place)},
               target_of(*place), organisation);
}

}  // namespace forum
