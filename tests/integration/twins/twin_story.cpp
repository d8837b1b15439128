#include "tests/integration/twins/twin_story.hpp"

#include <algorithm>

#include <boost/json/array.hpp>

#include "tests/integration/twins/twin_answers.hpp"
#include "tests/integration/twins/twin_order.hpp"
#include "tests/integration/twins/twin_pending.hpp"
#include "tests/integration/twins/twin_seals.hpp"
#include "tests/integration/twins/twin_splits.hpp"
#include "tests/integration/twins/twin_story_words.hpp"
#include "tests/integration/twins/twin_tags.hpp"

namespace tests::twins {
namespace {

using namespace std::chrono_literals;

std::vector<Step> const& before() {
  static std::vector<Step> const kSteps = [] {
    auto steps = steps_of_writing();
    for (auto const more : {steps_of_order, steps_of_offices})
      std::ranges::copy(more(), std::back_inserter(steps));
    return steps;
  }();
  return kSteps;
}

std::vector<Step> const& meanwhile() {
  static std::vector<Step> const kSteps{
      {"an answer that he hears of", everybody,
       [](TwinWorld& w) { w.reply("heard", "officer1.fr", "second"); }},
      {"an answer that he does not", only_by({".fr", ".es"}),
       [](TwinWorld& w) {
         w.reply("unheard", "officer1.es", "heliotrope");
         w.answer("unheard below", "officer1.fr", "below it");
         w.open("unheard thread", "officer1.fr", "quiet", {{"audience", w.only({"fr", "es"})}});
       }},
      {"a thread that he hears of", everybody,
       [](TwinWorld& w) { w.open("new thread", "officer1.eg", "open"); }},
      {"a narrowing", only_by({".fr", ".es"}),
       [](TwinWorld& w) { w.patch_thread("officer1.fr", "heliotrope", {{"audience", w.only({"fr"})}}); }},
      {"a post that he never saw is narrowed", only_by({".fr", ".es"}),
       [](TwinWorld& w) {
         w.as("officer1.fr").patch("/posts/" + w.post("between").id, {{"version", 1}, {"audience", own()}});
       }},
      {"a post that he has seen is taken from another", everybody,
       [](TwinWorld& w) {
         w.as("officer1.fr")
             .patch("/posts/" + w.post("further").id,
                    {{"version", 1}, {"audience", {{"base", "inherit"}, {"minus", {w.organisation("eg")}}}}});
       }},
      {"an edit", everybody,
       [](TwinWorld& w) {
         w.as("officer1.fr").patch("/posts/" + w.post("heard").id, {{"version", 1}, {"body", "Better."}});
       }},
      {"an answer that a guest hears of",
       everybody,
       [](TwinWorld& w) { w.reply("guest hears", "officer1.es", "invited"); },
       {},
       ForGuests::yes},
      {"an answer beside it that he does not", only_by({".br"}),
       [](TwinWorld& w) { w.reply("guest hears not", "officer1.br", "invited", {{"audience", own()}}); }},
      {"a branch is split off while he looks on", everybody, split_more_that_all_read},
      {"another that leaves one bureau out", only_by({".fr", ".es", ".ke", ".eg", "unit.ipsg"}),
       split_more_that_is_hidden},
      {"what was split off goes back", everybody, put_back_what_all_read},
      {"what leaves one bureau out goes back", only_by({".fr", ".es", ".ke", ".eg", "unit.ipsg"}),
       put_back_what_is_hidden},
      {"a merger of what everybody reads", everybody, merge_what_all_read},
      {"a merger of what leaves one bureau out is proposed",
       only_by({".fr", ".es", ".ke", ".eg", "unit.ipsg"}), propose_what_is_hidden},
      {"slow mode of what leaves one bureau out", only_by({".fr", ".es", ".ke", ".eg", "unit.ipsg"}),
       slow_what_is_hidden},
      {"a hiding there that ends", only_by({".fr", ".es", ".ke", ".eg", "unit.ipsg"}),
       hide_and_show_what_is_hidden},
      {"an appeal against slow mode there", only_by({".fr", ".es", ".ke", ".eg", "unit.ipsg"}),
       appeal_against_what_is_hidden},
      {"a merger of what leaves one bureau out", only_by({".fr", ".es", ".ke", ".eg", "unit.ipsg"}),
       merge_what_is_hidden},
      {"what is said of an answer among two", only_by({".fr", ".es"}), react_to_what_is_hidden},
      {"what is said by a bureau that denies another", but_for(".eg"), react_unheard},
      {"another accepted answer among two", only_by({".fr", ".es"}), accept_other_that_is_hidden},
      {"an accepted answer that everybody reads", everybody, accept_what_all_read},
      {"a seal that everybody reads", everybody, seal_what_all_read},
      {"a seal of an answer among two", only_by({".fr", ".es"}), seal_what_is_hidden},
      {"other tags of what is hidden", only_by({".fr", ".es"}), retag_what_is_hidden},
      {"a return to waiting", only_by({"officer1.fr", "coordinator.fr"}),
       [](TwinWorld& w) { w.reply("waits", "officer1.fr", "third", {{"marking", restricted()}}); }},
      {"a former text of what is hidden is taken out", only_by({".fr", ".es"}),
       [](TwinWorld& w) {
         w.post("coordinator.es", "/posts/" + w.post("hidden reply").id + "/redaction",
                {{"version", 1}, {"reason", "A name."}});
       }},
      {"a change that comes back", only_by({"officer1.es", "coordinator.es"}), return_what_was_revised},
      {"a lock", everybody,
       [](TwinWorld& w) {
         w.patch_thread("moderator.ke", "second", {{"locked", true}});
         w.patch_thread("moderator.ke", "second", {{"locked", false}});
       }},
      {"a release", cleared,
       [](TwinWorld& w) {
         w.reply("taken back", "officer1.es", "second", {{"marking", restricted()}});
         w.post("coordinator.es", "/posts/" + w.post("taken back").id + "/release", {{"reason", "Checked."}});
       },
       "taken back"},
      {"it is taken back", cleared,
       [](TwinWorld& w) {
         w.post("coordinator.es", "/posts/" + w.post("taken back").id + "/release/undo", {});
       }},
      {"another deny list", only_by({".eg", "coordinator.ke", "security.ke"}),
       [](TwinWorld& w) {
         w.server().change([&](storage::WriteTx& tx, base::Random&) {
           auth::set_deny_list(tx, w.organisation_key("ke"), {w.organisation_key("eg")});
         });
       }},
      {"a recall that he does not hear of", only_by({".fr", ".es"}),
       [](TwinWorld& w) {
         w.answer("unheard recall", "officer1.es", "below it");
         w.recall("officer1.es", "unheard recall", "officer1.fr", "coordinator.fr");
       }},
      {"an answer that is hidden later", everybody,
       [](TwinWorld& w) { w.reply("hidden later", "officer1.fr", "second"); }, "hidden later"},
      {"its hiding", everybody,
       [](TwinWorld& w) {
         w.post("moderator.ke", "/posts/" + w.post("hidden later").id + "/hide",
                {{"version", 1}, {"reason", "For now."}});
       }},
      {"a hiding that he does not hear of", only_by({".fr", ".es"}),
       [](TwinWorld& w) {
         w.answer("unheard hiding", "officer1.es", "below it");
         w.post("coordinator.es", "/posts/" + w.post("unheard hiding").id + "/hide",
                {{"version", 1}, {"reason", "heliotrope"}});
       }},
      {"a withdrawal", everybody, [](TwinWorld& w) { w.withdraw("officer1.fr", "heard"); }},
      {"somebody writes under a key", only_by({".fr", ".es"}),
       [](TwinWorld& w) {
         w.as("officer1.es")
             .post("/threads/" + w.thread("question") + "/posts",
                   {{"body", "Keyed."}, {"audience", w.only({"es", "fr"})}},
                   {{"idempotency-key", "the-same-key"}});
       }},
      {"the last word of all", everybody,
       [](TwinWorld& w) { w.reply("after all", "officer1.eg", "new thread"); }},
  };
  return kSteps;
}

}  // namespace

// Of what is for everybody a guest notices nothing, but what he is invited to.
bool Step::notices(std::string_view username) const {
  return is_noticed_by(username) && (username != kGuest || for_guests == ForGuests::yes);
}

std::span<Step const> what_was_before() {
  return before();
}
std::span<Step const> what_happens_meanwhile() {
  return meanwhile();
}

}  // namespace tests::twins
