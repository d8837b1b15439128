#include "forum/markdown.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>
#include <vector>

#include "forum/footnotes.hpp"
#include "forum/html_check.hpp"
#include "forum/html_text.hpp"
#include "forum/markdown_bomb.hpp"
#include "forum/markdown_table.hpp"
#include "forum/markdown_tree.hpp"
#include "forum/mention.hpp"
#include "forum/quote.hpp"

namespace forum {
namespace {

// No honest text comes near these; one that does is shown as it was typed.
constexpr int kMostNesting = 60;
constexpr std::size_t kMostNodes = 60'000;
constexpr std::size_t kLongestQuote = 100;
constexpr std::size_t kOutputFactor = 10;
constexpr std::size_t kOutputAllowance = 64 * 1024;

constexpr std::string_view kOpenLink = "<a href=\"";
constexpr std::string_view kOpenQuote = "[quote:";
constexpr std::string_view kRel = " rel=\"noopener noreferrer nofollow\">";

// Paragraphs of plain text, line ends kept: how a text is shown that cannot be shown otherwise.
std::string render_plain(std::string_view body) {
  std::string html = "<p dir=\"auto\">";
  bool is_first = true;
  while (!body.empty()) {
    auto const end = std::min(body.find('\n'), body.size());
    if (!is_first) html += "<br />\n";
    append_escaped(html, body.substr(0, end));
    body.remove_prefix(std::min(end + 1, body.size()));
    is_first = false;
  }
  return html + "</p>\n";
}

// Walks the tree once and writes each node. Throws nothing but bad_alloc; gives up by returning nothing.
class Renderer {
 public:
  explicit Renderer(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  std::optional<std::string> render(FootnotedText const& text) {
    notes_ = FootnoteOrder(text.notes);
    if (!walk(text.body)) return std::nullopt;
    if (!text.notes.empty() && !write_notes(text.notes)) return std::nullopt;
    return std::move(html_);
  }

 private:
  // False where it would be too much.
  bool walk(std::string_view body) {
    auto const tree = parse_markdown(body);
    auto const iterator = nodes_below(tree.get());
    int nesting = 0;
    for (auto event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(iterator.get())) {
      auto* const node = cmark_iter_get_node(iterator.get());
      bool const enters = event == CMARK_EVENT_ENTER;
      if (!is_leaf(node)) nesting += enters ? 1 : -1;
      if (++nodes_ > kMostNodes || nesting > kMostNesting || html_.size() > most_bytes_) return false;
      if (written_ == nullptr) write(node, enters);
      if (written_ == node && !enters) written_ = nullptr;
    }
    return true;
  }

  // Each note once, in the order in which the text refers to them, with the way back.
  bool write_notes(std::vector<Footnote> const& notes) {
    is_in_notes_ = true;
    start_line();
    html_ += "<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n";
    // A note may refer to another one, which then comes behind it.
    for (std::size_t number = 1; auto const note = notes_.next(); ++number) {
      html_ += "<li id=\"fn-" + std::to_string(number) + "\">\n";
      if (!walk(notes[*note].body)) return false;
      if (notes_.references(*note) > 0) {
        constexpr std::string_view kEnd = "</p>\n";
        bool const ends_in_text = html_.ends_with(kEnd);
        if (ends_in_text) html_.resize(html_.size() - kEnd.size());
        html_ += " <a href=\"#fnref-" + std::to_string(number) + "-1\" role=\"doc-backlink\">\u21a9</a>";
        html_ += ends_in_text ? kEnd : "\n";
      }
      html_ += "</li>\n";
    }
    html_ += "</ol>\n</section>\n";
    return true;
  }

  void element(std::string_view name, bool enters) {
    if (enters) {
      html_.append("<").append(name).append(">");
    } else {
      html_.append("</").append(name).append(">");
    }
  }

  // Only the outermost blocks say "auto"; what stands within takes their direction. An element whose children
  // said it again would find no text of its own to judge by, and an Arabic list would stand as a Latin one.
  static std::string_view direction(cmark_node* node) { return is_outermost(node) ? " dir=\"auto\"" : ""; }

  void block(cmark_node* node, std::string_view name, bool enters) {
    if (enters) {
      start_line();
      html_.append("<").append(name).append(direction(node)).append(">");
    } else {
      html_.append("</").append(name).append(">\n");
    }
  }

  void start_line() {
    if (!html_.empty() && html_.back() != '\n') html_.push_back('\n');
  }

  // The page's own headings are h1 and h2. Below them a post's stand without gaps, whatever level it begins
  // with: who listens to a page moves by headings, and a missing step sounds like a missing part.
  void write_heading(cmark_node* node, bool enters) {
    constexpr std::array<std::string_view, 4> kNames{"h3", "h4", "h5", "h6"};
    if (enters) {
      auto const level = cmark_node_get_heading_level(node);
      while (!open_headings_.empty() && open_headings_.back() >= level) open_headings_.pop_back();
      open_headings_.push_back(level);
    }
    block(node, kNames[std::min(open_headings_.size(), kNames.size()) - 1], enters);
  }

  void write(cmark_node* node, bool enters) {
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_BLOCK_QUOTE:
        block(node, "blockquote", enters);
        break;
      case CMARK_NODE_LIST:
        write_list(node, enters);
        break;
      case CMARK_NODE_ITEM:
        block(node, "li", enters);
        break;
      case CMARK_NODE_CODE_BLOCK:
        start_line();
        html_ += "<pre dir=\"ltr\"><code>";
        append_escaped(html_, with_escapes(text_of(cmark_node_get_literal(node))));
        html_ += "</code></pre>\n";
        break;
      case CMARK_NODE_HTML_BLOCK: {
        auto text = text_of(cmark_node_get_literal(node));
        if (text.ends_with('\n')) text.remove_suffix(1);
        start_line();
        html_.append("<p").append(direction(node)).append(">");
        append_escaped(html_, text);
        html_ += "</p>\n";
        break;
      }
      case CMARK_NODE_PARAGRAPH:
        if (enters && (write_quote(node) || write_table(node))) break;
        if (!is_in_tight_list(node)) block(node, "p", enters);
        break;
      case CMARK_NODE_HEADING:
        write_heading(node, enters);
        break;
      case CMARK_NODE_THEMATIC_BREAK:
        start_line();
        html_ += "<hr />\n";
        break;
      case CMARK_NODE_TEXT:
        write_text(node, text_of(cmark_node_get_literal(node)));
        break;
      case CMARK_NODE_HTML_INLINE:
        append_escaped(html_, text_of(cmark_node_get_literal(node)));
        break;
      case CMARK_NODE_SOFTBREAK:
        html_.push_back('\n');
        break;
      case CMARK_NODE_LINEBREAK:
        html_ += "<br />\n";
        break;
      case CMARK_NODE_CODE:
        html_ += "<code>";
        append_escaped(html_, with_escaped_names(text_of(cmark_node_get_literal(node))));
        html_ += "</code>";
        break;
      case CMARK_NODE_EMPH:
        element("em", enters);
        break;
      case CMARK_NODE_STRONG:
        element("strong", enters);
        break;
      case CMARK_NODE_LINK:
      case CMARK_NODE_IMAGE:
        write_link(node, enters);
        break;
      default:
        break;
    }
  }

