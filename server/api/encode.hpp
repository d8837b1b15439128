// Domain values as JSON, field by field as server/openapi.yaml says.
#pragma once

#include <functional>

#include "auth/users.hpp"
#include "forum/audience_summary.hpp"
#include "forum/drafts.hpp"
#include "forum/notifications.hpp"
#include "forum/posts.hpp"
#include "forum/threads.hpp"
#include "forum/topics.hpp"
#include "server/http/json_writer.hpp"

namespace server::api {

void encode_organisation(http::JsonWriter& json, auth::Organisation const& organisation);
void encode_me(http::JsonWriter& json, auth::Me const& me);
// The fields "source" and "author"; null where they are not told.
void encode_source(http::JsonWriter& json, std::optional<auth::Organisation> const& source);
void encode_author(http::JsonWriter& json, std::optional<forum::Author> const& author);
void encode_marking(http::JsonWriter& json, auth::Marking const& marking);
void encode_audience(http::JsonWriter& json, forum::ToldAudience const& audience);
// With `cursor`, the place in the live stream, as a further field.
void encode_topic(http::JsonWriter& json, forum::Topic const& topic,
                  std::optional<std::string> const& cursor = {});
void encode_thread(http::JsonWriter& json, forum::Thread const& thread);
// With further fields.
void encode_thread(http::JsonWriter& json, forum::Thread const& thread,
                   std::function<void(http::JsonWriter&)> const& more);
void encode_post(http::JsonWriter& json, forum::Post const& post);
void encode_told_post(http::JsonWriter& json, forum::ToldPost const& told);
// The members of a post's object that are the same for all who may read what stands above it and to whom
// source and author are told: what encode_told_post() uses again for each reader of an outline.
std::string prepare_post(forum::Post const& post);
// What the quotes of a text show, as the field `quotes`.
void encode_quotes(http::JsonWriter& json, std::vector<forum::Quote> const& quotes);
void encode_notification(http::JsonWriter& json, forum::Notification const& notification);
void encode_draft(http::JsonWriter& json, forum::Draft const& draft);

// A field that holds one organisation after the other.
void encode_organisations(http::JsonWriter& json, std::string_view name,
                          std::vector<auth::Organisation> const& organisations);

}  // namespace server::api
