#include "tests/integration/twins/twin_order.hpp"

namespace tests::twins {
namespace {

std::string propose(TwinWorld& w, std::string const& thread, std::string const& into) {
  auto const path = "/threads/" + w.thread(thread);
  auto const version = w.as("moderator.ke").get(path).number_at("/version");
  w.propose("moderator.ke", path + "/order-proposals",
            {{"act", "merge"}, {"reason", "heliotrope"}, {"version", version}, {"into", w.thread(into)}});
  return w.objects.proposals.back();
}

void merge(TwinWorld& w, std::string const& thread, std::string const& into) {
  w.post("unit.ipsg", "/order-proposals/" + propose(w, thread, into) + "/decision",
         {{"decision", "approve"}, {"reason", "heliotrope"}});
}

// A thread tells its version to who reads it; to others it has none.
int version_of(Twins& twins, api::Place const& place) {
  auto const now = twins.ask({"GET", "/threads/" + place.thread}).plain;
  return now.status == 200 ? static_cast<int>(now.number_at("/version")) : 1;
}

}  // namespace

void merge_what_all_read(TwinWorld& w) {
  merge(w, "linking thread", "question");
}

void merge_what_is_hidden(TwinWorld& w) {
  merge(w, "without brazil", "question");
}

void propose_what_is_hidden(TwinWorld& w) {
  propose(w, "without brazil", "question");
}

void slow_what_is_hidden(TwinWorld& w) {
  auto const path = "/threads/" + w.thread("without brazil");
  auto const version = w.as("moderator.ke").get(path).number_at("/version");
  w.put("moderator.ke", path + "/slow-mode",
        {{"reason", "heliotrope"}, {"version", version}, {"seconds", 60}});
}

void hide_and_show_what_is_hidden(TwinWorld& w) {
  auto const path = "/posts/" + w.post("without brazil").id;
  auto const asked = [&] {
    return object{{"reason", "heliotrope"},
                  {"version", w.as("moderator.ke").get(path).number_at("/version")}};
  };
  w.post("moderator.ke", path + "/hide", asked());
  w.post("moderator.ke", path + "/unhide", asked());
}

// Against slow mode, which stands.
void appeal_against_what_is_hidden(TwinWorld& w) {
  auto const path = "/threads/" + w.thread("without brazil");
  auto const made =
      w.as("officer1.es")
          .post(path + "/appeals", {{"act", "slowed"},
                                    {"reason", "heliotrope"},
                                    {"version", w.as("officer1.es").get(path).number_at("/version")}});
  w.objects.appeals.push_back(made.text_at("/appeals/0/id"));
}

// Another title for it is asked for, and the flags are answered: nothing waits in it then.
void answer_hidden_flags_by_two(TwinWorld& w) {
  auto const approve = [&] {
    w.post("unit.ipsg", "/order-proposals/" + w.objects.proposals.back() + "/decision",
           {{"decision", "approve"}, {"reason", "heliotrope"}});
  };
  w.post("officer1.ke", "/posts/" + w.post("without brazil").id + "/flag",
         {{"reason", "off_subject"}, {"text", "heliotrope"}});
  auto const waiting = w.as("moderator.ke").get("/flag-cases?limit=100");
  w.objects.flag_cases.push_back(waiting.text_at("/items/" + std::to_string(waiting.items() - 1) + "/id"));
  auto const path = "/threads/" + w.thread("without brazil");
  w.propose("moderator.ke", path + "/order-proposals",
            {{"act", "relabel"},
             {"reason", "heliotrope"},
             {"version", w.as("moderator.ke").get(path).number_at("/version")},
             {"tags", {"heliotrope"}}});
  w.propose("moderator.ke", "/flag-cases/" + w.objects.flag_cases.back() + "/proposals",
            {{"outcome", "declined"}, {"reply", "heliotrope"}, {"version", 1}});
  approve();
}

std::vector<std::string> of_moderation(Twins&, api::Place const&) {
  return {"?limit=2", "?limit=1&event=thread.locked", "?event=post.hidden",
          "?moderator=" + std::string(kUnknown)};
}

std::vector<Body> closings(Twins& twins, api::Place const& place) {
  return {{{{"version", version_of(twins, place)}, {"reason", "Answered."}, {"summary", "So it is."}}},
          {{{"version", 99}, {"reason", "Too late."}, {"summary", "x"}}}};
}

std::vector<Body> order_acts(Twins& twins, api::Place const& place) {
  return {{{{"version", version_of(twins, place)}, {"reason", "To keep order."}}}};
}

std::vector<Body> slow_modes(Twins& twins, api::Place const& place) {
  return {{{{"version", version_of(twins, place)}, {"reason", "It runs hot."}, {"seconds", 600}}}};
}

std::vector<Body> act_appeals(Twins& twins, api::Place const& place) {
  std::vector<Body> bodies;
  for (std::string_view const act : {"locked", "moved", "slowed"})
    bodies.push_back(
        {{{"version", version_of(twins, place)}, {"reason", "It is to the point."}, {"act", act}}});
  return bodies;
}

std::vector<Body> act_verdicts(Twins&, api::Place const&) {
  return {{{{"outcome", "granted"}, {"reason", "He is right."}}}};
}

// Into each thread that there is, hidden from him or not, and into none.
std::vector<Body> proposals(Twins& twins, api::Place const& place) {
  std::vector<Body> bodies{
      {{{"act", "lock"}, {"version", version_of(twins, place)}, {"reason", "It goes in circles."}}},
      {{{"act", "relabel"},
        {"version", version_of(twins, place)},
        {"reason", "Nobody finds it."},
        {"title", "Found"}}}};
  for (auto const& topic : twins.objects().topics)
    bodies.push_back({{{"act", "move"},
                       {"version", version_of(twins, place)},
                       {"reason", "It belongs there."},
                       {"topic_id", topic}}});
  for (auto const& into : {twins.fuller().thread("question"), twins.fuller().thread("heliotrope"),
                           twins.fuller().thread("without brazil"), place.thread, std::string(kUnknown)}) {
    bodies.push_back({{{"act", "merge"},
                       {"version", version_of(twins, place)},
                       {"reason", "One question."},
                       {"into", into}}});
  }
  return bodies;
}

std::vector<Body> order_decisions(Twins&, api::Place const&) {
  return {{{{"decision", "approve"}, {"reason", "So it is."}}}};
}

std::vector<std::string> of_order_proposals(Twins&, api::Place const&) {
  return {"?limit=1", "?state=past"};
}

}  // namespace tests::twins
