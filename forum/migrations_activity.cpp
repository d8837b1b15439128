#include "forum/migrations_activity.hpp"

namespace forum {

char const* const kActivity = R"sql(
-- Everything that counting a post takes (forum/activity.hpp): the post itself, with its text, is not looked at.
CREATE INDEX post_by_time ON post
  (published_at, thread_id, level, audience_id, source_id, author_id, state, expires_on, attribution, parent_id)
  WHERE published_at IS NOT NULL;
CREATE INDEX thread_question ON thread (topic_id, created_at) WHERE kind = 1;
)sql";

}  // namespace forum
