// What search costs in a large forum where many threads are for a few: the first page for common and rare
// words, for a phrase and for operators, with the read rule, beside the full-text query of the same words
// alone, newest first and with FTS5's own snippets, that asks nobody's rights. A few threads are public, and
// some of the searches are of an officer who may read nothing else.
#include "forum/search.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <random>

#include "auth/marking.hpp"
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
constexpr std::chrono::seconds kLongest{10};  // for fewer of them where they are slow
constexpr int kPageSize = 20;
constexpr int kThreadsForOnePublic = 500;

storage::Statement const kSetText("bench.search_text", "UPDATE post SET html = $2 WHERE id = $1");
storage::Statement const kOpenTopics("bench.search_open_topics", "UPDATE topic SET level = 0");
storage::Statement const kOpenThreads("bench.search_open_threads",
                                      "UPDATE thread SET level = 0 WHERE id % $1 = 0");
storage::Statement const kOpenPosts("bench.search_open_posts",
                                    "UPDATE post SET level = 0 WHERE thread_id % $1 = 0");
storage::Statement const kOfficers("bench.search_officers",
                                   "SELECT id FROM users WHERE username LIKE 'officer%' ORDER BY id");
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

void write_texts(storage::Database& database, int posts, Words& words) {
  for (std::int64_t id = 1; id <= posts; id += kIndexedAtOnce) {
    database
        .write_now([&](storage::WriteTx& tx) -> base::Result<void> {
          for (auto post = id; post < id + kIndexedAtOnce; ++post) tx.execute(kSetText, post, words.text());
          return {};
        })
        .value();
  }
  database
      .write_now([&](storage::WriteTx& tx) -> base::Result<void> {
        tx.execute(kOpenTopics);
        tx.execute(kOpenThreads, kThreadsForOnePublic);
        tx.execute(kOpenPosts, kThreadsForOnePublic);
        return {};
      })
      .value();
}

void index_all(storage::Database& database) {
  auto const begin = steady_clock::now();
  int posts = 0;
  for (int more = kIndexedAtOnce; more == kIndexedAtOnce; posts += more) {
    more = database
               .write_now([&](storage::WriteTx& tx) -> base::Result<int> {
                 return forum::index_due(tx, kIndexedAtOnce);
               })
               .value();
  }
  if (posts == 0) return;
  bench::print_figure("a post put into the index", bench::microseconds(steady_clock::now() - begin) / posts,
                      "µs");
}

// Loaded beforehand, because the server keeps the accounts of those who are signed in.
std::vector<auth::Viewer> officers_of(storage::Database& database) {
  return database
      .read_now([](storage::ReadTx& tx) -> base::Result<std::vector<auth::Viewer>> {
        std::vector<auth::UserId> ids;
        tx.each(kOfficers, [&](storage::Row const& row) { ids.push_back(row.id<auth::UserTag>(0)); });
        std::vector<auth::Viewer> officers;
        for (auto const id : ids)
          officers.push_back(auth::load_viewer(tx, id, base::wall_clock_now()).value());
        return officers;
      })
      .value();
}

// Of the time, and of the processor's time, which a busy machine changes less; in milliseconds.
struct Spread {
  double median = 0;
  double late = 0;  // the 99th of a hundred
  double median_cpu = 0;
  double late_cpu = 0;
};

double cpu_now() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

template <class Query>
Spread spread_of(Query query) {
  std::vector<double> took;
  std::vector<double> cpu;
  auto const first = steady_clock::now();
  for (int i = 0; i < kQueries && steady_clock::now() - first < kLongest; ++i) {
    auto const begin = steady_clock::now();
    auto const cpu_before = cpu_now();
    query(i);
    cpu.push_back(cpu_now() - cpu_before);
    took.push_back(bench::microseconds(steady_clock::now() - begin) / 1000);
  }
  std::ranges::sort(took);
  std::ranges::sort(cpu);
  auto const late = took.size() * 99 / 100;
  return {took[took.size() / 2], took[late], cpu[cpu.size() / 2], cpu[late]};
}

enum class Bare { beside, none };

class Measurement {
 public:
  Measurement(storage::Database& database, std::string only)
      : database_(database), only_(std::move(only)), officers_(officers_of(database)) {}

