// Recall: a source takes back what it has published, and asks every bureau that had opened it to confirm that
// it has taken note (access-model: "Release"; examples 1 and 3).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/audit_openers.hpp"
#include "forum/contributions.hpp"
#include "forum/limits.hpp"
#include "forum/moment.hpp"

namespace forum {

struct Recall {
  std::string_view reason;
  std::optional<int> version{};  // of the text that was read; whatever stands there, where left out
  auth::Openers openers{};       // as far as they are known: recall_post() looks for the rest
};

// A recall takes several steps, because the search for those who opened the post can be long, and the writer
// is not to wait for it: check_recall() and find_openers() in reads, what waits to be logged being written in
// between; recall_post(); later finish_recalls().
//
// Errors of all: not_found; not_permitted; state_conflict where the post is not published; version_conflict.
// The source may recall what it cannot read any more: it is looked for among its contributions.
base::Result<void> check_recall(storage::ReadTx& tx, auth::Viewer const& viewer, base::PublicId const& post,
                                std::optional<int> version);
base::Result<auth::Openers> find_openers(storage::ReadTx& tx, auth::Viewer const& viewer,
                                         base::PublicId const& post, std::optional<int> version);
// A first post with its thread, whoever has answered: the title is the source's words, too. Also:
// invalid_body.
base::Result<Contribution> recall_post(storage::WriteTx& tx, auth::Viewer const& viewer,
                                       base::PublicId const& post, Recall const& recall,
                                       Moment const& moment);
// Whoever was being shown the post while it was recalled comes to the log a little later: looks once more,
// for at most `limit` recalls that are old enough.
void finish_recalls(storage::WriteTx& tx, base::Timestamp now, base::Random& random, int limit);

struct AskedBureau {
  auth::Organisation bureau;
  std::optional<base::Timestamp> acknowledged_at;
};
struct RecallState {
  Origin origin;  // of the post
  base::Timestamp at;
  Author by;
  std::string reason;
  std::vector<AskedBureau> bureaus;
};
// For whoever has the post among his contributions; not_found where it was not recalled.
base::Result<RecallState> load_recall(storage::ReadTx& tx, auth::Viewer const& viewer,
                                      base::PublicId const& post);

}  // namespace forum
