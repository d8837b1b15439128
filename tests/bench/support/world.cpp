#include "tests/bench/support/world.hpp"

#include <algorithm>
#include <array>
#include <random>
#include <stdexcept>

#include "auth/audience.hpp"
#include "auth/deny_lists_sql.hpp"
#include "auth/organisations.hpp"
#include "auth/sessions.hpp"
#include "auth/users.hpp"
#include "forum/markdown.hpp"
#include "forum/read_marks.hpp"
#include "forum/reply_path.hpp"
#include "forum/tallies.hpp"
#include "forum/topics.hpp"
#include "server/app/commands.hpp"
#include "server/app/content.hpp"
#include "tests/bench/support/filling.hpp"

namespace bench {
namespace {

constexpr std::size_t kTopics = 20;
constexpr int kOfficersPerBureau = 6;
constexpr int kFewBureaus = 12;  // in an audience that names bureaus
// Where audiences are of every kind: one in a hundred is for all but some, one in four of one organisation,
// the others name up to so many.
constexpr std::size_t kMostNamed = 40;
constexpr std::size_t kMostExcepted = 10;
constexpr int kNarrowAnswerPercent = 5;
constexpr std::size_t kDenyingBureaus = 10;  // one in so many
constexpr std::size_t kDesks = 10;           // that follow topics
constexpr std::size_t kTopicsPerDesk = 4;
constexpr int kThreadsAtOnce = 25;  // written side by side, as people do
constexpr int kUnreadPosts = 400;
constexpr std::chrono::milliseconds kPast = std::chrono::days{3650};
constexpr std::chrono::milliseconds kRecent = std::chrono::days{5};

struct Text {
  std::string body;
  std::string html;
};

// One thread while it is written.
struct Growing {
  ThreadRow row;
  std::vector<std::string> paths;
  std::vector<std::int64_t> numbers;
  std::vector<int> parents;  // by place in the thread; -1: none
  std::vector<int> answers;
};

class Builder {
 public:
  Builder(World& world, WorldPlan const& plan)
      : world_(world),
        plan_(plan),
        threads_(plan.posts / plan.posts_per_thread),
        now_(base::wall_clock_now()) {
    for (auto const bytes : {250UL, 320UL, 380UL, 420UL, 480UL}) {
      auto body = text_of_length(bytes);
      texts_.push_back({body, forum::render_markdown(body).text});
    }
  }

  void add_people(storage::WriteTx& tx) {
    server::app::add_bureaus(tx, COLLOQUIUM_SOURCE_DIR "/config", random_);
    unit_ = auth::create_organisation(tx,
                                      {.kind = auth::OrganisationKind::secretariat,
                                       .parent = std::nullopt,
                                       .country = std::nullopt,
                                       .city = std::nullopt,
                                       .names = {"Unit", "Unit", "Unit", "Unit"}},
                                      random_);
    for (auto const& organisation : auth::load_all_organisations(tx, auth::Language::en)) {
      if (organisation.kind == auth::OrganisationKind::ncb) bureaus_.push_back(organisation.id);
    }
    for (auto const bureau : bureaus_) {
      for (int i = 0; i < kOfficersPerBureau; ++i) add_officer(tx, bureau);
    }
    organisations_ = bureaus_;
  }

  // Below the bureaus, in turn.
  void add_entities(storage::WriteTx& tx) {
    while (std::ssize(organisations_) < plan_.organisations) {
      auto const bureau = organisations_.size() % bureaus_.size();
      auto const name = "Entity " + std::to_string(organisations_.size());
      organisations_.push_back(auth::create_organisation(tx,
                                                         {.kind = auth::OrganisationKind::national_entity,
                                                          .parent = bureaus_[bureau],
                                                          .country = std::nullopt,
                                                          .city = std::nullopt,
                                                          .names = {name, name, name, name}},
                                                         random_));
      add_officer(tx, organisations_.back());
    }
  }

  void add_topics(storage::WriteTx& tx) {
    auto const members = auth::intern_audience(tx, auth::AudienceBase::all_members, {}, {}, unit_);
    for (std::size_t i = 0; i < kTopics; ++i) {
      auto const name = "Topic " + std::to_string(i);
      auth::Names const names{name, name, name, name};
      auto const id = forum::create_topic(tx, {names, names, unit_, members}, now_ - kPast, random_);
      world_.topics.push_back({id, forum::topic_public_id(tx, id)});
    }
    everybody_ = {auth::kInherit, auth::count_bureaus(tx, {members})};
    for (int i = 0; i < plan_.narrow_audiences; ++i) {
      auto const audience = plan_.everywhere ? intern_any(tx) : intern_few(tx, kFewBureaus, bureaus_);
      narrow_.push_back({audience, auth::count_bureaus(tx, {members, audience})});
    }
    for (std::size_t i = 0; plan_.everywhere && i < bureaus_.size(); i += kDenyingBureaus) {
      for (std::size_t const next : {1UL, 2UL})
        auth::insert_deny(tx, bureaus_[i], bureaus_[(i + next) % bureaus_.size()]);
    }
    for (std::size_t desk = 0; desk < kDesks; ++desk) {
      for (std::size_t i = 0; i < kTopicsPerDesk; ++i) {
        auto const topic = (desk * 2 + i) % kTopics;
        follow_topic(tx, world_.topics[topic].id, bureaus_[desk]);
        desks_[topic].push_back(bureaus_[desk]);
      }
    }
  }

