// Former texts of posts as JSON.
#pragma once

#include "forum/posts.hpp"
#include "forum/redactions.hpp"
#include "server/http/json_writer.hpp"

namespace server::api {

struct ToldRevision {
  forum::Revision revision;
  forum::RevisionStanding standing;
};
void encode_told_revision(http::JsonWriter& json, ToldRevision const& told);

}  // namespace server::api
