#include <gtest/gtest.h>

#include "forum/html_check.hpp"
#include "forum/markdown.hpp"
#include "forum/search_words.hpp"

namespace forum {
namespace {

std::string html_of(std::string_view body) {
  auto html = render_markdown(body).text;
  EXPECT_TRUE(is_safe_html(html)) << html;
  return html;
}

std::string head(std::string_view cells) {
  return "<table dir=\"auto\">\n<thead>\n<tr>" + std::string(cells) + "\n</tr>\n</thead>\n<tbody>\n";
}
constexpr std::string_view kEnd = "</tbody>\n</table>\n";

TEST(MarkdownTable, has_a_head_and_rows_and_says_how_its_columns_stand) {
  EXPECT_EQ(
      html_of("| Country | Year | Law |\n| --- | --: | :-: |\n| Kenya | 2009 | *POCA* |\n"),
      head("\n<th scope=\"col\">Country</th>\n<th scope=\"col\" class=\"to-end\">Year</th>"
           "\n<th scope=\"col\" class=\"to-center\">Law</th>") +
          "<tr>\n<td>Kenya</td>\n<td class=\"to-end\">2009</td>\n<td class=\"to-center\"><em>POCA</em></td>"
          "\n</tr>\n" +
          std::string(kEnd));
}

TEST(MarkdownTable, needs_no_pipes_at_its_ends) {
  EXPECT_EQ(html_of("a | b\n--- | ---\nc | d"), head("\n<th scope=\"col\">a</th>\n<th scope=\"col\">b</th>") +
                                                    "<tr>\n<td>c</td>\n<td>d</td>\n</tr>\n" +
                                                    std::string(kEnd));
}

TEST(MarkdownTable, fills_a_row_that_is_too_short_and_loses_no_word_of_one_that_is_too_long) {
  EXPECT_EQ(html_of("| a | b |\n|---|---|\n| c |\n| d | e | f |"),
            head("\n<th scope=\"col\">a</th>\n<th scope=\"col\">b</th>") +
                "<tr>\n<td>c</td>\n<td></td>\n</tr>\n<tr>\n<td>d</td>\n<td>e</td>\n<td>f</td>\n</tr>\n" +
                std::string(kEnd));
}

TEST(MarkdownTable, keeps_a_pipe_that_is_escaped_within_its_cell) {
  auto const html = html_of("| a | b |\n|---|---|\n| c \\| d | `e \\| f` |");
  EXPECT_NE(html.find("<td>c | d</td>\n<td><code>e | f</code></td>"), std::string::npos) << html;
}

TEST(MarkdownTable, stands_in_a_list_as_well) {
  auto const html = html_of("- Laws:\n\n  | a | b |\n  |---|---|\n  | c | d |\n");
  EXPECT_NE(html.find("<table>"), std::string::npos) << html;
}

TEST(MarkdownTable, is_text_where_its_second_line_does_not_fit) {
  for (std::string_view const body :
       {"a | b\nc | d", "a | b | c\n--- | ---", "a | b\n--- | -x-", "a | b", "| a |\n\n| --- |"}) {
    EXPECT_EQ(html_of(body).find("<table"), std::string::npos) << body;
  }
}

TEST(MarkdownTable, is_shown_as_written_within_code) {
  EXPECT_EQ(html_of("```\na \\| b | c\n--- | ---\n```"),
            "<pre dir=\"ltr\"><code>a \\| b | c\n--- | ---\n</code></pre>\n");
}

TEST(MarkdownTable, of_any_size_takes_no_more_room_than_its_text_may) {
  std::string wide = "|";
  for (int i = 0; i < 30; ++i) wide += "a|";
  wide += "\n|";
  for (int i = 0; i < 30; ++i) wide += "-|";
  for (int i = 0; i < 60'000; ++i) wide += "\n|";
  EXPECT_LT(html_of(wide).size(), wide.size() * 11 + 100'000);
  std::string columns(50'000, '|');
  EXPECT_EQ(html_of(columns + "\n" + columns).find("<table"), std::string::npos);
}

TEST(MarkdownFootnote, stands_below_the_text_with_the_way_back) {
  EXPECT_EQ(
      html_of("As ruled.[^1]\n\n[^1]: Court of *Appeal*.\n"),
      "<p dir=\"auto\">As ruled.<sup><a href=\"#fn-1\" id=\"fnref-1-1\" "
      "role=\"doc-noteref\">1</a></sup></p>\n"
      "<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n<li id=\"fn-1\">\n"
      "<p dir=\"auto\">Court of <em>Appeal</em>. <a href=\"#fnref-1-1\" role=\"doc-backlink\">↩</a></p>\n"
      "</li>\n</ol>\n</section>\n");
}

TEST(MarkdownFootnote, is_numbered_as_the_text_refers_to_it) {
  auto const html = html_of("b[^b] a[^a] b[^b]\n\n[^a]: first\n[^b]: second");
  EXPECT_NE(html.find("b<sup><a href=\"#fn-1\" id=\"fnref-1-1\""), std::string::npos) << html;
  EXPECT_NE(html.find("a<sup><a href=\"#fn-2\" id=\"fnref-2-1\""), std::string::npos) << html;
  EXPECT_NE(html.find("b<sup><a href=\"#fn-1\" id=\"fnref-1-2\""), std::string::npos) << html;
  EXPECT_LT(html.find("second"), html.find("first"));
}

TEST(MarkdownFootnote, of_one_word_is_no_link_reference) {
  auto const html = html_of("x[^1]\n\n[^1]: Ibid.");
  EXPECT_NE(html.find("<p dir=\"auto\">Ibid. <a"), std::string::npos) << html;
}

TEST(MarkdownFootnote, that_nothing_refers_to_is_not_lost) {
  auto const html = html_of("text\n\n[^1]: alone");
  EXPECT_NE(html.find("alone"), std::string::npos) << html;
  EXPECT_EQ(html.find("doc-backlink"), std::string::npos) << html;
}

TEST(MarkdownFootnote, goes_on_over_lines_and_over_indented_paragraphs) {
  auto const html = html_of("x[^1]\n\n[^1]: one\ntwo\n\n    three\n\nfour");
  EXPECT_NE(html.find("<p dir=\"auto\">one\ntwo</p>\n<p dir=\"auto\">three <a"), std::string::npos) << html;
  EXPECT_LT(html.find("four"), html.find("one"));
}

TEST(MarkdownFootnote, may_refer_to_another_and_to_itself) {
  auto const html = html_of("x[^1]\n\n[^1]: see [^2] and [^1]\n[^2]: end [^1]");
  EXPECT_NE(html.find("<li id=\"fn-2\">"), std::string::npos) << html;
  EXPECT_EQ(html.find("<li id=\"fn-3\">"), std::string::npos) << html;
}

TEST(MarkdownFootnote, is_text_where_it_is_escaped_unknown_or_code) {
  EXPECT_EQ(html_of("a[^1] b"), "<p dir=\"auto\">a[^1] b</p>\n");
  auto const html = html_of("\\[^1] `[^1]` [^none] [^1]\n\n[^1]: note\n\n```\n[^2]: code\n\\[^1]\n```");
  EXPECT_NE(html.find("[^1] <code>[^1]</code> [^none] <sup>"), std::string::npos) << html;
  EXPECT_NE(html.find("<code>[^2]: code\n\\[^1]\n</code>"), std::string::npos) << html;
}

TEST(MarkdownFootnote, stands_in_a_table_and_is_words_in_a_link) {
  EXPECT_NE(html_of("| a[^1] | b |\n|---|---|\n\n[^1]: n").find("a<sup>"), std::string::npos);
  EXPECT_NE(html_of("[see[^1]](https://x.example)\n\n[^1]: n").find(">see[^1]</a>"), std::string::npos);
}

TEST(MarkdownFootnote, holds_no_place_for_a_quote) {
  auto const html = html_of("x[^1]\n\n[^1]: [quote:00000000000000000000000000@1:0-4]");
  EXPECT_EQ(html.find("blockquote"), std::string::npos) << html;
}

TEST(MarkdownFootnote, leaves_the_word_before_it_to_be_found) {
  EXPECT_EQ(plain_text(html_of("As ruled[^1]\n\n[^1]: n")).substr(0, 9), "As ruled ");
}

TEST(HtmlCheck, accepts_of_tables_and_footnotes_only_what_is_written) {
  EXPECT_FALSE(is_safe_html("<a href=\"#top\" role=\"doc-noteref\">x</a>"));
  EXPECT_FALSE(is_safe_html("<a href=\"https://x\" role=\"doc-noteref\">x</a>"));
  EXPECT_FALSE(is_safe_html("<li id=\"main\">x</li>"));
  EXPECT_FALSE(is_safe_html("<section class=\"notice\">x</section>"));
  EXPECT_FALSE(is_safe_html("<td style=\"color:red\">x</td>"));
  EXPECT_FALSE(is_safe_html("<td class=\"to-end x\">x</td>"));
}

}  // namespace
}  // namespace forum
