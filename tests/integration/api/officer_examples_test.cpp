// Worked examples of the access model that begin with what an officer does: mentions, counts and names.
#include <regex>

#include "tests/integration/api/worked_example.hpp"

namespace tests::api {
namespace {

TEST_F(WorkedExample, e05_a_mention_of_somebody_who_may_not_read_is_plain_text_and_tells_nobody) {
  auto kenyan = client("officer1.ke");
  auto brazilian = client("officer1.br");
  auto of_desk = client("officer2.ke");
  object const narrow = only({server.organisation("fr"), server.organisation("ke")});
  auto const thread = open_thread(author, open(), {{"audience", narrow}});
  auto const news = [](ApiClient& who) {
    std::string const text = who.get("/notifications?limit=100").text;
    return text.substr(0, text.find("\"cursor\""));
  };
  auto heard = brazilian.stream();
  heard.next("hello");
  auto called = kenyan.stream();
  called.next("hello");
  auto called_at_desk = of_desk.stream();
  called_at_desk.next("hello");
  std::string const nothing_new = news(brazilian);

  // While he types: who may read it is offered, who may not is not, nor a name that nobody has.
  auto const offered = [&](std::string const& typed, object writing) {
    auto const answer = author.post("/mentions", {{"q", typed}, {"writing", std::move(writing)}});
    return expect_status(200, answer);
  };
  object const answering{{"thread_id", thread.id}};
  EXPECT_EQ(offered("officer1.ke", answering).text_at("/items/0/mention"), "@officer1.ke");
  EXPECT_EQ(offered("officer1.ke", answering).text_at("/items/0/person/name"), "Person officer1.ke");
  EXPECT_EQ(offered("bureau:k", answering).text_at("/items/0/mention"), "@bureau:ke");
  EXPECT_EQ(offered("officer1.br", answering).text, offered("nobody.zz", answering).text);
  EXPECT_EQ(offered("bureau:br", answering).text, offered("nobody.zz", answering).text);
  EXPECT_EQ(offered("officer1.br", {{"topic_id", open()}}).items(), 1U);

  // As typed, in every answer that shows the text: what a name that nobody has would be.
  auto const html_of = [&](std::string const& name) {
    std::string const text = "Ask @" + name + " of it.";
    auto const preview = author.post("/preview", {{"body", text}, {"writing", answering}});
    auto const post = expect_status(201, author.post("/threads/" + thread.id + "/posts", {{"body", text}}));
    std::string html = kenyan.get("/posts/" + post.text_at("/id")).text_at("/html");
    EXPECT_EQ(preview.text_at("/html"), html);
    EXPECT_EQ(post.text_at("/html"), html);
    return html.replace(html.find(name), name.size(), "NAME");
  };
  auto const unknown = html_of("nobody.zz");
  EXPECT_EQ(html_of("officer1.br"), unknown);
  EXPECT_EQ(html_of("bureau:br"), unknown);
  EXPECT_TRUE(heard.is_silent(300ms));
  EXPECT_EQ(news(brazilian), nothing_new);

  // Who may read it hears of it at once.
  EXPECT_NE(html_of("officer1.ke"), unknown);
  EXPECT_EQ(called.next("notification").at("thread_id").as_string(), thread.id);
  EXPECT_EQ(kenyan.get("/notifications").text_at("/items/0/type"), "post.mentioned");
  EXPECT_EQ(kenyan.get("/notifications").text_at("/items/0/via"), "me");
  EXPECT_NE(html_of("bureau:ke"), unknown);
  EXPECT_EQ(called_at_desk.next("notification").at("thread_id").as_string(), thread.id);
  EXPECT_EQ(of_desk.get("/notifications").text_at("/items/0/type"), "post.mentioned");
  EXPECT_EQ(of_desk.get("/notifications").text_at("/items/0/via"), "bureau");
  EXPECT_TRUE(heard.is_silent(300ms));
  EXPECT_EQ(news(brazilian), nothing_new);
}

TEST_F(WorkedExample, e06_hidden_threads_are_in_no_count_of_a_tag) {
  auto french = client("officer1.fr");
  auto spanish = client("officer1.es");
  object const hidden = only({server.organisation("fr"), server.organisation("ke")});
  for (int i = 0; i < 3; ++i) open_thread(french, open(), {{"tags", {"Chain of custody"}}});
  auto const topic = "/topics/" + open();
  auto const without_cursors = [](std::string const& text) {
    return std::regex_replace(text, std::regex(R"re("(cursor|next)":"[^"]*")re"), "");
  };
  auto const shown = [&](std::string const& path) {
    return without_cursors(expect_status(200, spanish.get(path)).text);
  };
  std::vector<std::string> const paths{"/tags?q=chain", "/tags?limit=100", "/threads?tag=chain+of+custody",
                                       "/threads?tag=chain+of+custody&limit=1",
                                       topic + "/threads?tag=chain+of+custody&limit=2"};
  std::vector<std::string> before;
  for (auto const& path : paths) before.push_back(shown(path));
  EXPECT_EQ(spanish.get("/tags?q=chain").number_at("/items/0/threads"), 3);
  for (int i = 0; i < 2; ++i)
    open_thread(french, open(), {{"tags", {"Chain of custody", "Chain letter"}}, {"audience", hidden}});
  for (std::size_t i = 0; i < paths.size(); ++i) EXPECT_EQ(shown(paths[i]), before[i]) << paths[i];
  EXPECT_EQ(french.get("/tags?q=chain+of").number_at("/items/0/threads"), 5);
}

TEST_F(WorkedExample, e06_a_profile_counts_and_lists_what_its_reader_may_read) {
  auto writer = client("officer2.eg");
  auto reader = client("officer1.es");
  auto const id = writer.get("/me").text_at("/id");
  auto const thread = open_thread(writer, open(), {{"title", "A profile"}});
  reply(writer, thread.id);
  auto const shown = [&](std::string const& path) {
    return std::regex_replace(expect_status(200, reader.get(path)).text,
                              std::regex(R"re("(cursor|next)":"[^"]*")re"), "");
  };
  std::vector<std::string> const paths{"/people/" + id, "/people/" + id + "/posts",
                                       "/people/" + id + "/posts?limit=1"};
  std::vector<std::string> before;
  for (auto const& path : paths) before.push_back(shown(path));
  auto const at_home = client("officer1.eg").get("/people/" + id).number_at("/posts");
  EXPECT_GE(reader.get("/people/" + id).number_at("/posts"), 2);
  EXPECT_EQ(reader.get("/people/" + id).text_at("/organisation/country"), "EG");
  EXPECT_EQ(reader.get("/people/" + id + "/posts").text_at("/items/1/title"), "A profile");
  object const hidden = only({server.organisation("eg"), server.organisation("ke")});
  reply(writer, thread.id, {{"audience", hidden}});
  reply(writer, thread.id, {{"marking", {{"attribution", "chatham"}}}});
  open_thread(writer, open(), {{"audience", hidden}});
  for (std::size_t i = 0; i < paths.size(); ++i) EXPECT_EQ(shown(paths[i]), before[i]) << paths[i];
  EXPECT_EQ(client("officer1.eg").get("/people/" + id).number_at("/posts"), at_home + 2);
  auto const nobody = reader.get("/people/" + std::string(26, '7'));
  EXPECT_EQ(nobody.status, 404);
}

TEST_F(WorkedExample, e15_a_tag_of_the_name_of_a_hidden_one_is_made_and_tells_nothing) {
  auto french = client("officer1.fr");
  auto spanish = client("officer1.es");
  object const hidden = only({server.organisation("fr"), server.organisation("ke")});
  open_thread(french, open(), {{"tags", {"Operation Heliodor"}}, {"audience", hidden}});
  std::string const never = "operation topaz";
  auto const like_never = [&](std::string text) {
    auto const known = std::regex("heliodor", std::regex::icase);
    return std::regex_replace(text, known, "topaz");
  };
  for (std::string const path :
       {"/tags?q=operation+h", "/tags?q=operation+heliodor", "/threads?tag=Operation+Heliodor"}) {
    auto const other = std::regex_replace(path, std::regex("[Hh]eliodor|h$"), "topaz");
    auto const text = [](ApiAnswer const& answer) {
      return std::regex_replace(answer.text, std::regex(R"re("cursor":"[^"]*")re"), "");
    };
    EXPECT_EQ(like_never(text(spanish.get(path))), text(spanish.get(other))) << path;
  }
  auto const made = open_thread(spanish, open(), {{"tags", {"OPERATION heliodor"}}});
  EXPECT_EQ(spanish.get("/threads/" + made.id).text_at("/tags/0/tag"), "operation heliodor");
  EXPECT_EQ(spanish.get("/threads?tag=operation+heliodor").number_at("/tag/threads"), 1);
  EXPECT_EQ(french.get("/threads?tag=operation+heliodor").number_at("/tag/threads"), 2);
  auto unit = client("unit.ipsg");
  object const names{
      {"ar", "Heliodor"}, {"en", "Operation Heliodor"}, {"es", "Heliodor"}, {"fr", "Heliodor"}};
  expect_status(201, unit.post("/listed-tags", {{"names", names}}));
}

}  // namespace
}  // namespace tests::api
