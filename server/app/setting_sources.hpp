// Where settings come from: a TOML file, the environment, flags. Reads one typed value after the other into
// its place and collects everything that is wrong, so that the operator mends it in one go.
#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace server::app {

class SettingSources {
 public:
  SettingSources(std::optional<std::filesystem::path> const& file,
                 std::vector<std::pair<std::string, std::string>> const& flags);

  // The keys that follow belong to this section.
  void section(std::string_view name);

  // Each leaves `value` as it is where nobody set the key.
  void text(std::string_view key, std::string& value);
  void path(std::string_view key, std::filesystem::path& value);
  void boolean(std::string_view key, bool& value);
  void real(std::string_view key, double& value, double least, double most);
  void milliseconds(std::string_view key, std::chrono::milliseconds& value, std::int64_t least,
                    std::int64_t most);
  template <std::integral Number>
  void number(std::string_view key, Number& value, std::int64_t least, std::int64_t most) {
    auto wide = static_cast<std::int64_t>(value);
    integer(key, wide, least, most);
    value = static_cast<Number>(wide);
  }
  template <class Value>
  void choice(std::string_view key, Value& value,
              std::vector<std::pair<std::string_view, Value>> const& names) {
    std::string written;
    for (auto const& [name, meaning] : names) {
      if (meaning == value) written = name;
    }
    text(key, written);
    for (auto const& [name, meaning] : names) {
      if (name == written) {
        value = meaning;
        return;
      }
    }
    problem(full(key) + ": unknown value \"" + written + "\"");
  }

  // Notes every key that was set and that nobody asked for.
  void finish();
  void problem(std::string text) { problems_.push_back(std::move(text)); }
  std::vector<std::string> const& problems() const { return problems_; }
  // The keys in the order in which they were asked, with the values that they had, as TOML.
  std::string const& description() const { return description_; }

 private:
  struct Given {
    std::string value;
    std::string where;  // for the operator: "colloquium.toml", "COLLOQUIUM_SERVER_PORT", "--port"
    bool asked = false;
  };

  void read_file(std::filesystem::path const& file);
  void read_environment();
  std::string full(std::string_view key) const { return section_ + "." + std::string(key); }
  Given* find(std::string_view key);
  void integer(std::string_view key, std::int64_t& value, std::int64_t least, std::int64_t most);
  void describe(std::string_view key, std::string const& value);

  std::map<std::string, Given> given_;              // by "section.key"
  std::map<std::string, std::string> environment_;  // by "SECTION_KEY"
  std::vector<std::string> problems_;
  std::string section_;
  std::string description_;
};

}  // namespace server::app
