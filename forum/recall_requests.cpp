#include "forum/recall_requests.hpp"

#include "auth/audit_log.hpp"
#include "auth/policy.hpp"
#include "forum/cursors.hpp"
#include "forum/recall_request_rows.hpp"

namespace forum {
namespace {

using base::ErrorCode;

base::Result<void> require_office(auth::Viewer const& viewer) {
  auth::Target own;
  own.source = viewer.coordinated;
  auto const verdict = require(viewer, auth::Action::confirm_recalls, own);
  if (!verdict) return verdict.error();
  return {};
}

struct Key {
  RequestPart part = RequestPart::open;
  std::optional<std::int64_t> after;
};

base::Result<Key> parse_key(PageRequest const& page) {
  if (!page.after || page.after->empty()) return Key{};
  std::string_view rest = *page.after;
  auto const part = take_number(rest);
  auto const after = take_number(rest);
  if (!part || !after || !rest.empty()) return unfit_cursor();
  return Key{*part == 0 ? RequestPart::open : RequestPart::confirmed, after};
}

std::string key_behind(RecallRequest const& request) {
  std::string key;
  append_number(key, request.acknowledged_at ? 1 : 0);
  append_number(key, request.key);
  return key;
}

}  // namespace

base::Result<RecallRequests> load_recall_requests(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                  PageRequest const& page, Limits const& limits) {
  if (auto const may = require_office(viewer); !may) return may.error();
  auto const key = parse_key(page);
  if (!key) return key.error();

  RecallRequests requests;
  auto& items = requests.page.items;
  int const wanted = page.limit + 1;
  if (key->part == RequestPart::open) items = select_requests(tx, viewer, key->part, key->after, wanted);
  if (std::ssize(items) < wanted) {
    auto const after = key->part == RequestPart::confirmed ? key->after : std::nullopt;
    for (auto& request : select_requests(tx, viewer, RequestPart::confirmed, after,
                                         wanted - static_cast<int>(items.size()))) {
      items.push_back(std::move(request));
    }
  }
  if (std::ssize(items) == wanted) {
    items.pop_back();
    requests.page.next = key_behind(items.back());
  }
  requests.waiting = count_open_requests(tx, viewer, limits.unread_shown);
  return requests;
}

std::optional<int> count_recall_requests(storage::ReadTx& tx, auth::Viewer const& viewer,
                                         Limits const& limits) {
  if (!require_office(viewer)) return std::nullopt;
  return count_open_requests(tx, viewer, limits.unread_shown);
}

base::Result<RecallRequest> acknowledge_recall(storage::WriteTx& tx, auth::Viewer const& viewer,
                                               base::PublicId const& id) {
  if (auto const may = require_office(viewer); !may) return may.error();
  auto request = find_request(tx, viewer, id);
  if (!request) return ErrorCode::not_found;
  if (request->acknowledged_at) return *std::move(request);
  update_acknowledged(tx, viewer, request->key);
  request->acknowledged_at = viewer.now;
  auth::AuditRecord record{.at = viewer.now, .event = auth::AuditEvent::recall_acknowledged};
  record.actor = auth::actor_of(viewer, auth::Role::coordinator);
  record.object = {auth::AuditObjectKind::post, request->origin.object};
  record.topic = request->topic;
  record.level = request->origin.level;
  record.sources = {request->origin.source};
  auth::append_audit(tx, record);
  return *std::move(request);
}

}  // namespace forum