  void compare(std::string const& name, std::string const& asked, Bare with_bare = Bare::beside) {
    if (name.find(only_) == std::string::npos) return;
    auto const query = forum::parse_search(asked, {}).value();
    auto const search = spread_of([&](int round) { search_as_officer(query, round, ceiling_); });
    bench::print_figure(name + ", p99", search.late, "ms", "under 50");
    bench::print_figure("  p99 of the processor", search.late_cpu, "ms");
    if (with_bare == Bare::none) bench::print_figure("  p50 of the processor", search.median_cpu, "ms");
    if (with_bare == Bare::none) return;
    auto const expression =
        forum::wanted_expression(query, forum::SearchPlace::anywhere, auth::Level::confidential);
    auto const bare = spread_of([&](int) {
      database_
          .read_now([&](storage::ReadTx& tx) -> base::Result<int> {
            int rows = 0;
            tx.each(kBare, [&](storage::Row const&) { ++rows; }, expression, kPageSize + 1);
            return rows;
          })
          .value();
    });
    bench::print_ratio("  p50 of the processor", search.median_cpu, "bare FTS5", bare.median_cpu, "ms",
                       "at most 2");
  }

  // From here on nobody may read more than what is public.
  void lower_ceiling() { ceiling_ = static_cast<int>(auth::Level::open); }

 private:
  void search_as_officer(forum::SearchQuery const& query, int round, std::optional<int> ceiling) {
    auto viewer = officers_[static_cast<std::size_t>(round) * 37 % officers_.size()];
    if (ceiling) viewer.ceiling = *ceiling;
    database_
        .read_now([&](storage::ReadTx& tx) -> base::Result<std::size_t> {
          return forum::search_posts(tx, viewer, query, {.limit = kPageSize, .after = {}})->items.size();
        })
        .value();
  }

  storage::Database& database_;
  std::string only_;  // what the name of each line that is measured contains
  std::vector<auth::Viewer> officers_;
  std::optional<int> ceiling_;
};

void compare_all(Measurement& measurement, Words const& words) {
  auto const rare = words.word(kVocabulary - 7);
  measurement.compare("a word of nearly every post", words.word(1));
  measurement.compare("a word of one post in fifty", words.word(300));
  measurement.compare("a rare word", rare);
  measurement.compare("two common words", words.word(1) + " " + words.word(2));
  measurement.compare("a common and a rare word", words.word(1) + " " + rare);
  measurement.compare("a phrase", "\"" + words.word(1) + " " + words.word(2) + "\"");
  measurement.compare("a word that is nowhere", "nowhere");
  for (auto const& [name, asked] : std::initializer_list<std::pair<char const*, std::string>>{
           {"a common word in one language and country", words.word(1) + " language:en country:ke"},
           {"a common word in a title", words.word(1) + " in:title"},
           {"a common word, unread", words.word(1) + " is:unread"},
           {"a common word in early years", words.word(1) + " before:2018-01-01"},
           {"all but a common word", "-" + words.word(1)},
           {"all but a rare word", "-" + rare},
           {"unread of one country", "is:unread country:ke"},
           {"unread of an author", "is:unread by:77"},
           {"of an author", "by:77"},
           {"of a language that nothing is in", "language:ar"},
           {"of a topic", "topic:19"},
           {"of early years", "before:2018-01-01"},
           {"of one day long ago", "after:2018-03-01 before:2018-03-02"}}) {
    measurement.compare(name, asked, Bare::none);
  }
}

void measure(int posts, std::filesystem::path const& folder, std::string const& only) {
  storage::DatabaseSettings settings;
  settings.path = folder / "colloquium.db";
  settings.slow_statement = std::chrono::hours{1};
  bool const is_there = std::filesystem::exists(settings.path);
  if (!is_there) {
    bench::print_note("making a forum of " + std::to_string(posts) + " posts");
    bench::build_world(folder, {.posts = posts, .narrow_percent = 30});
  }
  storage::Database database(settings, server::app::all_migrations());
  Words words;
  if (!is_there) write_texts(database, posts, words);
  bench::print_title("search: " + std::to_string(posts) + " posts of " + std::to_string(kWordsOfPost) +
                     " words, a third of the threads for a few bureaus; " + std::to_string(kQueries) +
                     " searches by officers of many bureaus");
  index_all(database);
  Measurement measurement(database, only);
  compare_all(measurement, words);
  bench::print_title("the same by officers who may read one thread in " +
                     std::to_string(kThreadsForOnePublic) + " at most");
  measurement.lower_ceiling();
  compare_all(measurement, words);
}

}  // namespace

// A number as argument: so many posts instead, in thousands whole. A folder behind it: the forum is made
// there, and kept for the next time. Words behind that: only the lines with these in their name.
int main(int argc, char** argv) {
  try {
    int const posts = argc > 1 ? std::atoi(argv[1]) : kPosts;
    if (argc > 2) {
      std::filesystem::create_directories(argv[2]);
      measure(posts, argv[2], argc > 3 ? argv[3] : "");
    } else {
      bench::Folder const folder;
      measure(posts, folder.path(), {});
    }
    return 0;
  } catch (std::exception const& failure) {
    std::fprintf(stderr, "bench search: %s\n", failure.what());
    return 1;
  }
}
