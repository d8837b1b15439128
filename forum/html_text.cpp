#include "forum/html_text.hpp"

#include <algorithm>

#include "base/id.hpp"

namespace forum {
namespace {

bool is_unreserved(unsigned char c) {
  constexpr std::string_view kAllowed = "-_.~!*'();:@&=+$,/?#[]%";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         kAllowed.find(static_cast<char>(c)) != std::string_view::npos;
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

}  // namespace

void append_escaped(std::string& html, std::string_view text) {
  for (char const c : text) {
    switch (c) {
      case kEscapedPipe:
        html += '|';
        break;
      case kEscapedBracket:
        html += '[';
        break;
      case kEscapedAt:
        html += '@';
        break;
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

void append_url(std::string& html, std::string_view url) {
  constexpr char kHex[] = "0123456789ABCDEF";
  for (char const c : url) {
    auto const byte = static_cast<unsigned char>(c);
    if (c == kEscapedPipe) {
      html += "%7C";
    } else if (c == kEscapedBracket) {
      html += "%5B";
    } else if (c == kEscapedAt) {
      html += '@';
    } else if (c == '&') {
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

}  // namespace forum
