#include "tests/integration/twins/twin_story.hpp"

#include <algorithm>
#include <array>

#include <boost/json/array.hpp>

#include "auth/organisations.hpp"
#include "forum/topics.hpp"
#include "tests/integration/twins/twin_answers.hpp"
#include "tests/integration/twins/twin_attachments.hpp"
#include "tests/integration/twins/twin_author_notes.hpp"
#include "tests/integration/twins/twin_flags.hpp"
#include "tests/integration/twins/twin_keeping.hpp"
#include "tests/integration/twins/twin_order.hpp"
#include "tests/integration/twins/twin_pending.hpp"
#include "tests/integration/twins/twin_seals.hpp"
#include "tests/integration/twins/twin_splits.hpp"
#include "tests/integration/twins/twin_tags.hpp"
#include "tests/integration/twins/twin_widenings.hpp"

namespace tests::twins {
namespace {

using namespace std::chrono_literals;

using Noticed = std::function<bool(std::string_view)>;

bool is_one_of(std::string_view username, std::vector<std::string_view> const& names) {
  // "officer1.fr" is a person, ".fr" everybody of that bureau.
  return std::ranges::any_of(names, [&](std::string_view name) {
    return name.starts_with('.') ? username.ends_with(name) : username == name;
  });
}

bool everybody(std::string_view) {
  return true;
}
bool nobody(std::string_view) {
  return false;
}
Noticed only_by(std::vector<std::string_view> names) {
  return [names = std::move(names)](std::string_view username) { return is_one_of(username, names); };
}
Noticed but_for(std::string_view name) {
  return [name](std::string_view username) { return !is_one_of(username, {name}); };
}
// Whoever may read RESTRICTED: not these, by clearance, sign-in or office.
bool cleared(std::string_view username) {
  return !is_one_of(username, {"low.br", "officer2.br", "admin.ipsg", "auditor.ipsg", "compliance.ipsg", ""});
}

object restricted() {
  return {{"level", "restricted"}};
}
void set_status(TwinWorld& w, std::string_view organisation, auth::OrganisationStatus status) {
  w.server().change([&](storage::WriteTx& tx, base::Random&) {
    auth::set_organisation_status(tx, w.organisation_key(organisation), status);
  });
}
object own() {
  return {{"base", "own"}};
}

constexpr char kCallsMany[] = "@officer1.br, @officer2.es, @low.br and @bureau:br?";

std::string quote_of(TwinWorld const& w, std::string const& post) {
  return "[quote:" + w.post(post).id + "@1:0-5]\n\nAs was said.";
}

std::string link_to(TwinWorld const& w, std::string const& thread) {
  return "See [there](/threads/" + w.thread(thread) + ").";
}

// Of an officer: what he has on his screen is known to him alone.
Step draft_of(std::string_view who) {
  return {"a draft", only_by({who}), [who](TwinWorld& w) {
            for (std::string const& context : {"topic." + w.topic("open"), "thread." + w.thread("question"),
                                               "reply." + w.post("answer").id}) {
              w.put(who, "/drafts/" + context, {{"title", "Nobody else's"}, {"body", std::string(200, 'x')}});
              w.put(who, "/drafts/" + context, {{"title", "Nobody else's"}, {"body", "Half a thought"}});
            }
          }};
}

std::vector<Step> const& before() {
  static std::vector<Step> const kSteps{
      {"a thread for everybody", everybody, [](TwinWorld& w) { w.open("question", "officer1.fr", "open"); }},
      {"an answer to it", everybody, [](TwinWorld& w) { w.reply("answer", "officer1.br", "question"); }},
      {"a thread among two", only_by({".fr", ".es"}),
       [](TwinWorld& w) {
         w.open("heliotrope", "officer1.fr", "open", {{"audience", w.only({"fr", "es"})}});
       }},
      {"what comes of it", only_by({".fr", ".es"}),
       [](TwinWorld& w) {
         w.reply("hidden reply", "officer1.es", "heliotrope");
         w.answer("hidden answer", "officer1.fr", "hidden reply");
         w.as("officer1.es")
             .patch("/posts/" + w.post("hidden reply").id, {{"version", 1}, {"body", "Revised."}});
         w.put("officer2.es", "/threads/" + w.thread("heliotrope") + "/subscription",
               {{"as", "me"}, {"level", "all"}});
         w.post("officer2.es", "/threads/" + w.thread("heliotrope") + "/read", {});
       }},
      {"files that everybody reads", everybody,
       [](TwinWorld& w) {
         w.reply("with a file", "officer1.ke", "question",
                 {{"attachments", boost::json::array{upload(w, "officer1.ke", "for all")}}});
       }},
      {"files among two", only_by({".fr", ".es"}),
       [](TwinWorld& w) {
         w.reply("with a hidden file", "officer1.es", "heliotrope",
                 {{"attachments", boost::json::array{upload(w, "officer1.es", "hidden")}}});
         w.as("officer1.es")
             .patch("/posts/" + w.post("with a hidden file").id,
                    {{"version", 1}, {"attachments", boost::json::array{upload(w, "officer1.es", "later")}}});
       }},
      {"an upload that is not attached", only_by({"officer1.es"}),
       [](TwinWorld& w) { upload(w, "officer1.es", "half a thought"); }},
      {"bookmarks of what everybody reads and of what two read", only_by({".fr", ".es"}), bookmark_some},
      {"a search that somebody saves", only_by({"officer1.es"}), save_a_search},
      {"a group among two", only_by({".fr", ".es"}),
       [](TwinWorld& w) { w.make_group("coordinator.es", "heliotrope", {"fr", "es"}); }},
      {"a group that he may address", everybody,
       [](TwinWorld& w) {
         w.make_group("coordinator.es", "shared", {"br", "es", "eg", "ke", "unit", "fr.lyon"});
       }},
      {"a thread in a topic for three", only_by({".fr", ".ke", "unit.ipsg"}),
       [](TwinWorld& w) {
         w.open("among three", "officer1.ke", "narrow");
         w.reply("in narrow", "officer1.fr", "among three");
       }},
      {"a topic for one bureau", only_by({".fr"}),
       [](TwinWorld& w) {
         w.server().change([&](storage::WriteTx& tx, base::Random& random) {
           auto const audience = auth::intern_audience(tx, auth::AudienceBase::only,
                                                       {w.organisation_key("fr")}, {}, std::nullopt);
           auto const topic = forum::create_topic(tx,
                                                  {.titles = {"s", "s", "s", "s"},
                                                   .descriptions = {"s", "s", "s", "s"},
                                                   .owner = w.organisation_key("unit"),
                                                   .audience = audience},
                                                  w.server().now(), random);
           w.objects.topics.push_back(base::to_string(forum::topic_public_id(tx, topic)));
         });
       }},
      {"a second thread", everybody, [](TwinWorld& w) { w.open("second", "officer1.ke", "open"); }},
      {"tags of what everybody reads", everybody, tag_what_all_read},
      {"tags of what is hidden", only_by({".fr", ".es"}), tag_what_is_hidden},
      {"a question, and an answer to it", everybody, ask_what_all_read},
      {"what is said of the answer", everybody, react_to_what_all_read},
      {"an accepted answer among two", only_by({".fr", ".es"}), accept_what_is_hidden},
      {"branches", everybody, write_branches},
      {"answers among two in them", only_by({".fr", ".es"}), answer_in_branch_among_two},
      {"a branch that leaves one bureau out", only_by({".fr", ".es", ".ke", ".eg", "unit.ipsg"}),
       answer_in_branch_without_brazil},
      {"a branch is split off", everybody, split_what_all_read},
      {"a branch that leaves one bureau out is split off", only_by({".fr", ".es", ".ke", ".eg", "unit.ipsg"}),
       split_what_is_hidden},
      {"a seal that its coordinator is asked for", only_by({"officer1.fr", "coordinator.fr"}),
       ask_for_a_seal},
      {"a post among two between two for all", only_by({".fr", ".es"}),
       [](TwinWorld& w) {
         w.answer("between", "officer1.fr", "question", {{"audience", w.only({"fr", "es"})}});
         w.answer("below it", "officer1.es", "between");
       }},
      {"a post whose review is due, narrowed before he came", only_by({".fr", ".es"}),
       [](TwinWorld& w) {
         auto const soon = base::format_rfc3339(w.server().now() + 1ms);
         w.answer("narrowed away", "officer1.es", "between", {{"marking", {{"review_on", soon}}}});
         w.as("coordinator.es")
             .patch("/posts/" + w.post("narrowed away").id,
                    {{"version", 1}, {"audience", own()}, {"marking", {{"caveats", {"H1"}}}}});
       }},
      {"an answer to the answer", everybody,
       [](TwinWorld& w) { w.answer("further", "officer1.fr", "answer"); }},
      {"quotes of what everybody reads, and of what changes", everybody,
       [](TwinWorld& w) {
         w.reply("to be quoted", "officer1.es", "second");
         w.reply("quoting", "officer1.ke", "second", {{"body", quote_of(w, "answer")}});
         w.reply("quoting more", "officer1.br", "question", {{"body", quote_of(w, "to be quoted")}});
         w.as("officer1.es").patch("/posts/" + w.post("to be quoted").id, {{"version", 1}, {"body", "No."}});
       }},
      {"a link to what everybody reads", everybody,
       [](TwinWorld& w) {
         w.reply("linking", "officer1.ke", "second", {{"body", link_to(w, "question")}});
         w.open("linking thread", "officer1.es", "open", {{"body", link_to(w, "question")}});
       }},
      {"links from what is hidden", only_by({".fr", ".es"}),
       [](TwinWorld& w) {
         w.reply("hidden link", "officer1.es", "heliotrope", {{"body", link_to(w, "question")}});
         w.answer("link between", "officer1.es", "between", {{"body", link_to(w, "second")}});
       }},
      {"a quote among two", only_by({".fr", ".es"}),
       [](TwinWorld& w) {
         w.reply("hidden quote", "officer1.es", "heliotrope", {{"body", quote_of(w, "hidden reply")}});
         w.answer("quote between", "officer1.es", "between", {{"body", quote_of(w, "between")}});
         w.answer("quote of all between", "officer1.fr", "between", {{"body", quote_of(w, "question")}});
       }},
      {"what is quoted is withdrawn", everybody,
       [](TwinWorld& w) { w.withdraw("officer1.es", "to be quoted"); }},
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
