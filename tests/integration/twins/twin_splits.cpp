#include "tests/integration/twins/twin_splits.hpp"

namespace tests::twins {
namespace {

object without_some(TwinWorld& w) {
  return {{"base", "inherit"}, {"minus", {w.organisation("br"), w.organisation("fr.lyon")}}};
}

void put_back(TwinWorld& w, std::string const& thread) {
  w.post("moderator.ke", "/threads/" + w.thread(thread) + "/rejoin",
         {{"version", 1}, {"reason", "heliotrope"}});
}

}  // namespace

void write_branches(TwinWorld& w) {
  w.open("branching", "officer1.fr", "open");
  w.reply("first branch", "officer1.es", "branching");
  w.answer("in first branch", "officer1.br", "first branch");
  w.reply("second branch", "officer1.ke", "branching");
  w.answer("in second branch", "officer1.eg", "second branch");
}

void answer_in_branch_among_two(TwinWorld& w) {
  w.answer("hidden in first branch", "officer1.es", "first branch", {{"audience", w.only({"fr", "es"})}});
  w.answer("hidden in second branch", "officer1.fr", "in second branch",
           {{"audience", w.only({"fr", "es"})}});
}

void answer_in_branch_without_brazil(TwinWorld& w) {
  w.reply("hidden branch", "officer1.es", "branching", {{"audience", without_some(w)}});
  w.answer("in hidden branch", "officer1.ke", "hidden branch", {{"audience", without_some(w)}});
  w.answer("another hidden branch", "officer1.ke", "second branch", {{"audience", without_some(w)}});
}

void split_what_all_read(TwinWorld& w) {
  w.split("split off", "moderator.ke", "first branch");
}

void split_what_is_hidden(TwinWorld& w) {
  w.split("hidden split", "moderator.ke", "hidden branch");
}

void split_more_that_all_read(TwinWorld& w) {
  w.split("split off later", "moderator.ke", "second branch");
}

void split_more_that_is_hidden(TwinWorld& w) {
  w.split("hidden split later", "moderator.ke", "another hidden branch");
}

void put_back_what_all_read(TwinWorld& w) {
  put_back(w, "split off");
}

void put_back_what_is_hidden(TwinWorld& w) {
  put_back(w, "hidden split");
}

std::vector<Body> splits(Twins& twins, api::Place const& place) {
  auto const now = twins.ask({"GET", "/posts/" + place.post}).plain;
  int const version = now.status == 200 ? static_cast<int>(now.number_at("/version")) : 1;
  return {{{{"version", version},
            {"reason", "Another matter."},
            {"title", "Apart"},
            {"summary", "From beside."}}},
          {{{"version", 99}, {"reason", "Too late."}, {"title", "Apart"}, {"summary", "From beside."}}}};
}

}  // namespace tests::twins
