#include "forum/search_authors.hpp"

#include <algorithm>
#include <limits>

#include "forum/author_posts.hpp"
#include "forum/search_rows.hpp"
#include "forum/search_words.hpp"

namespace forum {
namespace {

bool is_known_to(storage::ReadTx& tx, auth::Viewer const& viewer, auth::UserId author) {
  constexpr PostId kNewest{std::numeric_limits<std::int64_t>::max()};
  return !select_author_posts(tx, viewer, {author, Naming::to_viewer}, kNewest, 1).empty();
}

}  // namespace

std::vector<std::string> offer_authors(storage::ReadTx& tx, auth::Viewer const& viewer,
                                       std::string_view typed, std::size_t most) {
  auto const words = words_of(typed);
  auto people = select_names(tx);
  std::erase_if(people, [&](PersonName const& person) { return !holds_words(person.name, words); });
  std::ranges::sort(people, {}, &PersonName::name);
  std::vector<std::string> names;
  for (auto const& person : people) {
    if (names.size() == most) break;
    if (!names.empty() && names.back() == person.name) continue;
    if (is_known_to(tx, viewer, person.id)) names.push_back(person.name);
  }
  return names;
}

}  // namespace forum
