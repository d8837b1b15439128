// What search costs in a large forum where many threads are for a few: the first page for common and rare
// words, for a phrase and for operators, with the read rule, beside the full-text query of the same words
// alone, newest first and with FTS5's own snippets, that asks nobody's rights.
#include "forum/search.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <random>

#include "auth/migrations.hpp"
#include "auth/viewer.hpp"
#include "forum/migrations.hpp"
#include "forum/search_index.hpp"
#include "server/app/commands.hpp"
#include "storage/database.hpp"
#include "tests/bench/support/report.hpp"
#include "tests/bench/support/servers.hpp"
#include "tests/bench/support/world.hpp"

namespace {

using std::chrono::steady_clock;

constexpr int kPosts = 1'000'000;
constexpr int kVocabulary = 30'000;
constexpr int kWordsOfPost = 60;
constexpr int kIndexedAtOnce = 1000;
constexpr int kQueries = 400;
constexpr int kPageSize = 20;

storage::Statement const kSetText("bench.search_text", "UPDATE post SET html = $2 WHERE id = $1");
storage::Statement const kBare("bench.search_bare",
                               "SELECT s.rowid, snippet(search_index, 2, '[', ']', '…', 40), p.html"
                               " FROM search_index s CROSS JOIN post p ON p.id = s.rowid"
                               " WHERE s.search_index MATCH $1 ORDER BY s.rowid DESC LIMIT $2");

// Word 0 is in nearly every post, word 30,000 in a few: as often as words are in texts (Zipf).
class Words {
 public:
  std::string word(int rank) const {
    std::string text = "w";
    for (int rest = rank; rest > 0; rest /= 20) text += kLetters[static_cast<std::size_t>(rest % 20)];
    return text + "x";
  }
  std::string text() {
    std::string html = "<p>";
    for (int i = 0; i < kWordsOfPost; ++i) {
      html += word(static_cast<int>(std::exp(uniform_(dice_) * std::log(double{kVocabulary}))));
      html += ' ';
    }
    return html + "</p>";
  }

 private:
  static constexpr std::string_view kLetters = "bcdfghjklmnpqrtvwzao";
  std::mt19937_64 dice_{3};
  std::uniform_real_distribution<double> uniform_{0, 1};
};

void fill(storage::Database& database, int posts, Words& words) {
  auto const begin = steady_clock::now();
  for (std::int64_t id = 1; id <= posts; id += kIndexedAtOnce) {
    database
        .write_now([&](storage::WriteTx& tx) -> base::Result<int> {
          for (auto post = id; post < id + kIndexedAtOnce; ++post) tx.execute(kSetText, post, words.text());
          return forum::index_due(tx, kIndexedAtOnce);
        })
        .value();
  }
  bench::print_figure("a post put into the index", bench::microseconds(steady_clock::now() - begin) / posts,
                      "µs");
}

struct Spread {
  double median = 0;
  double late = 0;  // the 99th of a hundred
};

template <class Query>
Spread spread_of(Query query) {
  std::vector<double> took;
  for (int i = 0; i < kQueries; ++i) {
    auto const begin = steady_clock::now();
    query(i);
    took.push_back(bench::microseconds(steady_clock::now() - begin) / 1000);
  }
  std::ranges::sort(took);
  return {took[took.size() / 2], took[took.size() * 99 / 100]};
}

class Measurement {
 public:
  Measurement(storage::Database& database, bench::World const& world) : database_(database), world_(world) {}

  void compare(std::string const& name, std::string const& asked, bool with_bare = true) {
    auto const query = forum::parse_search(asked, {}).value();
    auto const search = spread_of([&](int round) {
      auto const& officer = world_.officers[static_cast<std::size_t>(round) * 37 % world_.officers.size()];
      database_
          .read_now([&](storage::ReadTx& tx) -> base::Result<std::size_t> {
            auto const viewer = auth::load_viewer(tx, officer.user, base::wall_clock_now());
            return forum::search_posts(tx, viewer.value(), query, {.limit = kPageSize, .after = {}})
                ->items.size();
          })
          .value();
    });
    bench::print_figure(name + ", p99", search.late, "ms", "under 50");
    if (!with_bare) return;
    auto const expression = forum::wanted_expression(query, forum::SearchPlace::anywhere);
    auto const bare = spread_of([&](int) {
      database_
          .read_now([&](storage::ReadTx& tx) -> base::Result<int> {
            int rows = 0;
            tx.each(kBare, [&](storage::Row const&) { ++rows; }, expression, kPageSize + 1);
            return rows;
          })
          .value();
    });
    bench::print_ratio(name + ", p50", search.median, "bare FTS5", bare.median, "ms", "at most 2");
  }

 private:
  storage::Database& database_;
  bench::World const& world_;
};

void measure(int posts) {
  bench::Folder const folder;
  bench::print_note("making a forum of " + std::to_string(posts) + " posts");
  auto const world = bench::build_world(folder.path(), {.posts = posts, .narrow_percent = 30});
  storage::DatabaseSettings settings;
  settings.path = folder.path() / "colloquium.db";
  storage::Database database(settings, server::app::all_migrations());
  Words words;
  bench::print_title("search: " + std::to_string(posts) + " posts of " + std::to_string(kWordsOfPost) +
                     " words, a third of the threads for a few bureaus; " + std::to_string(kQueries) +
                     " searches by officers of many bureaus");
  fill(database, posts, words);
  Measurement measurement(database, world);
  measurement.compare("a word of nearly every post", words.word(1));
  measurement.compare("a word of one post in fifty", words.word(300));
  measurement.compare("a rare word", words.word(kVocabulary - 7));
  measurement.compare("two common words", words.word(1) + " " + words.word(2));
  measurement.compare("a common and a rare word", words.word(1) + " " + words.word(kVocabulary - 7));
  measurement.compare("a phrase", "\"" + words.word(1) + " " + words.word(2) + "\"");
  measurement.compare("a word that is nowhere", "nowhere");
  measurement.compare("a common word in one language and country", words.word(1) + " language:en country:ke",
                      false);
  measurement.compare("operators alone", "is:unread country:ke", false);
}

}  // namespace

// A number as argument: so many posts instead, in thousands whole.
int main(int argc, char** argv) {
  try {
    measure(argc > 1 ? std::atoi(argv[1]) : kPosts);
    return 0;
  } catch (std::exception const& failure) {
    std::fprintf(stderr, "bench search: %s\n", failure.what());
    return 1;
  }
}
