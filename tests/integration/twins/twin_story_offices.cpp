// What bureaus and offices arrange: recalls, widenings, deny lists, accounts, guests; and what people keep.
#include <boost/json/array.hpp>

#include "tests/integration/twins/twin_order.hpp"
#include "tests/integration/twins/twin_pending.hpp"
#include "tests/integration/twins/twin_story_words.hpp"
#include "tests/integration/twins/twin_widenings.hpp"

namespace tests::twins {

using namespace std::chrono_literals;

std::vector<Step> steps_of_offices() {
  return {
      {"a recall of what he could not read", only_by({".fr", ".es"}),
       [](TwinWorld& w) {
         w.reply("recalled unread", "officer1.es", "heliotrope");
         w.recall("officer1.es", "recalled unread", "officer1.fr", "coordinator.fr");
       }},
      {"a recall that another bureau has to confirm", only_by({".ke", "coordinator.es"}),
       [](TwinWorld& w) {
         w.reply("recalled before he came", "officer1.ke", "second");
         w.recall("officer1.ke", "recalled before he came", "officer1.es", "coordinator.es");
       }},
      {"a recall of what his bureau has read", everybody,
       [](TwinWorld& w) {
         w.reply("recalled", "officer1.es", "second");
         w.recall("officer1.es", "recalled", "officer1.br", "coordinator.br");
       }},
      {"a thread in which one bureau alone has written", everybody,
       [](TwinWorld& w) { w.open("alone", "officer1.br", "quiet"); }},
      {"an answer there that leaves it out", only_by({".fr", ".es"}),
       [](TwinWorld& w) {
         w.reply("left out", "officer1.fr", "alone", {{"audience", w.only({"fr", "es"})}});
       }},
      {"somebody who opens it", everybody,
       [](TwinWorld& w) {
         w.get("officer1.es", "/threads/" + w.thread("alone") + "/posts");
         w.get("officer1.es", "/threads/" + w.thread("alone"));
       }},
      draft_of("officer2.es"),
      draft_of("officer2.br"),
      {"somebody's subscriptions", only_by({"officer1.es"}),
       [](TwinWorld& w) {
         w.put("officer1.es", "/topics/" + w.topic("open") + "/subscription",
               {{"as", "me"}, {"level", "all"}});
         w.put("officer1.es", "/threads/" + w.thread("question") + "/subscription",
               {{"as", "me"}, {"level", "none"}});
       }},
      {"a desk's subscription", only_by({".es"}),
       [](TwinWorld& w) {
         w.put("coordinator.es", "/topics/" + w.topic("open") + "/subscription",
               {{"as", "bureau"}, {"level", "all"}});
       }},
      {"somebody's settings", only_by({"officer1.es"}),
       [](TwinWorld& w) { w.as("officer1.es").patch("/me", {{"language", "ar"}, {"theme", "dark"}}); }},
      {"a widening that waits for its source", only_by({".fr", ".es"}),
       [](TwinWorld& w) {
         w.open("to be widened", "officer1.fr", "open", {{"audience", w.only({"fr", "es"})}});
         w.reply("spanish there", "officer1.es", "to be widened");
         w.ask_widening("officer1.fr", "to be widened", w.only({"fr", "es", "ke"}), "coordinator.fr");
       }},
      {"a widening so that an answer among two may be quoted", only_by({".fr", ".es"}), ask_for_a_quote},
      {"a widening that a source has consented to", only_by({".fr", ".es", ".ke"}),
       [](TwinWorld& w) {
         w.open("widened", "officer1.fr", "open", {{"audience", w.only({"fr", "es"})}});
         w.reply("spanish answer", "officer1.es", "widened");
         w.ask_widening("officer1.fr", "widened", w.only({"fr", "es", "ke"}), "coordinator.fr");
         w.consent("coordinator.fr");
       }},
      {"an answer that calls people of many bureaus", everybody,
       [](TwinWorld& w) { w.reply("calling", "officer1.fr", "question", {{"body", kCallsMany}}); }},
      {"the same for two bureaus alone", only_by({".fr", ".es"}),
       [](TwinWorld& w) {
         w.reply("calling two", "officer1.fr", "question",
                 {{"body", kCallsMany}, {"audience", w.only({"fr", "es"})}});
       }},
      {"a third thread", everybody, [](TwinWorld& w) { w.open("third", "officer1.br", "quiet"); }},
      {"what others have read", only_by({"officer2.es"}),
       [](TwinWorld& w) {
         w.post("officer2.es", "/topics/" + w.topic("open") + "/read", {});
         w.post("officer2.es", "/notifications/read", {});
       }},
      {"a deny list", only_by({".eg", "coordinator.fr", "security.fr"}),
       [](TwinWorld& w) {
         w.server().change([&](storage::WriteTx& tx, base::Random&) {
           auth::set_deny_list(tx, w.organisation_key("fr"), {w.organisation_key("eg")});
         });
       }},
      {"what waits for a second person", only_by({"coordinator.fr", "security.fr"}),
       [](TwinWorld& w) {
         w.propose(
             "coordinator.fr", "/organisations/" + w.organisation("fr") + "/deny-list/proposals",
             {{"version", 2}, {"add", boost::json::array{w.organisation("br")}}, {"reason", "heliotrope"}});
       }},
      {"whom a bureau nominates", only_by({"coordinator.es", "security.es"}),
       [](TwinWorld& w) { w.nominate("coordinator.es", "named.es"); }},
      {"what compliance proposes", only_by({"compliance.ipsg", "admin.ipsg"}),
       [](TwinWorld& w) {
         w.propose(
             "compliance.ipsg", "/organisations/" + w.organisation("es") + "/status/proposals",
             {{"version", 1}, {"status", "supervised"}, {"reference", "D 2"}, {"reason", "heliotrope"}});
       }},
      {"an organisation's ceiling", only_by({".es", "compliance.ipsg", "admin.ipsg"}),
       [](TwinWorld& w) {
         w.server().change([&](storage::WriteTx& tx, base::Random&) {
           auth::set_max_level(tx, w.organisation_key("es"), auth::Level::restricted);
         });
       }},
      {"another bureau's release policy", only_by({"coordinator.es", "officer2.es"}),
       [](TwinWorld& w) {
         w.put("coordinator.es", "/release-policy",
               {{"version", 1},
                {"rule", "never"},
                {"deadline_hours", 5},
                {"substitute_id", w.as("officer2.es").get("/me").text_at("/id")}});
       }},
      {"another bureau's accounts", only_by({"admin.ipsg", ".es"}),
       [](TwinWorld& w) {
         w.server().change([&](storage::WriteTx& tx, base::Random& random) {
           auth::NewUser user;
           user.username = "officer9.es";
           user.name = user.function = "Somebody new";
           user.organisation = w.organisation_key("es");
           auth::create_user(tx, user, w.server().now(), random).value();
           auth::set_clearance(tx, auth::find_user(tx, "security.es").value(), auth::Level::restricted);
         });
       }},
      {"what was read by break-glass",
       only_by({"compliance.ipsg", "admin.ipsg", "auditor.ipsg", "coordinator.ke"}),
       [](TwinWorld& w) { w.break_glass("compliance.ipsg", "admin.ipsg", "second", "coordinator.ke"); }},
      {"a thread that a guest is invited to",
       everybody,
       [](TwinWorld& w) {
         w.open("invited", "officer1.br", "open");
         w.reply("for the guest too", "officer1.fr", "invited");
         w.put("coordinator.br", "/threads/" + w.thread("invited") + "/guests/" + w.guest(),
               {{"until", base::format_rfc3339(w.server().now() + 24h)}});
       },
       {},
       ForGuests::yes},
      {"what of it is not for him", only_by({".br", ".fr"}),
       [](TwinWorld& w) {
         w.reply("own in it", "officer1.br", "invited", {{"audience", own()}});
         w.reply("waits in it", "officer1.br", "invited", {{"marking", restricted()}});
         w.reply("french in it", "officer1.fr", "invited", {{"audience", own()}});
         w.put("officer1.br", "/threads/" + w.thread("invited") + "/subscription",
               {{"as", "me"}, {"level", "all"}});
       }},
      {"another thread that he was invited to", everybody,
       [](TwinWorld& w) {
         w.open("invited once", "officer1.br", "quiet");
         w.put("coordinator.br", "/threads/" + w.thread("invited once") + "/guests/" + w.guest(),
               {{"until", base::format_rfc3339(w.server().now() + 24h)}});
         if (!w.as("coordinator.br")
                  .remove("/threads/" + w.thread("invited once") + "/guests/" + w.guest())
                  .text.empty())
           throw std::runtime_error("an invitation does not end");
       }},
      {"reminders of what waits for a release or a check",
       only_by({"officer1.br", "coordinator.br", "substitute.br", "compliance.ipsg", "admin.ipsg", ".eg"}),
       [](TwinWorld& w) {
         set_status(w, "eg", auth::OrganisationStatus::supervised);
         remind_of_what_waits(w);
         set_status(w, "eg", auth::OrganisationStatus::active);
       }},
      {"the last word", everybody, [](TwinWorld& w) { w.reply("last", "officer1.es", "third"); }},
  };
}

}  // namespace tests::twins
