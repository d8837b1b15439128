// Reads the JSON body of a request, strictly: what is missing, of another type, unknown or out of bounds is
// collected with its pointer, all of it at once, so that the person mends everything in one go.
//
//   auto body = JsonBody::parse(request);
//   if (!body) return body.error();
//   ObjectReader root = body->root();
//   auto const title = root.text("title", Presence::required);
//   root.finish();
//   if (auto const checked = body->check(); !checked) return checked.error();
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "server/http/message.hpp"

namespace server::http {

enum class Presence { required, optional };

// One object of the body. A member that does not fit is noted and reads as absent. null reads as absent for
// an optional member that may be null.
class ObjectReader {
 public:
  ObjectReader(boost::json::object const& object, std::string pointer, std::vector<base::FieldError>& errors);

  bool has(std::string_view name) const { return object_.contains(name); }

  std::optional<std::string> text(std::string_view name, Presence presence);
  std::optional<std::int64_t> integer(std::string_view name, Presence presence, std::int64_t least,
                                      std::int64_t most);
  std::optional<bool> boolean(std::string_view name, Presence presence);
  std::optional<base::PublicId> id(std::string_view name, Presence presence);
  std::optional<base::Timestamp> time(std::string_view name, Presence presence);
  std::optional<ObjectReader> object(std::string_view name, Presence presence);
  // Present or empty; more than `most` members or the same one twice is noted.
  std::vector<base::PublicId> ids(std::string_view name, std::size_t most);
  std::vector<std::string> texts(std::string_view name, std::size_t most);

  // One of a set of names, as `parse(name)` knows them; any other is unknown_value.
  template <class Parse>
  auto choice(std::string_view name, Presence presence, Parse parse) -> decltype(parse(name)) {
    auto const chosen = text(name, presence);
    if (!chosen) return std::nullopt;
    auto const value = parse(std::string_view{*chosen});
    if (!value) note(name, base::FieldCode::unknown_value);
    return value;
  }

  void note(std::string_view name, base::FieldCode code);
  // The same of one element of an array.
  void note_at(std::string_view name, std::size_t index, base::FieldCode code);
  std::string pointer_to(std::string_view name) const;
  // The object itself, as it came.
  boost::json::object const& raw() const { return object_; }

  // Notes every member that nobody asked for.
  void finish();

 private:
  boost::json::value const* find(std::string_view name, Presence presence);

  boost::json::object const& object_;
  std::string pointer_;
  std::vector<base::FieldError>& errors_;
  std::vector<std::string_view> known_;
};

class JsonBody {
 public:
  // unsupported_media_type, or invalid_body with pointer "" for what is no JSON object in UTF-8.
  static base::Result<JsonBody> parse(Request const& request);

  ObjectReader root();
  // invalid_body with all that was noted.
  base::Result<void> check() const;

 private:
  explicit JsonBody(boost::json::value value);

  std::unique_ptr<boost::json::value> value_;
  std::unique_ptr<std::vector<base::FieldError>> errors_;
};

}  // namespace server::http
