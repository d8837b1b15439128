// Search finds what the viewer may read, and tells of nothing else.
#include "forum/search.hpp"

#include <gtest/gtest.h>

#include "forum/accepted_answers.hpp"
#include "forum/recalls.hpp"
#include "forum/search_index.hpp"
#include "tests/support/forum_world.hpp"
#include "tests/unit/forum/search_rows.hpp"

namespace forum {
namespace {

using auth::Language;
using Ids = std::vector<base::PublicId>;
using tests::text;

class Search : public testing::Test {
 protected:
  base::Result<Page<Hit>> search(std::string_view who, std::string_view asked, PageRequest const& page = {}) {
    auto const query = parse_search(asked, {});
    if (!query) return query.error();
    auto const viewer = world.viewer(who);
    return world.database.read_now(
        [&](storage::ReadTx& tx) { return search_posts(tx, viewer, *query, page); });
  }
  Ids found(std::string_view who, std::string_view asked) {
    Ids ids;
    for (auto const& hit : search(who, asked).value().items) ids.push_back(hit.post.public_id);
    return ids;
  }
  // All pages, in steps of `limit`.
  Ids by_pages(std::string_view who, std::string_view asked, int limit) {
    Ids ids;
    PageRequest page{.limit = limit, .after = {}};
    for (;;) {
      auto const hits = search(who, asked, page).value();
      EXPECT_LE(hits.items.size(), static_cast<std::size_t>(limit));
      for (auto const& hit : hits.items) ids.push_back(hit.post.public_id);
      if (!hits.next) return ids;
      page.after = hits.next;
    }
  }
  base::PublicId thread(std::string_view who = "officer1.fr", std::string_view title = "A thread",
                        tests::Ask const& ask = text("Nothing in particular.")) {
    return world.open(who, "open", title, ask).thread.public_id;
  }
  base::PublicId reply(std::string_view who, base::PublicId const& thread, std::string_view body) {
    return world.reply(who, thread, {}, text(body)).public_id;
  }
  base::PublicId in_language(Language language, std::string_view body) {
    auto ask = tests::new_post(text(body));
    ask.language = language;
    auto const viewer = world.viewer("officer1.fr");
    return world.database
        .write_now([&](storage::WriteTx& tx) {
          return create_reply(tx, viewer, {thread_, {}, ask}, Moment{world.random, world.limits});
        })
        .value()
        .public_id;
  }
  static std::string marked(std::vector<Segment> const& segments) {
    std::string joined;
    for (auto const& segment : segments) joined += segment.is_match ? "[" + segment.text + "]" : segment.text;
    return joined;
  }

