#include "forum/markdown.hpp"

#include <ctime>
#include <random>

#include <gtest/gtest.h>

#include "forum/html_check.hpp"

namespace forum {
namespace {

std::string html_of(std::string_view body) {
  return render_markdown(body).text;
}

TEST(Markdown, turns_emphasis_lists_quotes_and_code_into_elements) {
  EXPECT_EQ(html_of("a *b* **c** `d`"),
            "<p dir=\"auto\">a <em>b</em> <strong>c</strong> <code>d</code></p>\n");
  EXPECT_EQ(html_of("- a\n- b\n"), "<ul dir=\"auto\">\n<li>a</li>\n<li>b</li>\n</ul>\n");
  EXPECT_EQ(html_of("3. a\n"), "<ol dir=\"auto\" start=\"3\">\n<li>a</li>\n</ol>\n");
  EXPECT_EQ(html_of("> a\n"), "<blockquote dir=\"auto\">\n<p>a</p>\n</blockquote>\n");
  EXPECT_EQ(html_of("```cpp\na < b\n```\n"), "<pre dir=\"ltr\"><code>a &lt; b\n</code></pre>\n");
  EXPECT_EQ(html_of("***\n"), "<hr />\n");
}

TEST(Markdown, begins_headings_below_those_of_the_page) {
  EXPECT_EQ(html_of("# a"), "<h3 dir=\"auto\">a</h3>\n");
  EXPECT_EQ(html_of("###### a"), "<h3 dir=\"auto\">a</h3>\n");
}

TEST(Markdown, leaves_no_gap_between_headings) {
  EXPECT_EQ(
      html_of("## a\n\n#### b\n\n#### c\n\n# d\n\n## e"),
      "<h3 dir=\"auto\">a</h3>\n<h4 dir=\"auto\">b</h4>\n<h4 dir=\"auto\">c</h4>\n<h3 dir=\"auto\">d</h3>\n"
      "<h4 dir=\"auto\">e</h4>\n");
}

TEST(Markdown, lets_the_outermost_block_give_the_direction) {
  EXPECT_EQ(html_of("> - المادة\n>\n>   b\n"),
            "<blockquote dir=\"auto\">\n<ul>\n<li>\n<p>المادة</p>\n<p>b</p>\n</li>\n</ul>\n</blockquote>\n");
}

TEST(Markdown, gives_links_the_words_that_keep_the_reader_to_himself) {
  EXPECT_EQ(html_of("[a](https://example.org/x?a=1&b=2 \"T\")"),
            "<p dir=\"auto\"><a href=\"https://example.org/x?a=1&amp;b=2\" title=\"T\" "
            "rel=\"noopener noreferrer nofollow\">a</a></p>\n");
  EXPECT_EQ(html_of("<mailto:a@example.org>"),
            "<p dir=\"auto\"><a href=\"mailto:a@example.org\" rel=\"noopener noreferrer nofollow\">"
            "mailto:a@example.org</a></p>\n");
}

TEST(Markdown, keeps_only_the_words_of_a_link_to_anywhere_else) {
  for (std::string_view const url :
       {"javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "//example.org", "/topics", "#a",
        "vbscript:x", "file:///etc", "&#106;avascript:x", "ftp://example.org", "https:example.org"}) {
    EXPECT_EQ(html_of("[a](" + std::string(url) + ")"), "<p dir=\"auto\">a</p>\n") << url;
  }
}

TEST(Markdown, makes_a_link_of_an_image_and_never_loads_it) {
  EXPECT_EQ(html_of("![map](https://example.org/a.png)"),
            "<p dir=\"auto\"><a href=\"https://example.org/a.png\" rel=\"noopener noreferrer nofollow\">"
            "map</a></p>\n");
  EXPECT_EQ(
      html_of("[![map](https://example.org/a.png)](https://example.org)"),
      "<p dir=\"auto\"><a href=\"https://example.org\" rel=\"noopener noreferrer nofollow\">map</a></p>\n");
  EXPECT_EQ(html_of("![](https://example.org/a.png)"),
            "<p dir=\"auto\"><a href=\"https://example.org/a.png\" rel=\"noopener noreferrer nofollow\">"
            "https://example.org/a.png</a></p>\n");
}

TEST(Markdown, shows_html_as_the_text_that_was_typed) {
  EXPECT_EQ(html_of("<script>alert(1)</script>"),
            "<p dir=\"auto\">&lt;script&gt;alert(1)&lt;/script&gt;</p>\n");
  EXPECT_EQ(html_of("a <img src=x onerror=y> b"), "<p dir=\"auto\">a &lt;img src=x onerror=y&gt; b</p>\n");
}

TEST(Markdown, cannot_be_broken_out_of_by_quotes_in_urls_and_titles) {
  for (std::string_view const body :
       {"[a](https://x/\"onmouseover=\"y)", "[a](https://x '\" onmouseover=\"y')",
        "[a](<https://x/\" z=\"> \"'\")", "<https://x/\"y>", "[a](https://x/&quot;&#34;y)",
        "[a](https://x \"&quot; b=&quot;\")"}) {
    EXPECT_EQ(html_of(body).find(" onmouseover=\""), std::string::npos) << body;
  }
}

TEST(Markdown, keeps_arabic_and_other_scripts_as_they_are) {
  EXPECT_EQ(html_of("المادة *16* من الاتفاقية"), "<p dir=\"auto\">المادة <em>16</em> من الاتفاقية</p>\n");
}

TEST(Markdown, drops_control_characters_that_references_make) {
  EXPECT_EQ(html_of("a&#1;&#27;b"), "<p dir=\"auto\">ab</p>\n");
}

std::string repeat(std::string_view unit, std::size_t bytes) {
  std::string text;
  while (text.size() + unit.size() <= bytes) text += unit;
  return text;
}

// 200 kB of what is known to trouble Markdown parsers.
TEST(Markdown, is_bounded_in_time_and_size_whatever_the_text) {
  constexpr std::size_t kBytes = 200'000;
  std::vector<std::string> bombs;
  for (std::string_view const unit :
       {"[",     "]",        "![",       ">",       "> ",      "*",     "_",   "**a ",        "*a_ ",
        "a**b",  "`",        "`a``",     "<",       "<!--",    "<?",    "<!A", "<![CDATA[",   "<a ",
        "[a](",  "[a](<b",   "![[]()",   "- ",      "* - ",    "1. ",   "1) ", "> - ",        "&",
        "&#",    "\\",       "a",        "a\n",     "#",       "# a\n", "\t",  " ",           "\n",
        "-\n",   "- a\n",    "[a]: b\n", "[a]\n",   "\n\n",    "~",     "|",   "<https://a>", "https://a ",
        "a  \n", "===\n",    "a\n=\n",   "```\n",   "    a\n", "[\\]",  "](",  "[]()",        "[a][",
        "*_",    "***",      "_a _",     "&amp;",   "&quot;",  "\"",    "<b>", "</b",         "x`",
        "`x",    "\xD8\xA7", "[a](b) ",  "![a](b)", ">a\n",    ">>a\n", "1.\n"}) {
    bombs.push_back(repeat(unit, kBytes));
  }
  for (std::string_view const unit : {"> ", "- ", "1. ", "* - ", "> - ", "[", "`", "*"}) {
    bombs.push_back(repeat(unit, kBytes / 2) + repeat("\n", kBytes / 2));
    bombs.push_back(repeat(unit, kBytes / 2) + repeat("a\n", kBytes / 2));
    bombs.push_back(repeat(repeat(unit, 90) + "\n", kBytes));
    bombs.push_back(repeat(repeat(unit, 90) + "\n\n\n\n\n\n\n\n\n\n\n\n", kBytes));
  }
  std::string backticks;
  for (std::size_t run = 1; backticks.size() < kBytes; ++run) backticks += "e" + std::string(run, '`');
  bombs.push_back(backticks);
  std::string nested;
  for (std::size_t depth = 0; nested.size() < kBytes; ++depth)
    nested += std::string(2 * depth, ' ') + "- a\n";
  bombs.push_back(nested);
  std::string references = "[a]: https://" + std::string(kBytes / 4, 'x') + "\n\n";
  bombs.push_back(references + repeat("[a] ", kBytes / 2));
  bombs.push_back(repeat("[", kBytes / 2) + repeat("]", kBytes / 2));
  bombs.push_back(repeat("*a **a ", kBytes / 2) + repeat("b** b* ", kBytes / 2));

  for (auto const& bomb : bombs) {
    auto const begin = std::clock();
    auto const html = html_of(bomb);
    auto const seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    EXPECT_LE(html.size(), 10 * bomb.size() + 64 * 1024) << bomb.substr(0, 40);
    // An optimised build takes less than a tenth of a second; this one may have sanitizers in it.
    EXPECT_LT(seconds, 3) << bomb.substr(0, 40);
  }
}

TEST(Markdown, writes_safe_html_for_random_text) {
  std::mt19937_64 random(20261121);
  constexpr std::string_view kPieces[] = {
      "[",  "]",  "(",    ")",       "<",   ">",    "!",         "*",    "_", "`",
      "\n", " ",  "a",    "\"",      "'",   "&",    "https://x", "#",    "-", "1.",
      "\\", "\t", "\n\n", "mailto:", "<a>", "</p>", "&#0;",      "&lt;", "ا", "\xFF"};
  for (int round = 0; round < 10'000; ++round) {
    std::string body;
    auto const pieces = random() % 40;
    for (std::size_t i = 0; i < pieces; ++i) {
      body += random() % 8 == 0 ? std::string(1, static_cast<char>(random() % 256))
                                : std::string(kPieces[random() % std::size(kPieces)]);
    }
    EXPECT_NO_THROW(html_of(body)) << testing::PrintToString(body);
  }
}

TEST(HtmlCheck, refuses_what_is_not_on_its_list) {
  EXPECT_TRUE(is_safe_html("<p dir=\"auto\">a</p>\n"));
  for (std::string_view const html :
       {"<script>a</script>", "<p>", "</p>", "<p></em></p>", "<p onclick=\"a\">a</p>", "<p dir=auto>a</p>",
        "a < b", "a & b", "<a href=\"javascript:x\" rel=\"noopener noreferrer nofollow\">a</a>",
        "<a href=\"https://x\">a</a>", "<img />", "<p dir=\"auto\" dir=\"auto\">a</p>", "<P>a</P>",
        "<!-- a -->",
        "<a href=\"https://x\" rel=\"noopener noreferrer nofollow\"><a href=\"https://x\" "
        "rel=\"noopener noreferrer nofollow\">a</a></a>",
        "&nbsp;", "<p dir=\"auto\"", "<br>"}) {
    EXPECT_FALSE(is_safe_html(html)) << html;
  }
}

}  // namespace
}  // namespace forum
