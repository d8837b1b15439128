#include "forum/markdown_table.hpp"

#include <algorithm>

#include "forum/html_text.hpp"

namespace forum {
namespace {

// No honest table is wider; one that is stays text.
constexpr std::size_t kMostColumns = 32;

using Row = std::vector<TableCell>;

std::string_view text_of(cmark_node* node) {
  auto const* const text = cmark_node_get_literal(node);
  return text == nullptr ? std::string_view() : std::string_view(text);
}

std::string_view trimmed(std::string_view text) {
  auto const begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

bool is_empty(TableCell const& cell) {
  return std::ranges::all_of(cell, [](TablePiece const& piece) {
    return cmark_node_get_type(piece.node) == CMARK_NODE_TEXT && trimmed(piece.text).empty();
  });
}

// Whether a text looks like a row of dashes at all: cheap, before anything is built.
bool is_dashes(std::string_view text) {
  return text.find('-') != std::string_view::npos && text.find('|') != std::string_view::npos &&
         text.find_first_not_of("|-: \t\r") == std::string_view::npos;
}

void trim(TableCell& cell) {
  if (cell.empty()) return;
  auto& first = cell.front();
  first.text.remove_prefix(std::min(first.text.find_first_not_of(" \t"), first.text.size()));
  auto& last = cell.back();
  last.text = last.text.substr(0, last.text.find_last_not_of(" \t") + 1);
}

// Without the empty cells that a pipe at the beginning and one at the end would make.
Row finished(Row row) {
  if (row.size() > 1 && is_empty(row.back())) row.pop_back();
  if (row.size() > 1 && is_empty(row.front())) row.erase(row.begin());
  for (auto& cell : row) trim(cell);
  return row;
}

void split(Row& row, cmark_node* node) {
  if (cmark_node_get_type(node) != CMARK_NODE_TEXT) return row.back().push_back({node, {}});
  auto text = text_of(node);
  for (auto pipe = text.find('|'); pipe != std::string_view::npos; pipe = text.find('|')) {
    row.back().push_back({node, text.substr(0, pipe)});
    row.emplace_back();
    text.remove_prefix(pipe + 1);
  }
  row.back().push_back({node, text});
}

bool is_break(cmark_node* node) {
  auto const type = cmark_node_get_type(node);
  return type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK;
}

// The one text node that is the second line of a paragraph.
cmark_node* second_line(cmark_node* paragraph) {
  auto* node = cmark_node_first_child(paragraph);
  while (node != nullptr && !is_break(node)) node = cmark_node_next(node);
  auto* const line = node == nullptr ? nullptr : cmark_node_next(node);
  if (line == nullptr || cmark_node_get_type(line) != CMARK_NODE_TEXT) return nullptr;
  auto* const after = cmark_node_next(line);
  return after == nullptr || is_break(after) ? line : nullptr;
}

std::optional<std::string_view> column_of(TableCell const& cell) {
  if (cell.size() != 1) return std::nullopt;
  auto dashes = trimmed(cell.front().text);
  bool const from_start = dashes.starts_with(':');
  if (from_start) dashes.remove_prefix(1);
  bool const to_end = dashes.ends_with(':');
  if (to_end) dashes.remove_suffix(1);
  if (dashes.empty() || dashes.find_first_not_of('-') != std::string_view::npos) return std::nullopt;
  if (!to_end) return "";
  return from_start ? " class=\"to-center\"" : " class=\"to-end\"";
}

// An odd number of backslashes in front: the last of them escapes.
bool is_escaped(std::string const& before) {
  auto const slashes = before.size() - (before.find_last_not_of('\\') + 1);
  return slashes % 2 == 1;
}

std::string hide(std::string_view body, bool pipes) {
  std::string hidden;
  hidden.reserve(body.size());
  for (std::size_t i = 0; i < body.size(); ++i) {
    bool const is_pipe = pipes && body[i] == '|';
    bool const is_bracket = body[i] == '[' && body.substr(i).starts_with("[^");
    bool const is_at = body[i] == '@';
    if ((is_pipe || is_bracket || is_at) && is_escaped(hidden)) {
      hidden.back() = is_pipe ? kEscapedPipe : is_bracket ? kEscapedBracket : kEscapedAt;
    } else {
      hidden.push_back(body[i]);
    }
  }
  return hidden;
}

bool has_dashes(std::string_view body) {
  while (!body.empty()) {
    auto const end = std::min(body.find('\n'), body.size());
    auto line = body.substr(0, end);
    line.remove_prefix(std::min(line.find_first_not_of(" \t>"), line.size()));
    if (is_dashes(line)) return true;
    body.remove_prefix(std::min(end + 1, body.size()));
  }
  return false;
}

}  // namespace

std::optional<Table> read_table(cmark_node* paragraph) {
  auto* const dashes = second_line(paragraph);
  if (dashes == nullptr || !is_dashes(text_of(dashes))) return std::nullopt;
  Table table;
  Row row(1);
  for (auto* node = cmark_node_first_child(paragraph); node != nullptr; node = cmark_node_next(node)) {
    if (is_break(node)) {
      table.rows.push_back(finished(std::move(row)));
      row = Row(1);
    } else {
      split(row, node);
    }
  }
  table.rows.push_back(finished(std::move(row)));
  auto const& marks = table.rows[1];
  if (marks.size() != table.rows[0].size() || marks.size() > kMostColumns) return std::nullopt;
  for (auto const& cell : marks) {
    auto const column = column_of(cell);
    if (!column) return std::nullopt;
    table.columns.push_back(*column);
  }
  table.rows.erase(table.rows.begin() + 1);
  return table;
}

std::string hide_escapes(std::string_view body) {
  bool const pipes = body.find("\\|") != std::string_view::npos && has_dashes(body);
  auto const has = [&](std::string_view escaped) { return body.find(escaped) != std::string_view::npos; };
  if (!pipes && !has("\\[^") && !has("\\@")) return std::string(body);
  return hide(body, pipes);
}

std::string with_escapes(std::string_view text) {
  std::string shown;
  for (char const c : text) {
    if (c == kEscapedPipe || c == kEscapedBracket || c == kEscapedAt) shown += '\\';
    shown += c;
  }
  return shown;
}

std::string with_escaped_names(std::string_view text) {
  std::string shown;
  for (char const c : text) {
    if (c == kEscapedAt) shown += '\\';
    shown += c;
  }
  return shown;
}

}  // namespace forum
