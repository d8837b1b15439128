#include "tests/integration/twins/twin_answers.hpp"

namespace tests::twins {
namespace {

void accept(TwinWorld& w, std::string const& post) {
  w.put("officer1.fr", "/posts/" + w.post(post).id + "/acceptance", {{"version", 1}});
}

void react(TwinWorld& w, std::string_view who, std::string const& post, std::string const& kind) {
  w.put(who, "/posts/" + w.post(post).id + "/reactions/" + kind, {});
}

}  // namespace

void react_to_what_all_read(TwinWorld& w) {
  react(w, "officer1.br", "answered", "same_here");
  react(w, "officer1.es", "answered", "thanks");
}

void react_to_what_is_hidden(TwinWorld& w) {
  react(w, "officer1.fr", "answered among two", "differs_here");
}

void react_unheard(TwinWorld& w) {
  react(w, "officer2.fr", "answered", "thanks");
  w.as("officer2.fr").remove("/posts/" + w.post("answered").id + "/reactions/thanks");
  react(w, "officer2.fr", "answered", "agree");
}

void ask_what_all_read(TwinWorld& w) {
  w.open("asked", "officer1.fr", "open", {{"kind", "question"}});
  w.reply("answered", "officer1.ke", "asked");
  w.reply("french answer", "officer1.fr", "asked");
}

void accept_what_is_hidden(TwinWorld& w) {
  w.reply("answered among two", "officer1.es", "asked", {{"audience", w.only({"fr", "es"})}});
  w.reply("answered again", "officer2.es", "asked", {{"audience", w.only({"fr", "es"})}});
  accept(w, "answered among two");
}

void accept_other_that_is_hidden(TwinWorld& w) {
  accept(w, "answered again");
}

void accept_what_all_read(TwinWorld& w) {
  accept(w, "answered");
}

std::vector<Body> acceptances(Twins&, api::Place const&) {
  return {{{{"version", kCurrentVersion}}}, {{{"version", 99}}}};
}

}  // namespace tests::twins
