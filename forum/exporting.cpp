#include "forum/exporting.hpp"

#include <utility>

namespace forum {
namespace {

constexpr int kPage = 100;

bool is_for_display_only(auth::Marking const& marking) {
  return marking.caveats.has(auth::Caveat::display_only);
}

ExportedPost exported(Post post) {
  bool const withheld = is_for_display_only(post.marking);
  if (withheld) {
    post.body.clear();
    post.html.text.clear();
  }
  return {std::move(post), withheld};
}

// What encloses a text marks it too.
base::Result<Thread> load_enclosing(storage::ReadTx& tx, auth::Viewer const& viewer,
                                    base::PublicId const& thread, Limits const& limits) {
  auto loaded = load_thread(tx, viewer, thread, limits);
  if (loaded && is_for_display_only(loaded->marking)) return base::ErrorCode::display_only;
  return loaded;
}

}  // namespace

base::Result<Exported> export_thread(storage::ReadTx& tx, auth::Viewer const& viewer,
                                     base::PublicId const& thread, Limits const& limits) {
  auto enclosing = load_enclosing(tx, viewer, thread, limits);
  if (!enclosing) return enclosing.error();
  Exported result{*std::move(enclosing), {}};
  std::size_t bytes = 0;
  PageRequest page{.limit = kPage, .after = std::nullopt};
  do {
    auto const loaded = load_posts(tx, viewer, thread, page, std::nullopt);
    if (!loaded) return loaded.error();
    for (auto const& told : loaded->items) {
      result.posts.push_back(exported(as_post(told)));
      bytes += result.posts.back().post.html.text.size();
    }
    if (result.posts.size() > static_cast<std::size_t>(limits.exported_posts) ||
        bytes > limits.exported_bytes) {
      return base::ErrorCode::export_too_large;
    }
    page.after = loaded->next;
  } while (page.after);
  return result;
}

base::Result<Exported> export_post(storage::ReadTx& tx, auth::Viewer const& viewer,
                                   base::PublicId const& post, Limits const& limits) {
  auto loaded = load_post(tx, viewer, post);
  if (!loaded) return loaded.error();
  auto enclosing = load_enclosing(tx, viewer, loaded->thread, limits);
  if (!enclosing) return enclosing.error();
  auto one = exported(*std::move(loaded));
  if (one.is_withheld) return base::ErrorCode::display_only;
  return Exported{*std::move(enclosing), {std::move(one)}};
}

}  // namespace forum
