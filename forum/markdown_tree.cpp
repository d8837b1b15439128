#include "forum/markdown_tree.hpp"

#include <new>

namespace forum {

MarkdownTree parse_markdown(std::string_view body) {
  MarkdownTree tree(cmark_parse_document(body.data(), body.size(), CMARK_OPT_VALIDATE_UTF8));
  if (!tree) throw std::bad_alloc();
  cmark_consolidate_text_nodes(tree.get());
  return tree;
}

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

bool is_outermost(cmark_node* node) {
  return cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_DOCUMENT;
}

bool is_in_tight_list(cmark_node* paragraph) {
  auto* const item = cmark_node_parent(paragraph);
  if (item == nullptr || cmark_node_get_type(item) != CMARK_NODE_ITEM) return false;
  return cmark_node_get_list_tight(cmark_node_parent(item)) != 0;
}

}  // namespace forum
