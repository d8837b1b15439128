#include "forum/html_check.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

namespace forum {
namespace {

struct Element {
  std::string_view name;
  std::array<std::string_view, 5> attributes;
  bool is_void = false;
};

constexpr std::array kElements{
    Element{"p", {"dir"}},
    Element{"h3", {"dir"}},
    Element{"h4", {"dir"}},
    Element{"h5", {"dir"}},
    Element{"h6", {"dir"}},
    Element{"blockquote", {"dir", "cite"}},
    Element{"ul", {"dir"}},
    Element{"ol", {"dir", "start"}},
    Element{"li", {"dir", "id"}},
    Element{"pre", {"dir"}},
    Element{"code", {}},
    Element{"em", {}},
    Element{"strong", {}},
    Element{"a", {"href", "title", "rel", "id", "role"}},
    Element{"br", {}, true},
    Element{"hr", {}, true},
    Element{"table", {"dir"}},
    Element{"thead", {}},
    Element{"tbody", {}},
    Element{"tr", {}},
    Element{"th", {"scope", "class"}},
    Element{"td", {"class"}},
    Element{"sup", {}},
    Element{"bdi", {"class"}},
    Element{"section", {"class", "role"}},
};

constexpr std::string_view kRel = "noopener noreferrer nofollow";
constexpr std::array<std::string_view, 5> kEntities{"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

// "fn-1" and "fnref-1-2": nothing else of the page can be meant by them.
bool is_note_id(std::string_view text) {
  if (!text.starts_with("fn-") && !text.starts_with("fnref-")) return false;
  text.remove_prefix(text.find('-'));
  return text.size() <= 16 &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || c == '-'; });
}

class Reader {
 public:
  explicit Reader(std::string_view html) : rest_(html) {}

  bool read() {
    while (!rest_.empty()) {
      bool const fits = rest_.front() == '<' ? read_tag() : read_character("");
      if (!fits) return false;
    }
    return open_.empty();
  }

 private:
  bool take(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }

  std::string_view take_name() {
    auto const end = std::ranges::find_if_not(rest_, is_name);
    auto const name = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
    rest_.remove_prefix(name.size());
    return name;
  }

  // One character of text, or one of the five entities.
  bool read_character(std::string_view forbidden) {
    char const c = rest_.front();
    if (c == '&')
      return std::ranges::any_of(kEntities, [&](std::string_view entity) { return take(entity); });
    if (c == '<' || c == '>' || forbidden.find(c) != std::string_view::npos) return false;
    auto const byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool read_tag() {
    rest_.remove_prefix(1);
    if (take("/")) {
      auto const name = take_name();
      if (open_.empty() || open_.back() != name || !take(">")) return false;
      open_.pop_back();
      return true;
    }
    auto const name = take_name();
    auto const element = std::ranges::find(kElements, name, &Element::name);
    if (element == kElements.end()) return false;
    if (name == "a" && std::ranges::find(open_, name) != open_.end()) return false;
    if (!read_attributes(*element)) return false;
    if (element->is_void) return take(" />");
    if (!take(">")) return false;
    open_.push_back(name);
    return true;
  }

  bool read_attributes(Element const& element) {
    bool has_rel = false;
    bool has_href = false;
    bool is_note = false;
    std::vector<std::string_view> seen;
    while (rest_.starts_with(' ') && !rest_.starts_with(" /")) {
      rest_.remove_prefix(1);
      auto const name = take_name();
      if (name.empty() || std::ranges::find(element.attributes, name) == element.attributes.end())
        return false;
      if (std::ranges::find(seen, name) != seen.end()) return false;
      seen.push_back(name);
      if (!take("=\"")) return false;
      auto const begin = rest_;
      while (!rest_.empty() && rest_.front() != '"') {
        if (!read_character("\"\n\t")) return false;
      }
      auto const value = begin.substr(0, begin.size() - rest_.size());
      if (!take("\"") || !is_value(name, value)) return false;
      has_rel = has_rel || name == "rel";
      has_href = has_href || name == "href";
      is_note = is_note || (name == "href" && value.starts_with('#'));
    }
    return element.name != "a" || ((has_rel || is_note) && has_href);
  }

  static bool is_value(std::string_view attribute, std::string_view value) {
    if (attribute == "dir") return value == "auto" || value == "ltr";
    if (attribute == "cite") {
      return std::ranges::all_of(value,
                                 [](char c) { return is_name(c) || c == '@' || c == ':' || c == '-'; });
    }
    if (attribute == "rel") return value == kRel;
    if (attribute == "scope") return value == "col";
    if (attribute == "class")
      return value == "to-end" || value == "to-center" || value == "footnotes" || value == "mention";
    if (attribute == "role") {
      return value == "doc-noteref" || value == "doc-backlink" || value == "doc-endnotes";
    }
    if (attribute == "id") return is_note_id(value);
    if (attribute == "href" && value.starts_with('#')) return is_note_id(value.substr(1));
    if (attribute == "start") {
      return !value.empty() && value.size() <= 10 &&
             std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
    }
    if (attribute == "href" && value.starts_with("/threads/")) {
      return std::ranges::all_of(value.substr(1),
                                 [](char c) { return is_name(c) || (c >= 'A' && c <= 'Z') || c == '/'; });
    }
    if (attribute == "href") {
      return (value.starts_with("https://") || value.starts_with("http://") ||
              value.starts_with("mailto:")) &&
             std::ranges::none_of(value,
                                  [](char c) { return c == ' ' || static_cast<unsigned char>(c) >= 0x80; });
    }
    return attribute == "title";
  }

  std::string_view rest_;
  std::vector<std::string_view> open_;
};

}  // namespace

bool is_safe_html(std::string_view html) {
  return Reader(html).read();
}

}  // namespace forum
