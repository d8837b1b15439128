// Notes about authors of posts, and warnings to them: for who keeps order in a topic; and a reader's own
// warnings.
#include "base/text.hpp"
#include "forum/author_notes.hpp"
#include "server/api/create.hpp"
#include "server/api/encode.hpp"
#include "server/api/encode_flags.hpp"
#include "server/api/encode_warnings.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"

namespace server::api {
namespace {

using http::JsonWriter;

struct Wish {
  forum::AuthorNoteKind kind = forum::AuthorNoteKind::note;
  std::string text;
};

base::Result<Wish> parse_wish(http::Request const& request) {
  auto body = http::JsonBody::parse(request);
  if (!body) return body.error();
  auto root = body->root();
  Wish wish;
  if (auto const kind = root.choice("kind", http::Presence::required, forum::parse_author_note_kind))
    wish.kind = *kind;
  if (auto const given = root.text("text", http::Presence::required)) {
    wish.text = base::trimmed(*given);
    if (wish.text.empty()) {
      root.note("text", base::FieldCode::empty);
    } else if (base::count_characters(wish.text) > forum::kAuthorNoteCharacters) {
      root.note("text", base::FieldCode::too_long);
    } else if (auto const unfit = base::unfit_for_body(wish.text)) {
      root.note("text", *unfit);
    }
  }
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return wish;
}

void encode_note(JsonWriter& json, forum::AuthorNote const& note) {
  json.begin_object();
  json.field("id", note.public_id);
  json.field("kind", forum::to_string(note.kind));
  json.field("text", note.text);
  json.field("at", note.at);
  json.field("until", note.until);
  json.key("by");
  encode_person(json, note.by);
  json.field("post_id", note.post.object);
  json.key("author");
  if (note.author) {
    encode_person(json, *note.author);
  } else {
    json.value(nullptr);
  }
  json.key("source");
  if (note.source) {
    encode_organisation(json, *note.source);
  } else {
    json.value(nullptr);
  }
  encode_flagged_thread(json, note.thread);
  encode_warning_appeal(json, note.appeal);
  json.key("may");
  json.begin_array();
  if (note.may_remove) json.value("remove");
  json.end_array();
  json.end_object();
}

// What it says is about the text.
void show_note(Shown& shown, forum::AuthorNote const& note) {
  shown.add(note.post);
  shown.add(note.thread.origin);
}

forum::ModerationLimits const& limits_of(Call const& call) {
  return call.services.settings.moderation;
}

}  // namespace

Answer write_author_note(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const wish = parse_wish(call.request);
  if (!wish) co_return wish.error();
  using Note = base::Result<forum::AuthorNote>;
  auto const showing = [](Note note, Shown& shown) {
    shown.open({auth::AuditObjectKind::platform, std::nullopt});
    if (note) show_note(shown, *note);
    return note;
  };
  co_return co_await create_shown(
      call,
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const& moment, Shown& shown) {
        return showing(forum::write_author_note(tx, viewer, *id, {wish->kind, wish->text}, limits_of(call),
                                                moment.random),
                       shown);
      },
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&, base::PublicId const& made,
          Shown& shown) {
        auto note = forum::select_author_note(tx, viewer, made, limits_of(call));
        return showing(note ? Note(*std::move(note)) : Note(base::ErrorCode::not_found), shown);
      },
      [](forum::AuthorNote const& note) { return json_response(201, note, encode_note); });
}

Answer remove_author_note(Call const& call) {
  auto const id = call.path_id();
  if (!id) co_return id.error();
  auto const done =
      co_await call.write([&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&) {
        return forum::remove_author_note(tx, viewer, *id, limits_of(call));
      });
  if (!done) co_return done.error();
  co_return empty_response();
}

Answer list_author_notes(Call const& call) {
  http::Query query(call.request.query);
  auto const author = query.id("author");
  auto const page = parse_page(query, call, author ? base::to_string(*author) : std::string());
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const found = co_await call.show([&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) {
    auto notes = forum::load_author_notes(tx, viewer, author, page, limits_of(call));
    shown.open({auth::AuditObjectKind::platform, std::nullopt});
    if (notes) {
      for (auto const& note : notes->items) show_note(shown, note);
    }
    return notes;
  });
  if (!found) co_return found.error();
  auto const next = seal_page_cursor(call, found->next, author ? base::to_string(*author) : std::string());
  co_return json_response(200, encode_page(found->items, next, encode_note));
}

Answer list_warnings(Call const& call) {
  http::Query query(call.request.query);
  auto const page = parse_page(query, call);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const found = co_await call.show([&](storage::ReadTx& tx, auth::Viewer const& viewer, Shown& shown) {
    auto warnings = forum::load_warnings(tx, viewer, page, limits_of(call));
    shown.open({auth::AuditObjectKind::platform, std::nullopt});
    if (warnings) {
      for (auto const& warning : warnings->items) show_warning(shown, warning);
    }
    return warnings;
  });
  if (!found) co_return found.error();
  co_return json_response(200,
                          encode_page(found->items, seal_page_cursor(call, found->next), encode_warning));
}

Answer see_warnings(Call const& call) {
  auto const done = co_await call.write(
      [&](storage::WriteTx& tx, auth::Viewer const& viewer, forum::Moment const&) -> base::Result<void> {
        forum::see_warnings(tx, viewer, limits_of(call));
        return {};
      });
  if (!done) co_return done.error();
  co_return empty_response();
}

}  // namespace server::api
