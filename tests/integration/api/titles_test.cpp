// The title of a thread is part of what its marking is about: wherever it is told, its level is told with it.
#include <set>

#include "tests/integration/api/sample_calls.hpp"

namespace tests::api {
namespace {

class Titles : public Api {
 protected:
  // Collects the places of schemas that have a title of a thread and no level.
  void look_into(boost::json::value const& value, std::string const& place, std::set<std::string>& seen) {
    if (auto const* const list = value.if_array()) {
      for (auto const& one : *list) look_into(one, place, seen);
      return;
    }
    auto const* const object = value.if_object();
    if (object == nullptr) return;
    if (auto const* const reference = object->if_contains("$ref")) {
      std::string const name(reference->as_string());
      if (seen.insert(name).second) look_into(document().resolve(value), name, seen);
      return;
    }
    if (auto const* const properties = object->if_contains("properties")) {
      auto const& fields = properties->as_object();
      bool const is_of_thread = fields.contains("thread_id") || fields.contains("id") ||
                                fields.contains("thread") || fields.contains("topic_id");
      bool const is_marked =
          fields.contains("level") || fields.contains("title_level") || fields.contains("marking");
      if (fields.contains("title") && is_of_thread && !is_marked) bare.insert(place);
      for (auto const& field : fields) look_into(field.value(), place + "/" + std::string(field.key()), seen);
      return;
    }
    for (auto const& [key, one] : *object) look_into(one, place, seen);
  }

  std::set<std::string> bare;
};

TEST_F(Titles, come_with_their_level) {
  std::set<std::string> seen;
  for (auto const& operation : document().operations()) {
    look_into(operation.description->at("responses"), operation.id, seen);
  }
  // Titles of topics, which have no level of their own here; and what break-glass shows, under a banner.
  for (auto const topic : {"#/components/schemas/Topic", "#/components/schemas/TopicActivity"})
    bare.erase(topic);
  std::erase_if(bare, [](std::string const& place) { return place.ends_with("/moderates"); });
  bare.erase("read_break_glass");
  EXPECT_TRUE(bare.empty()) << *bare.begin();
  EXPECT_TRUE(seen.contains("#/components/schemas/Notification"));
}

TEST_F(Titles, tell_the_level_of_the_thread_they_stand_for) {
  auto author = client("officer1.fr");
  auto reader = client("officer1.es");
  for (std::string const level : {"public", "official_use_only"}) {
    auto const thread =
        open_thread(author, open(), {{"title", "At a level"}, {"marking", {{"level", level}}}});
    auto const post = reply(author, thread.id);
    expect_status(200,
                  reader.put("/threads/" + thread.id + "/subscription", {{"as", "me"}, {"level", "all"}}));
    auto const news = reply(author, thread.id);
    auto const told = expect_status(200, reader.get("/notifications?limit=1"));
    EXPECT_EQ(told.text_at("/items/0/post_id"), news);
    EXPECT_EQ(told.text_at("/items/0/title_level"), level);
    auto const flag =
        expect_status(201, reader.post("/posts/" + post + "/flag", {{"reason", "off_subject"}}));
    EXPECT_EQ(flag.text_at("/thread/level"), level);
  }
}

}  // namespace
}  // namespace tests::api
