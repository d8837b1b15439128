// server/openapi.yaml as the tests read it: which operations there are, and whether an answer is what its
// schema says. Only the parts of OpenAPI 3.1 that our document uses; anything else is an error, so that
// nothing goes unchecked. Immutable once loaded; safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

namespace tests::api {

// A YAML text as JSON values. Throws std::runtime_error for what is no YAML, and for a key that comes twice.
boost::json::value parse_yaml(std::string_view text);

struct Operation {
  std::string id;
  std::string method;  // "GET"
  std::string path;    // "/topics/{topic_id}"
  boost::json::object const* description = nullptr;
};

class OpenapiDocument {
 public:
  explicit OpenapiDocument(std::string_view text);
  OpenapiDocument(OpenapiDocument const&) = delete;
  OpenapiDocument& operator=(OpenapiDocument const&) = delete;

  std::vector<Operation> const& operations() const { return operations_; }
  // Null where the document has none. `target` is below /api/v1 and may have a query.
  Operation const* find(std::string_view method, std::string_view target) const;

  // What is wrong with this answer; empty where it is as described.
  std::vector<std::string> flaws_of_answer(Operation const& operation, int status,
                                           std::string_view content_type,
                                           boost::json::value const& body) const;
  // The schema of the request's body; null where it takes none.
  boost::json::object const* request_schema(Operation const& operation) const;
  // What `$ref` leads to, or the object itself.
  boost::json::object const& resolve(boost::json::value const& value) const;
  std::vector<std::string> flaws_of(boost::json::value const& schema, boost::json::value const& value) const;

 private:
  struct Check;

  boost::json::value root_;
  std::vector<Operation> operations_;
};

}  // namespace tests::api
