#include "tests/integration/api/openapi_document.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <mutex>
#include <regex>
#include <set>
#include <stdexcept>
#include <yaml.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace tests::api {
namespace {

namespace json = boost::json;

std::string_view view(json::value const& text) {
  return text.as_string();
}

json::value scalar(yaml_node_t const& node) {
  std::string_view const text{reinterpret_cast<char const*>(node.data.scalar.value), node.data.scalar.length};
  if (node.data.scalar.style != YAML_PLAIN_SCALAR_STYLE) return json::string(text);
  if (text == "true") return true;
  if (text == "false") return false;
  if (text == "null" || text == "~" || text.empty()) return nullptr;
  std::int64_t number = 0;
  auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure == std::errc{} && end == text.data() + text.size()) return number;
  return json::string(text);
}

json::value to_json(yaml_document_t& document, yaml_node_t const& node) {
  switch (node.type) {
    case YAML_SCALAR_NODE:
      return scalar(node);
    case YAML_SEQUENCE_NODE: {
      json::array array;
      for (auto const* item = node.data.sequence.items.start; item != node.data.sequence.items.top; ++item) {
        array.push_back(to_json(document, *yaml_document_get_node(&document, *item)));
      }
      return array;
    }
    case YAML_MAPPING_NODE: {
      json::object object;
      for (auto const* pair = node.data.mapping.pairs.start; pair != node.data.mapping.pairs.top; ++pair) {
        auto const& key = *yaml_document_get_node(&document, pair->key);
        std::string_view const name{reinterpret_cast<char const*>(key.data.scalar.value),
                                    key.data.scalar.length};
        if (object.contains(name)) throw std::runtime_error("a key comes twice: " + std::string(name));
        object.emplace(name, to_json(document, *yaml_document_get_node(&document, pair->value)));
      }
      return object;
    }
    default:
      throw std::runtime_error("an unknown node");
  }
}

// "/threads/{thread_id}/posts" matches "/threads/abc/posts".
bool matches(std::string_view pattern, std::string_view path) {
  while (!pattern.empty() && !path.empty()) {
    auto const pattern_end = std::min(pattern.find('/', 1), pattern.size());
    auto const path_end = std::min(path.find('/', 1), path.size());
    std::string_view const piece = pattern.substr(0, pattern_end);
    if (!piece.starts_with("/{") && piece != path.substr(0, path_end)) return false;
    if (path_end < 2) return false;
    pattern.remove_prefix(pattern_end);
    path.remove_prefix(path_end);
  }
  return pattern.empty() && path.empty();
}

std::string_view type_of(json::value const& value) {
  switch (value.kind()) {
    case json::kind::null:
      return "null";
    case json::kind::bool_:
      return "boolean";
    case json::kind::int64:
    case json::kind::uint64:
      return "integer";
    case json::kind::double_:
      return "number";
    case json::kind::string:
      return "string";
    case json::kind::array:
      return "array";
    case json::kind::object:
      return "object";
  }
  return {};
}

// As the server writes it: "2026-11-21T19:15:57.123Z".
bool is_time(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00.000Z";
  return text.size() == kForm.size() && std::ranges::equal(text, kForm, [](char c, char form) {
           return form == '0' ? c >= '0' && c <= '9' : c == form;
         });
}

