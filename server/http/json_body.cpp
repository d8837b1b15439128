#include "server/http/json_body.hpp"

#include <algorithm>

#include <boost/json/parse.hpp>

#include "base/text.hpp"

namespace server::http {
namespace {

using base::FieldCode;

constexpr std::size_t kNestingLimit = 16;  // no body of this API needs more than five
constexpr std::size_t kNotedErrors = 50;   // the first fifty are enough to mend a body by

bool is_json(Request const& request) {
  auto const type = request.headers.find("content-type");
  if (!type) return false;
  std::string_view const essence = base::trimmed(type->substr(0, type->find(';')));
  return std::ranges::equal(essence, std::string_view{"application/json"}, [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
}

std::size_t count_members(boost::json::value const& value) {
  std::size_t count = 0;
  if (auto const* const object = value.if_object()) {
    count = object->size();
    for (auto const& member : *object) count += count_members(member.value());
  } else if (auto const* const array = value.if_array()) {
    for (auto const& item : *array) count += count_members(item);
  }
  return count;
}

// Of a text that is JSON: each member has one ':' outside of strings.
std::size_t count_members(std::string_view text) {
  std::size_t count = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') in_string = !in_string;
    if (in_string && text[i] == '\\') ++i;
    if (!in_string && text[i] == ':') ++count;
  }
  return count;
}

// RFC 6901 section 3.
std::string escape_pointer(std::string_view name) {
  std::string escaped;
  for (char const c : name) {
    if (c == '~') {
      escaped += "~0";
    } else if (c == '/') {
      escaped += "~1";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

}  // namespace

ObjectReader::ObjectReader(boost::json::object const& object, std::string pointer,
                           std::vector<base::FieldError>& errors)
    : object_(object), pointer_(std::move(pointer)), errors_(errors) {}

std::string ObjectReader::pointer_to(std::string_view name) const {
  return pointer_ + "/" + escape_pointer(name);
}

void ObjectReader::note(std::string_view name, FieldCode code) {
  if (errors_.size() < kNotedErrors) errors_.push_back({pointer_to(name), code});
}

void ObjectReader::note_at(std::string_view name, std::size_t index, FieldCode code) {
  if (errors_.size() < kNotedErrors)
    errors_.push_back({pointer_to(name) + "/" + std::to_string(index), code});
}

boost::json::value const* ObjectReader::find(std::string_view name, Presence presence) {
  known_.push_back(name);
  boost::json::value const* const value = object_.if_contains(name);
  if (value == nullptr || value->is_null()) {
    if (presence == Presence::required)
      note(name, value == nullptr ? FieldCode::required : FieldCode::wrong_type);
    return nullptr;
  }
  return value;
}

std::optional<std::string> ObjectReader::text(std::string_view name, Presence presence) {
  boost::json::value const* const value = find(name, presence);
  if (value == nullptr) return std::nullopt;
  if (!value->is_string()) {
    note(name, FieldCode::wrong_type);
    return std::nullopt;
  }
  return std::string{std::string_view{value->get_string()}};
}

std::optional<std::int64_t> ObjectReader::integer(std::string_view name, Presence presence,
                                                  std::int64_t least, std::int64_t most) {
  boost::json::value const* const value = find(name, presence);
  if (value == nullptr) return std::nullopt;
  if (value->is_uint64()) {
    note(name, FieldCode::out_of_range);  // larger than any int64
    return std::nullopt;
  }
  if (!value->is_int64()) {
    note(name, FieldCode::wrong_type);
    return std::nullopt;
  }
  std::int64_t const number = value->get_int64();
  if (number < least || number > most) {
    note(name, FieldCode::out_of_range);
    return std::nullopt;
  }
  return number;
}

std::optional<bool> ObjectReader::boolean(std::string_view name, Presence presence) {
  boost::json::value const* const value = find(name, presence);
  if (value == nullptr) return std::nullopt;
  if (!value->is_bool()) {
    note(name, FieldCode::wrong_type);
    return std::nullopt;
  }
  return value->get_bool();
}

std::optional<base::PublicId> ObjectReader::id(std::string_view name, Presence presence) {
  auto const written = text(name, presence);
  if (!written) return std::nullopt;
  auto const parsed = base::parse_public_id(*written);
  if (!parsed) note(name, FieldCode::malformed);
  return parsed;
}

std::optional<base::Timestamp> ObjectReader::time(std::string_view name, Presence presence) {
  auto const written = text(name, presence);
  if (!written) return std::nullopt;
  auto const parsed = base::parse_rfc3339(*written);
  if (!parsed) note(name, FieldCode::malformed);
  return parsed;
}

std::optional<ObjectReader> ObjectReader::object(std::string_view name, Presence presence) {
  boost::json::value const* const value = find(name, presence);
  if (value == nullptr) return std::nullopt;
  if (!value->is_object()) {
    note(name, FieldCode::wrong_type);
    return std::nullopt;
  }
  return ObjectReader(value->get_object(), pointer_to(name), errors_);
}

std::vector<std::string> ObjectReader::texts(std::string_view name, std::size_t most) {
  boost::json::value const* const value = find(name, Presence::optional);
  if (value == nullptr) return {};
  if (!value->is_array()) {
    note(name, FieldCode::wrong_type);
    return {};
  }
  boost::json::array const& array = value->get_array();
  if (array.size() > most) {
    note(name, FieldCode::too_many);
    return {};
  }
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < array.size(); ++i) {
    if (!array[i].is_string()) {
      note_at(name, i, FieldCode::wrong_type);
      continue;
    }
    std::string text{std::string_view{array[i].get_string()}};
    if (std::ranges::find(texts, text) != texts.end()) note_at(name, i, FieldCode::duplicate);
    texts.push_back(std::move(text));
  }
  return texts;
}

std::vector<base::PublicId> ObjectReader::ids(std::string_view name, std::size_t most) {
  std::vector<base::PublicId> ids;
  auto const written = texts(name, most);
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (auto const id = base::parse_public_id(written[i])) {
      // The same id may be written in capitals, too.
      if (std::ranges::find(ids, *id) != ids.end()) note_at(name, i, FieldCode::duplicate);
      ids.push_back(*id);
    } else {
      note_at(name, i, FieldCode::malformed);
    }
  }
  return ids;
}

void ObjectReader::finish() {
  for (auto const& member : object_) {
    std::string_view const name = member.key();
    if (std::ranges::find(known_, name) == known_.end()) note(name, FieldCode::unknown_field);
  }
}

JsonBody::JsonBody(boost::json::value value)
    : value_(std::make_unique<boost::json::value>(std::move(value))),
      errors_(std::make_unique<std::vector<base::FieldError>>()) {}

base::Result<JsonBody> JsonBody::parse(Request const& request) {
  if (!is_json(request)) return base::Error{base::ErrorCode::unsupported_media_type};
  if (!base::is_utf8(request.body)) return base::invalid_field("", FieldCode::invalid_utf8);
  boost::json::parse_options options;
  options.max_depth = kNestingLimit;
  boost::json::error_code failure;
  boost::json::value value = boost::json::parse(request.body, failure, {}, options);
  if (failure) return base::invalid_field("", FieldCode::malformed);
  if (!value.is_object()) return base::invalid_field("", FieldCode::wrong_type);
  // Of two members with one name Boost.JSON keeps the last, others the first: nobody shall read it
  // differently.
  if (count_members(value) != count_members(std::string_view{request.body})) {
    return base::invalid_field("", FieldCode::duplicate);
  }
  return JsonBody(std::move(value));
}

ObjectReader JsonBody::root() {
  return ObjectReader(value_->get_object(), "", *errors_);
}

base::Result<void> JsonBody::check() const {
  if (errors_->empty()) return {};
  return base::Error{base::ErrorCode::invalid_body, *errors_};
}

}  // namespace server::http
