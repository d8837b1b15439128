#include "forum/draft_versions.hpp"

#include <algorithm>
#include <vector>

#include "auth/organisations.hpp"
#include "base/text.hpp"
#include "forum/cursors.hpp"
#include "forum/draft_store.hpp"
#include "forum/draft_version_rows.hpp"
#include "forum/places.hpp"

namespace forum {
namespace {

bool is_empty(Draft const& draft) {
  return base::trimmed(draft.body).empty() && base::trimmed(draft.title.value_or("")).empty();
}

// Bytes of `before` between what both begin with and what both end with.
std::size_t count_gone(std::string_view before, std::string_view after) {
  auto const [first, other] = std::ranges::mismatch(before, after);
  before.remove_prefix(static_cast<std::size_t>(first - before.begin()));
  after.remove_prefix(static_cast<std::size_t>(other - after.begin()));
  std::size_t same = 0;
  while (same < before.size() && same < after.size() &&
         before[before.size() - 1 - same] == after[after.size() - 1 - same])
    ++same;
  return before.size() - same;
}

bool is_worth_keeping(Draft const& before, Draft const& after, std::optional<base::Timestamp> last_kept,
                      base::Timestamp now) {
  if (is_empty(before) || (before.body == after.body && before.title == after.title)) return false;
  if (is_empty(after) || count_gone(before.body, after.body) >= kMuchGone) return true;
  return last_kept ? now - *last_kept >= kVersionEvery : before.body.size() >= kFirstVersion;
}

void keep_version(storage::WriteTx& tx, auth::Viewer const& viewer, Draft const& next,
                  KeepingLimits const& keeping) {
  auto const before = select_draft(tx, viewer.user, next.context);
  if (!before || keeping.draft_versions == 0) return;
  auto versions = select_version_keys(tx, viewer.user, next.context);
  auto const last = versions.empty() ? std::nullopt : std::optional(versions.back().saved_at);
  if (!is_worth_keeping(*before, next, last, viewer.now)) return;
  insert_draft_version(tx, viewer.user, *before);
  versions = select_version_keys(tx, viewer.user, next.context);
  while (versions.size() > keeping.draft_versions) {
    std::vector<base::Timestamp> saved;
    for (auto const& version : versions) saved.push_back(version.saved_at);
    auto const gone = least_missed(saved, viewer.now);
    delete_draft_version(tx, versions[gone].id);
    versions.erase(versions.begin() + static_cast<std::ptrdiff_t>(gone));
  }
}

Origin origin_of_title(storage::ReadTx& tx, ThreadPlace const& thread) {
  return {thread.public_id, thread.marking.level, auth::public_id_of(tx, thread.source)};
}

}  // namespace

std::size_t least_missed(std::span<base::Timestamp const> saved, base::Timestamp now) {
  std::size_t least = 0;
  double least_worth = 0;
  for (std::size_t i = 1; i + 1 < saved.size(); ++i) {
    auto const gap = std::chrono::duration<double>(saved[i + 1] - saved[i - 1]).count();
    auto const age = std::chrono::duration<double>(now - saved[i]).count();
    auto const worth = gap / std::max(age, 1.0);
    if (least == 0 || worth < least_worth) {
      least = i;
      least_worth = worth;
    }
  }
  return least;
}

base::Result<Draft> save_draft_version(storage::WriteTx& tx, auth::Viewer const& viewer, Draft const& draft,
                                       Limits const& limits, KeepingLimits const& keeping) {
  keep_version(tx, viewer, draft, keeping);
  auto saved = save_draft(tx, viewer, draft, limits);
  if (saved && is_empty(draft) && select_version_keys(tx, viewer.user, draft.context).empty())
    delete_draft(tx, viewer, draft.context);
  return saved;
}

base::Result<Page<DraftVersion>> load_draft_versions(storage::ReadTx& tx, auth::Viewer const& viewer,
                                                     DraftContext const& context, PageRequest const& page) {
  if (!select_draft(tx, viewer.user, context)) return base::ErrorCode::not_found;
  auto const before = parse_newest_key(page);
  if (!before) return before.error();
  Page<DraftVersion> result;
  DraftVersionId last;
  std::size_t bytes = 0;
  each_draft_version(tx, viewer.user, context, DraftVersionId{*before},
                     [&](DraftVersionId id, DraftVersion&& version) {
                       auto& items = result.items;
                       if (items.size() == static_cast<std::size_t>(page.limit) || bytes >= kPageBytes) {
                         append_number(result.next.emplace(), last.value);
                         return false;
                       }
                       bytes += version.body.size();
                       last = id;
                       items.push_back(std::move(version));
                       return true;
                     });
  return result;
}

std::optional<DraftPlace> find_draft_place(storage::ReadTx& tx, auth::Viewer const& viewer,
                                           DraftContext const& context) {
  if (context.kind == DraftContext::Kind::topic) {
    auto const topic = find_topic_place(tx, viewer, context.object);
    if (!topic) return std::nullopt;
    return DraftPlace{topic->public_id, std::nullopt, std::nullopt, {}, std::nullopt};
  }
  if (context.kind == DraftContext::Kind::thread) {
    auto const thread = find_thread_place(tx, viewer, context.object);
    if (!thread) return std::nullopt;
    auto const first = find_first_post_place(tx, viewer, context.object);
    return DraftPlace{thread->topic.public_id, thread->public_id,
                      first ? std::optional(first->public_id) : std::nullopt, thread->title,
                      origin_of_title(tx, *thread)};
  }
  auto const post = find_post_place(tx, viewer, context.object);
  if (!post) return std::nullopt;
  return DraftPlace{post->thread.topic.public_id, post->thread.public_id, post->public_id, post->thread.title,
                    origin_of_title(tx, post->thread)};
}

}  // namespace forum
