// How the cases are tried: each on every object that its path can name.
#include <algorithm>

#include <gtest/gtest.h>

#include "tests/integration/twins/twin_cases.hpp"

namespace tests::twins {
namespace {

using api::document;
using api::Operation;
using api::Place;

Operation const& operation_of(TwinCase const& of) {
  for (auto const& operation : document().operations()) {
    if (operation.id == of.operation) return operation;
  }
  throw std::runtime_error("no such operation: " + std::string(of.operation));
}

bool takes(Operation const& operation, std::string_view parameter) {
  return operation.path.find("{" + std::string(parameter) + "}") != std::string::npos;
}

// Every place that the operation can be asked about, whether or not it is there.
std::vector<Place> places_of(Operation const& operation, Objects const& objects) {
  std::string const unknown(kUnknown);
  std::vector<Place> places;
  auto const all = [&](auto const& add) {
    for (auto const& topic : objects.topics) add("topic.", Place{topic, unknown, unknown, {}}, topic);
    for (auto const& thread : objects.threads) add("thread.", Place{unknown, thread, unknown, {}}, thread);
    for (auto const& post : objects.posts) add("reply.", Place{unknown, post.thread, post.id, {}}, post.id);
    for (auto const& post : objects.posts) add("edit.", Place{unknown, post.thread, post.id, {}}, post.id);
    for (auto const kind : {"topic.", "thread.", "reply.", "edit."}) {
      add(kind, Place{unknown, unknown, unknown, {}}, unknown);
    }
  };
  all([&](std::string const& kind, Place place, std::string const& id) {
    place.context = kind + id;
    bool const fits = takes(operation, "context") || (takes(operation, "topic_id") && kind == "topic.") ||
                      (takes(operation, "thread_id") && kind == "thread.") ||
                      (takes(operation, "post_id") && kind == "reply.");
    if (fits) places.push_back(std::move(place));
  });
  if (takes(operation, "organisation_id")) {
    for (auto const& organisation : objects.organisations)
      places.push_back({unknown, unknown, unknown, {}, organisation});
    places.push_back({unknown, unknown, unknown, {}, unknown});
  }
  if (takes(operation, "account_id")) {
    for (auto const& thread : takes(operation, "thread_id") ? objects.threads : std::vector<std::string>()) {
      for (auto const& account : objects.accounts)
        places.push_back({unknown, thread, unknown, {}, unknown, unknown, account});
    }
    for (auto const& account : objects.accounts)
      places.push_back({unknown, unknown, unknown, {}, unknown, unknown, account});
    places.push_back({unknown, unknown, unknown, {}, unknown, unknown, unknown});
  }
  if (takes(operation, "request_id")) {
    for (auto const& request : objects.recall_requests)
      places.push_back({unknown, unknown, unknown, {}, unknown, unknown, unknown, request});
    places.push_back({unknown, unknown, unknown, {}, unknown, unknown, unknown, unknown});
  }
  if (takes(operation, "witness_id")) {
    for (auto const& witness : {base::to_string(auth::public_id_of(witness_key())), unknown})
      places.push_back({unknown, unknown, unknown, {}, unknown, unknown, unknown, unknown, witness});
  }
  auto const by_name = [&](std::string_view parameter, std::vector<std::string> known, auto member) {
    if (!takes(operation, parameter)) return;
    known.push_back(unknown);
    for (auto const& id : known) {
      Place place{unknown, unknown, unknown, {}};
      place.*member = id;
      places.push_back(std::move(place));
    }
  };
  by_name("widening_id", objects.widenings, &Place::widening);
  by_name("consent_id", objects.consents, &Place::consent);
  by_name("group_id", objects.groups, &Place::group);
  by_name("search_id", objects.saved_searches, &Place::saved_search);
  by_name("break_glass_id", objects.break_glass, &Place::break_glass);
  by_name("upload_id", objects.attachments, &Place::upload);
  by_name("attachment_id", objects.attachments, &Place::attachment);
  by_name("flag_case_id", objects.flag_cases, &Place::flag_case);
  by_name("appeal_id", objects.appeals, &Place::appeal);
  by_name("author_note_id", objects.author_notes, &Place::author_note);
  by_name("warning_id", objects.author_notes, &Place::author_note);
  by_name("warning_appeal_id", objects.warning_appeals, &Place::warning_appeal);
  by_name("notice_id", objects.glass_notices, &Place::notice);
  by_name("listed_tag_id", objects.listed_tags, &Place::listed_tag);
  if (takes(operation, "proposal_id")) {
    for (auto const& proposal : objects.proposals)
      places.push_back({unknown, unknown, unknown, {}, unknown, proposal});
    places.push_back({unknown, unknown, unknown, {}, unknown, unknown});
  }
  if (operation.path.find('{') == std::string::npos) places.push_back({unknown, unknown, unknown, {}});
  return places;
}

void look(Twins& twins, TwinCase const& of) {
  Operation const& operation = operation_of(of);
  for (auto const& place : places_of(operation, twins.objects())) {
    std::string const path = api::path_for(operation, place);
    for (auto const& query :
         of.queries == nullptr ? std::vector<std::string>{""} : of.queries(twins, place)) {
      twins.ask_for_pages(path + query);
    }
  }
}

// What the viewer has made is there to be looked at from now on.
void remember(Twins& twins, ApiAnswer const& answer) {
  if (answer.status != 201 || answer.has("/is_new")) return;  // a flag makes nothing that others can name
  if (answer.has("/until")) {
    twins.objects().author_notes.push_back(answer.text_at("/id"));
  } else if (answer.has("/announced")) {
    twins.objects().attachments.push_back(answer.text_at("/id"));
  } else if (answer.has("/case_number")) {
    twins.objects().break_glass.push_back(answer.text_at("/id"));
  } else if (answer.has("/tells")) {
    twins.objects().saved_searches.push_back(answer.text_at("/id"));
  } else if (answer.has("/names")) {
    twins.objects().listed_tags.push_back(answer.text_at("/id"));
  } else if (answer.has("/members")) {
    twins.objects().groups.push_back(answer.text_at("/id"));
  } else if (answer.has("/asked_at")) {
    twins.objects().widenings.push_back(answer.text_at("/id"));
  } else if (answer.has("/outcome")) {
    twins.objects().proposals.push_back(answer.text_at("/id"));
  } else if (answer.has("/thread/id")) {
    twins.objects().threads.push_back(answer.text_at("/thread/id"));
    twins.objects().posts.push_back({answer.text_at("/thread/id"), answer.text_at("/post/id")});
  } else if (answer.has("/thread_id")) {
    twins.objects().posts.push_back({answer.text_at("/thread_id"), answer.text_at("/id")});
  }
}

void act(Twins& twins, TwinCase const& of) {
  Operation const& operation = operation_of(of);
  Objects const objects = twins.objects();
  for (auto const& place : places_of(operation, objects)) {
    std::string const path = api::path_for(operation, place);
    if (of.bodies == nullptr) {
      twins.ask({operation.method, path});
      continue;
    }
    for (auto& body : of.bodies(twins, place)) {
      if (auto* const version = body.fields.if_contains("version");
          version != nullptr && *version == kCurrentVersion) {
        auto const now =
            twins.ask({"GET", path.substr(0, std::min(path.rfind("/proposals"), path.rfind("/widening")))})
                .plain;
        *version = now.status == 200 ? now.number_at("/version") : 1;
      }
      remember(twins, twins.ask({operation.method, path, body.fields, body.idempotency_key}).plain);
    }
  }
}

bool is_look(TwinCase const& of) {
  return of.operation != "live" && operation_of(of).method == "GET";
}

}  // namespace

void look_at_everything(Twins& twins) {
  for (auto const& one : cases()) {
    if (is_look(one)) look(twins, one);
  }
}

void look_at_lists(Twins& twins) {
  for (auto const& one : cases()) {
    if (one.operation.starts_with("list_") && one.operation != "list_revisions" &&
        one.operation != "list_draft_versions" && one.operation != "list_organisations" &&
        one.operation != "list_posts" && one.operation != "list_audit") {
      look(twins, one);
    }
  }
  for (auto const& thread : twins.objects().threads) twins.ask_for_pages("/threads/" + thread + "/posts");
}

void do_everything(Twins& twins) {
  // What an act has changed stays to be seen: all lists after each would cost their number times the acts'.
  constexpr int kActsBetweenLooks = 4;
  int acts = 0;
  for (auto const& one : cases()) {
    if (is_look(one) || one.operation == "live") continue;
    if (one.operation == "delete_session") continue;  // the last of all
    act(twins, one);
    if (++acts % kActsBetweenLooks == 0) look_at_lists(twins);
    if (testing::Test::HasFailure()) FAIL() << "after " << one.operation << " or the three acts before it";
  }
  look_at_lists(twins);
}

}  // namespace tests::twins
