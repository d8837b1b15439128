// What somebody sends who means no good, or has bad luck: a clear error, nothing lost, nothing that hangs.
// Uploads that are cut off, malware and searches that do not fit stand with their own tests
// (attachments_test.cpp, attachment_scans_test.cpp, search_test.cpp).
#include <chrono>
#include <thread>

#include "tests/integration/api/uploading.hpp"
#include "tests/unit/files/made_files.hpp"

namespace tests::api {
namespace {

class HostileInput : public Api {
 protected:
  ApiClient author = client("officer1.fr");
  ApiClient other = client("officer1.es");
  ApiClient moderator = client("moderator.ke");

  std::string refusal_of(std::string const& name, std::string const& bytes) {
    auto const done = upload(author, name, bytes);
    EXPECT_EQ(done.text_at("/state"), "refused") << done;
    auto const opened =
        author.post("/topics/" + open() + "/threads",
                    {{"title", "With it"}, {"body", "x"}, {"attachments", {done.text_at("/id")}}});
    EXPECT_EQ(opened.status, 400);
    EXPECT_EQ(opened.text_at("/errors/0/pointer"), "/attachments/0");
    return done.text_at("/refusal");
  }
  // Answered, whatever the answer is, before anybody would think that it hangs.
  template <class Ask>
  static ApiAnswer answered_soon(Ask ask) {
    auto const begin = std::chrono::steady_clock::now();
    auto answer = ask();
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 10s) << answer;
    EXPECT_LT(answer.status, 500) << answer;
    return answer;
  }
  static std::string times(std::string const& unit, std::size_t bytes) {
    std::string text;
    while (text.size() + unit.size() <= bytes) text += unit;
    return text;
  }
};

TEST_F(HostileInput, a_zip_bomb_is_refused_and_never_attached) {
  auto const bomb = files::make_docx({{"word/media/image1.bmp", std::string(40'000'000, '\0')}});
  ASSERT_LT(bomb.size(), 100'000U);
  EXPECT_EQ(refusal_of("bomb.docx", bomb), "archive_too_large");
  std::vector<files::Part> parts;
  for (int i = 0; i < 6000; ++i) parts.emplace_back("word/" + std::to_string(i), "x");
  EXPECT_EQ(refusal_of("parts.docx", files::make_docx(parts)), "archive_too_large");
}

TEST_F(HostileInput, a_file_that_is_two_at_once_is_refused) {
  EXPECT_EQ(refusal_of("both.pdf", support::sample_pdf() + files::make_docx()), "mixed_types");
  EXPECT_EQ(refusal_of("both.pdf", "GIF89a" + support::sample_pdf()), "mixed_types");
  EXPECT_EQ(refusal_of("both.docx", files::make_docx() + "MZ"), "mixed_types");
}

TEST_F(HostileInput, a_file_of_another_type_than_its_name_says_is_refused) {
  EXPECT_EQ(refusal_of("statute.xlsx", files::make_docx()), "type_differs");
  EXPECT_EQ(refusal_of("photo.png", support::sample_pdf()), "type_differs");
  EXPECT_EQ(refusal_of("a.zip", files::make_zip({{"a.txt", "a"}})), "type_not_allowed");
}

TEST_F(HostileInput, an_edit_of_a_post_that_was_just_deleted_is_refused_and_the_text_is_kept) {
  auto const thread = open_thread(other, open());
  auto const post = reply(author, thread.id);
  auto elsewhere = client("officer1.fr");
  expect_status(200, author.put("/drafts/edit." + post, {{"body", "What I was writing."}}));
  expect_status(204, elsewhere.remove("/posts/" + post));
  auto const edited = author.patch("/posts/" + post, {{"version", 1}, {"body", "What I was writing."}});
  EXPECT_EQ(edited.status, 404);
  EXPECT_EQ(edited.code(), "not_found");
  EXPECT_EQ(author.get("/drafts/edit." + post).text_at("/body"), "What I was writing.");

  // Both at the same moment: one of them wins, and none of them is lost in between.
  for (int round = 0; round < 5; ++round) {
    auto const raced = reply(author, thread.id);
    ApiAnswer gone;
    std::thread deleting([&] { gone = elsewhere.remove("/posts/" + raced); });
    auto const changed = author.patch("/posts/" + raced, {{"version", 1}, {"body", "Other words."}});
    deleting.join();
    EXPECT_EQ(gone.status, 204) << gone;
    EXPECT_TRUE(changed.status == 200 || changed.status == 404) << changed;
    EXPECT_EQ(other.get("/posts/" + raced).status, 404);
  }
}

TEST_F(HostileInput, a_thread_is_never_moved_into_its_own_merger) {
  auto const first = open_thread(author, open());
  auto const second = open_thread(author, open());
  auto const third = open_thread(author, open());
  auto const propose = [&](std::string const& thread, std::string const& into) {
    return answered_soon([&] {
      return moderator.post("/threads/" + thread + "/order-proposals",
                            {{"act", "merge"},
                             {"into", into},
                             {"reason", "One question."},
                             {"version", moderator.get("/threads/" + thread).number_at("/version")}});
    });
  };
  auto unit = client("unit.ipsg");
  auto const merge = [&](std::string const& thread, std::string const& into) {
    auto const proposal = propose(thread, into);
    if (proposal.status != 201) return proposal;
    return answered_soon([&] {
      return unit.post("/order-proposals/" + proposal.text_at("/id") + "/decision",
                       {{"decision", "approve"}, {"reason", "So it is."}});
    });
  };
  EXPECT_EQ(merge(first.id, first.id).text_at("/errors/0/pointer"), "/into");
  expect_status(200, merge(first.id, second.id));
  EXPECT_EQ(merge(second.id, first.id).code(), "state_conflict");
  auto const chained = merge(second.id, third.id);
  auto const closed = merge(third.id, first.id);
  EXPECT_EQ(closed.code(), "state_conflict") << "whether or not there was a chain: " << chained.status;
  for (auto const& thread : {first, second, third}) {
    expect_status(200, answered_soon([&] { return other.get("/threads/" + thread.id); }));
    expect_status(200, answered_soon([&] { return other.get("/threads/" + thread.id + "/order"); }));
    expect_status(200, other.get("/posts/" + thread.first_post));
  }
  auto const moved = moderator.patch(
      "/threads/" + first.id,
      {{"version", moderator.get("/threads/" + first.id).number_at("/version")}, {"topic_id", first.id}});
  EXPECT_EQ(moved.status, 404) << "a thread is no topic";
}

TEST_F(HostileInput, a_quote_of_a_recalled_post_is_refused_and_what_stands_says_that_it_is_gone) {
  auto const thread = open_thread(other, open());
  auto const source = reply(author, thread.id, {{"body", "One two three."}});
  std::string const quote = "[quote:" + source + "@1:0-3]";
  auto const before = reply(other, thread.id, {{"body", quote + "\n\nIndeed."}});
  expect_status(200, author.post("/posts/" + source + "/recall", {{"reason", "A mistake."}}));
  auto const refused = other.post("/threads/" + thread.id + "/posts", {{"body", "So.\n\n" + quote}});
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.text_at("/errors/0/pointer"), "/body/0");
  EXPECT_EQ(refused.text_at("/errors/0/code"), "unknown_quote");
  auto const stands = other.get("/posts/" + before);
  EXPECT_EQ(stands.text_at("/quotes/0/state"), "unavailable");
  EXPECT_EQ(stands.text.find("One two"), std::string::npos);
}

TEST_F(HostileInput, a_search_that_is_all_operators_or_without_end_is_answered_at_once) {
  auto const search = [&](std::string_view asked) {
    std::string encoded;
    for (char const c : asked) {
      char hex[4];
      std::snprintf(hex, sizeof hex, "%%%02X", static_cast<unsigned char>(c));
      encoded += hex;
    }
    return answered_soon([&] { return other.get("/search?q=" + encoded); });
  };
  EXPECT_EQ(search("is:unread has:attachment kind:question before:2030-01-01 after:2020-01-01").status, 200);
  EXPECT_EQ(search("-a -b -c").status, 200);
  EXPECT_EQ(search("is:unread is:unread is:unread").status, 200);
  EXPECT_EQ(search(std::string(3000, 'a')).text_at("/errors/0/code"), "too_long");
  EXPECT_EQ(search(times("a ", 480)).text_at("/errors/0/code"), "too_many");
}

// There are no regular expressions in the server; what would blow one up is sent wherever a text is looked
// at.
TEST_F(HostileInput, a_regex_bomb_is_a_text_like_any_other) {
  auto const thread = open_thread(author, open());
  for (std::string const& unit : {std::string("a"), std::string("0"), std::string("1 "), std::string("+1"),
                                  std::string("(a+)+"), std::string("a@a."), std::string("@a"),
                                  std::string("DE89 "), std::string("01.01."), std::string("http://a/")}) {
    auto const text = times(unit, 190'000) + "!";
    auto const posted = answered_soon([&] {
      return author.post("/threads/" + thread.id + "/posts", {{"body", text}, {"personal_data", "ask"}});
    });
    EXPECT_TRUE(posted.status == 201 || posted.status == 409 || posted.status == 400)
        << unit << " " << posted.status << " " << posted.code();
    answered_soon([&] { return author.post("/preview", {{"body", text}}); });
  }
  auto const searched =
      answered_soon([&] { return author.get("/search?q=(a%2B)%2B%24%20" + std::string(40, 'a') + "!"); });
  EXPECT_TRUE(searched.status == 200 || searched.status == 400) << searched.status;
  auto const title = times("(a+)+", 190) + "!";
  expect_status(200, author.patch("/threads/" + thread.id,
                                  {{"version", author.get("/threads/" + thread.id).number_at("/version")},
                                   {"title", title}}));
  EXPECT_EQ(other.get("/threads/" + thread.id).text_at("/title"), title);
}

}  // namespace
}  // namespace tests::api
