// Whom one may mention in what one is writing.
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "server/api/encode.hpp"
#include "server/api/endpoints.hpp"
#include "server/api/parse.hpp"
#include "server/api/parse_writing.hpp"

namespace server::api {
namespace {

constexpr std::size_t kTypedBytes = 256;
constexpr std::array<std::string_view, 3> kPlaces{"topic_id", "thread_id", "post_id"};

struct Question {
  std::string typed;
  forum::Writing writing;
};

base::Result<Question> parse_question(Call const& call) {
  auto body = http::JsonBody::parse(call.request);
  if (!body) return body.error();
  auto root = body->root();
  Question question;
  question.typed = root.text("q", http::Presence::required).value_or("");
  if (question.typed.size() > kTypedBytes) root.note("q", base::FieldCode::too_long);
  if (auto const unfit = base::unfit_for_line(question.typed)) root.note("q", *unfit);
  if (auto writing = root.object("writing", http::Presence::required)) {
    question.writing = parse_writing(*writing, call.services.settings.forum);
    writing->finish();
  }
  root.finish();
  if (auto const checked = body->check(); !checked) return checked.error();
  return question;
}

void encode_offer(http::JsonWriter& json, std::string_view mention,
                  std::optional<forum::Author> const& person, auth::Organisation const& organisation) {
  json.begin_object();
  json.field("mention", mention);
  json.key("person");
  if (person) {
    json.begin_object();
    json.field("id", person->public_id);
    json.field("name", person->name);
    json.field("function", person->function);
    json.end_object();
  } else {
    json.value(nullptr);
  }
  json.key("organisation");
  encode_organisation(json, organisation);
  json.end_object();
}

std::string mention_of(auth::Organisation const& bureau) {
  std::string code = bureau.country.value_or("");
  std::ranges::transform(code, code.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return "@bureau:" + code;
}

}  // namespace

forum::Writing parse_writing(http::ObjectReader& object, forum::Limits const& limits) {
  forum::Writing writing;
  writing.topic = object.id("topic_id", http::Presence::optional);
  writing.thread = object.id("thread_id", http::Presence::optional);
  writing.post = object.id("post_id", http::Presence::optional);
  writing.parent = object.id("parent_id", http::Presence::optional);
  writing.audience = parse_audience(object, limits);
  writing.level = object.choice("level", http::Presence::optional, auth::parse_level);
  auto const is_there = [&](std::string_view name) { return object.has(name); };
  auto const first = std::ranges::find_if(kPlaces, is_there);
  if (first == kPlaces.end()) object.note("topic_id", base::FieldCode::required);
  for (auto other = first; other != kPlaces.end(); ++other) {
    if (other != first && is_there(*other)) object.note(*other, base::FieldCode::duplicate);
  }
  if (writing.parent && !object.has("thread_id")) object.note("thread_id", base::FieldCode::required);
  return writing;
}

Answer offer_mentions(Call const& call) {
  auto const question = parse_question(call);
  if (!question) co_return question.error();
  auto const offered = co_await call.read([&](storage::ReadTx& tx, auth::Viewer const& viewer) {
    return forum::offer_mentions(tx, viewer, question->writing, question->typed,
                                 call.services.settings.forum);
  });
  if (!offered) co_return offered.error();
  std::string body;
  http::JsonWriter json(body);
  json.begin_object();
  json.key("items");
  json.begin_array();
  for (auto const& person : offered->people)
    encode_offer(json, "@" + person.username, person.person, person.organisation);
  for (auto const& bureau : offered->bureaus) encode_offer(json, mention_of(bureau), std::nullopt, bureau);
  json.end_array();
  json.end_object();
  co_return json_response(200, std::move(body));
}

}  // namespace server::api
