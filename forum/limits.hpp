// The limits of the discussion. Each can be set in the configuration, section [forum].
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace forum {

// Section [attachments].
struct AttachmentLimits {
  std::size_t in_post = 10;
  std::int64_t file_bytes = 25LL * 1024 * 1024;
  std::int64_t person_bytes = std::int64_t{1} << 30;         // of all that a person has uploaded
  std::int64_t organisation_bytes = std::int64_t{20} << 30;  // and everybody of his organisation
  std::size_t unattached_per_person = 40;
  std::size_t name_characters = 150;
  std::chrono::milliseconds unattached_kept{std::chrono::hours{24}};
};

struct Limits {
  std::size_t title_characters = 200;
  std::size_t body_bytes = 200'000;
  std::size_t caveat_characters = 300;
  std::size_t tags_per_thread = 8;
  std::size_t tag_characters = 40;
  std::size_t listed_tags = 300;  // that have a name in each language
  std::size_t quotes_in_post = 10;
  std::size_t quote_characters = 2000;  // of each
  std::size_t mentions_in_post = 50;    // names in a text; those beyond call nobody
  std::size_t mentions_offered = 8;     // people, and bureaus, while somebody types a name
  int flags_per_hour = 20;              // of a person
  std::size_t notes_on_flags = 100;     // of all who review the flags of a post
  std::size_t organisations_in_audience = 500;
  std::size_t groups_in_audience = 50;
  // The longest time that a thread in slow mode may ask for between two posts of one person.
  std::chrono::milliseconds slow_mode_longest{std::chrono::hours{24}};
  int order_proposals_per_person = 20;  // of moderation, that wait for a second person
  int reply_depth = 1000;               // answers to answers; deeper is refused with too_deep
  int unread_shown = 100;  // unread counts stop here ("99+"), so that counting costs the same for ever
  std::size_t drafts_per_person = 200;
  std::chrono::milliseconds idempotency_kept{std::chrono::hours{48}};
  // How long whoever released a post may take that back.
  std::chrono::milliseconds release_undo{std::chrono::seconds{60}};
  // What waits beyond its deadline is reminded of at that, and then again after this time each.
  std::chrono::milliseconds release_reminder{std::chrono::hours{24}};
  // Threads that are kept in memory while they are read (forum/outline.hpp): all together, and each.
  std::size_t outlines_bytes = 64UL * 1024 * 1024;
  std::size_t outline_bytes = 1024UL * 1024;
  int outlined_posts = 200;
  // One exported file: a longer thread is exported post by post.
  int exported_posts = 2000;
  std::size_t exported_bytes = 16UL * 1024 * 1024;
  int replayed_events = 5000;  // more than this behind, a resumed stream is reset
  AttachmentLimits attachments;
};

}  // namespace forum
