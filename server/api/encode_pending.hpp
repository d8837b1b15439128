// Changes of published posts that await their release, as JSON.
#pragma once

#include <optional>

#include "forum/pending_revisions.hpp"
#include "forum/release_queue.hpp"
#include "server/http/json_writer.hpp"

namespace server::api {

// As the field `pending_revision`; for who may not know of one the field is not there, as where there is
// none.
void encode_pending(http::JsonWriter& json, std::optional<forum::PendingRevision> const& pending);

void encode_pending_text(http::JsonWriter& json, forum::PendingRevisionText const& pending);

// As the field `revision` of an item of the queue.
void encode_queued_revision(http::JsonWriter& json, std::optional<forum::QueuedRevision> const& revision);

}  // namespace server::api
