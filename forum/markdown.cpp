#include "forum/markdown.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <stdexcept>
#include <vector>

#include <cmark.h>

#include "forum/html_check.hpp"
#include "forum/mention.hpp"
#include "forum/quote.hpp"

namespace forum {
namespace {

// No honest text comes near these; one that does is shown as it was typed.
constexpr int kMostNesting = 60;
constexpr std::size_t kMostNodes = 60'000;
constexpr std::size_t kMostMarkersInLine = 100;
constexpr std::size_t kMostSpecialsInParagraph = 4000;
constexpr std::size_t kLongestQuote = 100;
constexpr std::size_t kOutputFactor = 10;
constexpr std::size_t kOutputAllowance = 64 * 1024;

constexpr std::string_view kOpenLink = "<a href=\"";
constexpr std::string_view kOpenQuote = "[quote:";
constexpr std::string_view kRel = " rel=\"noopener noreferrer nofollow\">";

struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
using Tree = std::unique_ptr<cmark_node, FreeNode>;

struct FreeIterator {
  void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};

std::string_view text_of(char const* text) {
  return text == nullptr ? std::string_view() : std::string_view(text);
}

void append_escaped(std::string& html, std::string_view text) {
  for (char const c : text) {
    switch (c) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      default: {
        // Character references such as &#1; make control characters that the text itself could not hold.
        auto const byte = static_cast<unsigned char>(c);
        if ((byte >= 0x20 && byte != 0x7F) || c == '\n' || c == '\t') html.push_back(c);
      }
    }
  }
}

bool is_unreserved(unsigned char c) {
  constexpr std::string_view kAllowed = "-_.~!*'();:@&=+$,/?#[]%";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         kAllowed.find(static_cast<char>(c)) != std::string_view::npos;
}

// Percent-encodes what a URL may not hold (RFC 3986) and escapes the rest for an attribute.
void append_url(std::string& html, std::string_view url) {
  constexpr char kHex[] = "0123456789ABCDEF";
  for (char const c : url) {
    auto const byte = static_cast<unsigned char>(c);
    if (c == '&') {
      html += "&amp;";
    } else if (c == '\'') {
      html += "&#39;";
    } else if (is_unreserved(byte)) {
      html.push_back(c);
    } else {
      html.push_back('%');
      html.push_back(kHex[byte >> 4]);
      html.push_back(kHex[byte & 0xF]);
    }
  }
}

// An address of a thread of this forum, or of a post in it: /threads/ID, /threads/ID/posts/ID.
bool is_thread_address(std::string_view url) {
  auto const takes = [&](std::string_view folder) {
    if (!url.starts_with(folder) ||
        !base::parse_public_id(url.substr(folder.size(), base::PublicId::kTextSize))) {
      return false;
    }
    url.remove_prefix(folder.size() + base::PublicId::kTextSize);
    return true;
  };
  return takes("/threads/") && (url.empty() || takes("/posts/")) && url.empty();
}

// In lower case: what the checker asks for, and what the scheme means (RFC 3986 section 3.1).
std::optional<std::string> safe_url(std::string_view url) {
  if (is_thread_address(url)) return std::string(url);
  for (std::string_view const scheme : {"https://", "http://", "mailto:"}) {
    if (url.size() <= scheme.size()) continue;
    bool const fits = std::ranges::equal(url.substr(0, scheme.size()), scheme, [](char a, char b) {
      return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    });
    if (fits) return std::string(scheme).append(url.substr(scheme.size()));
  }
  return std::nullopt;
}

// What the parser would take more than linear time for: containers nested in one line, and paragraphs that
// are little but brackets, backticks and tags.
bool is_bomb(std::string_view body) {
  std::size_t specials = 0;
  while (!body.empty()) {
    auto const end = std::min(body.find('\n'), body.size());
    auto const line = body.substr(0, end);
    body.remove_prefix(std::min(end + 1, body.size()));
    auto const text = std::ranges::find_if_not(line, [](char c) {
      return c == ' ' || c == '\t' || c == '>' || c == '-' || c == '+' || c == '*' || c == '.' || c == ')' ||
             (c >= '0' && c <= '9');
    });
    auto const markers = std::count_if(line.begin(), text, [](char c) { return c != ' ' && c != '\t'; });
    bool const is_rule = text == line.end() && line.find_first_of(">+.)0123456789") == std::string_view::npos;
    if (!is_rule && static_cast<std::size_t>(markers) > kMostMarkersInLine) return true;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) specials = 0;
    specials += static_cast<std::size_t>(std::ranges::count_if(
        line, [](char c) { return std::string_view("[]`<!*_&\\").find(c) != std::string_view::npos; }));
    if (specials > kMostSpecialsInParagraph) return true;
  }
  return false;
}

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

