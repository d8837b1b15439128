#include "tests/integration/twins/twin_flags.hpp"

namespace tests::twins {
namespace {

void flag(TwinWorld& w, std::string_view who, std::string const& post, std::string_view reason) {
  w.post(who, "/posts/" + w.post(post).id + "/flag", {{"reason", reason}, {"text", "heliotrope"}});
}

// The newest of those that wait, as whoever reviews them sees it.
std::string newest_case(TwinWorld& w, std::string_view who) {
  auto const waiting = w.as(who).get("/flag-cases?limit=100");
  return waiting.text_at("/items/" + std::to_string(waiting.items() - 1) + "/id");
}

void decide(TwinWorld& w, std::string const& id, std::string_view outcome) {
  w.post("unit.ipsg", "/flag-cases/" + id + "/decision",
         {{"outcome", outcome}, {"reply", "heliotrope"}, {"version", 1}});
}

}  // namespace

void flag_what_all_read(TwinWorld& w) {
  flag(w, "officer1.es", "answer", "off_subject");
  w.objects.flag_cases.push_back(newest_case(w, "moderator.ke"));
  w.post("moderator.ke", "/flag-cases/" + w.objects.flag_cases.back() + "/notes", {{"text", "heliotrope"}});
  flag(w, "officer2.fr", "answer", "personal_data");
}

void decide_on_flags(TwinWorld& w) {
  for (auto const outcome : {"settled", "declined"}) {
    flag(w, "officer2.es", outcome == std::string("settled") ? "further" : "quoting", "neutrality");
    w.objects.flag_cases.push_back(newest_case(w, "moderator.ke"));
    decide(w, w.objects.flag_cases.back(), outcome);
  }
}

void flag_what_is_hidden(TwinWorld& w) {
  flag(w, "officer1.es", "heliotrope", "other");
  flag(w, "officer1.es", "between", "level_too_low");
}

void flag_what_leaves_brazil_out(TwinWorld& w) {
  flag(w, "officer1.fr", "among three", "personal_data");
  w.objects.flag_cases.push_back(newest_case(w, "moderator.ke"));
}

void flag_of_brazil_is_answered(TwinWorld& w) {
  flag(w, "officer1.br", "second", "other");
  w.objects.flag_cases.push_back(newest_case(w, "moderator.ke"));
  decide(w, w.objects.flag_cases.back(), "settled");
}

void appeal_for_spain(TwinWorld& w) {
  w.post("coordinator.es", "/posts/" + w.post("hidden for now").id + "/appeal",
         {{"reason", "heliotrope"}, {"version", 1}});
  w.objects.appeals.push_back(w.as("unit.ipsg").get("/appeals").text_at("/items/0/id"));
}

std::vector<std::string> of_flag_cases(Twins&, api::Place const&) {
  return {"?limit=2", "?state=past"};
}

std::vector<Body> new_flags(Twins&, api::Place const&) {
  return {{{{"reason", "personal_data"}}}, {{{"reason", "other"}, {"text", "Once more."}}}};
}

std::vector<Body> flag_case_versions(Twins&, api::Place const&) {
  return {{{{"version", 1}}}, {{{"version", 2}}}, {{{"version", 3}}}};
}

std::vector<Body> flag_notes(Twins&, api::Place const&) {
  return {{{{"text", "To remember."}}}};
}

std::vector<Body> flag_verdicts(Twins&, api::Place const&) {
  return {{{{"outcome", "declined"}, {"reply", "It belongs here."}, {"version", 2}}},
          {{{"outcome", "settled"}, {"reply", "It is done."}, {"version", 4}}}};
}

std::vector<Body> appeal_verdicts(Twins&, api::Place const&) {
  return {{{{"outcome", "refused"}, {"reason", "A witness is named."}}}};
}

}  // namespace tests::twins
