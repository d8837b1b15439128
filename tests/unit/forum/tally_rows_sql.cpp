#include <deque>
#include <regex>

#include "tests/unit/forum/tally_rows.hpp"

namespace forum {
namespace {

using storage::Statement;

Statement const kPostTallies("test.post_tallies",
                             "SELECT thread_id, audience_id, level, source_id, state, author_id, expires_on,"
                             " topic_id, thread_audience_id, posts, last_sequence, last_at FROM post_tally"
                             " ORDER BY 1, 2, 3, 4, 5, 6, 7");
Statement const kThreadTallies("test.thread_tallies",
                               "SELECT topic_id, expires_on, audience_id, level, source_id, state, author_id,"
                               " threads, 0, 0, 0, 0 FROM thread_tally ORDER BY 1, 2, 3, 4, 5, 6, 7");
Statement const kPublishedTallies("test.published_tallies",
                                  "SELECT topic_id, reach, organisation_id, source_id, level, threads,"
                                  " 0, 0, 0, 0, 0, 0 FROM published_thread_tally ORDER BY 1, 2, 3, 4, 5");

// From the tables of the objects alone, not through the views that the program counts by.
std::string source(std::string const& alias) {
  return "CASE WHEN " + alias + ".state = 1 AND " + alias +
         ".source_id NOT IN (SELECT source_id FROM counted_apart) THEN 0 ELSE " + alias + ".source_id END";
}
std::string author_and_expiry(std::string const& alias) {
  return "CASE WHEN " + alias + ".state = 2 THEN " + alias + ".author_id ELSE 0 END, COALESCE(" + alias +
         ".expires_on, 9223372036854775807)";
}
constexpr char kPublishedForGood[] = "t.state = 1 AND t.expires_on IS NULL";

Statement const kCountPosts("test.count_posts",
                            "SELECT p.thread_id, p.audience_id, p.level, " + source("p") + ", p.state, " +
                                author_and_expiry("p") +
                                ", t.topic_id, t.audience_id, COUNT(*), MAX(COALESCE(p.sequence, 0)),"
                                " MAX(COALESCE(e.at, p.created_at))"
                                " FROM post p JOIN thread t ON t.id = p.thread_id"
                                " LEFT JOIN event e ON e.id = p.sequence WHERE p.state IN (1, 2, 3)"
                                " GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9 ORDER BY 1, 2, 3, 4, 5, 6, 7");
Statement const kCountThreads("test.count_threads",
                              "SELECT t.topic_id, COALESCE(t.expires_on, 9223372036854775807), t.audience_id,"
                              " t.level, " +
                                  source("t") +
                                  ", t.state, CASE WHEN t.state = 2 THEN t.author_id ELSE 0 END,"
                                  " COUNT(*), 0, 0, 0, 0 FROM thread t WHERE t.state IN (1, 2, 3) AND NOT (" +
                                  kPublishedForGood +
                                  ") GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7");
// What these rows mean is tested by what readers count (tallies_test.cpp); here, that they keep in step.
Statement const kCountPublished("test.count_published",
                                "SELECT topic_id, reach, organisation_id, source_id, level, COUNT(*),"
                                " 0, 0, 0, 0, 0, 0 FROM counted_reach GROUP BY 1, 2, 3, 4, 5"
                                " ORDER BY 1, 2, 3, 4, 5");

// Sources that deny somebody and are yet counted with the others: there must be none.
Statement const kDeniers(
    "test.deniers",
    "SELECT DISTINCT source_id, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM deny WHERE source_id"
    " NOT IN (SELECT source_id FROM counted_apart)");

std::vector<std::string> rows_of(storage::ReadTx& tx, Statement const& statement) {
  std::vector<std::string> rows;
  tx.each(statement, [&](storage::Row const& row) {
    std::string text;
    for (int column = 0; column < 12; ++column) text += std::to_string(row.integer(column)) + ' ';
    rows.push_back(std::move(text));
  });
  return rows;
}

}  // namespace

std::vector<std::string> select_post_tallies(storage::ReadTx& tx) {
  return rows_of(tx, kPostTallies);
}
std::vector<std::string> count_post_tallies(storage::ReadTx& tx) {
  return rows_of(tx, kCountPosts);
}
std::vector<std::string> select_thread_tallies(storage::ReadTx& tx) {
  return rows_of(tx, kThreadTallies);
}
std::vector<std::string> count_thread_tallies(storage::ReadTx& tx) {
  return rows_of(tx, kCountThreads);
}
std::vector<std::string> select_published_tallies(storage::ReadTx& tx) {
  return rows_of(tx, kPublishedTallies);
}
std::vector<std::string> count_published_tallies(storage::ReadTx& tx) {
  return rows_of(tx, kCountPublished);
}
std::vector<std::string> select_deniers_not_apart(storage::ReadTx& tx) {
  return rows_of(tx, kDeniers);
}

namespace {

// What SQLite tells of each statement whose name begins so, as `read` takes it from a row.
template <class Read>
std::vector<std::string> explanations(storage::ReadTx& tx, std::string_view command, std::string_view name,
                                      Read read) {
  // Statements live as long as the program.
  static std::deque<Statement> explained;
  static std::regex const parameter("\\$[0-9]+");
  std::vector<std::string> steps;
  auto const known = std::vector<Statement const*>(Statement::all().begin(), Statement::all().end());
  for (auto const* const statement : known) {
    if (!statement->name().starts_with(name)) continue;
    auto const& explanation = explained.emplace_back(
        "test.explain", std::string(command) + std::regex_replace(statement->text(), parameter, "1"));
    tx.each(explanation, [&](storage::Row const& row) {
      steps.push_back(std::string(statement->name()) + ": " + std::string(read(row)));
    });
  }
  return steps;
}

}  // namespace

std::vector<std::string> explain(storage::ReadTx& tx, std::string_view name) {
  return explanations(tx, "EXPLAIN QUERY PLAN ", name, [](storage::Row const& row) { return row.text(3); });
}

std::vector<std::string> select_opcodes(storage::ReadTx& tx, std::string_view name) {
  return explanations(tx, "EXPLAIN ", name, [](storage::Row const& row) { return row.text(1); });
}

}  // namespace forum
