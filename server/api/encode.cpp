#include "server/api/encode.hpp"

#include "forum/untold_post.hpp"
#include "server/api/encode_attachments.hpp"
#include "server/api/encode_pending.hpp"
#include "server/api/encode_reactions.hpp"
#include "server/api/encode_seals.hpp"
#include "server/api/encode_tags.hpp"
#include "server/api/wire_words.hpp"

namespace server::api {
namespace {

using http::JsonWriter;

template <class Action>
void encode_actions(JsonWriter& json, std::vector<Action> const& actions) {
  json.key("may");
  json.begin_array();
  for (Action const action : actions) json.value(to_string(action));
  json.end_array();
}

void encode_ids(JsonWriter& json, std::string_view name, std::vector<base::PublicId> const& ids) {
  json.key(name);
  json.begin_array();
  for (base::PublicId const& id : ids) json.value(id);
  json.end_array();
}

std::string_view state_of(forum::Quote const& quote) {
  if (!quote.passage) return "unavailable";
  return quote.passage->source_changed ? "source_changed" : "shown";
}

void encode_quote(JsonWriter& json, forum::Quote const& quote) {
  auto const& passage = quote.passage;
  json.begin_object();
  json.field("post_id", quote.reference.post);
  json.field("revision", quote.reference.version);
  json.field("state", state_of(quote));
  json.field("thread_id", passage ? std::optional(passage->thread) : std::nullopt);
  encode_source(json, passage ? passage->source : std::nullopt);
  encode_author(json, passage ? passage->author : std::nullopt);
  json.key("marking");
  if (passage) {
    encode_marking(json, passage->marking);
  } else {
    json.value(nullptr);
  }
  json.field("language", passage ? std::optional(auth::to_string(passage->language)) : std::nullopt);
  json.field("created_at", passage ? std::optional(passage->created_at) : std::nullopt);
  json.field("text", passage ? std::optional(passage->text) : std::nullopt);
  json.end_object();
}

// What differs from reader to reader.
void encode_standing(JsonWriter& json, bool unread, bool seal_asked,
                     std::vector<forum::PostAction> const& may) {
  json.field("unread", unread);
  json.field("seal_asked", seal_asked);
  encode_actions(json, may);
}

// Where it stands among the posts that the reader may read.
void encode_place(JsonWriter& json, base::PublicId const& id, std::optional<base::PublicId> const& parent,
                  int depth) {
  json.field("id", id);
  json.field("parent_id", parent);
  json.field("depth", depth);
}

// What is the same for all to whom the source and the author are told, or not told.
void encode_content(JsonWriter& json, forum::Post const& post,
                    std::optional<auth::Organisation> const& source,
                    std::optional<forum::Author> const& author) {
  json.field("thread_id", post.thread);
  encode_source(json, source);
  encode_author(json, author);
  json.field("body", post.body);
  json.field("html", post.html.text);
  json.field("language", auth::to_string(post.language));
  json.key("marking");
  encode_marking(json, post.marking);
  json.key("audience");
  encode_audience(json, post.audience);
  json.field("state", post.stage == forum::Stage::returned ? "returned" : auth::to_string(post.state));
  json.field("version", post.version);
  json.field("created_at", post.created_at);
  json.field("edited_at", post.edited_at);
  encode_seal(json, post.seal);
}

void encode_levels(JsonWriter& json, forum::SubscriptionLevel mine, forum::SubscriptionLevel bureau) {
  json.field("my_level", forum::to_string(mine));
  json.field("bureau_level", forum::to_string(bureau));
}

}  // namespace

void encode_organisation(JsonWriter& json, auth::Organisation const& organisation) {
  json.begin_object();
  json.field("id", organisation.public_id);
  json.field("kind", auth::to_string(organisation.kind));
  json.field("name", organisation.name);
  json.field("country", organisation.country);
  json.field("city", organisation.city);
  json.end_object();
}

void encode_source(JsonWriter& json, std::optional<auth::Organisation> const& source) {
  json.key("source");
  if (source) {
    encode_organisation(json, *source);
  } else {
    json.value(nullptr);
  }
}

void encode_author(JsonWriter& json, std::optional<forum::Author> const& author) {
  json.key("author");
  if (!author) {
    json.value(nullptr);
    return;
  }
  json.begin_object();
  json.field("id", author->public_id);
  json.field("name", author->name);
  json.field("function", author->function);
  json.end_object();
}

void encode_organisations(JsonWriter& json, std::string_view name,
                          std::vector<auth::Organisation> const& organisations) {
  json.key(name);
  json.begin_array();
  for (auth::Organisation const& organisation : organisations) encode_organisation(json, organisation);
  json.end_array();
}

void encode_marking(JsonWriter& json, auth::Marking const& marking) {
  json.begin_object();
  json.field("level", auth::to_string(marking.level));
  json.key("caveats");
  json.begin_array();
  for (auth::Caveat const caveat :
       {auth::Caveat::h1, auth::Caveat::h2, auth::Caveat::h3, auth::Caveat::display_only}) {
    if (marking.caveats.has(caveat)) json.value(auth::to_string(caveat));
  }
  json.end_array();
  json.field("caveat_text", marking.caveat_text);
  json.field("legal_use", auth::to_string(marking.legal_use));
  json.field("attribution", auth::to_string(marking.attribution));
  json.field("review_on", marking.review_on);
  json.field("expires_on", marking.expires_on);
  json.end_object();
}

void encode_audience(JsonWriter& json, forum::ToldAudience const& audience) {
  json.begin_object();
  json.field("base", auth::to_string(audience.audience.base));
  encode_ids(json, "organisations", audience.audience.organisations);
  encode_ids(json, "minus", audience.audience.minus);
  json.field("bureaus", audience.bureaus);
  json.end_object();
}

void encode_topic(JsonWriter& json, forum::Topic const& topic, std::optional<std::string> const& cursor) {
  json.begin_object();
  json.field("id", topic.public_id);
  json.field("title", topic.title);
  json.field("description", topic.description);
  json.key("owner");
  encode_organisation(json, topic.owner);
  json.field("threads", topic.threads);
  json.field("unread", topic.unread);
  json.field("last_activity", topic.last_activity);
  encode_levels(json, topic.my_level, topic.bureau_level);
  encode_actions(json, topic.may);
  if (cursor) json.field("cursor", *cursor);
  json.end_object();
}

void encode_thread(JsonWriter& json, forum::Thread const& thread) {
  encode_thread(json, thread, [](JsonWriter&) {});
}

void encode_thread(JsonWriter& json, forum::Thread const& thread,
                   std::function<void(JsonWriter&)> const& more) {
  json.begin_object();
  json.field("id", thread.public_id);
  json.field("topic_id", thread.topic);
  json.field("title", thread.title);
  json.field("kind", forum::to_string(thread.kind));
  encode_tags(json, thread.tags);
  encode_source(json, thread.source);
  encode_author(json, thread.author);
  json.key("marking");
  encode_marking(json, thread.marking);
  json.key("audience");
  encode_audience(json, thread.audience);
  json.field("language", auth::to_string(thread.language));
  json.field("state", auth::to_string(thread.state));
  json.field("pinned", thread.pinned);
  json.field("locked", thread.locked);
  json.field("posts", thread.posts);
  json.field("unread", thread.unread);
  json.field("version", thread.version);
  json.field("created_at", thread.created_at);
  json.field("last_activity", thread.last_activity);
  using forum::SubscriptionLevel;
  encode_levels(json, thread.my_level.value_or(SubscriptionLevel::none),
                thread.bureau_level.value_or(SubscriptionLevel::none));
  json.field("my_level_from", thread.my_level ? "thread" : "topic");
  json.field("bureau_level_from", thread.bureau_level ? "thread" : "topic");
  json.field("answer_id", thread.answer);
  encode_actions(json, thread.may);
  more(json);
  json.end_object();
}

void encode_quotes(JsonWriter& json, std::vector<forum::Quote> const& quotes) {
  json.key("quotes");
  json.begin_array();
  for (forum::Quote const& quote : quotes) encode_quote(json, quote);
  json.end_array();
}

std::string prepare_post(forum::Post const& post) {
  std::string members;
  JsonWriter json(members);
  encode_place(json, post.public_id, post.parent, post.depth);
  encode_content(json, post, post.source, post.author);
  return members;
}

void encode_post(JsonWriter& json, forum::Post const& post) {
  json.begin_object();
  encode_standing(json, post.unread, post.seal_asked, post.may);
  encode_quotes(json, post.quotes);
  encode_attachments(json, post.attachments);
  encode_reactions(json, post.reactions);
  encode_pending(json, post.pending);
  encode_place(json, post.public_id, post.parent, post.depth);
  encode_content(json, post, post.source, post.author);
  json.end_object();
}

void encode_told_post(JsonWriter& json, forum::ToldPost const& told) {
  forum::Post const& post = told.untold->post;
  bool const tells_all =
      told.tells_source && told.tells_author && told.parent == post.parent && told.depth == post.depth;
  json.begin_object();
  encode_standing(json, told.unread, told.seal_asked, told.may);
  encode_quotes(json, told.quotes);
  encode_attachments(json, told.attachments);
  encode_reactions(json, told.reactions);
  encode_pending(json, told.pending);
  if (tells_all && !told.untold->prepared.empty()) {
    json.raw(told.untold->prepared);
  } else {
    encode_place(json, post.public_id, told.parent, told.depth);
    encode_content(json, post, told.tells_source ? post.source : std::nullopt,
                   told.tells_author ? post.author : std::nullopt);
  }
  json.end_object();
}

void encode_notification(JsonWriter& json, forum::Notification const& notification) {
  json.begin_object();
  json.field("id", notification.post);
  json.field("type", to_string(notification.type));
  json.field("topic_id", notification.topic);
  json.field("thread_id", notification.thread);
  json.field("post_id", notification.post);
  json.field("title", notification.title);
  json.field("title_level", auth::to_string(notification.thread_origin.level));
  encode_source(json, notification.source);
  json.field("via", notification.via == forum::Subscriber::me ? "me" : "bureau");
  json.field("at", notification.at);
  json.field("read", notification.read);
  json.end_object();
}

void encode_draft(JsonWriter& json, forum::Draft const& draft) {
  json.begin_object();
  json.field("context", forum::to_string(draft.context));
  json.field("title", draft.title);
  json.field("body", draft.body);
  json.key("marking");
  json.raw(draft.marking.value_or("null"));
  json.key("audience");
  json.raw(draft.audience.value_or("null"));
  json.key("language");
  if (draft.language) {
    json.value(auth::to_string(*draft.language));
  } else {
    json.value(nullptr);
  }
  json.field("saved_at", draft.saved_at);
  json.end_object();
}

}  // namespace server::api
