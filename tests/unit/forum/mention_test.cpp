// Names in a text: which call somebody, and what the renderer makes of them.
#include "forum/mention.hpp"

#include <gtest/gtest.h>

#include "forum/html_check.hpp"

namespace forum {
namespace {

using Names = std::vector<std::string>;

Names names_of(std::string_view body) {
  return names_in(render_markdown(body), 100);
}

TEST(Mention, is_a_user_name_or_the_bureau_of_a_country_after_an_at_sign) {
  EXPECT_EQ(names_of("Ask @officer1.fr, @bureau:ke and (@a-b_c)."),
            (Names{"officer1.fr", "bureau:ke", "a-b_c"}));
  EXPECT_EQ(parse_mention("officer1.fr"), (MentionName{MentionName::Kind::person, "officer1.fr"}));
  EXPECT_EQ(parse_mention("bureau:ke"), (MentionName{MentionName::Kind::bureau, "KE"}));
}

TEST(Mention, is_written_in_capitals_or_not) {
  EXPECT_EQ(names_of("@Officer1.FR and @Bureau:KE"), (Names{"officer1.fr", "bureau:ke"}));
}

TEST(Mention, ends_before_what_ends_the_sentence) {
  EXPECT_EQ(names_of("It was @officer1.fr. And @officer2.fr-- or @officer3.fr_?"),
            (Names{"officer1.fr", "officer2.fr", "officer3.fr"}));
}

TEST(Mention, is_each_name_once_and_at_most_so_many) {
  EXPECT_EQ(names_of("@aa @bb @aa"), (Names{"aa", "bb"}));
  EXPECT_EQ(names_in(render_markdown("@aa @bb @cc"), 2), (Names{"aa", "bb"}));
}

TEST(Mention, is_no_address_and_no_part_of_a_word) {
  for (std::string const body : {"officer@example.org", "é@officer1.fr", "@@officer1.fr", "@a", "@",
                                 "@ officer1.fr", "@officer1é", "@bureau:kenya"}) {
    EXPECT_FALSE(std::ranges::count(names_of(body), "officer1.fr") +
                 std::ranges::count(names_of(body), "bureau:ke"))
        << body;
  }
  EXPECT_EQ(names_of("officer@example.org @" + std::string(65, 'a')), Names{});
}

TEST(Mention, is_none_where_its_sign_is_escaped) {
  EXPECT_EQ(names_of("\\@officer1.fr, \\\\@officer2.fr and \\@bureau:ke"), Names{"officer2.fr"});
  EXPECT_EQ(render_markdown("A \\@name.").text, "<p dir=\"auto\">A @name.</p>\n");
  EXPECT_EQ(render_markdown("`\\@name`").text, "<p dir=\"auto\"><code>\\@name</code></p>\n");
  EXPECT_EQ(render_markdown("    \\@name").text, "<pre dir=\"ltr\"><code>\\@name\n</code></pre>\n");
  EXPECT_EQ(render_markdown("[a](https://a.example/\\@b)").text,
            render_markdown("[a](https://a.example/@b)").text);
}

TEST(Mention, does_not_count_in_code_links_and_citations) {
  for (std::string const body :
       {"`@officer1.fr`", "    @officer1.fr", "```\n@officer1.fr\n```", "> @officer1.fr",
        "> - *@officer1.fr*", "[@officer1.fr](https://example.org)", "[a @officer1.fr](nowhere)",
        "![@officer1.fr](https://example.org)", "[a](https://example.org/@officer1.fr)",
        "<https://example.org/@officer1.fr>"}) {
    EXPECT_EQ(names_of(body), Names{}) << body;
  }
  EXPECT_EQ(names_of("> @aa\n\n*@bb* in # **@cc**\n\n- @dd"), (Names{"bb", "cc", "dd"}));
}

TEST(Mention, leaves_what_is_read_and_the_rest_of_the_text_as_it_is) {
  EXPECT_EQ(render_markdown("a & @b_c_d <e").text, "<p dir=\"auto\">a &amp; <bdi>@b_c_d</bdi> &lt;e</p>\n");
  EXPECT_EQ(render_markdown("a_b *c* \\* d@e.f").text, "<p dir=\"auto\">a_b <em>c</em> * d@e.f</p>\n");
}

TEST(Mention, is_marked_where_somebody_was_found_and_nowhere_else) {
  auto const html = render_markdown("@Officer1.fr, @nobody, @officer1.fr");
  auto const marked = mark_mentions(html, {"officer1.fr"});
  EXPECT_EQ(marked.text,
            "<p dir=\"auto\"><bdi class=\"mention\">@Officer1.fr</bdi>, <bdi>@nobody</bdi>,"
            " <bdi class=\"mention\">@officer1.fr</bdi></p>\n");
  EXPECT_TRUE(is_safe_html(marked.text));
  EXPECT_EQ(mark_mentions(html, {}), html);
  EXPECT_FALSE(is_safe_html("<bdi class=\"notice\">a</bdi>"));
}

}  // namespace
}  // namespace forum
