// What officers write: threads, answers, files, tags, branches and quotes.
#include <boost/json/array.hpp>

#include "forum/topics.hpp"
#include "tests/integration/twins/twin_answers.hpp"
#include "tests/integration/twins/twin_attachments.hpp"
#include "tests/integration/twins/twin_keeping.hpp"
#include "tests/integration/twins/twin_seals.hpp"
#include "tests/integration/twins/twin_splits.hpp"
#include "tests/integration/twins/twin_story_words.hpp"
#include "tests/integration/twins/twin_tags.hpp"

namespace tests::twins {

using namespace std::chrono_literals;

std::vector<Step> steps_of_writing() {
  return {
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
  };
}

}  // namespace tests::twins
