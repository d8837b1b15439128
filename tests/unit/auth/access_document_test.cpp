// docs/access.md against the sources that it explains: the action table is that of auth/policy.cpp, the table
// of sign-ins that of auth/assurance.hpp, and every test that it names exists.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "auth/assurance.hpp"
#include "auth/viewer.hpp"

namespace auth {
namespace {

using Cells = std::vector<std::string>;

std::filesystem::path source(std::string const& path) {
  return std::filesystem::path(COLLOQUIUM_SOURCE_DIR) / path;
}

std::string read(std::filesystem::path const& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

std::string document() {
  return read(source("docs/access.md"));
}

std::string trimmed(std::string text) {
  text.erase(0, text.find_first_not_of(" `"));
  text.erase(text.find_last_not_of(" `") + 1);
  return text;
}

Cells split(std::string const& text, char by) {
  Cells cells;
  std::istringstream parts(text);
  for (std::string part; std::getline(parts, part, by);) cells.push_back(trimmed(part));
  return cells;
}

// The rows of the first table below this heading, its own heading first, its rule left out.
std::vector<Cells> table_below(std::string const& heading) {
  std::istringstream lines(document());
  std::vector<Cells> rows;
  bool is_below = false;
  for (std::string line; std::getline(lines, line);) {
    if (line == heading) is_below = true;
    if (!is_below) continue;
    if (line.starts_with("|---")) continue;
    if (line.starts_with("|")) {
      rows.push_back(split(line.substr(1), '|'));
    } else if (!rows.empty()) {
      break;
    }
  }
  return rows;
}

// "– " reads better than a column of "no".
std::string right_in(std::string const& cell) {
  return cell == "–" ? "no" : cell;
}

std::map<std::string, Cells> rights_in_document() {
  std::map<std::string, Cells> rights;
  auto const rows = table_below("## Who may do what");
  for (std::size_t i = 1; i < rows.size(); ++i) {
    Cells cells(rows[i].begin() + 1, rows[i].end());
    std::ranges::transform(cells, cells.begin(), right_in);
    EXPECT_TRUE(rights.emplace(rows[i].front(), cells).second) << rows[i].front() << " comes twice";
  }
  return rights;
}

std::map<std::string, Cells> rights_in_policy() {
  static std::regex const kRow(R"(\{Action::(\w+),\s*\{([^}]*)\}\})");
  std::string const text = read(source("auth/policy.cpp"));
  std::map<std::string, Cells> rights;
  for (std::sregex_iterator row(text.begin(), text.end(), kRow), end; row != end; ++row) {
    rights[(*row)[1].str()] = split((*row)[2].str(), ',');
  }
  return rights;
}

TEST(AccessDocument, has_the_action_table_of_the_policy) {
  auto const described = rights_in_document();
  auto const enforced = rights_in_policy();
  EXPECT_GE(enforced.size(), 12U);
  for (auto const& [action, rights] : enforced) {
    auto const found = described.find(action);
    ASSERT_NE(found, described.end()) << action << " is not in docs/access.md";
    EXPECT_EQ(found->second, rights) << action;
  }
  for (auto const& [action, rights] : described) {
    EXPECT_TRUE(enforced.contains(action)) << action << " is not in auth/policy.cpp";
  }
}

TEST(AccessDocument, names_the_roles_in_the_order_of_the_policy) {
  auto const rows = table_below("## Who may do what");
  ASSERT_FALSE(rows.empty());
  for (std::size_t column = 1; column < rows.front().size(); ++column) {
    EXPECT_EQ(rows.front()[column], to_string(static_cast<Role>(column - 1)));
  }
  EXPECT_EQ(rows.front().size(), static_cast<std::size_t>(Role::guest) + 2);
}

TEST(AccessDocument, says_which_sign_in_each_level_needs) {
  auto const rows = table_below("### What a sign-in is good for");
  std::map<std::string, std::string> described;
  for (std::size_t i = 1; i < rows.size(); ++i) described[rows[i].at(0)] = rows[i].at(1);
  NeededAssurance const needed;
  std::map<std::string, std::string> const enforced{
      {"public", "password"},
      {"official_use_only", std::string(to_string(needed.official_use_only))},
      {"restricted", std::string(to_string(needed.restricted))},
      {"confidential", std::string(to_string(needed.confidential))}};
  EXPECT_EQ(described, enforced);
}

// Every `Suite.test` of the tests' sources, whatever kind of test it is.
std::set<std::string> tests_there_are() {
  static std::regex const kTest(R"(TEST(?:_F|_P)?\(\s*(\w+),\s*(\w+)\s*\))");
  std::set<std::string> names;
  for (auto const folder : {"tests/unit", "tests/integration"}) {
    for (auto const& entry : std::filesystem::recursive_directory_iterator(source(folder))) {
      if (entry.path().extension() != ".cpp") continue;
      std::string const text = read(entry.path());
      for (std::sregex_iterator test(text.begin(), text.end(), kTest), end; test != end; ++test) {
        names.insert((*test)[1].str() + "." + (*test)[2].str());
      }
    }
  }
  return names;
}

TEST(AccessDocument, names_no_test_that_does_not_exist) {
  static std::regex const kNamed(R"(`([A-Z]\w+\.[a-z]\w+)`)");
  auto const known = tests_there_are();
  std::string const text = document();
  std::size_t named = 0;
  for (std::sregex_iterator test(text.begin(), text.end(), kNamed), end; test != end; ++test, ++named) {
    EXPECT_TRUE(known.contains((*test)[1].str())) << (*test)[1].str();
  }
  EXPECT_GT(named, 20U);
}

TEST(AccessDocument, has_a_row_for_each_of_the_18_worked_examples) {
  auto const rows = table_below("## Worked examples");
  ASSERT_EQ(rows.size(), 19U);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    EXPECT_EQ(rows[i].front(), std::to_string(i));
    EXPECT_FALSE(rows[i].at(2).empty()) << "example " << i << " names neither a test nor what is missing";
  }
}

}  // namespace
}  // namespace auth
