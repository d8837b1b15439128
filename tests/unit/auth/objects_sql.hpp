// Objects with nothing but an envelope, in the three storeys of the discussion: what the read rule is asked
// about in these tests.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "auth/readable.hpp"
#include "storage/migration.hpp"

namespace auth {

enum class Storey { topic, thread, post };

struct Object {
  Storey storey;
  std::int64_t id;
  std::int64_t parent = 0;  // the topic of a thread, the thread of a post
  Envelope envelope;
};

storage::Migration objects_migration(int version);

void insert_object(storage::WriteTx& tx, Object const& object);
void update_object(storage::WriteTx& tx, Object const& object);

// The invitations of a guest to the thread end.
void end_grants(storage::WriteTx& tx, UserId guest, std::int64_t thread, base::Timestamp now);

// By the SQL condition: the keys that the viewer may read, everything that encloses them asked as well.
std::set<std::int64_t> select_readable(storage::ReadTx& tx, Viewer const& viewer, Storey storey);

// How the engine would find the readable posts, a line a step.
std::vector<std::string> explain_readable_posts(storage::ReadTx& tx, Viewer const& viewer);

}  // namespace auth