  auth::AudienceId intern_few(storage::WriteTx& tx, std::size_t count,
                              std::vector<auth::OrganisationId> const& among) {
    std::vector<auth::OrganisationId> few;
    for (std::size_t i = 0; i < count; ++i) few.push_back(among[pick(among.size())]);
    return auth::intern_audience(tx, auth::AudienceBase::only, few, {}, std::nullopt);
  }

  auth::AudienceId intern_any(storage::WriteTx& tx) {
    auto const dice = pick(100);
    if (dice == 0) {
      std::vector<auth::OrganisationId> some;
      for (auto i = 1 + pick(kMostExcepted); i > 0; --i) some.push_back(bureaus_[pick(bureaus_.size())]);
      return auth::intern_audience(tx, auth::AudienceBase::all_members, {}, some, std::nullopt);
    }
    return intern_few(tx, dice <= 25 ? 1 : 2 + pick(kMostNamed - 1), organisations_);
  }

  bool has_more() const { return next_thread_ < threads_; }

  // The next threads, all their posts and what is counted of them.
  void add_threads(storage::WriteTx& tx) {
    std::vector<Growing> together;
    for (int i = 0; i < kThreadsAtOnce && has_more(); ++i) together.push_back(plan_thread());
    for (int place = 0; place < plan_.posts_per_thread; ++place) {
      for (Growing& thread : together) add_post(tx, thread, place);
    }
    for (Growing const& thread : together) {
      forum::add_to_tally(tx, thread.row.id);
      forum::recount_posts(tx, thread.row.id);
    }
  }

  void mark_read(storage::WriteTx& tx) { set_read_marks(tx, number_ - kUnreadPosts); }

 private:
  std::size_t pick(std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(dice_);
  }
  Officer const& somebody() { return world_.officers[pick(world_.officers.size())]; }

  void add_officer(storage::WriteTx& tx, auth::OrganisationId bureau) {
    auth::NewUser account;
    account.username = "officer" + std::to_string(world_.officers.size());
    account.name = "Officer Number " + std::to_string(world_.officers.size());
    account.function = "Legal adviser";
    account.organisation = bureau;
    account.clearance = auth::Level::confidential;
    if (!world_.officers.empty()) account.vetted_by = world_.officers.front().user;
    account.vetted_until = now_ + std::chrono::days{365};
    account.state = auth::UserState::active;
    auto const user = auth::create_user(tx, account, now_ - kPast, random_).value();
    if (!account.vetted_by) auth::set_vetted_by(tx, user, user);
    auth::add_grant(tx, user,
                    {auth::Role::contributor, auth::Grant::Scope::organisation, bureau.value, now_ - kPast,
                     std::nullopt});
    forum::begin_reading(tx, user, forum::Backlog::read);
    auto const session = auth::create_session(tx, user, auth::Assurance::strong, now_, random_);
    world_.officers.push_back({user, bureau, session.token});
  }

  Growing plan_thread() {
    int const recent = next_thread_ - (threads_ - kRecentThreads);  // its place among the recent ones
    auto topic = pick(kTopics);
    if (recent >= 0) topic = recent < kRecentThreads / 2 ? 0 : 1 + topic % (kTopics - 1);
    bool const is_narrow =
        (recent < 0 || plan_.everywhere) && static_cast<int>(pick(100)) < plan_.narrow_percent;
    Officer const& author = somebody();
    Growing thread;
    thread.row = {.id = forum::ThreadId{++next_thread_},
                  .public_id = base::make_public_id(random_),
                  .topic = world_.topics[topic].id,
                  .source = author.bureau,
                  .author = author.user,
                  .readers = is_narrow ? narrow_[pick(narrow_.size())] : everybody_,
                  .at = {}};
    thread.paths.push_back({});
    thread.parents.push_back(-1);
    thread.answers.assign(static_cast<std::size_t>(plan_.posts_per_thread), 0);
    for (int place = 1; place < plan_.posts_per_thread; ++place) {
      // Half answer the first post, the others somebody before them.
      auto const parent = pick(2) == 0 ? 0 : pick(static_cast<std::size_t>(place));
      thread.paths.push_back(
          forum::append_place(thread.paths[parent], static_cast<std::uint64_t>(thread.answers[parent]++)));
      thread.parents.push_back(static_cast<int>(parent));
    }
    if (!is_narrow) world_.threads.push_back(thread.row.public_id);
    return thread;
  }

