#include "forum/drafts.hpp"

#include "base/text.hpp"
#include "forum/cursors.hpp"
#include "forum/draft_store.hpp"
#include "forum/fields.hpp"
#include "forum/places.hpp"

namespace forum {
namespace {

struct NamedKind {
  std::string_view name;
  DraftContext::Kind kind;
};
constexpr NamedKind kKinds[] = {{"topic", DraftContext::Kind::topic},
                                {"thread", DraftContext::Kind::thread},
                                {"reply", DraftContext::Kind::reply},
                                {"edit", DraftContext::Kind::edit}};

bool place_exists(storage::ReadTx& tx, auth::Viewer const& viewer, DraftContext const& context) {
  switch (context.kind) {
    case DraftContext::Kind::topic:
      return find_topic_place(tx, viewer, context.object).has_value();
    case DraftContext::Kind::thread:
      return find_thread_place(tx, viewer, context.object).has_value();
    case DraftContext::Kind::reply:
    case DraftContext::Kind::edit:
      return find_post_place(tx, viewer, context.object).has_value();
  }
  return false;
}

// Half-written text may be empty; it may not be what a post could never hold.
FieldErrors check(Draft const& draft, Limits const& limits) {
  FieldErrors errors;
  if (draft.title) {
    if (auto const unfit = base::unfit_for_line(*draft.title)) {
      errors.push_back({"/title", *unfit});
    } else if (base::count_characters(*draft.title) > limits.title_characters) {
      errors.push_back({"/title", base::FieldCode::too_long});
    }
  }
  if (draft.body.size() > limits.body_bytes) {
    errors.push_back({"/body", base::FieldCode::too_long});
  } else if (auto const unfit = base::unfit_for_body(draft.body)) {
    errors.push_back({"/body", *unfit});
  }
  return errors;
}

}  // namespace

std::optional<DraftContext> parse_draft_context(std::string_view text) {
  for (auto const& [name, kind] : kKinds) {
    if (!text.starts_with(name) || text.size() <= name.size() || text[name.size()] != '.') continue;
    auto const object = base::parse_public_id(text.substr(name.size() + 1));
    if (!object) return std::nullopt;
    return DraftContext{kind, *object};
  }
  return std::nullopt;
}

std::string to_string(DraftContext const& context) {
  for (auto const& [name, kind] : kKinds) {
    if (kind == context.kind) return std::string(name) + '.' + to_string(context.object);
  }
  return {};
}

base::Result<Page<Draft>> load_drafts(storage::ReadTx& tx, auth::Viewer const& viewer,
                                      PageRequest const& page) {
  DraftKey before{base::Timestamp::max(), {}};
  if (page.after && !page.after->empty()) {
    std::string_view key = *page.after;
    auto const saved_at = take_number(key);
    if (!saved_at || !parse_draft_context(key)) return unfit_cursor();
    before = {base::from_milliseconds(*saved_at), std::string(key)};
  }
  Page<Draft> result;
  result.items = select_drafts(tx, viewer.user, before, page.limit + 1);
  if (result.items.size() > static_cast<std::size_t>(page.limit)) {
    result.items.pop_back();
    std::string next;
    append_number(next, base::to_milliseconds(result.items.back().saved_at));
    result.next = next + to_string(result.items.back().context);
  }
  return result;
}

base::Result<Draft> load_draft(storage::ReadTx& tx, auth::Viewer const& viewer, DraftContext const& context) {
  auto draft = select_draft(tx, viewer.user, context);
  if (!draft) return base::ErrorCode::not_found;
  return *std::move(draft);
}

base::Result<Draft> save_draft(storage::WriteTx& tx, auth::Viewer const& viewer, Draft const& draft,
                               Limits const& limits) {
  bool const is_new = !select_draft(tx, viewer.user, draft.context);
  if (is_new && !place_exists(tx, viewer, draft.context)) return base::ErrorCode::not_found;
  if (viewer.is_guest()) return base::ErrorCode::not_permitted;
  if (auto errors = check(draft, limits); !errors.empty()) {
    return base::Error(base::ErrorCode::invalid_body, std::move(errors));
  }
  if (is_new && count_drafts(tx, viewer.user) >= limits.drafts_per_person) {
    return base::Error(base::ErrorCode::too_many_requests, "too many drafts: discard one first");
  }
  Draft saved = draft;
  saved.saved_at = viewer.now;
  upsert_draft(tx, viewer.user, saved);
  return saved;
}

}  // namespace forum
