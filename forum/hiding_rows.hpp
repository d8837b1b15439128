// The statements behind hidings.hpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "forum/hidings.hpp"

namespace forum {

void insert_hiding(storage::WriteTx& tx, auth::Viewer const& officer, PostId post, auth::Role office,
                   std::string_view reason);
void delete_hiding(storage::WriteTx& tx, PostId post);
// Without the origin, the version, and what the viewer may do.
std::optional<Hiding> find_hiding(storage::ReadTx& tx, PostId post);

// The condition that the viewer could show the post `p` again without being one of those who read what is
// hidden: of the unit that owns the topic, where he would read it if it were not hidden; `compliance` is the
// parameter that says whether he is of compliance, which answers for what it has hidden itself.
std::string is_in_hiding(std::string const& compliance);
// The read rule over the row that `alias` names, which stands in the thread `t`, as if it were published
// where it is hidden.
std::string readable_if_shown(std::string const& alias);
// The column with the office that has hidden the post that `alias` names; null where none has.
std::string hiding_office_of(std::string_view alias);

}  // namespace forum
