// Search over the API: what is typed, what comes back, and what is refused.
#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include "tests/integration/api/uploading.hpp"

namespace tests::api {
namespace {

class SearchApi : public Api {
 protected:
  static ApiAnswer search(ApiClient& who, std::string const& asked, std::string const& more = "") {
    return who.get("/search?q=" + boost::urls::encode(asked, boost::urls::unreserved_chars) + more);
  }
  static std::vector<std::string> posts(ApiAnswer const& answer) {
    std::vector<std::string> ids;
    auto const page = expect_status(200, answer);
    for (auto const& item : page.body.at("items").as_array())
      ids.emplace_back(item.at("post_id").as_string());
    return ids;
  }

  ApiClient author = client("officer1.fr");
  ApiClient reader = client("officer1.ke");
};
using Ids = std::vector<std::string>;

TEST_F(SearchApi, shows_where_the_words_stand_as_plain_text) {
  auto const thread =
      open_thread(author, open(), {{"title", "Quillwort & ferns"}, {"body", "About **quillworts** <b>."}});
  auto const answer = search(reader, "quillwort");
  ASSERT_EQ(posts(answer), Ids{thread.first_post});
  EXPECT_EQ(answer.text_at("/items/0/thread_id"), thread.id);
  EXPECT_EQ(answer.text_at("/items/0/topic_id"), open());
  EXPECT_EQ(answer.text_at("/items/0/title"), "Quillwort & ferns");
  EXPECT_EQ(answer.text_at("/items/0/title_segments/0/text"), "Quillwort");
  EXPECT_EQ(answer.text_at("/items/0/snippet/0/text"), "About ");
  EXPECT_EQ(answer.text_at("/items/0/snippet/1/text"), "quillworts");
  EXPECT_TRUE(answer.body.at("items").at(0).at("snippet").at(1).at("match").as_bool());
  EXPECT_EQ(answer.text_at("/items/0/author/name"), "Person officer1.fr");
  EXPECT_EQ(answer.text_at("/items/0/source/country"), "FR");
  EXPECT_EQ(answer.text_at("/items/0/marking/level"), "official_use_only");
  EXPECT_TRUE(is_time(answer.text_at("/items/0/at")));
  EXPECT_TRUE(answer.body.at("next").is_null());
}

TEST_F(SearchApi, finds_an_arabic_text_written_with_other_signs) {
  auto const thread =
      open_thread(author, open(), {{"title", "سؤال"}, {"language", "ar"}, {"body", "مُصَادَرَةُ ٱلأَمْوَالِ"}});
  EXPECT_EQ(posts(search(reader, "مصادره الاموال")), Ids{thread.first_post});
}

TEST_F(SearchApi, counts_for_each_reader_what_he_may_read) {
  auto const thread = open_thread(author, open());
  reply(author, thread.id, {{"body", "Of lovage."}});
  open_thread(author, open(), {{"body", "Of lovage."}, {"audience", only({server.organisation("fr")})}});
  auto const count = [](ApiClient& who) {
    return expect_status(200, who.get("/search/count?q=lovage")).body.at("count").to_number<int>();
  };
  EXPECT_EQ(count(reader), 1);
  EXPECT_EQ(count(author), 2);
  auto const answer = expect_status(200, reader.get("/search/count?q=lovage"));
  EXPECT_FALSE(answer.body.at("is_more").as_bool());
  EXPECT_EQ(reader.get("/search/count?q=%20").code(), "invalid_query");
  EXPECT_EQ(reader.get("/search/count").text_at("/errors/0/code"), "required");
}

TEST_F(SearchApi, goes_on_from_page_to_page_and_a_cursor_is_good_for_one_search) {
  auto const thread = open_thread(author, open());
  Ids expected;
  for (int i = 0; i < 5; ++i)
    expected.insert(expected.begin(), reply(author, thread.id, {{"body", "Of marjoram."}}));
  Ids found;
  std::string after;
  do {
    auto const page = search(reader, "marjoram", "&limit=2" + after);
    for (auto const& post : posts(page)) found.push_back(post);
    after = page.body.at("next").is_null() ? "" : "&after=" + page.text_at("/next");
    if (after.empty()) continue;
    EXPECT_EQ(search(reader, "oregano", after).code(), "invalid_query");
    EXPECT_EQ(search(author, "marjoram", after).code(), "invalid_query");
  } while (!after.empty());
  EXPECT_EQ(found, expected);
}

TEST_F(SearchApi, follows_what_is_edited_withdrawn_and_narrowed) {
  auto const thread = open_thread(author, open());
  auto const post = reply(author, thread.id, {{"body", "Of tansy."}});
  EXPECT_EQ(posts(search(reader, "tansy")), Ids{post});
  expect_status(200, author.patch("/posts/" + post, {{"version", 1}, {"body", "Of yarrow."}}));
  EXPECT_EQ(posts(search(reader, "tansy")), Ids{});
  EXPECT_EQ(posts(search(reader, "yarrow")), Ids{post});
  expect_status(200, author.patch("/threads/" + thread.id,
                                  {{"version", 1}, {"audience", only({server.organisation("fr")})}}));
  EXPECT_EQ(posts(search(reader, "yarrow")), Ids{});
  EXPECT_EQ(posts(search(author, "yarrow")), Ids{post});
  expect_status(204, author.call("DELETE", "/posts/" + post));
  EXPECT_EQ(posts(search(author, "yarrow")), Ids{});
}

TEST_F(SearchApi, finds_by_kind_tag_and_file_and_shows_the_name_of_the_file) {
  auto const thread = open_thread(author, open(),
                                  {{"title", "Filed"},
                                   {"body", "Of sorrel."},
                                   {"kind", "case_study"},
                                   {"tags", boost::json::array{"Sorrel & dock"}}});
  auto const file = upload_pdf(author, "Statute of sorrel");
  auto const post =
      reply(author, thread.id, {{"body", "See the file."}, {"attachments", boost::json::array{file}}});
  EXPECT_EQ(posts(search(reader, "sorrel kind:case_study tag:\"sorrel & dock\"")), Ids{thread.first_post});
  auto const answer = search(reader, "statutes has:attachment tag:\"sorrel & dock\"");
  ASSERT_EQ(posts(answer), Ids{post});
  EXPECT_EQ(answer.text_at("/items/0/files/0/id"), file);
  EXPECT_EQ(answer.text_at("/items/0/files/0/name/0/text"), "statute");
  EXPECT_TRUE(answer.body.at_pointer("/items/0/files/0/name/0/match").as_bool());
  EXPECT_EQ(answer.text_at("/items/0/files/0/name/1/text"), ".pdf");
}

TEST_F(SearchApi, offers_authors_by_their_names_to_those_alone_who_are_told_them) {
  auto writer = client("officer2.es");
  auto const thread = open_thread(
      writer, open(), {{"audience", only({server.organisation("es"), server.organisation("fr")})}});
  auto const names = [](ApiClient& who, std::string const& typed) {
    std::vector<std::string> list;
    auto const answer = expect_status(200, who.get("/search/authors?q=" + typed));
    for (auto const& item : answer.body.at("items").as_array())
      list.emplace_back(item.at("name").as_string());
    return list;
  };
  EXPECT_EQ(names(author, "person%20officer2.es"), Ids{"Person officer2.es"});
  EXPECT_EQ(names(reader, "person%20officer2.es"), Ids{});
  EXPECT_EQ(names(reader, "%20"), Ids{});
  EXPECT_EQ(reader.get("/search/authors").text_at("/errors/0/code"), "required");
  EXPECT_EQ(reader.get("/search/authors?q=a%0Ab").code(), "invalid_query");
}

TEST_F(SearchApi, says_what_of_a_search_does_not_fit) {
  auto const fault = [&](std::string const& asked) {
    auto const answer = search(reader, asked);
    return std::to_string(answer.status) + " " + answer.code() + " " + answer.text_at("/errors/0/pointer") +
           " " + answer.text_at("/errors/0/code");
  };
  EXPECT_EQ(fault("colour:red"), "400 invalid_query q/colour unknown_field");
  EXPECT_EQ(fault("language:de x"), "400 invalid_query q/language unknown_value");
  EXPECT_EQ(fault("kind:rumour"), "400 invalid_query q/kind unknown_value");
  EXPECT_EQ(fault("topic:nowhere-at-all"), "400 invalid_query q/topic unknown_value");
  EXPECT_EQ(fault(std::string(10'000, 'x')), "400 invalid_query q too_long");
  EXPECT_EQ(fault(" "), "400 invalid_query q empty");
  EXPECT_EQ(reader.get("/search").text_at("/errors/0/code"), "required");
  EXPECT_EQ(reader.get("/search?q=x&colour=red").code(), "invalid_query");
  EXPECT_EQ(reader.get("/search?q=%FF").code(), "invalid_query");
}

TEST_F(SearchApi, takes_any_signs_without_failing) {
  for (std::string const asked :
       {"\"", "'", "*", "(", "NEAR(a b)", "a AND", "NOT", "{title}: x", "^x", "x*", "-", "--", "\"\"\"",
        "a:b:c d", "%", ";--", "is:unread in:title", "-word", "\xF0\x9F\x92\xA9"}) {
    auto const status = search(reader, asked).status;
    EXPECT_TRUE(status == 200 || status == 400) << asked << " " << status;
  }
}

}  // namespace
}  // namespace tests::api