  // Without the notes in it. A name that may call somebody stands in an element of its own (mention.hpp).
  void write_words(cmark_node* node, std::string_view text) {
    if (text.find('@') == std::string_view::npos || !may_mention(node)) return append_escaped(html_, text);
    for (auto const& piece : pieces_of(text)) {
      if (piece.is_name) html_ += "<bdi>";
      append_escaped(html_, piece.text);
      if (piece.is_name) html_ += "</bdi>";
    }
  }

  // A paragraph that is nothing but a reference to a passage: an empty place, which each reader's client
  // fills with what he may read there. False for any other.
  bool write_quote(cmark_node* paragraph) {
    if (is_in_notes_ || !is_outermost(paragraph)) return false;
    std::string text;
    for (auto* node = cmark_node_first_child(paragraph); node != nullptr; node = cmark_node_next(node)) {
      if (cmark_node_get_type(node) != CMARK_NODE_TEXT || text.size() > kLongestQuote) return false;
      text += text_of(cmark_node_get_literal(node));
    }
    if (!text.starts_with(kOpenQuote) || !text.ends_with(']')) return false;
    auto const reference = parse_quote_reference(
        std::string_view(text).substr(kOpenQuote.size(), text.size() - kOpenQuote.size() - 1));
    if (!reference) return false;
    start_line();
    html_.append("<blockquote cite=\"").append(to_string(*reference)).append("\"></blockquote>\n");
    written_ = paragraph;
    return true;
  }

