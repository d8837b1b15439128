// A named SQL text. Defined at namespace scope in a *_sql.cpp file, and nowhere else:
//
//   Statement const kSelectThread("thread.select", "SELECT ... WHERE public_id = $1");
//
// Parameters are $1 to $n, the one spelling that SQLite and PostgreSQL share; a text may use a number several
// times and may leave numbers out. The name is what metrics and the slow log show. Each connection prepares a
// statement once, when it is first used. Immutable; lives as long as the program.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace storage {

class Statement {
 public:
  // More than the program will ever need; so that the registry never moves while others read it.
  static constexpr std::size_t kMost = 4096;

  Statement(std::string_view name, std::string text);
  Statement(Statement const&) = delete;
  Statement& operator=(Statement const&) = delete;

  std::string_view name() const { return name_; }
  std::string const& text() const { return text_; }
  // Dense, from 0: a connection's cache and counters are vectors.
  std::size_t index() const { return index_; }

  // Every statement of the program, by index.
  static std::span<Statement const* const> all();

 private:
  std::string_view name_;
  std::string text_;
  std::size_t index_;
};

}  // namespace storage
