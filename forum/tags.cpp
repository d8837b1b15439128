#include "forum/tags.hpp"

#include <algorithm>

#include "forum/cursors.hpp"
#include "forum/listed_tags.hpp"
#include "forum/tag_rows.hpp"
#include "forum/thread_rows.hpp"
#include "forum/told.hpp"

namespace forum {
namespace {

// The greatest code point: after every tag that begins so.
constexpr char kLast[] = "\xF4\x8F\xBF\xBF";
// The least character that may not stand in a tag: between a tag and the next.
constexpr char kNext[] = "\x01";

bool is_meant(ListedTag const& listed, auth::Viewer const& viewer, std::string_view beginning) {
  return listed.tag.starts_with(beginning) ||
         fold_tag(listed.names.in(viewer.language)).find(beginning) != std::string::npos;
}

ListedTag const* find(std::vector<ListedTag> const& listed, std::string_view tag) {
  auto const found = std::ranges::lower_bound(listed, tag, std::less(), &ListedTag::tag);
  return found != listed.end() && found->tag == tag ? &*found : nullptr;
}

CountedTag listed_tag(storage::ReadTx& tx, auth::Viewer const& viewer, ListedTag const& listed) {
  return {{listed.tag, listed.names.in(viewer.language)}, true, count_tagged_threads(tx, viewer, listed.tag)};
}

}  // namespace

base::Result<Page<CountedTag>> load_tags(storage::ReadTx& tx, auth::Viewer const& viewer,
                                         std::string_view beginning, PageRequest const& page) {
  auto const all_listed = load_listed_tags(tx, viewer);
  std::vector<ListedTag const*> listed;
  for (auto const& one : all_listed) {
    if ((!page.after || one.tag > *page.after) && is_meant(one, viewer, beginning)) listed.push_back(&one);
  }
  auto const from =
      page.after ? std::max(*page.after + kNext, std::string(beginning)) : std::string(beginning);
  auto const most = static_cast<std::size_t>(page.limit) + 1;
  Page<CountedTag> found;
  std::size_t next_listed = 0;
  auto const take_listed_before = [&](std::string_view tag) {
    while (next_listed < listed.size() && listed[next_listed]->tag < tag && found.items.size() < most) {
      found.items.push_back(listed_tag(tx, viewer, *listed[next_listed++]));
    }
  };
  each_counted_tag(tx, viewer, from, std::string(beginning) + kLast,
                   [&](std::string const& tag, int threads) {
                     take_listed_before(tag);
                     if (found.items.size() >= most) return false;
                     if (find(all_listed, tag) == nullptr)
                       found.items.push_back({{tag, tag}, false, threads});
                     return true;
                   });
  take_listed_before(kLast);
  if (found.items.size() == most) {
    found.items.pop_back();
    found.next = found.items.back().tag.tag;
  }
  return found;
}

CountedTag load_tag(storage::ReadTx& tx, auth::Viewer const& viewer, std::string_view tag) {
  auto const all_listed = load_listed_tags(tx, viewer);
  if (auto const* const listed = find(all_listed, tag)) return listed_tag(tx, viewer, *listed);
  return {{std::string(tag), std::string(tag)}, false, count_tagged_threads(tx, viewer, tag)};
}

base::Result<Page<Thread>> load_tagged_threads(storage::ReadTx& tx, auth::Viewer const& viewer,
                                               std::string_view tag, std::optional<ThreadKind> kind,
                                               PageRequest const& page, Limits const& limits) {
  auto const before = parse_newest_key(page);
  if (!before) return before.error();
  Page<Thread> found;
  Audiences audiences(tx);
  std::optional<ThreadId> last;
  each_tagged_thread(tx, viewer, tag, kind, ThreadId{*before}, [&](ThreadId thread) {
    if (found.items.size() == static_cast<std::size_t>(page.limit)) {
      append_number(found.next.emplace(), last->value);
      return false;
    }
    found.items.push_back(load_thread_row(tx, viewer, thread, limits, audiences));
    last = thread;
    return true;
  });
  return found;
}

}  // namespace forum
