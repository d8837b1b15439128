#include "forum/author_posts.hpp"

#include <limits>
#include <span>

#include "forum/search.hpp"
#include "forum/search_places.hpp"
#include "forum/search_rows.hpp"

namespace forum {
namespace {

// As the search has it: in more threads than these enough of what is passed over is for him.
constexpr std::size_t kFewThreads = 300;

}  // namespace

std::vector<PostId> select_author_posts(storage::ReadTx& tx, auth::Viewer const& viewer,
                                        AuthorPosts const& of, PostId before, std::size_t limit) {
  SearchFilter filter;
  filter.authors = "[" + std::to_string(of.author.value) + "]";
  filter.is_named = of.naming == Naming::to_all;
  auto expression = expression_of(std::span(&of.author, 1));
  std::vector<PostId> found;
  auto const came_to = walk_down(tx, viewer, expression, filter, before, limit, kSearchPatience, found);
  if (!came_to) return found;
  if (auto const threads = select_few_threads(tx, viewer, filter, kFewThreads))
    expression = "(" + expression + ") AND (" + expression_of(std::span(*threads)) + ")";
  walk_down(tx, viewer, expression, filter, *came_to, limit, std::numeric_limits<int>::max(), found);
  return found;
}

}  // namespace forum
