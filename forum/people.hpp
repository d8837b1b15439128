// A person as others see him: who he is, in which topics he keeps order, and what he has written, as far as
// the viewer may read it. Whoever has no reason to know of him finds nobody: nothing that he may read names
// him, and no text of his could call him (mention_offers.hpp).
//
// Posts count and are listed where they name their author to all who read them: what is attributed to a
// country, or to nobody, is in no number here, and for nobody.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "auth/organisations.hpp"
#include "forum/author.hpp"
#include "forum/limits.hpp"
#include "forum/origin.hpp"
#include "forum/page.hpp"
#include "forum/search.hpp"

namespace forum {

struct ModeratedTopic {
  base::PublicId public_id;
  std::string title;  // in the viewer's language
};

struct Person {
  Author person;
  // Where he works now, for whoever could call him; otherwise the source of the last post that names him.
  auth::Organisation organisation;
  std::vector<ModeratedTopic> moderates;  // that the viewer may read
  int posts = 0;                          // that he may read, up to limits.unread_shown
};

// Errors of both: not_found.
base::Result<Person> load_person(storage::ReadTx& tx, auth::Viewer const& viewer,
                                 base::PublicId const& person, Limits const& limits);
// The newest first, each with the beginning of its text. Also invalid_query.
base::Result<Page<Hit>> load_person_posts(storage::ReadTx& tx, auth::Viewer const& viewer,
                                          base::PublicId const& person, PageRequest const& page);

}  // namespace forum
