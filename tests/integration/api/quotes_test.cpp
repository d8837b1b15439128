// Quotes through the API: worked examples 4 and 18 of the access model, what a preview shows, and the log.
#include "tests/integration/api/standing.hpp"

namespace tests::api {
namespace {

std::string quote_of(std::string const& post, int version, int begin, int end) {
  return "[quote:" + post + "@" + std::to_string(version) + ":" + std::to_string(begin) + "-" +
         std::to_string(end) + "]";
}

class QuoteApi : public Api {
 protected:
  ApiClient author = client("officer1.fr");
  ApiClient quoting = client("officer1.ke");
  ApiClient third = client("officer1.br");
  OpenedThread thread = open_thread(author, open());

  object among(std::initializer_list<std::string_view> names) {
    std::vector<std::string> ids;
    for (auto const name : names) ids.push_back(server.organisation(name));
    return only(ids);
  }
  std::string say(std::string const& text, object more = {}) {
    more["body"] = text;
    return reply(author, thread.id, more);
  }
  ApiAnswer answer_with(ApiClient& who, std::string const& text, object more = {}) {
    more["body"] = text;
    return who.post("/threads/" + thread.id + "/posts", more);
  }
};

TEST_F(QuoteApi, shows_the_passage_in_every_answer_that_shows_the_text) {
  auto const source = say("One *two* three.");
  auto const made = expect_status(201, answer_with(quoting, quote_of(source, 1, 4, 13) + "\n\nIndeed."));
  auto const id = made.text_at("/id");
  EXPECT_EQ(made.text_at("/html").find("two"), std::string::npos) << "nothing is copied";
  expect_status(200, quoting.patch("/posts/" + id, {{"version", 1}, {"body", quote_of(source, 1, 0, 7)}}));
  auto const post = expect_status(200, third.get("/posts/" + id));
  EXPECT_EQ(post.text_at("/quotes/0/text"), "One two");
  EXPECT_EQ(post.text_at("/quotes/0/state"), "shown");
  EXPECT_EQ(post.text_at("/quotes/0/post_id"), source);
  EXPECT_EQ(post.text_at("/quotes/0/thread_id"), thread.id);
  EXPECT_EQ(post.text_at("/quotes/0/author/name"), "Person officer1.fr");
  for (int reading = 0; reading < 3; ++reading) {
    auto const page = third.get("/threads/" + thread.id + "/posts?limit=100");
    EXPECT_NE(page.text.find("\"text\":\"One two\""), std::string::npos) << "from memory or not";
  }
  auto const revisions = expect_status(200, third.get("/posts/" + id + "/revisions"));
  EXPECT_EQ(revisions.text_at("/items/1/quotes/0/text"), "two three");
  auto const own = expect_status(200, quoting.get("/contributions?limit=1"));
  EXPECT_EQ(own.text_at("/items/0/quotes/0/text"), "One two");
  auto const preview =
      expect_status(200, third.post("/preview", {{"body", quote_of(source, 1, 8, 13) + "\n\n[quote:x]"}}));
  EXPECT_EQ(preview.text_at("/quotes/0/text"), "three");
  expect_status(200, author.patch("/posts/" + source, {{"version", 1}, {"body", "Something else."}}));
  EXPECT_EQ(third.get("/posts/" + id).text_at("/quotes/0/state"), "source_changed");
}

TEST_F(QuoteApi, no_4_of_restricted_text_in_a_wider_thread_is_refused_and_nothing_is_lost) {
  auto coordinator = client("coordinator.fr");
  auto const narrow = say("Between us.", {{"audience", among({"fr", "ke"})}});
  auto const high = say("Not for everybody.", {{"marking", {{"level", "restricted"}}}});
  expect_status(200, coordinator.post("/posts/" + high + "/release", {{"reason", "Checked."}}));
  auto const wide = say("For all.");
  auto const before = third.get("/threads/" + thread.id).number_at("/posts");
  std::string const text = quote_of(wide, 1, 0, 7) + "\n\n" + quote_of(narrow, 1, 0, 7);
  for (auto const& [body, pointer] :
       {std::pair(text, "/body/1"), std::pair(quote_of(high, 1, 0, 3), "/body/0")}) {
    auto const refused = answer_with(quoting, body);
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.code(), "quote_wider");
    EXPECT_EQ(refused.text_at("/errors/0/pointer"), pointer);
    auto const opened = quoting.post("/topics/" + open() + "/threads", {{"title", "T"}, {"body", body}});
    EXPECT_EQ(opened.code(), "quote_wider") << opened;
  }
  EXPECT_EQ(third.get("/threads/" + thread.id).number_at("/posts"), before);
  auto const plain = expect_status(201, answer_with(quoting, "Plain.")).text_at("/id");
  auto const edited = quoting.patch("/posts/" + plain, {{"version", 1}, {"body", text}});
  EXPECT_EQ(edited.code(), "quote_wider");
  EXPECT_EQ(quoting.get("/posts/" + plain).text_at("/body"), "Plain.");
  // Narrowed here, it goes out, to those who may read what it quotes.
  auto const narrowed = expect_status(201, answer_with(quoting, text, {{"audience", among({"fr", "ke"})}}));
  EXPECT_EQ(narrowed.text_at("/quotes/1/text"), "Between");
  EXPECT_EQ(third.get("/posts/" + narrowed.text_at("/id")).status, 404);
  // Who may not read it is told what he is told of what never was.
  auto const answers = [&](std::string const& post) {
    auto answer = answer_with(third, quote_of(post, 1, 0, 3)).body.as_object();
    answer.erase("request_id");
    return answer;
  };
  EXPECT_EQ(answers(narrow), answers(std::string(26, '7')));
  EXPECT_EQ(answer_with(third, quote_of(narrow, 1, 0, 3)).text_at("/errors/0/code"), "unknown_quote");
}

TEST_F(QuoteApi, no_18_of_a_source_that_denies_the_reader_is_unavailable) {
  auto coordinator = client("coordinator.fr");
  auto security = client("security.fr");
  auto const own = open_thread(quoting, open());
  auto const source = say("What France says.");
  auto const taken_back = say("What France takes back.");
  auto const body = quote_of(source, 1, 0, 4) + "\n\n" + quote_of(taken_back, 1, 0, 4);
  auto const post = reply(quoting, own.id, {{"body", body}});
  expect_status(204, author.remove("/posts/" + taken_back));
  EXPECT_EQ(quoting.get("/posts/" + post).text_at("/quotes/0/text"), "What");
  change_deny_list(coordinator, security, server.organisation("fr"), {{"add", {server.organisation("ke")}}});

  auto const seen = expect_status(200, quoting.get("/posts/" + post));
  auto denied = seen.body.at_pointer("/quotes/0").as_object();
  auto gone = seen.body.at_pointer("/quotes/1").as_object();
  EXPECT_EQ(denied.at("state").as_string(), "unavailable");
  denied.erase("post_id");
  gone.erase("post_id");
  EXPECT_EQ(denied, gone) << "it is not told why";
  auto const page = quoting.get("/threads/" + own.id + "/posts");
  EXPECT_EQ(page.text.find("What"), std::string::npos);
  EXPECT_EQ(quoting.get("/posts/" + post + "/revisions").text_at("/items/0/quotes/0/state"), "unavailable");
  EXPECT_EQ(third.get("/posts/" + post).text_at("/quotes/0/text"), "What") << "others read it still";
  // It may still be mended by its author.
  expect_status(200, quoting.patch("/posts/" + post, {{"version", 1}, {"body", body + "\n\nAs was said."}}));
  change_deny_list(coordinator, security, server.organisation("fr"),
                   {{"remove", {server.organisation("ke")}}});
  EXPECT_EQ(quoting.get("/posts/" + post).text_at("/quotes/0/text"), "What");
}

TEST_F(QuoteApi, shown_is_a_consultation_of_what_it_quotes) {
  auto coordinator = client("coordinator.fr");
  auto desk = client("coordinator.eg");
  auto const elsewhere = open_thread(quoting, open());
  auto const source = say("What France says.");
  auto const body = quote_of(source, 1, 0, 4);
  auto const post = reply(quoting, elsewhere.id, {{"body", body}});
  auto const lines = [&] {
    return coordinator.get("/audit?view=contributions&kind=consultation&limit=100&object=" + source).items();
  };
  auto const wait_for = [&](std::size_t count) {
    for (int tries = 0; tries < 200 && lines() < count; ++tries) std::this_thread::sleep_for(50ms);
    return lines();
  };
  EXPECT_EQ(wait_for(1), 1U) << "the author was shown it when he posted";
  expect_status(200, desk.get("/posts/" + post));
  EXPECT_EQ(wait_for(2), 2U);
  expect_status(200, desk.get("/threads/" + elsewhere.id + "/posts"));
  EXPECT_EQ(wait_for(3), 3U);
  expect_status(200, desk.post("/preview", {{"body", body}}));
  EXPECT_EQ(wait_for(4), 4U);
  expect_status(200, desk.get("/posts/" + elsewhere.first_post));
  expect_status(200, desk.post("/preview", {{"body", "Nothing quoted."}}));
  std::this_thread::sleep_for(1s);
  EXPECT_EQ(lines(), 4U);
}

TEST_F(QuoteApi, with_bad_input_is_refused_and_names_the_quote) {
  auto const source = say("One two three.");
  std::string many;
  for (int i = 0; i < 11; ++i) many += quote_of(source, 1, 0, 3) + "\n\n";
  auto const field = [](ApiAnswer const& answer) {
    return std::to_string(answer.status) + " " + answer.text_at("/errors/0/pointer") + " " +
           answer.text_at("/errors/0/code");
  };
  EXPECT_EQ(field(answer_with(quoting, many)), "400 /body too_many");
  EXPECT_EQ(field(quoting.post("/preview", {{"body", many}})), "400 /body too_many");
  EXPECT_EQ(field(answer_with(quoting, quote_of(source, 1, 0, 2001))), "400 /body/0 too_long");
  EXPECT_EQ(field(answer_with(quoting, quote_of(source, 1, 0, 200))), "400 /body/0 unknown_quote");
  EXPECT_EQ(field(answer_with(quoting, quote_of(source, 7, 0, 2))), "400 /body/0 unknown_quote");
  expect_status(200, author.post("/posts/" + source + "/recall", {{"reason", "A mistake."}}));
  EXPECT_EQ(field(answer_with(quoting, "Plain.\n\n" + quote_of(source, 1, 0, 3))),
            "400 /body/0 unknown_quote");
}

}  // namespace
}  // namespace tests::api
