// The document and the server hold each other: the same operations, every answer as its schema says, and no
// endpoint that these tests have not seen working.
#include <fstream>
#include <map>
#include <mutex>
#include <set>
#include <sstream>

#include "server/api/endpoints.hpp"
#include "tests/integration/api/api_test.hpp"
#include "tests/integration/api/sample_calls.hpp"

namespace tests::api {
namespace {

constexpr std::string_view kPrefix = "/api/v1";

std::string read_document() {
  std::ostringstream text;
  text << std::ifstream(COLLOQUIUM_SOURCE_DIR "/server/openapi.yaml").rdbuf();
  return text.str();
}

}  // namespace

OpenapiDocument const& document() {
  static OpenapiDocument const loaded(read_document());
  return loaded;
}

namespace {

std::string join(std::vector<std::string> const& lines) {
  std::string text;
  for (auto const& line : lines) text += "\n  " + line;
  return text;
}

// Watches every answer of every test in the program.
class Witness final : public testing::Environment {
 public:
  void SetUp() override {
    support::ApiClient::set_observer([this](support::Exchange const& exchange) { check(exchange); });
  }

  // Where a filter names the tests to run, only some of the endpoints are called; "-NAME" leaves out a few
  // tests.
  void TearDown() override {
    support::ApiClient::set_observer({});
    std::string const& filter = testing::GTEST_FLAG(filter);
    if (!filter.starts_with('-') && filter.find_first_not_of('*') != std::string::npos) return;
    for (auto const& endpoint : server::api::endpoints()) {
      EXPECT_TRUE(succeeded_.contains(std::string(endpoint.name)))
          << endpoint.name << " was never called with success";
    }
  }

 private:
  void check(support::Exchange const& exchange) {
    if (!exchange.target.starts_with(kPrefix)) return;
    std::lock_guard const lock(mutex_);
    auto const* const operation = document().find(exchange.method, exchange.target.substr(kPrefix.size()));
    if (operation == nullptr) return;
    ApiAnswer const& answer = exchange.answer;
    if (answer.status >= 200 && answer.status < 300) succeeded_.insert(operation->id);
    // No room, on disk or for one more at the same time, is what some tests bring about.
    bool const has_no_room = answer.status == 507 || answer.code() == "overloaded";
    EXPECT_LT(has_no_room ? 0 : answer.status, 500) << operation->id << " " << answer;
    if (exchange.method == "HEAD" || answer.headers.contains("content-encoding")) return;
    auto const flaws =
        document().flaws_of_answer(*operation, answer.status, answer.header("content-type"), answer.body);
    EXPECT_TRUE(flaws.empty()) << operation->id << " " << answer << join(flaws);
  }

  std::mutex mutex_;
  std::set<std::string> succeeded_;
};

[[maybe_unused]] testing::Environment* const kWitness = testing::AddGlobalTestEnvironment(new Witness);

std::string name_of(server::http::Method method) {
  return std::string(server::http::to_string(method));
}

TEST(Openapi, describes_every_endpoint_and_nothing_else) {
  std::map<std::string, std::string> served;
  for (auto const& endpoint : server::api::endpoints()) {
    served[std::string(endpoint.name)] = name_of(endpoint.method) + " " + std::string(endpoint.path);
  }
  std::map<std::string, std::string> described;
  for (auto const& operation : document().operations()) {
    EXPECT_TRUE(described.emplace(operation.id, operation.method + " " + operation.path).second)
        << operation.id;
  }
  described.erase("live");  // a stream: no row of the table
  EXPECT_EQ(served, described);
  EXPECT_EQ(served.size(), server::api::endpoints().size());
}

TEST(Openapi, says_which_endpoints_work_without_a_session) {
  for (auto const& endpoint : server::api::endpoints()) {
    auto const* const operation = document().find(name_of(endpoint.method), endpoint.path);
    ASSERT_NE(operation, nullptr) << endpoint.name;
    bool const is_open = operation->description->contains("security");
    bool const serves_anyone = endpoint.access == server::api::Access::anyone;
    // Signing out works without a session, and means nothing then.
    EXPECT_EQ(is_open || endpoint.name == "delete_session", serves_anyone) << endpoint.name;
  }
}

TEST(Openapi, names_the_parameters_of_each_path) {
  for (auto const& operation : document().operations()) {
    std::set<std::string> described;
    if (auto const* const parameters = operation.description->if_contains("parameters")) {
      for (auto const& parameter : parameters->as_array()) {
        auto const& resolved = document().resolve(parameter);
        if (resolved.at("in").as_string() == "path") described.emplace(resolved.at("name").as_string());
      }
    }
    std::set<std::string> in_path;
    for (auto at = operation.path.find('{'); at != std::string::npos; at = operation.path.find('{', at + 1)) {
      in_path.insert(operation.path.substr(at + 1, operation.path.find('}', at) - at - 1));
    }
    EXPECT_EQ(described, in_path) << operation.id;
  }
}

TEST(Openapi, lists_every_error_code) {
  std::set<std::string> listed;
  for (auto const& code :
       document().resolve({{"$ref", "#/components/schemas/ErrorCode"}}).at("enum").as_array()) {
    listed.emplace(code.as_string());
  }
  for (int code = 0; code <= static_cast<int>(base::ErrorCode::slow_mode); ++code) {
    EXPECT_TRUE(listed.erase(std::string(base::to_string(static_cast<base::ErrorCode>(code))))) << code;
  }
  EXPECT_TRUE(listed.empty());
}

TEST(Openapi, is_what_the_server_serves) {
  EXPECT_EQ(shared_server().stranger().get("/openapi.yaml").text, read_document());
}

TEST(Openapi, a_check_finds_what_does_not_fit) {
  boost::json::value const thread{{"$ref", "#/components/schemas/Marking"}};
  EXPECT_FALSE(document().flaws_of(thread, {{"level", "public"}}).empty());
  boost::json::value const id{{"$ref", "#/components/schemas/Id"}};
  EXPECT_FALSE(document().flaws_of(id, boost::json::string("UPPER")).empty());
  EXPECT_TRUE(document().flaws_of(id, boost::json::string(26, 'a')).empty());
  EXPECT_THROW(parse_yaml("a: 1\na: 2\n"), std::runtime_error);
}

}  // namespace
}  // namespace tests::api
