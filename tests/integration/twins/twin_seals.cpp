#include "tests/integration/twins/twin_seals.hpp"

namespace tests::twins {
namespace {

void ask(TwinWorld& w, std::string_view author, std::string const& post) {
  w.post(author, "/posts/" + w.post(post).id + "/seal", {{"version", 1}});
}

void sign(TwinWorld& w, std::string_view coordinator, std::string const& post) {
  w.post(coordinator, "/posts/" + w.post(post).id + "/seal/decision",
         {{"decision", "approve"}, {"version", 1}});
}

}  // namespace

void ask_for_a_seal(TwinWorld& w) {
  ask(w, "officer1.fr", "french answer");
}

void seal_what_all_read(TwinWorld& w) {
  ask(w, "officer1.ke", "answered");
  sign(w, "coordinator.ke", "answered");
}

void seal_what_is_hidden(TwinWorld& w) {
  ask(w, "officer1.es", "answered among two");
  sign(w, "coordinator.es", "answered among two");
}

std::vector<Body> seal_decisions(Twins&, api::Place const&) {
  return {{{{"decision", "refuse"}, {"reason", "Not our view."}, {"version", 99}}},
          {{{"decision", "approve"}, {"version", kCurrentVersion}}}};
}

std::vector<Body> seal_withdrawals(Twins&, api::Place const&) {
  return {{{{"reason", "The law has changed."}, {"version", kCurrentVersion}}}};
}

}  // namespace tests::twins
