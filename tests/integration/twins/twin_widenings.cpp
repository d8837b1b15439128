#include "tests/integration/twins/twin_widenings.hpp"

namespace tests::twins {

void ask_for_a_quote(TwinWorld& w) {
  std::string const path = "/posts/" + w.post("between").id;
  auto const version = w.as("officer1.es").get(path).number_at("/version");
  auto const asked = w.as("officer1.es")
                         .post(path + "/widening", {{"version", version},
                                                    {"quoted_in", {{"thread_id", w.thread("question")}}},
                                                    {"reason", "heliotrope"}});
  if (asked.status != 201) throw std::runtime_error("nobody may ask for a quote");
  w.objects.widenings.push_back(asked.text_at("/id"));
  w.objects.consents.push_back(w.as("coordinator.fr").get("/consents").text_at("/items/0/id"));
}

std::vector<Body> widenings(Twins& twins, api::Place const&) {
  return {{{{"version", kCurrentVersion},
            {"audience", twins.fuller().only({"br", "fr", "ke", "es", "unit", "fr.lyon"})},
            {"reason", "They need it."}}},
          {{{"version", kCurrentVersion}, {"marking", {{"level", "public"}}}, {"reason", "Plain law."}}},
          {{{"version", 99}, {"audience", {{"base", "inherit"}}}, {"reason", "Too late."}}}};
}

std::vector<Body> widenings_of_posts(Twins& twins, api::Place const& place) {
  auto bodies = widenings(twins, place);
  object const readers = twins.fuller().only({"br", "ke", "unit"});
  for (auto const& thread : {twins.fuller().thread("question"), twins.fuller().thread("among three")}) {
    bodies.push_back({{{"version", kCurrentVersion},
                       {"quoted_in", {{"thread_id", thread}, {"audience", readers}}},
                       {"reason", "To quote it."}}});
  }
  return bodies;
}

}  // namespace tests::twins
