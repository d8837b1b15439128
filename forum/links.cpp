#include "forum/links.hpp"

#include <algorithm>

namespace forum {

bool leads_somewhere(storage::ReadTx& tx, auth::Viewer const& viewer, base::PublicId const& thread,
                     std::optional<base::PublicId> const& post) {
  if (!post) return find_thread_place(tx, viewer, thread).has_value();
  auto const place = find_post_place(tx, viewer, *post);
  return place && place->thread.public_id == thread;
}

std::vector<base::PublicId> links_in(Html const& html) {
  constexpr std::string_view kOpenLink = "<a href=\"/threads/";
  std::vector<base::PublicId> threads;
  std::string_view rest = html.text;
  for (auto link = rest.find(kOpenLink); link != std::string_view::npos; link = rest.find(kOpenLink)) {
    rest.remove_prefix(link + kOpenLink.size());
    auto const thread = base::parse_public_id(rest.substr(0, base::PublicId::kTextSize));
    if (thread && std::ranges::find(threads, *thread) == threads.end()) threads.push_back(*thread);
  }
  return threads;
}

}  // namespace forum
