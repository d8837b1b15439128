// What bureaus release, and what those who keep order do: hidings, flags, notes, erasures.
#include "tests/integration/twins/twin_author_notes.hpp"
#include "tests/integration/twins/twin_flags.hpp"
#include "tests/integration/twins/twin_order.hpp"
#include "tests/integration/twins/twin_pending.hpp"
#include "tests/integration/twins/twin_story_words.hpp"

namespace tests::twins {

using namespace std::chrono_literals;

std::vector<Step> steps_of_order() {
  return {
      {"a post that awaits release", only_by({"officer1.fr", "coordinator.fr"}),
       [](TwinWorld& w) {
         w.reply("waiting", "officer1.fr", "second", {{"marking", restricted()}});
         w.open("waiting thread", "officer1.fr", "quiet", {{"marking", restricted()}});
       }},
      {"a post of his bureau's that awaits release",
       only_by({"officer1.br", "coordinator.br", "substitute.br"}),
       [](TwinWorld& w) {
         w.reply("brazil waits", "officer1.br", "second", {{"marking", restricted()}});
         w.reply("brazil waits too", "officer1.br", "question", {{"marking", restricted()}});
       }},
      {"a post that was returned", only_by({"officer1.fr", "coordinator.fr"}),
       [](TwinWorld& w) {
         w.reply("returned", "officer1.fr", "question", {{"marking", restricted()}});
         w.post("coordinator.fr", "/posts/" + w.post("returned").id + "/return", {{"reason", "Mend it."}});
       }},
      {"a bureau under supervision", only_by({".eg", "compliance.ipsg", "admin.ipsg"}),
       [](TwinWorld& w) { set_status(w, "eg", auth::OrganisationStatus::supervised); }},
      {"a supervised bureau's post", only_by({".eg", "compliance.ipsg"}),
       [](TwinWorld& w) { w.reply("supervised", "officer1.eg", "question"); }},
      {"the end of the supervision", only_by({".eg", "compliance.ipsg", "admin.ipsg"}),
       [](TwinWorld& w) { set_status(w, "eg", auth::OrganisationStatus::active); }},
      {"a restricted thread, released", cleared,
       [](TwinWorld& w) {
         w.open("restricted", "officer1.es", "open", {{"marking", restricted()}});
         w.post("coordinator.es", "/posts/" + w.post("restricted").id + "/release", {{"reason", "Checked."}});
       }},
      {"a change of it that awaits release", only_by({"officer1.es", "coordinator.es"}),
       revise_what_is_restricted},
      {"a post of his bureau's, released", cleared, release_of_brazil},
      {"a change of that", only_by({"officer1.br", "coordinator.br", "substitute.br"}), revise_of_brazil},
      {"a thread of a bureau's own", only_by({".fr"}),
       [](TwinWorld& w) { w.open("our own", "officer2.fr", "open", {{"audience", own()}}); }},
      {"a thread that leaves one bureau out", only_by({".fr", ".es", ".ke", ".eg", "unit.ipsg"}),
       [](TwinWorld& w) {
         w.open("without brazil", "officer1.es", "open",
                {{"audience",
                  {{"base", "all_members"}, {"minus", {w.organisation("br"), w.organisation("fr.lyon")}}}}});
         w.patch_thread("moderator.ke", "without brazil",
                        {{"pinned", true}, {"locked", true}, {"reason", "heliotrope"}});
       }},
      {"a post that expires", nobody,
       [](TwinWorld& w) {
         auto const soon = base::format_rfc3339(w.server().now() + 1ms);
         w.reply("expired", "officer1.es", "question", {{"marking", {{"expires_on", soon}}}});
       }},
      {"what was withdrawn before he came", nobody,
       [](TwinWorld& w) {
         w.reply("withdrawn", "officer1.es", "second");
         w.withdraw("officer1.es", "withdrawn");
         w.open("withdrawn thread", "officer1.es", "open");
         w.withdraw("officer1.es", "withdrawn thread");
       }},
      {"what was hidden before he came", only_by({".es", "moderator.ke", "unit.ipsg"}),
       [](TwinWorld& w) {
         w.reply("hidden for now", "officer1.es", "second");
         w.post("moderator.ke", "/posts/" + w.post("hidden for now").id + "/hide",
                {{"version", 1}, {"reason", "heliotrope"}});
         w.open("thread hidden for now", "officer1.es", "open");
         w.post("moderator.ke", "/posts/" + w.post("thread hidden for now").id + "/hide",
                {{"version", 1}, {"reason", "heliotrope"}});
       }},
      // First, while nothing else is flagged: whoever looks through the flags opens all that are flagged.
      {"flags of what leaves his country out", only_by({"moderator.ke", "unit.ipsg", "officer1.fr"}),
       flag_what_leaves_brazil_out},
      {"what two answer to flags of what leaves one bureau out",
       only_by({"moderator.ke", "unit.ipsg", "officer1.ke", "coordinator.es", "coordinator.fr"}),
       answer_hidden_flags_by_two},
      // The coordinator of a source sees in the record that its posts were looked at, and not why.
      {"flags of what everybody reads",
       only_by(
           {"moderator.ke", "unit.ipsg", "officer1.es", "officer2.fr", "coordinator.br", "protection.br"}),
       flag_what_all_read},
      {"flags that were decided about",
       only_by({"moderator.ke", "unit.ipsg", "officer2.es", "coordinator.br"}), decide_on_flags},
      {"flags of what is hidden from those who keep order", only_by({"officer1.es"}), flag_what_is_hidden},
      {"a flag of his own that was answered",
       only_by({"officer1.br", "moderator.ke", "unit.ipsg", "coordinator.br"}), flag_of_brazil_is_answered},
      {"notes about an author and a warning to another",
       only_by({"moderator.ke", "unit.ipsg", "officer1.br", "coordinator.br", "coordinator.fr"}),
       note_authors},
      {"an appeal against that warning",
       only_by({"moderator.ke", "unit.ipsg", "officer1.br", "coordinator.br", "coordinator.fr"}),
       appeal_against_the_warning},
      {"a post of who keeps order", everybody,
       [](TwinWorld& w) { w.reply("of a moderator", "moderator.ke", "second"); }},
      {"a warning to him, and a note", only_by({"unit.ipsg", "moderator.ke", "coordinator.ke"}),
       note_on_who_keeps_order},
      {"a note on what leaves Kenya out", but_for(".ke"), note_without_kenya},
      {"an appeal against a hiding", only_by({".es", "moderator.ke", "unit.ipsg"}), appeal_for_spain},
      {"what was erased before he came", only_by({".es"}),
       [](TwinWorld& w) {
         w.reply("erased", "officer1.es", "second");
         w.propose("officer1.es", "/posts/" + w.post("erased").id + "/erasure",
                   {{"version", 1}, {"reason", "heliotrope"}});
         w.post("coordinator.es", "/proposals/" + w.objects.proposals.back() + "/decision",
                {{"decision", "approve"}});
       }},
      {"an erasure that another bureau is asked for", only_by({"officer1.es", "coordinator.es"}),
       [](TwinWorld& w) {
         w.propose("officer1.es", "/posts/" + w.post("hidden reply").id + "/erasure",
                   {{"version", 2}, {"reason", "heliotrope"}});
       }},
      {"an erasure that his coordinator is asked for",
       only_by({"officer1.br", "coordinator.br", "substitute.br"}),
       [](TwinWorld& w) {
         w.propose("officer1.br", "/posts/" + w.post("brazil waits too").id + "/erasure",
                   {{"version", 1}, {"reason", "heliotrope"}});
       }},
      {"an erasure that compliance orders", only_by({"compliance.ipsg", "admin.ipsg"}),
       [](TwinWorld& w) {
         w.propose("compliance.ipsg", "/erasure-orders",
                   {{"post_id", w.post("answer").id}, {"reference", "D 9"}, {"reason", "heliotrope"}});
       }},
  };
}

}  // namespace tests::twins
