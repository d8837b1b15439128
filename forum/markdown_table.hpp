// Tables in Markdown: a paragraph of cmark's tree whose second line is a row of dashes ("| --- | :-: | --:
// |"). Its cells keep the nodes that cmark made of them, so that whatever may stand in a text may stand in a
// cell.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <cmark.h>

namespace forum {

struct TablePiece {
  cmark_node* node;
  std::string_view text;  // of a text node, the part that is this cell's
};
using TableCell = std::vector<TablePiece>;

struct Table {
  std::vector<std::string_view> columns;     // the attribute that says how each stands, or nothing
  std::vector<std::vector<TableCell>> rows;  // the first is the head
};

std::optional<Table> read_table(cmark_node* paragraph);

// The text with its escaped pipes (near what may be a table), brackets of footnotes and at signs in a form
// that cmark leaves alone: once it has read "\|", nobody can tell it from "|". See kEscapedPipe.
std::string hide_escapes(std::string_view body);
// As the author wrote it, for code that is shown as it is.
std::string with_escapes(std::string_view text);
// For code within a line: in a table a pipe is escaped there too, and is shown without that.
std::string with_escaped_names(std::string_view text);

}  // namespace forum
