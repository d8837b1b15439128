#include "tests/integration/twins/twin_keeping.hpp"

#include <stdexcept>

namespace tests::twins {

void bookmark_some(TwinWorld& w) {
  for (auto const post : {"answer", "hidden reply"})
    w.put("officer1.es", "/posts/" + w.post(post).id + "/bookmark", {{"note", "Of heliotrope"}});
  w.put("officer1.fr", "/posts/" + w.post("hidden answer").id + "/bookmark", {{"note", "Mine"}});
}

void save_a_search(TwinWorld& w) {
  auto const made =
      w.as("officer1.es")
          .post("/saved-searches", {{"name", "Of heliotrope"}, {"q", "heliotrope"}, {"tells", true}});
  if (made.status != 201) throw std::runtime_error("the story fails at a saved search: " + made.text);
  w.objects.saved_searches.push_back(made.text_at("/id"));
}

std::vector<std::string> of_authors(Twins&, api::Place const&) {
  return {"?q=person", "?q=officer1", "?q=officer1.es", "?q=officer2.es", "?q=nobody", "?q=%20"};
}

std::vector<std::string> of_bookmarks(Twins& twins, api::Place const&) {
  return {"?limit=2", "?q=heliotrope", "?limit=3&topic_id=" + twins.objects().topics.front(),
          "?post_id=" + twins.fuller().post("hidden reply").id};
}

std::vector<Body> bookmark_notes(Twins&, api::Place const&) {
  return {{{{"note", "Kept for the case"}}}, {{{"note", std::string("a\0b", 3)}}}};
}

std::vector<Body> new_searches(Twins&, api::Place const&) {
  return {{{{"name", "Of heliotrope"}, {"q", "heliotrope topic:open"}, {"tells", true}}},
          {{{"name", ""}, {"q", "colour:red"}, {"tells", false}}}};
}

std::vector<Body> search_edits(Twins&, api::Place const&) {
  return {{{{"name", "Renamed"}}}, {{{"tells", false}}}};
}

}  // namespace tests::twins