// Compiled once: there are two in the document, and thousands of texts.
bool matches_pattern(std::string_view pattern, std::string_view text) {
  static std::mutex mutex;
  static std::map<std::string, std::regex, std::less<>> compiled;
  std::lock_guard const lock(mutex);
  auto found = compiled.find(pattern);
  if (found == compiled.end()) {
    found = compiled.emplace(std::string(pattern), std::regex(std::string(pattern))).first;
  }
  return std::regex_match(text.begin(), text.end(), found->second);
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

json::value parse_yaml(std::string_view text) {
  struct Parser {
    Parser() { yaml_parser_initialize(&state); }
    ~Parser() { yaml_parser_delete(&state); }
    yaml_parser_t state;
  } parser;
  yaml_parser_set_input_string(&parser.state, reinterpret_cast<unsigned char const*>(text.data()),
                               text.size());
  struct Document {
    ~Document() { yaml_document_delete(&content); }
    yaml_document_t content{};
  } document;
  if (yaml_parser_load(&parser.state, &document.content) == 0) {
    throw std::runtime_error(std::string("no YAML: ") + parser.state.problem);
  }
  return to_json(document.content, *yaml_document_get_root_node(&document.content));
}

// Goes through a schema and a value side by side.
struct OpenapiDocument::Check {
  OpenapiDocument const& document;
  std::vector<std::string> flaws;

  void note(std::string const& pointer, std::string const& what) { flaws.push_back(pointer + ": " + what); }

  static bool has_type(json::value const& wanted, json::value const& value) {
    if (wanted.is_string()) return view(wanted) == type_of(value);
    return std::ranges::any_of(wanted.as_array(),
                               [&](auto const& one) { return view(one) == type_of(value); });
  }

  // Fields of an object, with those of every part of allOf.
  void collect(json::object const& schema, json::object& properties, std::set<std::string>& required) const {
    if (auto const* const parts = schema.if_contains("allOf")) {
      for (auto const& part : parts->as_array()) collect(document.resolve(part), properties, required);
    }
    if (auto const* const own = schema.if_contains("properties")) {
      for (auto const& [name, property] : own->as_object()) properties[name] = property;
    }
    if (auto const* const own = schema.if_contains("required")) {
      for (auto const& name : own->as_array()) required.emplace(view(name));
    }
  }

  void check_object(json::object const& schema, json::object const& object, std::string const& pointer) {
    json::object properties;
    std::set<std::string> required;
    collect(schema, properties, required);
    for (auto const& name : required) {
      if (!object.contains(name)) note(pointer, "misses " + name);
    }
    for (auto const& [name, value] : object) {
      auto const* const property = properties.if_contains(name);
      if (property == nullptr) {
        note(pointer, "has an unknown field " + std::string(name));
      } else {
        check(*property, value, pointer + "/" + std::string(name));
      }
    }
  }

  void check_text(json::object const& schema, std::string_view text, std::string const& pointer) {
    if (auto const* const pattern = schema.if_contains("pattern")) {
      if (!matches_pattern(view(*pattern), text)) {
        note(pointer, "does not match its pattern: " + std::string(text));
      }
    }
    if (auto const* const most = schema.if_contains("maxLength")) {
      if (count_characters(text) > most->to_number<std::size_t>()) note(pointer, "is too long");
    }
    if (auto const* const least = schema.if_contains("minLength")) {
      if (count_characters(text) < least->to_number<std::size_t>()) note(pointer, "is too short");
    }
    auto const* const format = schema.if_contains("format");
    if (format == nullptr) return;
    if (view(*format) != "date-time") throw std::runtime_error("unknown format in the document");
    if (!is_time(text)) note(pointer, "is no time: " + std::string(text));
  }

  void check(json::value const& described, json::value const& value, std::string const& pointer) {
    json::object const& schema = document.resolve(described);
    if (auto const* const choices = schema.if_contains("anyOf")) {
      bool const fits = std::ranges::any_of(
          choices->as_array(), [&](auto const& choice) { return document.flaws_of(choice, value).empty(); });
      if (!fits) note(pointer, "fits none of its choices: " + json::serialize(value));
      return;
    }
    if (auto const* const type = schema.if_contains("type"); type != nullptr && !has_type(*type, value)) {
      return note(pointer, "is a " + std::string(type_of(value)));
    }
    if (auto const* const values = schema.if_contains("enum")) {
      auto const& all = values->as_array();
      if (std::ranges::find(all, value) == all.end())
        note(pointer, "is not listed: " + json::serialize(value));
    }
    if (value.is_int64()) {
      auto const* const least = schema.if_contains("minimum");
      auto const* const most = schema.if_contains("maximum");
      if (least != nullptr && value.as_int64() < least->as_int64()) note(pointer, "is too small");
      if (most != nullptr && value.as_int64() > most->as_int64()) note(pointer, "is too large");
    } else if (value.is_string()) {
      check_text(schema, view(value), pointer);
    } else if (value.is_array()) {
      auto const& array = value.as_array();
      for (std::size_t i = 0; i < array.size(); ++i) {
        check(schema.at("items"), array[i], pointer + "/" + std::to_string(i));
      }
    } else if (value.is_object()) {
      check_object(schema, value.as_object(), pointer);
    }
  }
};

OpenapiDocument::OpenapiDocument(std::string_view text) : root_(parse_yaml(text)) {
  for (auto const& [path, item] : root_.at("paths").as_object()) {
    for (auto const& [method, operation] : item.as_object()) {
      std::string upper(method);
      std::ranges::transform(upper, upper.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
      operations_.push_back(
          {std::string(view(operation.at("operationId"))), upper, std::string(path), &operation.as_object()});
    }
  }
}

Operation const* OpenapiDocument::find(std::string_view method, std::string_view target) const {
  std::string_view const path = target.substr(0, target.find('?'));
  std::string_view const wanted = method == "HEAD" ? "GET" : method;
  Operation const* found = nullptr;
  for (auto const& operation : operations_) {
    if (operation.method != wanted || !matches(operation.path, path)) continue;
    // "/notifications/read" before "/notifications/{x}".
    if (found == nullptr || operation.path.find('{') == std::string::npos) found = &operation;
  }
  return found;
}

json::object const& OpenapiDocument::resolve(json::value const& value) const {
  json::object const& object = value.as_object();
  auto const* const reference = object.if_contains("$ref");
  if (reference == nullptr) return object;
  return resolve(root_.at_pointer(view(*reference).substr(1)));
}

std::vector<std::string> OpenapiDocument::flaws_of(json::value const& schema,
                                                   json::value const& value) const {
  Check check{*this, {}};
  check.check(schema, value, "");
  return check.flaws;
}

json::object const* OpenapiDocument::request_schema(Operation const& operation) const {
  auto const* const body = operation.description->if_contains("requestBody");
  if (body == nullptr) return nullptr;
  auto const* const media = resolve(*body).at("content").as_object().if_contains("application/json");
  return media == nullptr ? nullptr : &resolve(media->at("schema"));
}

std::vector<std::string> OpenapiDocument::flaws_of_answer(Operation const& operation, int status,
                                                          std::string_view content_type,
                                                          json::value const& body) const {
  auto const& responses = operation.description->at("responses").as_object();
  auto const* described = responses.if_contains(std::to_string(status));
  if (described == nullptr && status < 400) return {"the status is not described"};
  if (described == nullptr) described = responses.if_contains("default");
  if (described == nullptr) return {"the status is not described"};
  auto const* const content = resolve(*described).if_contains("content");
  if (content == nullptr)
    return body.is_null() ? std::vector<std::string>{} : std::vector<std::string>{"has a body"};
  auto const* const media = content->as_object().if_contains(content_type);
  if (media == nullptr) return {"the content type is not described: " + std::string(content_type)};
  bool const is_json = content_type == "application/json" || content_type == "application/problem+json";
  if (!is_json) return {};
  return flaws_of(media->at("schema"), body);
}

}  // namespace tests::api
