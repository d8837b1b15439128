#include "tests/integration/twins/twin_keeping.hpp"

namespace tests::twins {

void bookmark_some(TwinWorld& w) {
  for (auto const post : {"answer", "hidden reply"})
    w.put("officer1.es", "/posts/" + w.post(post).id + "/bookmark", {{"note", "Of heliotrope"}});
  w.put("officer1.fr", "/posts/" + w.post("hidden answer").id + "/bookmark", {{"note", "Mine"}});
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

}  // namespace tests::twins
