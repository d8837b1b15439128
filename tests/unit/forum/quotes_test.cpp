// What may be quoted where, and what a quote shows to whom.
#include "forum/quotes.hpp"

#include <gtest/gtest.h>

#include "forum/recalls.hpp"
#include "tests/support/forum_world.hpp"

namespace forum {
namespace {

using base::ErrorCode;
using base::FieldCode;
using tests::Ask;
using tests::code_of;
using tests::ForumWorld;

template <class T>
std::vector<base::FieldError> fields_of(base::Result<T> const& result) {
  return result ? std::vector<base::FieldError>() : result.error().fields;
}

std::string quote_of(base::PublicId const& post, int version, std::size_t begin, std::size_t end) {
  return "[quote:" + to_string(QuoteReference{post, version, begin, end}) + "]";
}

// Threads in which France has written "One two three.", for all in one and among two in the other.
class Quotes : public testing::Test {
 protected:
  ForumWorld world;
  base::PublicId thread = world.open("officer1.fr", "open", "T").thread.public_id;
  base::PublicId source = world.reply("officer1.fr", thread, {}, tests::text("One *two* three.")).public_id;

  Ask among(std::initializer_list<std::string_view> organisations, std::string_view body) {
    Ask ask = tests::text(body);
    ask.audience = world.only(organisations);
    return ask;
  }
  base::PublicId narrow() {
    return world.reply("officer1.fr", thread, {}, among({"fr", "ke"}, "Between us.")).public_id;
  }
  void narrow_to(std::string_view who, base::PublicId const& post,
                 std::initializer_list<std::string_view> organisations) {
    auto const viewer = world.viewer(who);
    PostEdit edit{.version = world.post(who, post)->version, .body = std::nullopt};
    edit.audience = world.only(organisations);
    ASSERT_TRUE(world.try_write([&](storage::WriteTx& tx) {
      return edit_post(tx, viewer, post, edit, {world.random, world.limits});
    }));
  }
  Quote quote_in(std::string_view who, base::PublicId const& post) {
    auto const found = world.post(who, post).value();
    EXPECT_EQ(found.quotes.size(), 1U);
    // The page says the same as the post, from the database and from its outline.
    for (int reading = 0; reading < 3; ++reading) {
      for (auto const& item : world.posts(who, found.thread).value().items) {
        if (item.public_id == post) {
          EXPECT_EQ(item.quotes, found.quotes);
        }
      }
    }
    return found.quotes.at(0);
  }
  std::string text_in(std::string_view who, base::PublicId const& post) {
    auto const quote = quote_in(who, post);
    return quote.passage ? quote.passage->text : "unavailable";
  }
};

TEST_F(Quotes, show_the_passage_and_who_said_it) {
  auto const post =
      world.reply("officer1.ke", thread, {}, tests::text(quote_of(source, 1, 4, 13) + "\n\nI agree."));
  EXPECT_EQ(post.html.text, "<blockquote cite=\"" + to_string(QuoteReference{source, 1, 4, 13}) +
                                "\"></blockquote>\n<p dir=\"auto\">I agree.</p>\n")
      << "no word of it is copied";
  auto const quote = quote_in("officer1.br", post.public_id);
  ASSERT_TRUE(quote.passage);
  EXPECT_EQ(quote.passage->text, "two three");
  EXPECT_EQ(quote.passage->author->name, "Person officer1.fr");
  EXPECT_EQ(quote.passage->source->country, "FR");
  EXPECT_EQ(quote.passage->thread, thread);
  EXPECT_FALSE(quote.passage->source_changed);
}

TEST_F(Quotes, of_what_stands_in_a_thread_for_display_only_are_so_themselves) {
  Ask ask;
  ask.marking.caveats.emplace().add(auth::Caveat::display_only);
  auto const shown = world.open("officer1.fr", "open", "Shown", ask).thread.public_id;
  auto const said = world.reply("officer1.fr", shown, {}, tests::text("One *two* three.")).public_id;
  auto const post = world.reply("officer1.ke", thread, {}, tests::text(quote_of(said, 1, 4, 7)));
  auto const quote = quote_in("officer1.br", post.public_id);
  ASSERT_TRUE(quote.passage);
  EXPECT_TRUE(quote.passage->marking.caveats.has(auth::Caveat::display_only));
}

TEST_F(Quotes, count_characters_and_leave_the_markup_out) {
  auto const arabic =
      world.reply("officer1.eg", thread, {}, tests::text("**المادة** 16 & <b>\n\nثانيا")).public_id;
  auto const whole = world.reply("officer1.ke", thread, {}, tests::text(quote_of(arabic, 1, 0, 21)));
  EXPECT_EQ(text_in("officer1.br", whole.public_id), "المادة 16 & <b>\nثانيا");
}

TEST_F(Quotes, say_that_the_source_has_changed_and_show_what_was_quoted) {
  auto const post = world.reply("officer1.ke", thread, {}, tests::text(quote_of(source, 1, 0, 3))).public_id;
  ASSERT_TRUE(world.edit("officer1.fr", source, 1, "Quite another text."));
  auto const quote = quote_in("officer1.br", post);
  EXPECT_TRUE(quote.passage->source_changed);
  EXPECT_EQ(quote.passage->text, "One");
}

TEST_F(Quotes, obey_attribution) {
  auto ask = tests::attributed(auth::Attribution::chatham);
  auto const secret = world.reply("officer1.fr", thread, {}, ask).public_id;
  auto const post = world.reply("officer1.ke", thread, {}, tests::text(quote_of(secret, 1, 0, 4))).public_id;
  auto const quote = quote_in("officer1.ke", post);
  EXPECT_EQ(quote.passage->text, "Some");
  EXPECT_FALSE(quote.passage->author);
  EXPECT_FALSE(quote.passage->source);
  EXPECT_TRUE(quote_in("officer2.fr", post).passage->author);
}

TEST_F(Quotes, of_what_is_narrower_than_the_place_are_refused_and_name_the_quote) {
  auto const narrow_post = narrow();
  auto const text = quote_of(source, 1, 0, 3) + "\n\n" + quote_of(narrow_post, 1, 0, 7);
  auto const wide = world.try_reply("officer1.ke", thread, {}, tests::text(text));
  EXPECT_EQ(code_of(wide), ErrorCode::quote_wider);
  EXPECT_EQ(fields_of(wide), (std::vector<base::FieldError>{{"/body/1", FieldCode::out_of_range}}));
  EXPECT_EQ(code_of(world.try_open("officer1.ke", "open", "U", tests::text(text))), ErrorCode::quote_wider);
  // Narrowed to the readers of what it quotes, it goes out.
  EXPECT_TRUE(world.try_reply("officer1.ke", thread, {}, among({"fr", "ke"}, text)));
  EXPECT_TRUE(world.try_reply("officer1.ke", thread, {}, among({"ke"}, text)));
}

TEST_F(Quotes, of_what_was_narrowed_before_the_release_are_refused_when_it_is_released) {
  auto ask = tests::at_level(auth::Level::restricted);
  ask.body = "Mind this.\n\n" + quote_of(source, 1, 0, 3);
  auto const waiting = world.reply("officer1.ke", thread, {}, ask).public_id;
  narrow_to("officer1.fr", source, {"fr", "ke"});
  auto const refused = world.release("coordinator.ke", waiting);
  EXPECT_EQ(code_of(refused), ErrorCode::quote_wider);
  EXPECT_EQ(fields_of(refused), (std::vector<base::FieldError>{{"/body/0", FieldCode::out_of_range}}));
  EXPECT_EQ(code_of(world.post("officer1.br", waiting)), ErrorCode::not_found);
  // Narrowed to the readers of what it quotes, it goes out.
  narrow_to("officer1.ke", waiting, {"fr", "ke"});
  EXPECT_TRUE(world.release("coordinator.ke", waiting));
}

TEST_F(Quotes, of_what_who_releases_may_not_read_keep_nothing_back) {
  auto ask = tests::at_level(auth::Level::restricted);
  ask.body = quote_of(source, 1, 0, 3);
  auto const waiting = world.reply("officer1.ke", thread, {}, ask).public_id;
  narrow_to("officer1.fr", source, {"fr", "br"});
  EXPECT_TRUE(world.release("coordinator.ke", waiting));
  EXPECT_EQ(text_in("officer1.ke", waiting), "unavailable");
}

TEST_F(Quotes, of_a_higher_level_are_refused_below_it) {
  auto strict = tests::at_level(auth::Level::restricted);
  auto const high = world.reply("officer1.fr", thread, {}, strict).public_id;
  ASSERT_TRUE(world.release("coordinator.fr", high));
  auto const text = quote_of(high, 1, 0, 4);
  EXPECT_EQ(code_of(world.try_reply("officer1.ke", thread, {}, tests::text(text))), ErrorCode::quote_wider);
  strict.body = text;
  EXPECT_TRUE(world.try_reply("officer1.ke", thread, {}, strict));
}

TEST_F(Quotes, of_what_one_may_not_read_are_refused_as_of_what_never_was) {
  auto const refused = [&](std::string_view what, std::string const& text) {
    auto const answer = world.try_reply("officer1.br", thread, {}, tests::text(text));
    EXPECT_EQ(code_of(answer), ErrorCode::invalid_body) << what;
    EXPECT_EQ(fields_of(answer), (std::vector<base::FieldError>{{"/body/0", FieldCode::unknown_quote}}))
        << what;
  };
  refused("hidden", quote_of(narrow(), 1, 0, 7));
  refused("never was", quote_of(base::make_public_id(world.random), 1, 0, 7));
  refused("no such version", quote_of(source, 2, 0, 3));
  refused("beyond its end", quote_of(source, 1, 0, 100));
  auto const waiting =
      world.reply("officer1.br", thread, {}, tests::at_level(auth::Level::restricted)).public_id;
  refused("not published", quote_of(waiting, 1, 0, 3));
  ASSERT_TRUE(world.withdraw("officer1.fr", source));
  refused("taken back", quote_of(source, 1, 0, 3));
}

TEST_F(Quotes, are_limited_in_number_and_length) {
  std::string many;
  for (int i = 0; i < 11; ++i) many += quote_of(source, 1, 0, 3) + "\n\n";
  EXPECT_EQ(fields_of(world.try_reply("officer1.ke", thread, {}, tests::text(many))),
            (std::vector<base::FieldError>{{"/body", FieldCode::too_many}}));
  EXPECT_EQ(fields_of(world.try_reply("officer1.ke", thread, {}, tests::text(quote_of(source, 1, 0, 2001)))),
            (std::vector<base::FieldError>{{"/body/0", FieldCode::too_long}}));
}

TEST_F(Quotes, are_unavailable_for_whoever_may_not_read_their_source_whatever_the_reason) {
  auto const text = quote_of(source, 1, 0, 3);
  auto const post = world.reply("officer1.ke", thread, {}, tests::text(text)).public_id;
  auto const seen = [&](std::string_view who) { return text_in(who, post); };
  EXPECT_EQ(seen("officer1.br"), "One");
  world.deny("fr", {"br"});
  // The thread is France's as well: Brazil has lost it, and asks in one of Kenya's own.
  auto const elsewhere = world.open("officer1.ke", "open", "U", tests::text(text)).post.public_id;
  EXPECT_EQ(text_in("officer1.br", elsewhere), "unavailable");
  EXPECT_EQ(text_in("officer1.es", elsewhere), "One");
  ASSERT_TRUE(world.withdraw("officer1.fr", source));
  auto const gone = quote_in("officer1.es", elsewhere);
  auto const denied = quote_in("officer1.br", elsewhere);
  EXPECT_EQ(gone, denied) << "it is not told why";
}

TEST_F(Quotes, follow_the_narrowing_of_the_thread_that_they_come_from) {
  auto const other = world.open("officer1.fr", "open", "U", tests::text("Known to all."));
  auto const post =
      world.reply("officer1.ke", thread, {}, tests::text(quote_of(other.post.public_id, 1, 0, 5))).public_id;
  EXPECT_EQ(text_in("officer1.br", post), "Known");
  ThreadEdit narrower;
  narrower.version = other.thread.version;
  narrower.audience = world.only({"fr", "ke"});
  ASSERT_TRUE(world.edit_thread("officer1.fr", other.thread.public_id, narrower));
  EXPECT_EQ(text_in("officer1.br", post), "unavailable");
  EXPECT_EQ(text_in("officer1.ke", post), "Known");
}

TEST_F(Quotes, that_stand_in_a_text_already_do_not_keep_it_from_being_mended) {
  auto const kept = quote_of(source, 1, 0, 3);
  auto const post = world.reply("officer1.ke", thread, {}, tests::text(kept)).public_id;
  ASSERT_TRUE(world.withdraw("officer1.fr", source));
  auto const mended = world.edit("officer1.ke", post, 1, kept + "\n\nAs was said.");
  ASSERT_TRUE(mended);
  EXPECT_FALSE(mended->quotes.at(0).passage);
  auto const more = world.edit("officer1.ke", post, 2, kept + "\n\n" + quote_of(source, 1, 0, 4));
  EXPECT_EQ(fields_of(more), (std::vector<base::FieldError>{{"/body/1", FieldCode::unknown_quote}}));
  auto const wide = world.edit("officer1.ke", post, 2, quote_of(narrow(), 1, 0, 3));
  EXPECT_EQ(code_of(wide), ErrorCode::quote_wider);
}

TEST_F(Quotes, never_show_what_a_post_said_before_its_release) {
  auto strict = tests::at_level(auth::Level::restricted);
  strict.body = "Before.";
  auto const post = world.reply("officer1.fr", thread, {}, strict).public_id;
  world.now += std::chrono::seconds(1);
  ASSERT_TRUE(world.edit("officer1.fr", post, 1, "After."));
  world.now += std::chrono::seconds(1);
  ASSERT_TRUE(world.release("coordinator.fr", post));
  strict.body = quote_of(post, 1, 0, 6);
  EXPECT_EQ(fields_of(world.try_reply("officer1.ke", thread, {}, strict)),
            (std::vector<base::FieldError>{{"/body/0", FieldCode::unknown_quote}}));
  strict.body = quote_of(post, 2, 0, 5);
  auto const quoting = world.reply("officer1.ke", thread, {}, strict).public_id;
  ASSERT_TRUE(world.release("coordinator.ke", quoting));
  EXPECT_EQ(text_in("officer1.br", quoting), "After");
}

TEST_F(Quotes, stand_in_revisions_as_they_stood_in_the_text) {
  auto const post = world.reply("officer1.ke", thread, {}, tests::text(quote_of(source, 1, 0, 3))).public_id;
  ASSERT_TRUE(world.edit("officer1.ke", post, 1, "Without."));
  auto const revisions = world.read([&](storage::ReadTx& tx) {
    return load_revisions(tx, world.viewer(tx, "officer1.br"), post, {}).value();
  });
  ASSERT_EQ(revisions.items.size(), 2U);
  EXPECT_TRUE(revisions.items[0].quotes.empty());
  EXPECT_EQ(revisions.items[1].quotes.at(0).passage->text, "One");
}

TEST(QuoteReference, is_read_and_written_in_one_way_only) {
  base::SeededRandom random(3);
  auto const post = base::make_public_id(random);
  auto const id = base::to_string(post);
  EXPECT_EQ(parse_quote_reference(id + "@3:0-17"), (QuoteReference{post, 3, 0, 17}));
  for (std::string const& text : {id, id + "@3", id + "@3:4", id + "@3:4-4", id + "@3:5-4", id + "@0:0-4",
                                  id + "@03:0-4", id + "@3:-1-4", id + "@3:0-4 ", id + "@3:0-4000000000",
                                  "x" + id + "@3:0-4", id + "@+3:0-4", std::string()}) {
    EXPECT_FALSE(parse_quote_reference(text)) << text;
  }
}

TEST(QuoteReference, is_a_quote_only_in_a_paragraph_of_its_own) {
  base::SeededRandom random(3);
  auto const quote = "[quote:" + to_string(QuoteReference{base::make_public_id(random), 1, 0, 4}) + "]";
  auto const count = [](std::string const& body) { return quotes_in(render_markdown(body)).size(); };
  EXPECT_EQ(count(quote), 1U);
  EXPECT_EQ(count("Before.\n\n" + quote + "\n\nBetween.\n\n" + quote + "\n"), 2U);
  for (std::string const& body : {"See " + quote, quote + " indeed", "> " + quote, "- " + quote,
                                  "    " + quote, "`" + quote + "`", "# " + quote, quote + "\nmore"}) {
    EXPECT_EQ(count(body), 0U) << body;
  }
  EXPECT_EQ(count("<blockquote cite=\"" + quote.substr(7, quote.size() - 8) + "\"></blockquote>"), 0U)
      << "nobody writes HTML";
}

}  // namespace
}  // namespace forum
