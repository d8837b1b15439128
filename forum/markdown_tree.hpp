// cmark's tree of a text, and what is asked of its nodes. Internal to the renderer.
#pragma once

#include <memory>
#include <string_view>

#include <cmark.h>

namespace forum {

struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};
using MarkdownTree = std::unique_ptr<cmark_node, FreeNode>;

struct FreeIterator {
  void operator()(cmark_iter* iterator) const { cmark_iter_free(iterator); }
};
using MarkdownIterator = std::unique_ptr<cmark_iter, FreeIterator>;

// Of well-formed or other UTF-8; what is not well-formed is replaced. Throws bad_alloc.
MarkdownTree parse_markdown(std::string_view body);

inline MarkdownIterator nodes_below(cmark_node* node) {
  return MarkdownIterator(cmark_iter_new(node));
}

inline std::string_view text_of(char const* text) {
  return text == nullptr ? std::string_view() : std::string_view(text);
}

// Of a leaf the iterator tells only that it is entered.
bool is_leaf(cmark_node* node);
// It stands in nothing but the document.
bool is_outermost(cmark_node* node);
// A paragraph of a list whose items stand close together: it has no element of its own.
bool is_in_tight_list(cmark_node* paragraph);

}  // namespace forum