  tests::ForumWorld world;
  base::PublicId thread_ = thread();
};

TEST_F(Search, finds_a_word_in_each_of_its_forms_and_in_every_language) {
  auto const english = in_language(Language::en, "Two **seizures** of medicines.");
  auto const french = in_language(Language::fr, "Les éléments juridiques.");
  auto const spanish = in_language(Language::es, "Los delitos económicos.");
  auto const arabic = in_language(Language::ar, "ينص القَانُونُ على المُحَاكَمَةِ.");
  EXPECT_EQ(found("officer1.ke", "seizure"), Ids{english});
  EXPECT_EQ(found("officer1.ke", "ELEMENT juridique"), Ids{french});
  EXPECT_EQ(found("officer1.ke", "delito economico"), Ids{spanish});
  EXPECT_EQ(found("officer1.ke", "قانون"), Ids{arabic});
  EXPECT_EQ(found("officer1.ke", "محاكمه"), Ids{arabic}) << "written with other signs";
  EXPECT_EQ(found("officer1.ke", "seizure juridique"), Ids{});
}

TEST_F(Search, finds_phrases_as_they_stand_and_leaves_out_what_is_excluded) {
  auto const one = reply("officer1.es", thread_, "A controlled delivery across zones.");
  auto const two = reply("officer1.es", thread_, "The delivery was controlled.");
  EXPECT_EQ(found("officer1.ke", "controlled delivery"), (Ids{two, one}));
  EXPECT_EQ(found("officer1.ke", "\"controlled delivery\""), Ids{one});
  EXPECT_EQ(found("officer1.ke", "\"controlled deliveries\""), Ids{}) << "a phrase has no other forms";
  EXPECT_EQ(found("officer1.ke", "delivery -zone"), Ids{two});
  EXPECT_EQ(found("officer1.ke", "delivery -\"delivery was\""), Ids{one});
}

TEST_F(Search, lists_titles_first_and_then_the_newest_first_on_any_number_of_pages) {
  auto const titled = world.open("officer1.fr", "open", "On tobacco", text("Elsewhere."));
  Ids expected{titled.post.public_id};
  Ids others;
  for (int i = 0; i < 5; ++i) others.push_back(reply("officer1.es", thread_, "Of tobacco."));
  auto const newer = world.open("officer1.ke", "open", "Tobacco again", text("Elsewhere, of tobacco."));
  expected.insert(expected.begin(), newer.post.public_id);
  expected.insert(expected.end(), others.rbegin(), others.rend());
  EXPECT_EQ(found("officer1.br", "tobacco"), expected);
  for (int const limit : {1, 2, 3, 7, 100}) EXPECT_EQ(by_pages("officer1.br", "tobacco", limit), expected);
  EXPECT_EQ(found("officer1.br", "tobacco in:title"), (Ids{newer.post.public_id, titled.post.public_id}));
}

TEST_F(Search, marks_what_was_found) {
  reply("officer1.es", thread_, "What of the *Seizures*? See \"seizing\" & others.");
  auto const hit = search("officer1.ke", "seizure").value().items.front();
  EXPECT_EQ(hit.title, "A thread");
  EXPECT_EQ(marked(hit.snippet), "What of the [Seizures]? See \"seizing\" & others.");
  auto const titled = world.open("officer1.fr", "open", "Marked titles", text("x"));
  EXPECT_EQ(marked(search("officer1.ke", "title").value().items.front().title_segments), "Marked [titles]");
  std::string words;
  for (int i = 0; i < 500; ++i) words += "filler ";
  reply("officer1.es", thread_, words + "needle " + words);
  auto const snippet = marked(search("officer1.ke", "needle").value().items.front().snippet);
  EXPECT_NE(snippet.find("[needle]"), std::string::npos);
  EXPECT_LT(snippet.size(), 400U);
  EXPECT_TRUE(snippet.starts_with("…filler") && snippet.ends_with("…")) << snippet;
}

TEST_F(Search, follows_every_change_of_a_text) {
  auto const post = reply("officer1.es", thread_, "The former wording.");
  EXPECT_EQ(found("officer1.ke", "former"), Ids{post});
  ASSERT_TRUE(world.edit("officer1.es", post, 1, "The present wording."));
  EXPECT_EQ(found("officer1.ke", "former"), Ids{});
  EXPECT_EQ(found("officer1.ke", "present"), Ids{post});
  ASSERT_TRUE(world.withdraw("officer1.es", post));
  EXPECT_EQ(found("officer1.ke", "present"), Ids{});

  ThreadEdit edit;
  edit.version = 1;
  edit.title = "Another heading";
  ASSERT_TRUE(world.edit_thread("officer1.fr", thread_, edit));
  EXPECT_EQ(found("officer1.ke", "in:title heading").size(), 1U);
  EXPECT_EQ(found("officer1.ke", "\"a thread\"").size(), 0U);
  EXPECT_EQ(found("officer1.ke", "\"another heading\"").size(), 1U);
  EXPECT_EQ(found("officer1.ke", "\"heading nothing\"").size(), 0U)
      << "no phrase begins in a title and ends in a text";
  world.read([&](storage::ReadTx& tx) {
    EXPECT_EQ(count_holding(tx, "former"), 0);
    EXPECT_EQ(count_holding(tx, "present"), 0) << "nothing of a withdrawn text stays";
    EXPECT_TRUE(select_due_posts(tx).empty());
    return true;
  });
}

TEST_F(Search, finds_nothing_by_a_text_that_was_changed_behind_its_back) {
  auto const post = reply("officer1.es", thread_, "The former wording.");
  auto const key = search("officer1.ke", "former").value().items.front().post.id;
  world.write([&](storage::WriteTx& tx) { overwrite_text(tx, key, "<p>Erased.</p>"); });
  EXPECT_EQ(found("officer1.ke", "former"), Ids{});
  EXPECT_EQ(world.write([](storage::WriteTx& tx) { return index_due(tx, 10); }), 1);
  EXPECT_EQ(found("officer1.ke", "erased"), Ids{post});
  EXPECT_EQ(found("officer1.ke", "former"), Ids{});
}

TEST_F(Search, leaves_nothing_of_a_withdrawn_text_in_the_file) {
  auto const clean = [&] {
    while (world.write(clean_index)) continue;
  };
  auto const post = reply("officer1.es", thread_, "xylographer");
  clean();
  EXPECT_FALSE(world.write(clean_index)) << "nothing was taken out since";
  ASSERT_TRUE(world.withdraw("officer1.es", post));
  auto const is_left = [&] {
    return world.read([](storage::ReadTx& tx) { return is_in_file(tx, "xylograph"); });
  };
  EXPECT_TRUE(is_left()) << "the test looks where words are";
  clean();
  EXPECT_FALSE(is_left());
  EXPECT_EQ(found("officer1.ke", "particular").size(), 1U) << "what stays is found";
}

TEST_F(Search, puts_in_what_an_older_forum_holds) {
  auto const post = reply("officer1.es", thread_, "Long ago.");
  auto const gone = reply("officer1.es", thread_, "Long gone.");
  ASSERT_TRUE(world.withdraw("officer1.es", gone));
  world.write(empty_index);
  EXPECT_EQ(found("officer1.ke", "long"), Ids{});
  int steps = 0;
  while (world.write([](storage::WriteTx& tx) { return index_due(tx, 1); }) > 0) ++steps;
  EXPECT_EQ(steps, 3);
  EXPECT_EQ(found("officer1.ke", "long"), Ids{post});
  EXPECT_EQ(found("officer1.ke", "in:title thread").size(), 1U);
}

TEST_F(Search, narrows_by_topic_language_country_and_day) {
  auto const before = base::format_rfc3339(world.now).substr(0, 10);
  auto const kenyan = reply("officer1.ke", thread_, "A shared word.");
  world.now += std::chrono::days{2};
  auto const later = base::format_rfc3339(world.now).substr(0, 10);
  auto const quiet = world.open("officer1.es", "quiet", "Elsewhere", text("A shared word.")).post.public_id;
  auto const french = in_language(Language::fr, "Shared, in French.");
  EXPECT_EQ(found("officer1.br", "shared"), (Ids{french, quiet, kenyan}));
  EXPECT_EQ(found("officer1.br", "shared country:KE"), Ids{kenyan});
  EXPECT_EQ(found("officer1.br", "shared language:fr"), Ids{french});
  EXPECT_EQ(found("officer1.br", "shared after:" + later), (Ids{french, quiet}));
  EXPECT_EQ(found("officer1.br", "shared before:" + later), Ids{kenyan});
  EXPECT_EQ(found("officer1.br", "shared before:" + before), Ids{});
  EXPECT_EQ(found("officer1.br", "shared topic:" + base::to_string(world.topic("quiet"))), Ids{quiet});
  EXPECT_EQ(found("officer1.br", "shared by:\"person officer1.es\""), Ids{quiet});
  EXPECT_EQ(found("officer1.ke", "by:me"), Ids{kenyan});
  EXPECT_EQ(found("officer1.ke", "by:me -shared"), Ids{});
  EXPECT_EQ(found("officer1.br", "by:nobody"), Ids{});
  EXPECT_EQ(search("officer1.br", "topic:nowhere").error().fields,
            (std::vector<base::FieldError>{{"q/topic", base::FieldCode::unknown_value}}));
}

TEST_F(Search, lists_the_newest_where_operators_stand_alone_and_what_is_unread) {
  auto const first = found("officer1.ke", "country:fr");
  ASSERT_EQ(first.size(), 1U);
  auto const post = reply("officer1.es", thread_, "News.");
  EXPECT_EQ(found("officer1.ke", "country:es"), Ids{post});
  EXPECT_EQ(found("officer1.ke", "is:unread"), (Ids{post, first.front()}));
  EXPECT_EQ(found("officer1.es", "is:unread"), first) << "his own is not news to him";
  EXPECT_EQ(found("officer1.ke", "-news"), first);
  EXPECT_EQ(found("officer1.ke", "***"), Ids{});
}

// What was accepted and may not be read answers nothing for who may not read it.
TEST_F(Search, finds_what_stands_in_questions_whose_accepted_answer_may_be_read) {
  auto const ask = [&](std::string_view title) {
    auto const asked = thread("officer1.fr", title, text("What of tobacco?"));
    ThreadEdit edit;
    edit.version = 1;
    edit.kind = ThreadKind::question;
    world.edit_thread("officer1.fr", asked, edit).value();
    return asked;
  };
  auto const accept = [&](base::PublicId const& post) {
    return world.write([&](storage::WriteTx& tx) {
      return accept_answer(tx, world.viewer(tx, "officer1.fr"), post, 1).has_value();
    });
  };
  auto const answered = ask("Answered");
  auto const answer = reply("officer1.es", answered, "Article 16, tobacco.");
  EXPECT_EQ(found("officer1.ke", "is:answered"), Ids{});
  ASSERT_TRUE(accept(answer));
  auto const among = ask("Answered among two");
  ASSERT_TRUE(accept(world
                         .reply("officer1.es", among, {},
                                {.body = "Between us, tobacco.", .audience = world.only({"fr", "es"})})
                         .public_id));
  reply("officer1.br", among, "A guess about tobacco.");

  EXPECT_EQ(found("officer1.ke", "is:answered").size(), 2U);
  EXPECT_EQ(found("officer1.ke", "is:answered article"), Ids{answer});
  EXPECT_EQ(found("officer1.ke", "tobacco is:answered country:es"), Ids{answer});
  EXPECT_EQ(found("officer2.es", "is:answered").size(), 5U);
  world.deny("es", {"ke"});
  EXPECT_EQ(found("officer1.ke", "is:answered"), Ids{});
}

TEST_F(Search, finds_nothing_that_may_not_be_read) {
  auto const hidden =
      world.open("officer1.fr", "open", "Among us", {.body = "heliotrope", .audience = world.only({"fr"})});
  reply("officer1.fr", hidden.thread.public_id, "heliotrope again");
  auto const strict =
      world.reply("officer1.fr", thread_, {}, tests::at_level(auth::Level::restricted)).public_id;
  EXPECT_EQ(found("officer2.fr", "heliotrope").size(), 2U);
  EXPECT_EQ(found("officer1.es", "heliotrope"), Ids{});
  EXPECT_EQ(found("officer1.es", "in:title among"), Ids{});
  EXPECT_EQ(found("officer1.fr", "by:me \"some text\""), Ids{strict}) << "it awaits release";
  EXPECT_EQ(found("officer2.es", "\"some text\""), Ids{});
  EXPECT_EQ(search("officer1.es", "topic:" + base::to_string(world.topic("narrow"))).error().code,
            base::ErrorCode::invalid_query);
  auto const shared = reply("officer1.fr", thread_, "A word for all.");
  EXPECT_EQ(found("officer1.es", "word"), Ids{shared});
  world.deny("fr", {"es"});
  EXPECT_EQ(found("officer1.es", "word"), Ids{});
}

TEST_F(Search, finds_a_chatham_post_by_its_words_and_never_by_its_author_or_country) {
  auto ask = tests::attributed(auth::Attribution::chatham);
  ask.body = "Said in the room.";
  auto const post = world.reply("officer1.es", thread_, {}, ask).public_id;
  auto const hit = search("officer1.ke", "room").value().items.front();
  EXPECT_EQ(hit.post.public_id, post);
  EXPECT_FALSE(hit.post.author);
  EXPECT_FALSE(hit.post.source);
  EXPECT_EQ(found("officer1.ke", "room country:es"), Ids{});
  EXPECT_EQ(found("officer1.ke", "room by:officer1.es"), Ids{});
  EXPECT_EQ(found("officer2.es", "room country:es by:officer1.es"), Ids{post}) << "its own bureau knows";
  auto by_country = tests::attributed(auth::Attribution::country);
  by_country.body = "Of a country.";
  auto const told = world.reply("officer1.es", thread_, {}, by_country).public_id;
  EXPECT_EQ(found("officer1.ke", "\"of a country\" country:es"), Ids{told});
  EXPECT_EQ(found("officer1.ke", "\"of a country\" by:officer1.es"), Ids{});
}

// Example 7: what stands in posts that a reader may not read changes nothing that he is shown.
TEST_F(Search, counts_what_the_viewer_may_read_up_to_a_limit) {
  auto const everybody = thread("officer1.fr", "Of sorrel", text("Nothing else."));
  for (int i = 0; i < 3; ++i) reply("officer1.fr", everybody, "More of sorrel.");
  world.open("officer1.fr", "open", "A narrow one", {.body = "sorrel", .audience = world.only({"fr", "ke"})});
  auto const counted = [&](std::string_view who, std::string_view asked, std::size_t most,
                           int patience = kSearchPatience) {
    auto const viewer = world.viewer(who);
    auto const query = parse_search(asked, {}).value();
    auto const count = world.database.read_now(
        [&](storage::ReadTx& tx) { return count_posts(tx, viewer, query, most, patience); });
    return std::pair(count->posts, count->is_more);
  };
  for (auto const patience : {0, kSearchPatience}) {
    EXPECT_EQ(counted("officer1.ke", "sorrel", 10, patience), std::pair(std::size_t{5}, false));
    EXPECT_EQ(counted("officer1.br", "sorrel", 10, patience), std::pair(std::size_t{4}, false));
    EXPECT_EQ(counted("officer1.br", "sorrel", 4, patience), std::pair(std::size_t{4}, false));
    EXPECT_EQ(counted("officer1.br", "sorrel", 3, patience), std::pair(std::size_t{3}, true));
    EXPECT_EQ(counted("officer1.br", "sorrel in:title", 3, patience), std::pair(std::size_t{1}, false));
    EXPECT_EQ(counted("officer1.br", "…", 3, patience), std::pair(std::size_t{0}, false));
  }
}

TEST_F(Search, is_ordered_alike_whatever_stands_in_hidden_posts) {
  Ids expected;
  for (auto const body : {"alpha beta", "beta beta beta", "alpha", "alpha alpha beta"})
    expected.insert(expected.begin(), reply("officer1.es", thread_, body));
  auto const before = by_pages("officer1.ke", "alpha", 2);
  for (int i = 0; i < 30; ++i) {
    world.reply("officer1.fr", thread_, {},
                {.body = i % 2 == 0 ? "alpha alpha alpha" : "beta", .audience = world.only({"fr"})});
  }
  EXPECT_EQ(by_pages("officer1.ke", "alpha", 2), before);
  EXPECT_EQ(found("officer1.ke", "beta").size(), 3U);
}

TEST_F(Search, finds_the_same_whether_it_passes_over_what_is_not_for_somebody_or_looks_up_what_is) {
  for (int i = 0; i < 12; ++i) {
    tests::Ask const ask{.body = i % 3 == 0 ? "gamma delta" : "delta",
                         .audience = world.only({"fr", i % 2 == 0 ? "ke" : "es"})};
    auto const opened = world.open("officer1.fr", "open", i % 4 == 0 ? "Gamma" : "Other", ask);
    reply("officer2.fr", opened.thread.public_id, "gamma");
    if (i % 2 == 0) reply("officer1.ke", opened.thread.public_id, "Only delta.");
  }
  world.deny("fr", {"br"});
  int hits = 0;
  for (auto const who : {"officer1.fr", "officer1.ke", "officer1.es", "officer1.br"}) {
    auto const viewer = world.viewer(who);
    for (auto const asked : {"gamma", "gamma delta", "gamma in:title", "is:unread", "-gamma", "is:answered",
                             "delta country:fr", "is:unread gamma by:officer2", "topic:\"topic open\"",
                             "language:en -delta", "\"only delta\"", "after:2020-01-01 before:2021-01-01"}) {
      auto const query = parse_search(asked, {});
      if (!query) continue;
      for (auto const limit : {1, 3, 100}) {
        auto const pages = [&](int patience) {
          Ids ids;
          PageRequest page{.limit = limit, .after = {}};
          do {
            auto const part = world.database.read_now(
                [&](storage::ReadTx& tx) { return search_posts(tx, viewer, *query, page, patience); });
            if (!part) break;
            for (auto const& hit : part->items) ids.push_back(hit.post.public_id);
            page.after = part->next;
          } while (page.after);
          return ids;
        };
        auto const patient = pages(kSearchPatience);
        EXPECT_EQ(pages(0), patient) << who << ": " << asked;
        hits += static_cast<int>(patient.size());
      }
    }
  }
  EXPECT_GT(hits, 500);
}

}  // namespace
}  // namespace forum
