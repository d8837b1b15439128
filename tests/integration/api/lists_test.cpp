// Lists: each is read page by page, and says so.
#include <set>

#include "tests/integration/api/sample_calls.hpp"

namespace tests::api {
namespace {

// What has items and is no list: the pages of a thread, whose cursors are its items, and what is offered
// while somebody types.
std::set<std::string> const kNoLists{"list_thread_pages", "offer_authors"};

class Lists : public Api {
 protected:
  static boost::json::object const* answer_of(Operation const& operation) {
    auto const& responses = operation.description->at("responses").as_object();
    auto const* const found = responses.if_contains("200");
    if (found == nullptr || operation.method != "GET") return nullptr;
    auto const* const content = document().resolve(*found).if_contains("content");
    auto const* const json = content ? content->as_object().if_contains("application/json") : nullptr;
    return json ? &document().resolve(json->at("schema")) : nullptr;
  }
  static bool has_property(boost::json::object const& schema, std::string_view name) {
    if (auto const* const properties = schema.if_contains("properties")) {
      if (properties->as_object().contains(name)) return true;
    }
    if (auto const* const all = schema.if_contains("allOf")) {
      for (auto const& part : all->as_array()) {
        if (has_property(document().resolve(part), name)) return true;
      }
    }
    return false;
  }
  static bool is_list(Operation const& operation) {
    auto const* const schema = answer_of(operation);
    return schema != nullptr && has_property(*schema, "items") && !kNoLists.contains(operation.id);
  }
  static bool takes(Operation const& operation, std::string_view name) {
    auto const* const parameters = operation.description->if_contains("parameters");
    if (parameters == nullptr) return false;
    for (auto const& parameter : parameters->as_array()) {
      if (document().resolve(parameter).at("name").as_string() == name) return true;
    }
    return false;
  }

  // The first `most` items in pages of one.
  static array one_by_one(ApiClient& who, std::string const& path, std::size_t most) {
    array items;
    std::string after;
    while (items.size() < most) {
      auto const page = expect_status(200, who.get(path + "limit=1" + after));
      if (page.items() == 0) break;
      items.push_back(page.body.at("items").as_array().front());
      if (page.body.at("next").is_null()) break;
      after = "&after=" + support::encode_query(page.text_at("/next"));
    }
    return items;
  }
};

TEST_F(Lists, say_that_they_take_limit_and_after) {
  int count = 0;
  for (auto const& operation : document().operations()) {
    if (!is_list(operation)) continue;
    ++count;
    EXPECT_TRUE(takes(operation, "limit") && takes(operation, "after")) << operation.id;
    EXPECT_TRUE(has_property(*answer_of(operation), "next")) << operation.id;
  }
  EXPECT_GT(count, 40);
}

TEST_F(Lists, come_in_pages_that_together_are_the_list) {
  ForumServer own;
  std::map<std::string, ApiClient> people;
  for (auto const name : {"officer1.fr", "coordinator.fr", "security.fr", "moderator.ke", "compliance.ipsg",
                          "admin.ipsg", "auditor.ipsg", "unit.ipsg"}) {
    people.emplace(name, own.client(name));
  }
  auto& officer = people.at("officer1.fr");
  auto const thread = open_thread(officer, own.topic("open"));
  reply(officer, thread.id);
  std::string const none(26, '0');
  for (std::string const name : {"One", "Two", "Three"}) {
    expect_status(201, officer.post("/saved-searches", {{"name", name}, {"q", "article"}, {"tells", false}}));
    expect_status(201, officer.post("/uploads", {{"name", name + ".pdf"}, {"size", 1000}}));
    expect_status(201,
                  people.at("compliance.ipsg")
                      .post("/erasure-orders",
                            {{"post_id", none}, {"reference", name}, {"reason", "To have some to list."}}));
    expect_status(
        201, people.at("auditor.ipsg")
                 .post("/break-glass",
                       {{"object_id", none}, {"case_number", name}, {"reason", "To have some to list."}}));
    expect_status(201, people.at("unit.ipsg")
                           .post("/listed-tags", {{"names",
                                                   {{"ar", "ar " + name},
                                                    {"en", "listed " + name},
                                                    {"es", "es " + name},
                                                    {"fr", "fr " + name}}}}));
  }
  Place const place{.topic = own.topic("open"),
                    .thread = thread.id,
                    .post = thread.first_post,
                    .context = "thread." + thread.id,
                    .organisation = own.organisation("fr"),
                    .account = officer.get("/me").text_at("/id")};
  EXPECT_TRUE(officer.get("/organisations").body.at("next").is_null())
      << "all of them for who asks for no page";
  std::set<std::string> in_pages;
  for (auto const& operation : document().operations()) {
    // Whoever reads the audit log is in it.
    if (!is_list(operation) || operation.id == "list_audit") continue;
    auto path = path_for(operation, place);
    path += path.find('?') == std::string::npos ? "?" : "&";
    for (auto& [name, who] : people) {
      auto const whole = who.get(path + "limit=3");
      if (whole.status != 200) continue;
      EXPECT_LE(whole.items(), 3U) << operation.id;
      EXPECT_EQ(one_by_one(who, path, whole.items()), whole.body.at("items").as_array())
          << operation.id << " " << name;
      if (whole.items() == 3) in_pages.insert(operation.id);
      EXPECT_EQ(who.get(path + "limit=0").text_at("/errors/0/pointer"), "limit") << operation.id;
      EXPECT_EQ(who.get(path + "limit=101").code(), "invalid_query") << operation.id;
      EXPECT_EQ(who.get(path + "after=made-up").text_at("/errors/0/pointer"), "after") << operation.id;
    }
  }
  for (auto const id : {"list_organisations", "list_listed_tags", "list_statuses", "list_break_glass",
                        "get_thread_audience", "get_post_audience", "list_uploads", "list_saved_searches",
                        "list_erasures", "list_accounts", "list_topics"}) {
    EXPECT_TRUE(in_pages.contains(id)) << id;
  }
}

}  // namespace
}  // namespace tests::api
