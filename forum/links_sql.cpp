#include "auth/readable.hpp"
#include "forum/links.hpp"

namespace forum {
namespace {

using storage::Row;
using storage::Statement;

constexpr char kColumns[] = "SELECT t.public_id, t.level, so.public_id, t.title, COUNT(*) FROM ";
constexpr char kGroups[] =
    " GROUP BY t.id, t.public_id, t.level, so.public_id, t.title ORDER BY MAX(p.id) DESC LIMIT ";

Statement const kFrom("thread_link.from", std::string(kColumns) +
                                              "thread_link l JOIN post p ON p.id = l.post_id"
                                              " JOIN thread t ON t.id = p.thread_id" +
                                              kThreadPlaceJoins +
                                              " WHERE l.thread = $7 AND t.public_id <> $7 AND " +
                                              auth::readable("p", "t.topic_id") + " AND " +
                                              thread_place_readable() + kGroups + "$8");

Statement const kTo("thread_link.to", std::string(kColumns) +
                                          "post p JOIN thread_link l ON l.post_id = p.id"
                                          " JOIN thread t ON t.public_id = l.thread" +
                                          kThreadPlaceJoins + " WHERE p.thread_id = $7 AND t.id <> $7 AND " +
                                          auth::readable("p", "$8") + " AND " + thread_place_readable() +
                                          kGroups + "$9");

Statement const kForget("thread_link.forget", "DELETE FROM thread_link WHERE post_id = $1");
Statement const kRecord("thread_link.record", "INSERT INTO thread_link (post_id, thread) VALUES ($1, $2)");

std::vector<LinkedThread> read_all(storage::Rows rows) {
  std::vector<LinkedThread> threads;
  while (rows.next()) {
    auto const row = rows.row();
    LinkedThread thread;
    thread.origin = {row.public_id(0), static_cast<auth::Level>(row.integer(1)), row.public_id(2)};
    thread.title = row.text(3);
    thread.posts = static_cast<int>(row.integer(4));
    threads.push_back(std::move(thread));
  }
  return threads;
}

}  // namespace

base::Result<ThreadLinks> load_thread_links(storage::ReadTx& tx, auth::Viewer const& viewer,
                                            base::PublicId const& thread) {
  auto const place = find_thread_place(tx, viewer, thread);
  if (!place) return base::ErrorCode::not_found;
  ThreadLinks links;
  links.topic = place->topic.public_id;
  links.from = read_all(auth::query_as(tx, viewer, kFrom, thread, kLinksShown));
  links.to = read_all(auth::query_as(tx, viewer, kTo, place->id, place->topic.id, kLinksShown));
  return links;
}

void record_links(storage::WriteTx& tx, PostId post, Html const& html) {
  tx.execute(kForget, post);
  auto threads = links_in(html);
  if (threads.size() > kLinksKept) threads.resize(kLinksKept);
  for (auto const& thread : threads) tx.execute(kRecord, post, thread);
}

}  // namespace forum