  // Text with its references to footnotes. Within a link they are words: a link holds no other.
  void write_text(cmark_node* node, std::string_view text) {
    while (open_link_ == nullptr && !notes_.empty()) {
      auto const found = find_reference(text);
      if (!found) break;
      auto const reference = notes_.refer(found->label);
      write_words(node, text.substr(0, reference ? found->begin : found->end));
      text.remove_prefix(found->end);
      if (!reference) continue;
      auto const number = std::to_string(reference->number);
      html_ += "<sup><a href=\"#fn-" + number + "\" id=\"fnref-" + number + "-" +
               std::to_string(reference->time) + "\" role=\"doc-noteref\">" + number + "</a></sup>";
    }
    write_words(node, text);
  }

  // A paragraph that is a table. False for any other.
  bool write_table(cmark_node* paragraph) {
    auto const table = read_table(paragraph);
    if (!table) return false;
    start_line();
    html_.append("<table").append(direction(paragraph)).append(">\n<thead>\n");
    for (std::size_t row = 0; row < table->rows.size() && html_.size() <= most_bytes_; ++row) {
      write_row(*table, row);
      if (row == 0) html_ += "</thead>\n<tbody>\n";
    }
    html_ += "</tbody>\n</table>\n";
    written_ = paragraph;
    return true;
  }

  // Cells that are missing are empty ones; one too many is shown all the same, since somebody wrote it.
  void write_row(Table const& table, std::size_t row) {
    auto const& cells = table.rows[row];
    std::string_view const name = row == 0 ? "th" : "td";
    html_ += "<tr>";
    for (std::size_t column = 0; column < std::max(cells.size(), table.columns.size()); ++column) {
      html_.append("\n<").append(name);
      if (row == 0) html_ += " scope=\"col\"";
      if (column < table.columns.size()) html_ += table.columns[column];
      html_ += '>';
      if (column < cells.size()) {
        for (auto const& piece : cells[column]) write_piece(piece);
      }
      html_.append("</").append(name).append(">");
    }
    html_ += "\n</tr>\n";
  }

  void write_piece(TablePiece const& piece) {
    if (cmark_node_get_type(piece.node) == CMARK_NODE_TEXT) return write_text(piece.node, piece.text);
    auto const iterator = nodes_below(piece.node);
    for (auto event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(iterator.get())) {
      write(cmark_iter_get_node(iterator.get()), event == CMARK_EVENT_ENTER);
    }
  }

  void write_list(cmark_node* node, bool enters) {
    bool const ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    auto const start = ordered ? cmark_node_get_list_start(node) : 1;
    if (enters && start != 1) {
      start_line();
      html_.append("<ol")
          .append(direction(node))
          .append(" start=\"")
          .append(std::to_string(start))
          .append("\">");
    } else {
      block(node, ordered ? "ol" : "ul", enters);
    }
  }

  // An image is a link to it: nothing remote is ever loaded. Within a link it is the words that stand for it.
  void write_link(cmark_node* node, bool enters) {
    if (!enters) {
      if (node == open_link_) {
        html_ += "</a>";
        open_link_ = nullptr;
      }
      return;
    }
    auto const url = safe_url(text_of(cmark_node_get_url(node)));
    if (open_link_ != nullptr || !url) return;
    html_ += kOpenLink;
    append_url(html_, *url);
    html_ += '"';
    if (auto const title = text_of(cmark_node_get_title(node)); !title.empty()) {
      html_ += " title=\"";
      append_title(title);
      html_ += '"';
    }
    html_ += kRel;
    if (cmark_node_first_child(node) == nullptr) {
      // Without words of its own it would be a link that nobody sees.
      append_escaped(html_, *url);
      html_ += "</a>";
      return;
    }
    open_link_ = node;
  }

  void append_title(std::string_view title) {
    std::string line(title);
    std::ranges::replace_if(line, [](char c) { return c == '\n' || c == '\t'; }, ' ');
    append_escaped(html_, line);
  }

  std::size_t most_bytes_;
  std::string html_;
  // As written by the author, from the outermost to the one that stands last.
  std::vector<int> open_headings_;
  cmark_node* open_link_ = nullptr;
  cmark_node* written_ = nullptr;  // a quote or a table, which is written already
  FootnoteOrder notes_;
  std::size_t nodes_ = 0;
  bool is_in_notes_ = false;
};

std::string render(std::string_view body) {
  if (is_bomb(body)) return render_plain(body);
  auto html =
      Renderer(body.size() * kOutputFactor + kOutputAllowance).render(take_footnotes(hide_escapes(body)));
  return html ? *std::move(html) : render_plain(body);
}

}  // namespace

Html render_markdown(std::string_view body) {
  auto html = render(body);
  if (!is_safe_html(html)) throw std::logic_error("the Markdown renderer wrote HTML that is not on its list");
  return {std::move(html)};
}

}  // namespace forum
