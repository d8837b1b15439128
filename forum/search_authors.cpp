#include "forum/search_authors.hpp"

#include <algorithm>
#include <limits>
#include <span>

#include "forum/search.hpp"
#include "forum/search_places.hpp"
#include "forum/search_rows.hpp"
#include "forum/search_words.hpp"

namespace forum {
namespace {

bool names_itself_to(storage::ReadTx& tx, auth::Viewer const& viewer, auth::UserId author) {
  SearchFilter filter;
  filter.authors = "[" + std::to_string(author.value) + "]";
  std::vector<PostId> found;
  walk_down(tx, viewer, expression_of(std::span(&author, 1)), filter,
            PostId{std::numeric_limits<std::int64_t>::max()}, 1, std::numeric_limits<int>::max(), found);
  return !found.empty();
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
    if (names_itself_to(tx, viewer, person.id)) names.push_back(person.name);
  }
  return names;
}

}  // namespace forum
