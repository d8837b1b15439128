// The audit log, each viewer his views of it: page by page for the screen, or as JSON Lines. Looking at what
// others did is itself written into the log before a byte of it leaves.
#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "forum/audit_scope.hpp"
#include "forum/cursors.hpp"
#include "server/api/encode_audit.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"

namespace server::api {
namespace {

using auth::AuditView;
using base::FieldCode;

constexpr std::size_t kTimeBytes = 40;
constexpr std::size_t kCaseNumberBytes = 4 * auth::kMostCaseNumberCharacters;
constexpr int kExportPage = 100;
// A record can name ten thousand organisations: an export ends early where its lines come to this.
constexpr std::size_t kExportBytes = 4UL * 1024 * 1024;
constexpr std::size_t kExportLineBytes = 1024;

struct Asked {
  AuditView view = AuditView::own_trail;
  auth::AuditFilter filter;
  // All of it as text: what a cursor is good for, and what an export's link to its next part asks again.
  std::string query;
};

std::string text_of(std::string_view text) {
  return std::string(text);
}
std::string text_of(base::PublicId const& id) {
  return base::to_string(id);
}
std::string text_of(base::Timestamp time) {
  return base::format_rfc3339(time);
}
template <class Named>
  requires std::is_enum_v<Named>
std::string text_of(Named value) {
  return std::string(auth::to_string(value));
}

// A parameter as it came, for Asked::query.
template <class Value>
void note(std::string& query, std::string_view name, std::optional<Value> const& value) {
  if (value) http::append_parameter(query, name, text_of(*value));
}

std::optional<base::Timestamp> parse_time(http::Query& query, std::string_view name) {
  auto const text = query.text(name, kTimeBytes);
  if (!text) return std::nullopt;
  auto const time = base::parse_rfc3339(*text);
  if (!time) query.note(name, FieldCode::malformed);
  return time;
}

std::optional<std::string> parse_case_number(http::Query& query) {
  auto text = query.text("case_number", kCaseNumberBytes);
  if (!text) return std::nullopt;
  if (text->empty()) query.note("case_number", FieldCode::empty);
  if (auto const unfit = base::unfit_for_line(*text)) query.note("case_number", *unfit);
  if (base::count_characters(*text) > auth::kMostCaseNumberCharacters)
    query.note("case_number", FieldCode::too_long);
  return text;
}

Asked parse_asked(http::Query& query) {
  Asked asked;
  asked.view = query.choice("view", auth::parse_audit_view).value_or(AuditView::own_trail);
  auth::AuditFilter& filter = asked.filter;
  filter.kind = query.choice("kind", auth::parse_audit_kind);
  filter.event = query.choice("event", auth::parse_audit_event);
  filter.actor = query.id("actor");
  filter.source = query.id("source");
  filter.object = query.id("object");
  filter.case_number = parse_case_number(query);
  filter.from = parse_time(query, "from");
  filter.until = parse_time(query, "until");
  if (filter.from && filter.until && *filter.until <= *filter.from)
    query.note("until", FieldCode::out_of_range);

  note(asked.query, "view", std::optional(asked.view));
  note(asked.query, "kind", filter.kind);
  note(asked.query, "event", filter.event);
  note(asked.query, "actor", filter.actor);
  note(asked.query, "source", filter.source);
  note(asked.query, "object", filter.object);
  note(asked.query, "case_number", filter.case_number);
  note(asked.query, "from", filter.from);
  note(asked.query, "until", filter.until);
  return asked;
}

base::Result<std::optional<auth::AuditPosition>> parse_position(std::optional<std::string> const& key) {
  if (!key || key->empty()) return std::optional<auth::AuditPosition>{};
  std::string_view rest = *key;
  auto const number = forum::take_number(rest);
  if (!number || !rest.empty()) return forum::unfit_cursor();
  return number;
}

std::optional<std::string> key_of(std::optional<auth::AuditPosition> const& position) {
  if (!position) return std::nullopt;
  std::string key;
  forum::append_number(key, *position);
  return key;
}

// That somebody looked, for the log.
auth::AuditRecord record_of(auth::Viewer const& viewer, AuditView view, auth::AuditEvent event) {
  return {.at = viewer.now,
          .event = event,
          .actor = auth::actor_of(viewer, auth::role_for(view)),
          .object = {auth::AuditObjectKind::audit_log, std::nullopt}};
}

// What is found of a page, read by read.
struct Seen {
  auth::AuditPage page;
  std::optional<auth::AuditNames> names = {};  // in the language of who looks
  std::optional<auth::AuditRecord> look = {};  // that he did, for the log
};

struct Exported {
  Seen seen;
  std::string lines = {};
  std::int64_t left;  // records that it may still hold
  std::optional<auth::AuditPosition> next = {};
};

// One slice of the log.
base::Result<void> look(storage::ReadTx& tx, auth::Viewer const& viewer, Asked const& asked, int limit,
                        auth::AuditEvent event, Seen& seen) {
  auto const known = seen.page.lines.size();
  auto const scope = forum::audit_scope(tx, viewer);
  if (auto const searched = auth::search_audit(tx, viewer, asked.view, asked.filter, limit, scope, seen.page);
      !searched) {
    return searched.error();
  }
  if (!seen.names) seen.names.emplace(asked.view, viewer.language);
  if (!seen.look) seen.look = record_of(viewer, asked.view, event);
  for (std::size_t i = known; i < seen.page.lines.size(); ++i) seen.names->learn(tx, seen.page.lines[i]);
  return {};
}

// The lines of a page that is whole, as far as there is room.
void write_lines(Exported& exported) {
  auth::AuditPage const page = std::exchange(exported.seen.page, {});
  exported.lines.reserve(exported.lines.size() + kExportLineBytes * page.lines.size());
  exported.next = page.next;
  for (auth::AuditLine const& line : page.lines) {
    http::JsonWriter json(exported.lines);
    encode_audit_line(json, line, *exported.seen.names, AuditDetail::named);
    exported.lines += '\n';
    --exported.left;
    if (exported.lines.size() < kExportBytes) continue;
    bool const is_last = &line == &page.lines.back();
    exported.next = is_last ? page.next : std::optional(line.position);
    exported.left = 0;
    return;
  }
}

// One slice, and the lines of the page that it makes whole.
base::Result<void> look_and_write(storage::ReadTx& tx, auth::Viewer const& viewer, Asked const& asked,
                                  Exported& exported) {
  int const limit = static_cast<int>(std::min<std::int64_t>(exported.left, kExportPage));
  auto const looked = look(tx, viewer, asked, limit, auth::AuditEvent::audit_exported, exported.seen);
  if (!looked) return looked.error();
  if (!exported.seen.page.is_whole) return {};
  write_lines(exported);
  exported.seen.page = {.after = exported.next, .is_whole = !exported.next || exported.left <= 0};
  return {};
}

}  // namespace

Answer list_audit(Call const& call) {
  http::Query query(call.request.query);
  Asked const asked = parse_asked(query);
  auto const page = parse_page(query, call, asked.query);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const after = parse_position(page.after);
  if (!after) co_return after.error();
  auto const place = call.services.audit_searches.enter();
  if (!place) co_return place.error();
  Seen seen{.page = {.after = *after}};
  // Each slice in a read of its own: others come in between.
  while (!seen.page.is_whole) {
    auto const looked = co_await call.read([&](storage::ReadTx& tx, auth::Viewer const& viewer) {
      return look(tx, viewer, asked, page.limit, auth::AuditEvent::audit_viewed, seen);
    });
    if (!looked) co_return looked.error();
  }
  // What somebody did himself he knows: only a look at others is an event.
  if (asked.view != AuditView::own_trail) {
    auto const logged = co_await call.services.consultations.record(*std::move(seen.look));
    if (!logged) co_return logged.error();
  }
  auto const next = seal_page_cursor(call, key_of(seen.page.next), asked.query);
  co_return json_response(200, encode_page(
                                   seen.page.lines, next,
                                   [&](http::JsonWriter& json, auth::AuditLine const& line) {
                                     encode_audit_line(json, line, *seen.names, AuditDetail::counted);
                                   },
                                   [&](http::JsonWriter& json) {
                                     json.field("export_limit", call.services.settings.exported_records);
                                   }));
}

Answer export_audit(Call const& call) {
  http::Query query(call.request.query);
  Asked const asked = parse_asked(query);
  auto const key = parse_after(query, call, asked.query);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const after = parse_position(key);
  if (!after) co_return after.error();
  auto const place = call.services.audit_searches.enter();
  if (!place) co_return place.error();
  Exported exported{.seen = {.page = {.after = *after}}, .left = call.services.settings.exported_records};
  while (!exported.seen.page.is_whole) {
    auto const written = co_await call.read([&](storage::ReadTx& tx, auth::Viewer const& viewer) {
      return look_and_write(tx, viewer, asked, exported);
    });
    if (!written) co_return written.error();
  }
  auto const logged = co_await call.services.consultations.record(*std::move(exported.seen.look));
  if (!logged) co_return logged.error();
  http::Response response{200,
                          {{"content-type", "application/x-ndjson"},
                           {"content-disposition", "attachment; filename=\"audit.jsonl\""}},
                          std::move(exported.lines)};
  if (auto const next = seal_page_cursor(call, key_of(exported.next), asked.query)) {
    std::string address = asked.query;
    http::append_parameter(address, "after", *next);
    response.headers.append("link", "<?" + address + ">; rel=\"next\"");
  }
  co_return response;
}

}  // namespace server::api
