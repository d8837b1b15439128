// The audit log, each viewer his views of it: page by page for the screen, or as JSON Lines. Looking at what
// others did is itself written into the log before a byte of it leaves.
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
constexpr int kExportPage = 500;
// A record can name ten thousand organisations: an export ends early where its lines come to this.
constexpr std::size_t kExportBytes = 32UL * 1024 * 1024;
constexpr std::size_t kExportLineBytes = 1024;

struct Asked {
  AuditView view = AuditView::own_trail;
  auth::AuditFilter filter;
  // All of it as text: what a cursor is good for, and what an export's link to its next part asks again.
  std::string query;
};

// A parameter as it came, for Asked::query.
class Noted {
 public:
  explicit Noted(std::string& query) : query_(query) {}
  void note(std::string_view name, std::string_view value) {
    query_.append(query_.empty() ? "" : "&").append(name).append("=");
    for (char const c : value) append(c);
  }
  void note(std::string_view name, std::optional<base::PublicId> const& id) {
    if (id) note(name, base::to_string(*id));
  }
  void note(std::string_view name, std::optional<base::Timestamp> const& time) {
    if (time) note(name, base::format_rfc3339(*time));
  }
  template <class Named>
    requires std::is_enum_v<Named>
  void note(std::string_view name, std::optional<Named> const& value) {
    if (value) note(name, auth::to_string(*value));
  }

 private:
  void append(char c) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    bool const is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          std::string_view("-._~").find(c) != std::string_view::npos;
    if (is_plain) {
      query_ += c;
      return;
    }
    auto const byte = static_cast<unsigned char>(c);
    query_ += '%';
    query_ += kHex[byte >> 4U];
    query_ += kHex[byte & 0xFU];
  }

  std::string& query_;
};

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

  Noted noted(asked.query);
  noted.note("view", auth::to_string(asked.view));
  noted.note("kind", filter.kind);
  noted.note("event", filter.event);
  noted.note("actor", filter.actor);
  noted.note("source", filter.source);
  noted.note("object", filter.object);
  if (filter.case_number) noted.note("case_number", std::string_view(*filter.case_number));
  noted.note("from", filter.from);
  noted.note("until", filter.until);
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

struct Seen {
  auth::AuditPage page;
  auth::AuditNames names;
  auth::AuditRecord consultation;
};

struct Exported {
  std::string lines;
  std::optional<auth::AuditPosition> next;
  auth::AuditRecord disclosure;
};

base::Result<Seen> look(storage::ReadTx& tx, auth::Viewer const& viewer, Asked const& asked,
                        std::optional<auth::AuditPosition> const& after, int limit) {
  auto page = auth::load_audit(tx, viewer, asked.view, asked.filter, after, limit,
                               forum::moderation_scope(tx, viewer));
  if (!page) return page.error();
  auth::AuditNames names(asked.view, viewer.language);
  for (auth::AuditLine const& line : page->lines) names.learn(tx, line);
  return Seen{*std::move(page), std::move(names),
              record_of(viewer, asked.view, auth::AuditEvent::audit_viewed)};
}

// Page by page within one snapshot: no more than a page of records is ever in memory beside their text.
base::Result<Exported> write_lines(storage::ReadTx& tx, auth::Viewer const& viewer, Asked const& asked,
                                   std::optional<auth::AuditPosition> const& after, std::int64_t most) {
  auto const scope = forum::moderation_scope(tx, viewer);
  auth::AuditNames names(asked.view, viewer.language);
  Exported exported{{}, after, record_of(viewer, asked.view, auth::AuditEvent::audit_exported)};
  do {
    int const limit = static_cast<int>(std::min<std::int64_t>(most, kExportPage));
    auto const page = auth::load_audit(tx, viewer, asked.view, asked.filter, exported.next, limit, scope);
    if (!page) return page.error();
    exported.lines.reserve(exported.lines.size() + kExportLineBytes * page->lines.size());
    for (auth::AuditLine const& line : page->lines) {
      names.learn(tx, line);
      http::JsonWriter json(exported.lines);
      encode_audit_line(json, line, names, AuditDetail::named);
      exported.lines += '\n';
    }
    most -= std::ssize(page->lines);
    exported.next = page->next;
  } while (exported.next && most > 0 && exported.lines.size() < kExportBytes);
  return exported;
}

}  // namespace

Answer list_audit(Call const& call) {
  http::Query query(call.request.query);
  Asked const asked = parse_asked(query);
  auto const page = parse_page(query, call, asked.query);
  if (auto const checked = query.check(); !checked) co_return checked.error();
  auto const after = parse_position(page.after);
  if (!after) co_return after.error();
  auto seen = co_await call.read([&](storage::ReadTx& tx, auth::Viewer const& viewer) {
    return look(tx, viewer, asked, *after, page.limit);
  });
  if (!seen) co_return seen.error();
  // What somebody did himself he knows: only a look at others is an event.
  if (asked.view != AuditView::own_trail) {
    auto const logged = co_await call.services.consultations.record(std::move(seen->consultation));
    if (!logged) co_return logged.error();
  }
  auto const next = seal_page_cursor(call, key_of(seen->page.next), asked.query);
  co_return json_response(200, encode_page(
                                   seen->page.lines, next,
                                   [&](http::JsonWriter& json, auth::AuditLine const& line) {
                                     encode_audit_line(json, line, seen->names, AuditDetail::counted);
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
  auto exported = co_await call.read([&](storage::ReadTx& tx, auth::Viewer const& viewer) {
    return write_lines(tx, viewer, asked, *after, call.services.settings.exported_records);
  });
  if (!exported) co_return exported.error();
  auto const logged = co_await call.services.consultations.record(std::move(exported->disclosure));
  if (!logged) co_return logged.error();
  http::Response response{200,
                          {{"content-type", "application/x-ndjson"},
                           {"content-disposition", "attachment; filename=\"audit.jsonl\""}},
                          std::move(exported->lines)};
  if (auto const next = seal_page_cursor(call, key_of(exported->next), asked.query)) {
    std::string address = asked.query;
    Noted(address).note("after", std::string_view(*next));
    response.headers.append("link", "<?" + address + ">; rel=\"next\"");
  }
  co_return response;
}

}  // namespace server::api
