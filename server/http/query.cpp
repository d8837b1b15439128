#include "server/http/query.hpp"

#include <charconv>

#include <boost/url/encode.hpp>
#include <boost/url/parse_query.hpp>
#include <boost/url/pct_string_view.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include "base/text.hpp"

namespace server::http {
namespace {

using base::FieldCode;

constexpr std::size_t kParameters = 20;  // no endpoint takes more than five

void append_encoded(std::string& query, std::string_view text) {
  boost::urls::encode(text, boost::urls::unreserved_chars, {}, boost::urls::string_token::append_to(query));
}

}  // namespace

std::optional<std::string> decode_percent(std::string_view text) {
  auto const encoded = boost::urls::make_pct_string_view(text);
  if (!encoded) return std::nullopt;
  std::string decoded;
  decoded.resize(encoded->decoded_size());
  encoded->decode({}, boost::urls::string_token::assign_to(decoded));
  if (!base::is_utf8(decoded) || decoded.find('\0') != std::string::npos) return std::nullopt;
  return decoded;
}

void append_parameter(std::string& query, std::string_view name, std::string_view value) {
  if (!query.empty()) query += '&';
  append_encoded(query, name);
  query += '=';
  append_encoded(query, value);
}

Query::Query(std::string_view query) {
  if (query.empty()) return;
  auto const parsed = boost::urls::parse_query(query);
  if (!parsed || parsed->size() > kParameters) {
    note("", FieldCode::malformed);
    return;
  }
  for (auto const& parameter : *parsed) {
    std::string spaced(parameter.value);
    for (char& c : spaced) {
      if (c == '+') c = ' ';
    }
    auto const name = decode_percent(parameter.key);
    auto const value = decode_percent(spaced);
    if (!name || !value) {
      note(name.value_or(""), FieldCode::invalid_utf8);
      continue;
    }
    for (Parameter const& earlier : parameters_) {
      if (earlier.name == *name) note(*name, FieldCode::duplicate);
    }
    parameters_.push_back({*name, *value});
  }
}

void Query::note(std::string_view name, FieldCode code) {
  errors_.push_back({std::string(name), code});
}

std::optional<std::string> Query::text(std::string_view name, std::size_t most_bytes) {
  for (Parameter& parameter : parameters_) {
    if (parameter.name != name) continue;
    parameter.known = true;
    if (parameter.value.size() > most_bytes) {
      note(name, FieldCode::too_long);
      return std::nullopt;
    }
    return parameter.value;
  }
  return std::nullopt;
}

std::optional<std::int64_t> Query::integer(std::string_view name, std::int64_t least, std::int64_t most) {
  auto const written = text(name, 20);
  if (!written) return std::nullopt;
  std::int64_t number = 0;
  auto const [end, failure] = std::from_chars(written->data(), written->data() + written->size(), number);
  if (failure == std::errc::result_out_of_range) {
    note(name, FieldCode::out_of_range);
    return std::nullopt;
  }
  if (failure != std::errc{} || end != written->data() + written->size()) {
    note(name, FieldCode::wrong_type);
    return std::nullopt;
  }
  if (number < least || number > most) {
    note(name, FieldCode::out_of_range);
    return std::nullopt;
  }
  return number;
}

std::optional<base::PublicId> Query::id(std::string_view name) {
  auto const written = text(name, 64);
  if (!written) return std::nullopt;
  auto const id = base::parse_public_id(*written);
  if (!id) note(name, FieldCode::malformed);
  return id;
}

base::Result<void> Query::check() {
  for (Parameter const& parameter : parameters_) {
    if (!parameter.known) note(parameter.name, FieldCode::unknown_field);
  }
  if (errors_.empty()) return {};
  return base::Error{base::ErrorCode::invalid_query, errors_};
}

}  // namespace server::http