// Of a leaf the iterator tells only that it is entered.
bool is_leaf(cmark_node* node) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_THEMATIC_BREAK:
    case CMARK_NODE_CODE_BLOCK:
    case CMARK_NODE_TEXT:
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
    case CMARK_NODE_CODE:
    case CMARK_NODE_HTML_INLINE:
      return true;
    default:
      return false;
  }
}

// Walks the tree once and writes each node. Throws nothing but bad_alloc; gives up by returning nothing.
class Renderer {
 public:
  explicit Renderer(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  std::optional<std::string> render(cmark_node* root) {
    std::unique_ptr<cmark_iter, FreeIterator> const iterator(cmark_iter_new(root));
    std::size_t nodes = 0;
    int nesting = 0;
    for (auto event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(iterator.get())) {
      auto* const node = cmark_iter_get_node(iterator.get());
      bool const enters = event == CMARK_EVENT_ENTER;
      if (!is_leaf(node)) nesting += enters ? 1 : -1;
      if (++nodes > kMostNodes || nesting > kMostNesting || html_.size() > most_bytes_) return std::nullopt;
      if (quote_ == nullptr) write(node, enters);
      if (quote_ == node && !enters) quote_ = nullptr;
    }
    return std::move(html_);
  }

 private:
  void element(std::string_view name, bool enters) {
    if (enters) {
      html_.append("<").append(name).append(">");
    } else {
      html_.append("</").append(name).append(">");
    }
  }

  // Only the outermost blocks say "auto"; what stands within takes their direction. An element whose children
  // said it again would find no text of its own to judge by, and an Arabic list would stand as a Latin one.
  static std::string_view direction(cmark_node* node) {
    return cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_DOCUMENT ? " dir=\"auto\"" : "";
  }

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
        append_escaped(html_, text_of(cmark_node_get_literal(node)));
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
        if (enters && write_quote(node)) break;
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
        write_text(node);
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
        append_escaped(html_, text_of(cmark_node_get_literal(node)));
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

  // A name that may call somebody stands in an element of its own (mention.hpp).
  void write_text(cmark_node* node) {
    auto const text = text_of(cmark_node_get_literal(node));
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
    if (cmark_node_get_type(cmark_node_parent(paragraph)) != CMARK_NODE_DOCUMENT) return false;
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
    quote_ = paragraph;
    return true;
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

  static bool is_in_tight_list(cmark_node* paragraph) {
    auto* const item = cmark_node_parent(paragraph);
    if (item == nullptr || cmark_node_get_type(item) != CMARK_NODE_ITEM) return false;
    return cmark_node_get_list_tight(cmark_node_parent(item)) != 0;
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
  cmark_node* quote_ = nullptr;  // whose text is not written
};

std::string render(std::string_view body) {
  if (is_bomb(body)) return render_plain(body);
  Tree const tree(cmark_parse_document(body.data(), body.size(), CMARK_OPT_VALIDATE_UTF8));
  if (!tree) throw std::bad_alloc();
  auto html = Renderer(body.size() * kOutputFactor + kOutputAllowance).render(tree.get());
  return html ? *std::move(html) : render_plain(body);
}

}  // namespace

Html render_markdown(std::string_view body) {
  auto html = render(body);
  if (!is_safe_html(html)) throw std::logic_error("the Markdown renderer wrote HTML that is not on its list");
  return {std::move(html)};
}

}  // namespace forum
