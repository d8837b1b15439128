// Two servers whose forums differ only in what an officer may not read: every answer to him is the same.
#include <set>

#include "tests/integration/api/sample_calls.hpp"

namespace tests::api {
namespace {

using support::ForumServerOptions;

// What France and Kenya have among themselves, and what nobody but France has.
void add_hidden(ForumWorld& world, forum::Opened const& readable) {
  base::SeededRandom random(4711);
  auto const among_two = world.only({"fr", "ke"});
  world.write([&](storage::WriteTx& tx) {
    auto const french = world.viewer(tx, "officer1.fr");
    auto const kenyan = world.viewer(tx, "officer1.ke");
    forum::Moment const moment{random, world.limits};
    Ask hidden = text("The code word is heliotrope.");
    hidden.audience = among_two;
    auto const thread =
        forum::create_thread(tx, french, {world.topic("open"), "Heliotrope", new_post(hidden)}, moment)
            .value();
    forum::create_thread(tx, french, {world.topic("narrow"), "Also hidden", new_post(text("x"))}, moment)
        .value();
    forum::create_reply(tx, kenyan, {thread.thread.public_id, {}, new_post(text("An answer."))}, moment)
        .value();
    // Between two posts that he reads.
    forum::create_reply(tx, french, {readable.thread.public_id, readable.post.public_id, new_post(hidden)},
                        moment)
        .value();
    forum::create_reply(
        tx, french,
        {readable.thread.public_id, readable.post.public_id, new_post(at_level(auth::Level::restricted))},
        moment)
        .value();
  });
}

ForumServerOptions world_with(bool hidden, base::Timestamp now) {
  ForumServerOptions options;
  options.now = now;
  options.fill = [hidden](ForumWorld& world) {
    auto const readable = world.open("officer1.fr", "open", "For everybody");
    world.now += 1min;
    world.reply("officer1.br", readable.thread.public_id);
    world.now += 1min;
    if (hidden) add_hidden(world, readable);
    world.now += 1min;
    auto const other = world.open("officer1.ke", "open", "Another one");
    auto const answer = world.reply("officer1.fr", other.thread.public_id);
    world.reply("officer1.fr", readable.thread.public_id);
    world.reply("officer1.es", other.thread.public_id, answer.public_id);
    world.open("officer1.br", "quiet", "Mine");
  };
  return options;
}

boost::json::value without_cursors(boost::json::value body) {
  for (auto const name : {"cursor", "next", "previous"}) {
    if (auto* const cursor = body.as_object().if_contains(name); cursor != nullptr && cursor->is_string()) {
      *cursor = "";
    }
  }
  return body;
}

// Follows every link and every page from the topics down: target to answer.
std::map<std::string, std::string> see_everything(ApiClient& client) {
  std::map<std::string, std::string> seen;
  auto const look = [&](std::string const& path) {
    std::vector<boost::json::value> items;
    std::string after;
    for (int page = 0; page < 50; ++page) {
      auto const answer = client.get(path + after);
      seen[path + " page " + std::to_string(page)] =
          std::to_string(answer.status) + boost::json::serialize(without_cursors(answer.body));
      auto const* const list = answer.body.as_object().if_contains("items");
      if (list == nullptr) break;
      for (auto const& item : list->as_array()) items.push_back(item);
      bool const is_last = !answer.has("/next") || answer.body.at("next").is_null();
      if (is_last || path.find("around=") != std::string::npos) break;
      after = (path.find('?') == std::string::npos ? "?after=" : "&after=") +
              support::encode_query(answer.text_at("/next"));
    }
    return items;
  };
  for (auto const path :
       {"/me", "/organisations", "/notifications", "/notifications?filter=unread", "/drafts"})
    look(path);
  for (auto const& topic : look("/topics?limit=1")) {
    std::string const topic_path = "/topics/" + std::string(topic.at("id").as_string());
    look(topic_path);
    for (auto const filter : {"unread", "mine"}) look(topic_path + "/threads?filter=" + filter);
    for (auto const& thread : look(topic_path + "/threads?limit=1")) {
      std::string const thread_path = "/threads/" + std::string(thread.at("id").as_string());
      look(thread_path);
      look(thread_path + "/audience");
      look(thread_path + "/posts");
      for (auto const& post : look(thread_path + "/posts?limit=1")) {
        std::string const id(post.at("id").as_string());
        look("/posts/" + id);
        look("/posts/" + id + "/revisions");
        look("/posts/" + id + "/audience");
        look(thread_path + "/posts?limit=1&around=" + id);
        look("/drafts/reply." + id);
      }
    }
  }
  return seen;
}

// One by one, so that a difference can be read.
void expect_same(std::map<std::string, std::string> const& one,
                 std::map<std::string, std::string> const& other, std::string const& who) {
  for (auto const& [target, answer] : one) {
    auto const found = other.find(target);
    EXPECT_EQ(answer, found == other.end() ? "nothing" : found->second) << who << " " << target;
  }
  EXPECT_EQ(one.size(), other.size()) << who;
}

TEST(TwinWorlds, answer_an_officer_alike_whatever_is_hidden_from_him) {
  auto const now = base::wall_clock_now();
  ForumServer with(world_with(true, now));
  ForumServer without(world_with(false, now));
  for (auto const who : {"officer1.br", "coordinator.es", "admin.ipsg"}) {
    auto there = with.client(who);
    auto here = without.client(who);
    auto const seen = see_everything(there);
    expect_same(seen, see_everything(here), who);
    for (auto const& [target, answer] : seen) {
      EXPECT_EQ(answer.find("eliotrope"), std::string::npos) << target;
    }
    if (std::string_view{who} != "admin.ipsg") {
      EXPECT_GT(seen.size(), 40U) << who;
    }
  }
  // The worlds do differ.
  auto there = with.client("officer1.ke");
  auto here = without.client("officer1.ke");
  EXPECT_NE(see_everything(there), see_everything(here));
}

TEST(TwinWorlds, stay_alike_through_what_he_does) {
  auto const now = base::wall_clock_now();
  ForumServer with(world_with(true, now));
  ForumServer without(world_with(false, now));
  auto const act = [](ForumServer& server) {
    auto officer = server.client("officer1.br");
    auto const threads = officer.get("/topics/" + server.topic("open") + "/threads");
    std::string const thread(threads.text_at("/items/0/id"));
    std::vector<std::int64_t> told;
    told.push_back(officer.get("/threads/" + thread).number_at("/unread"));
    told.push_back(officer.post("/threads/" + thread + "/read", {}).number_at("/unread"));
    told.push_back(officer.call("POST", "/topics/" + server.topic("open") + "/read").status);
    told.push_back(officer.get("/topics/" + server.topic("open")).number_at("/unread"));
    reply(officer, thread);
    auto const after = officer.get("/threads/" + thread);
    told.push_back(after.number_at("/posts"));
    told.push_back(after.number_at("/version"));
    told.push_back(static_cast<std::int64_t>(officer.get("/topics").text.size()));
    return told;
  };
  EXPECT_EQ(act(with), act(without));
}

}  // namespace
}  // namespace tests::api
