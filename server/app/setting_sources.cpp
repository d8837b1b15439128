#include "server/app/setting_sources.hpp"

#include <charconv>
#include <cstdlib>
#include <sstream>
#include <unistd.h>

#include <toml++/toml.h>

namespace server::app {
namespace {

constexpr std::string_view kEnvironmentPrefix = "COLLOQUIUM_";

std::string upper(std::string_view name) {
  std::string text(name);
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == '.') c = '_';
  }
  return text;
}

std::string written(toml::node const& node) {
  if (auto const* const text = node.as_string()) return text->get();
  std::ostringstream out;
  node.visit([&](auto const& value) { out << value; });
  return out.str();
}

}  // namespace

SettingSources::SettingSources(std::optional<std::filesystem::path> const& file,
                               std::vector<std::pair<std::string, std::string>> const& flags) {
  if (file) read_file(*file);
  read_environment();
  for (auto const& [key, value] : flags) given_[key] = {value, "--" + key.substr(key.find('.') + 1)};
}

void SettingSources::read_file(std::filesystem::path const& file) {
  toml::table table;
  try {
    table = toml::parse_file(file.string());
  } catch (toml::parse_error const& failure) {
    std::ostringstream where;
    where << file.string() << ": " << failure.description() << " at " << failure.source().begin;
    problem(where.str());
    return;
  }
  for (auto const& [section_name, section_node] : table) {
    toml::table const* const section_table = section_node.as_table();
    if (section_table == nullptr) {
      problem(file.string() + ": " + std::string(section_name.str()) + " stands outside a section");
      continue;
    }
    for (auto const& [key, node] : *section_table) {
      given_[std::string(section_name.str()) + "." + std::string(key.str())] = {written(node), file.string()};
    }
  }
}

void SettingSources::read_environment() {
  for (char** entry = environ; *entry != nullptr; ++entry) {
    std::string_view const pair = *entry;
    auto const equals = pair.find('=');
    if (!pair.starts_with(kEnvironmentPrefix) || equals == std::string_view::npos) continue;
    environment_[std::string(pair.substr(kEnvironmentPrefix.size(), equals - kEnvironmentPrefix.size()))] =
        pair.substr(equals + 1);
  }
}

void SettingSources::section(std::string_view name) {
  section_ = name;
  description_ += (description_.empty() ? "[" : "\n[") + section_ + "]\n";
}

SettingSources::Given* SettingSources::find(std::string_view key) {
  auto const name = full(key);
  auto const variable = environment_.find(upper(name));
  auto found = given_.find(name);
  // Flags come last, so they win over the environment; it wins over the file.
  bool const is_flag = found != given_.end() && found->second.where.starts_with("--");
  if (variable != environment_.end()) {
    if (!is_flag) {
      found = given_
                  .insert_or_assign(
                      name, Given{variable->second, std::string(kEnvironmentPrefix) + variable->first})
                  .first;
    }
    environment_.erase(variable);
  }
  if (found == given_.end()) return nullptr;
  found->second.asked = true;
  return &found->second;
}

void SettingSources::describe(std::string_view key, std::string const& value) {
  description_ += std::string(key) + " = " + value + "\n";
}

void SettingSources::text(std::string_view key, std::string& value) {
  describe(key, "\"" + value + "\"");
  if (Given const* const given = find(key)) value = given->value;
}

void SettingSources::path(std::string_view key, std::filesystem::path& value) {
  std::string written_path = value.string();
  text(key, written_path);
  value = written_path;
}

void SettingSources::boolean(std::string_view key, bool& value) {
  describe(key, value ? "true" : "false");
  Given const* const given = find(key);
  if (given == nullptr) return;
  if (given->value != "true" && given->value != "false") {
    problem(full(key) + " (" + given->where + "): must be true or false, not \"" + given->value + "\"");
    return;
  }
  value = given->value == "true";
}

void SettingSources::integer(std::string_view key, std::int64_t& value, std::int64_t least,
                             std::int64_t most) {
  describe(key, std::to_string(value));
  Given const* const given = find(key);
  if (given == nullptr) return;
  std::int64_t number = 0;
  char const* const end = given->value.data() + given->value.size();
  auto const [stop, failure] = std::from_chars(given->value.data(), end, number);
  if (failure != std::errc{} || stop != end || number < least || number > most) {
    problem(full(key) + " (" + given->where + "): must be a whole number from " + std::to_string(least) +
            " to " + std::to_string(most) + ", not \"" + given->value + "\"");
    return;
  }
  value = number;
}

void SettingSources::milliseconds(std::string_view key, std::chrono::milliseconds& value, std::int64_t least,
                                  std::int64_t most) {
  std::int64_t count = value.count();
  integer(key, count, least, most);
  value = std::chrono::milliseconds{count};
}

void SettingSources::real(std::string_view key, double& value, double least, double most) {
  std::ostringstream shown;
  shown << value;
  describe(key, shown.str());
  Given const* const given = find(key);
  if (given == nullptr) return;
  double number = 0;
  char const* const end = given->value.data() + given->value.size();
  auto const [stop, failure] = std::from_chars(given->value.data(), end, number);
  if (failure != std::errc{} || stop != end || !(number >= least && number <= most)) {
    std::ostringstream bounds;
    bounds << least << " to " << most;
    problem(full(key) + " (" + given->where + "): must be a number from " + bounds.str() + ", not \"" +
            given->value + "\"");
    return;
  }
  value = number;
}

void SettingSources::finish() {
  for (auto const& [key, given] : given_) {
    if (!given.asked) problem(key + " (" + given.where + "): there is no such setting");
  }
  for (auto const& [variable, value] : environment_) {
    problem(std::string(kEnvironmentPrefix) + variable + ": there is no such setting");
  }
}

}  // namespace server::app