  void add_post(storage::WriteTx& tx, Growing& thread, int place) {
    auto const i = static_cast<std::size_t>(place);
    ++number_;
    base::Timestamp const at = time_of(number_);
    Officer const* author = &somebody();
    if (place == 0) {
      thread.row.at = at;
      auto const of_thread = std::ranges::find(world_.officers, thread.row.author, &Officer::user);
      author = &*of_thread;
      insert_thread(tx, thread.row, "Requests for provisional measures, question " + std::to_string(number_));
    }
    thread.numbers.push_back(number_);
    Text const& text = texts_[pick(texts_.size())];
    bool const is_narrow =
        plan_.everywhere && place > 0 && static_cast<int>(pick(100)) < kNarrowAnswerPercent;
    std::optional<std::int64_t> parent;
    if (place > 0) parent = thread.numbers[static_cast<std::size_t>(thread.parents[i])];
    insert_post(tx,
                {.number = number_,
                 .public_id = base::make_public_id(random_),
                 .thread = thread.row.id,
                 .parent = parent,
                 .path = thread.paths[i],
                 .source = author->bureau,
                 .author = author->user,
                 .body = text.body,
                 .html = text.html,
                 .readers = is_narrow ? narrow_[pick(narrow_.size())]
                                      : Readers{auth::kInherit, thread.row.readers.bureaus},
                 .at = at},
                thread.row.topic);
    auto const topic = static_cast<std::size_t>(
        std::ranges::find(world_.topics, thread.row.topic, &FilledTopic::id) - world_.topics.begin());
    for (auto const desk : desks_[topic]) tell_desk(tx, desk, number_);
  }

  base::Timestamp time_of(std::int64_t number) const {
    std::int64_t const recent = std::int64_t{kRecentThreads} * plan_.posts_per_thread;
    std::int64_t const old = std::int64_t{threads_} * plan_.posts_per_thread - recent;
    if (number > old) return now_ - kRecent + kRecent * (number - old) / (recent + 1);
    return now_ - kPast + (kPast - kRecent) * number / (old + 1);
  }

  World& world_;
  WorldPlan const& plan_;
  int threads_;
  int next_thread_ = 0;
  std::int64_t number_ = 0;
  base::Timestamp now_;
  base::SeededRandom random_{1};
  std::mt19937_64 dice_{1};
  std::vector<Text> texts_;
  auth::OrganisationId unit_;
  std::vector<auth::OrganisationId> bureaus_;
  std::vector<auth::OrganisationId> organisations_;  // bureaus first
  Readers everybody_;
  std::vector<Readers> narrow_;
  std::array<std::vector<auth::OrganisationId>, kTopics> desks_;
};

}  // namespace

World build_world(std::filesystem::path const& folder, WorldPlan const& plan) {
  if (plan.posts < kRecentThreads * plan.posts_per_thread || plan.posts % plan.posts_per_thread != 0) {
    throw std::invalid_argument("a forum to measure on has fifty threads or more, and whole ones");
  }
  World world;
  Builder builder(world, plan);
  storage::DatabaseSettings settings;
  settings.path = folder / "colloquium.db";
  settings.cache_kib = 256 * 1024;
  settings.slow_statement = std::chrono::hours{1};  // nobody waits for these
  storage::Database database(settings, server::app::all_migrations());
  auto const write = [&](auto step) {
    database
        .write_now([&](storage::WriteTx& tx) -> base::Result<void> {
          step(tx);
          return {};
        })
        .value();
  };
  write([&](storage::WriteTx& tx) { builder.add_people(tx); });
  write([&](storage::WriteTx& tx) { builder.add_entities(tx); });
  write([&](storage::WriteTx& tx) { builder.add_topics(tx); });
  // SQLite walks what a transaction has changed so far at the end of each statement that fires a trigger:
  // five thousand posts in one cost many times what five hundred do.
  while (builder.has_more()) {
    write([&](storage::WriteTx& tx) { builder.add_threads(tx); });
  }
  write([&](storage::WriteTx& tx) { builder.mark_read(tx); });
  database.stop();
  return world;
}

std::string text_of_length(std::size_t bytes) {
  constexpr std::string_view kWords =
      "Our magistrates have asked how other bureaus read article 18, paragraph 5, where the **requested "
      "State** has no "
      "rule on provisional measures. In practice we send the order with a *short summary* of the facts, name "
      "the "
      "contact point, and ask for an answer within ten days.\n\nTwo questions remain: who certifies the "
      "translation, "
      "and does the freezing order end by itself? We would welcome a copy of the form that you use, and the "
      "name of "
      "the authority that receives it on weekends; an incoming request may not wait for Monday.\n\n";
  std::string text;
  while (text.size() < bytes) text += kWords;
  text.resize(text.find_last_of(' ', bytes));
  return text;
}

}  // namespace bench
