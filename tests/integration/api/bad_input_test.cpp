// Whatever comes instead of what the document describes is a problem that says where, never a failure of the
// server, and never costs anybody a draft. Goes through every field of every operation.
#include <algorithm>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "tests/integration/api/sample_calls.hpp"

namespace tests::api {
namespace {

namespace json = boost::json;

constexpr std::string_view kMark = "@here@";

// One thing put in the place of a field.
struct Bad {
  std::string what;
  std::string raw;  // JSON, or something that is none
  std::string pointer;
};

std::string as_json(std::string_view text) {
  return json::serialize(json::string(text));
}

std::string repeat(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

bool has_type(json::object const& schema, std::string_view type) {
  auto const* const described = schema.if_contains("type");
  if (described == nullptr) return false;
  if (described->is_string()) return described->as_string() == type;
  return std::ranges::any_of(described->as_array(), [&](auto const& one) { return one.as_string() == type; });
}

// For {anyOf: [X, null]} and {allOf: [X]}: X.
json::object const& plain_schema(json::object const& schema) {
  for (auto const name : {"anyOf", "allOf"}) {
    if (auto const* const parts = schema.if_contains(name))
      return document().resolve(parts->as_array().at(0));
  }
  return schema;
}

void add_wrong_types(json::object const& schema, std::string const& pointer, std::vector<Bad>& all) {
  struct Typed {
    std::string_view type;
    std::string_view raw;
  };
  constexpr Typed kTyped[] = {{"integer", "7"},        {"number", "1.5"}, {"boolean", "true"},
                              {"string", R"("text")"}, {"array", "[7]"},  {"object", R"({"x":1})"},
                              {"number", "1e300"}};
  for (auto const& [type, raw] : kTyped) {
    if (!has_type(schema, type)) all.push_back({"a " + std::string(type), std::string(raw), pointer});
  }
}

void add_bad_texts(json::object const& schema, std::string const& pointer, std::vector<Bad>& all) {
  bool const is_free = !schema.contains("enum") && !schema.contains("pattern") && !schema.contains("format");
  if (!is_free) {
    for (auto const text : {"", "no such thing", "\x01", "ق", "7"})
      all.push_back({"an unknown value", as_json(text), pointer});
    return;
  }
  if (auto const* const most = schema.if_contains("maxLength")) {
    all.push_back({"too long", as_json(repeat("é", most->to_number<std::size_t>() + 1)), pointer});
  }
  if (schema.contains("minLength")) all.push_back({"empty", R"("")", pointer});
  if (pointer == "/username" || pointer == "/password" || pointer == "/code" || pointer == "/ids/0")
    return;  // any text may be tried
  all.push_back({"a control character", R"("a\u0007b")", pointer});
  all.push_back({"a zero", R"("a\u0000b")", pointer});
  all.push_back({"a bidirectional override", R"("a\u202Eb")", pointer});
  if (pointer == "/body") all.push_back({"200 kB and one", as_json(std::string(200'001, 'x')), pointer});
}

void add_fields(json::object const& schema, json::object const& sample, std::string const& pointer,
                std::vector<Bad>& all);

void add_bad_values(json::object const& described, json::value const& sample, std::string const& pointer,
                    std::vector<Bad>& all) {
  json::object const& schema = plain_schema(described);
  add_wrong_types(schema, pointer, all);
  if (has_type(schema, "integer")) {
    auto const* const least = schema.if_contains("minimum");
    bool const takes_nothing = least != nullptr && least->to_number<int>() == 0;
    for (std::string_view const raw : {"0", "-1", "9223372036854775807", "18446744073709551615",
                                       "-9223372036854775808", "1e400", "99999999999999999999999999"}) {
      if (raw != "0" || !takes_nothing) all.push_back({"out of range", std::string(raw), pointer});
    }
  } else if (has_type(schema, "string")) {
    add_bad_texts(schema, pointer, all);
  } else if (has_type(schema, "array")) {
    auto const& items = document().resolve(schema.at("items"));
    bool const are_ids = items.contains("pattern");
    std::string const item = items.contains("enum") ? json::serialize(items.at("enum").as_array().at(0))
                                                    : as_json(std::string(26, 'a'));
    std::string many;
    for (std::size_t i = 0; i <= schema.at("maxItems").to_number<std::size_t>(); ++i) {
      std::string number = std::to_string(1000 + i);
      many += (many.empty() ? "" : ",") + as_json(are_ids ? std::string(22, 'a') + number : number);
    }
    all.push_back({"too many", "[" + many + "]", pointer});
    if (schema.contains("uniqueItems"))
      all.push_back({"the same twice", "[" + item + "," + item + "]", pointer});
    if (schema.contains("minItems")) all.push_back({"none", "[]", pointer});
    for (auto const raw : {"null", "[]", "{}", "true"}) {
      all.push_back({"an item of a wrong type", "[" + std::string(raw) + "]", pointer + "/0"});
    }
    if (are_ids) all.push_back({"an item that is no id", R"(["xyz"])", pointer + "/0"});
  } else if (has_type(schema, "object")) {
    add_fields(schema, sample.is_object() ? sample.as_object() : json::object{}, pointer, all);
  }
}

bool is_required(json::object const& schema, std::string_view name) {
  auto const* const required = schema.if_contains("required");
  return required != nullptr &&
         std::ranges::any_of(required->as_array(), [&](auto const& one) { return one.as_string() == name; });
}

// The sample with this field as `raw`, which need not be JSON.
std::string with_field(json::object sample, std::string_view name, std::string_view raw) {
  sample[name] = kMark;
  std::string text = json::serialize(sample);
  std::string const mark = as_json(kMark);
  return text.replace(text.find(mark), mark.size(), raw);
}

// Each with the whole of the outermost object in `raw`: a bad part of a part is put into its sample.
void add_fields(json::object const& schema, json::object const& sample, std::string const& pointer,
                std::vector<Bad>& all) {
  json::object strange = sample;
  strange["surprise"] = 1;
  all.push_back({"an unknown field", json::serialize(strange), pointer + "/surprise"});
  for (auto const& [name, described] : schema.at("properties").as_object()) {
    std::string const place = pointer + "/" + std::string(name);
    auto const* const own = sample.if_contains(name);
    std::vector<Bad> parts;
    add_bad_values(document().resolve(described), own == nullptr ? json::value{} : *own, place, parts);
    for (Bad const& part : parts)
      all.push_back({part.what, with_field(sample, name, part.raw), part.pointer});
    // What may be left out may be null: something else has to be wrong, so that nothing is done.
    bool const needed = is_required(schema, name);
    all.push_back({"null", with_field(needed ? sample : strange, name, "null"),
                   needed ? place : pointer + "/surprise"});
  }
  std::string twice = json::serialize(sample);
  twice =
      twice == "{}" ? R"({"x":1,"x":2})" : "{" + twice.substr(1, twice.size() - 2) + "," + twice.substr(1);
  all.push_back({"a field twice", twice, ""});
}

bool points_to(ApiAnswer const& answer, std::string_view pointer) {
  if (!answer.has("/errors")) return false;
  auto const& errors = answer.body.at("errors").as_array();
  return std::ranges::any_of(errors, [&](auto const& error) {
    return std::string_view{error.at("pointer").as_string()}.starts_with(pointer);
  });
}

class UnfitInput : public Api {
 protected:
  UnfitInput() {
    auto const thread = open_thread(officer, open(), {{"body", "The text."}});
    auto const waiting =
        expect_status(201, officer.post("/threads/" + thread.id + "/posts",
                                        {{"body", "Wait."}, {"marking", {{"level", "restricted"}}}}));
    // A proposal, an account or a group need not exist: what is wrong with a body is told before it is looked
    // for.
    std::string const nothing(26, '7');
    place = {open(),  thread.id, thread.first_post, "reply." + thread.first_post, server.organisation("fr"),
             nothing, nothing};
    place.group = place.saved_search = place.author_note = place.warning_appeal = place.flag_case =
        place.appeal = place.consent = place.break_glass = place.listed_tag = nothing;
    waiting_post = waiting.text_at("/id");
    draft =
        expect_status(200, officer.put("/drafts/" + place.context, {{"body", "What I was writing"}})).text;
  }

  // Nothing was made, nothing was lost.
  ~UnfitInput() override {
    EXPECT_EQ(officer.get("/drafts/" + place.context).text, draft);
    EXPECT_EQ(officer.get("/threads/" + place.thread).number_at("/posts"), 2);
    EXPECT_EQ(officer.get("/posts/" + place.post).text_at("/body"), "The text.");
  }

  ApiAnswer send(Operation const& operation, std::string const& body, Headers const& headers = {}) {
    Place where = place;
    bool const decides = operation.id == "release_post" || operation.id == "return_post";
    if (decides) where.post = waiting_post;
    ApiClient& sender = decides ? coordinator : operation.id == "create_session" ? stranger : officer;
    return sender.call_json(operation.method, path_for(operation, where), body, headers);
  }

  template <class Function>
  void for_each_with_body(Function function) {
    for (auto const& operation : document().operations()) {
      if (auto const* const schema = document().request_schema(operation)) function(operation, *schema);
    }
  }

  ApiClient officer = client("officer1.fr");
  ApiClient coordinator = client("coordinator.fr");
  ApiClient stranger = server.stranger();
  Place place;
  std::string waiting_post;
  std::string draft;
};

TEST_F(UnfitInput, in_any_field_is_told_by_its_pointer) {
  for_each_with_body([&](Operation const& operation, json::object const& schema) {
    std::vector<Bad> all;
    add_fields(schema, sample_body(operation.id, place), "", all);
    for (Bad const& bad : all) {
      auto const answer = send(operation, bad.raw);
      std::string const said =
          operation.id + " " + bad.pointer + ": " + bad.what + "\n" + bad.raw.substr(0, 200);
      ASSERT_GE(answer.status, 400) << said << "\n" << answer;
      ASSERT_LT(answer.status, 500) << said << "\n" << answer;
      EXPECT_FALSE(answer.code().empty()) << said;
      if (operation.id == "create_session" && answer.code() == "bad_credentials") continue;
      EXPECT_EQ(answer.status, 400) << said << "\n" << answer;
      EXPECT_TRUE(points_to(answer, bad.pointer) || bad.raw.find("1e400") != std::string::npos)
          << said << "\n"
          << answer;
    }
  });
}

TEST_F(UnfitInput, a_missing_field_is_told_by_its_pointer) {
  for_each_with_body([&](Operation const& operation, json::object const& schema) {
    auto const* const required = schema.if_contains("required");
    if (required == nullptr) return;
    for (auto const& name : required->as_array()) {
      object body = sample_body(operation.id, place);
      body.erase(name.as_string());
      auto const answer = send(operation, json::serialize(body));
      EXPECT_EQ(answer.status, 400) << operation.id << " " << answer;
      EXPECT_TRUE(points_to(answer, "/" + std::string(name.as_string()))) << operation.id << " " << answer;
    }
  });
}

TEST_F(UnfitInput, that_is_no_json_is_malformed) {
  std::string const deep = repeat(R"({"body":)", 10'000) + "1" + repeat("}", 10'000);
  std::string const bodies[] = {"",
                                " ",
                                "{",
                                "}",
                                "[]",
                                "null",
                                "7",
                                R"("text")",
                                "{}{}",
                                "{'body':'x'}",
                                R"({"body":"x",})",
                                R"({body:"x"})",
                                R"({"body":"x"} trailing)",
                                R"({"body":"x"/*comment*/})",
                                "\xef\xbb\xbf{}",
                                R"({"body":"\ud800"})",
                                R"({"body":"\x"})",
                                R"({"body":NaN})",
                                R"({"body":01})",
                                "{\"body\":\"a\nb\"}",
                                repeat("[", 10'000),
                                deep,
                                "{\"body\":\"\xff\"}",
                                "{\"body\":\"\xc0\xaf\"}",
                                "{\"body\":\"\xed\xa0\x80\"}",
                                "{\"\xfe\":1}",
                                std::string("{\"body\":\"\0\"}", 12)};
  for_each_with_body([&](Operation const& operation, json::object const&) {
    for (std::string const& body : bodies) {
      auto const answer = send(operation, body);
      EXPECT_EQ(answer.status, 400) << operation.id << " " << body.substr(0, 100) << "\n" << answer;
      EXPECT_EQ(answer.code(), "invalid_body") << operation.id << " " << body.substr(0, 100);
    }
    std::string const good = json::serialize(sample_body(operation.id, place));
    EXPECT_EQ(send(operation, good, {{"content-type", "text/plain"}}).status, 415) << operation.id;
  });
}

TEST_F(UnfitInput, in_a_path_finds_nothing) {
  std::string const ids[] = {"x",
                             "-",
                             std::string(25, 'a'),
                             std::string(27, 'a'),
                             std::string(26, 'u'),
                             "%00",
                             "%ff",
                             "%2e%2e",
                             "..%2f..",
                             std::string(5'000, 'a'),
                             "%",
                             "'",
                             std::string(25, 'a') + "%20",
                             "%d9%82",
                             "null",
                             "-1",
                             "18446744073709551616"};
  for (auto const& operation : document().operations()) {
    if (operation.path.find('{') == std::string::npos) continue;
    for (std::string const& id : ids) {
      for (std::string const& context : {id, "thread." + id}) {
        auto const answer = call_sample(document(), operation, officer, {id, id, id, context});
        EXPECT_TRUE(answer.status == 404 || answer.status == 400 || answer.status == 405)
            << operation.id << " " << id.substr(0, 40) << " " << answer;
      }
    }
  }
}

TEST_F(UnfitInput, in_a_query_is_told_by_its_parameter) {
  for (auto const& operation : document().operations()) {
    auto const* const parameters = operation.description->if_contains("parameters");
    if (operation.method != "GET" || parameters == nullptr || operation.id == "live") continue;
    auto path = path_for(operation, place);
    auto const query = path.find('?');  // what the operation cannot do without
    std::string const needed = query == std::string::npos ? "?" : path.substr(query) + "&";
    path.resize(std::min(path.size(), query));
    bool takes_a_query = false;
    for (auto const& described : parameters->as_array()) {
      auto const& parameter = document().resolve(described);
      if (parameter.at("in").as_string() != "query") continue;
      takes_a_query = true;
      std::string const name(parameter.at("name").as_string());
      std::vector<std::string> values{"%ff", "%00", std::string(600, 'a'), "%d9%82"};
      auto const& schema = document().resolve(parameter.at("schema"));
      if (has_type(schema, "integer")) {
        for (auto const value :
             {"0", "101", "-1", "x", "", "1.5", "1e1", "99999999999999999999", "%201", "0x10"}) {
          values.emplace_back(value);
        }
      } else if (name == "case_number" || name == "q" || name == "tag") {
        values.pop_back();  // any line may be one
      } else {
        for (auto const value : {"garbage", "AAAA", "'--"}) values.emplace_back(value);
      }
      for (std::string const& value : values) {
        auto const answer = officer.get(path + (name == "q" ? "?" : needed) + name + "=" + value);
        EXPECT_EQ(answer.status, 400) << operation.id << " " << name << "=" << value << " " << answer;
        EXPECT_EQ(answer.code(), "invalid_query") << operation.id;
        EXPECT_TRUE(points_to(answer, name)) << operation.id << " " << name << "=" << value << " " << answer;
      }
      EXPECT_EQ(officer.get(path + needed + name + "=1&" + name + "=1").status, 400) << operation.id;
    }
    if (!takes_a_query) continue;
    EXPECT_TRUE(points_to(officer.get(path + needed + "surprise=1"), "surprise")) << operation.id;
    std::string many;
    for (int i = 0; i < 30; ++i) many += "&a" + std::to_string(i) + "=1";
    EXPECT_EQ(officer.get(path + needed + many).status, 400) << operation.id;
  }
}

TEST_F(UnfitInput, a_cursor_opens_for_its_own_list_and_session_alone) {
  auto other = client("officer1.ke");
  open_thread(officer, open());
  std::string const threads = "/topics/" + open() + "/threads?limit=1";
  auto const page = officer.get(threads);
  std::string const cursor = "&after=" + support::encode_query(page.text_at("/next"));
  EXPECT_EQ(officer.get(threads + cursor).status, 200);
  EXPECT_EQ(other.get(threads + cursor).code(), "invalid_query");
  EXPECT_EQ(officer.get("/topics/" + server.topic("quiet") + "/threads?limit=1" + cursor).code(),
            "invalid_query");
  EXPECT_EQ(officer.get(threads + "&filter=mine" + cursor).code(), "invalid_query");
  EXPECT_EQ(officer.get("/topics?limit=1" + cursor).code(), "invalid_query");
  std::string bent = page.text_at("/next");
  bent[bent.size() / 2] = bent[bent.size() / 2] == 'A' ? 'B' : 'A';
  EXPECT_EQ(officer.get(threads + "&after=" + support::encode_query(bent)).code(), "invalid_query");
}

TEST_F(UnfitInput, a_key_that_cannot_be_one_is_refused) {
  for (std::string const& key :
       {std::string(), std::string(65, 'k'), std::string("two words"), std::string("é")}) {
    auto const answer =
        officer.post("/threads/" + place.thread + "/posts", {{"body", "x"}}, {{"idempotency-key", key}});
    EXPECT_EQ(answer.status, 400) << key << answer;
    EXPECT_TRUE(points_to(answer, "Idempotency-Key")) << answer;
  }
}

TEST_F(UnfitInput, a_title_is_one_line_in_one_direction) {
  for (auto const title : {"a\nb", "a\tb", "a\u0085b", "a\u2028b", "a\u202Eb", "a\u2066b", "\u200B", "  "}) {
    auto const answer = officer.post("/topics/" + open() + "/threads", {{"title", title}, {"body", "x"}});
    EXPECT_EQ(answer.status, 400) << title << answer;
    EXPECT_TRUE(points_to(answer, "/title")) << answer;
  }
}

}  // namespace
}  // namespace tests::api
