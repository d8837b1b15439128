#include "tests/integration/twins/twin_cases.hpp"

#include <algorithm>

#include <boost/json/array.hpp>

#include "tests/integration/twins/twin_answers.hpp"
#include "tests/integration/twins/twin_attachments.hpp"
#include "tests/integration/twins/twin_author_notes.hpp"
#include "tests/integration/twins/twin_flags.hpp"
#include "tests/integration/twins/twin_keeping.hpp"
#include "tests/integration/twins/twin_mail.hpp"
#include "tests/integration/twins/twin_mentions.hpp"
#include "tests/integration/twins/twin_order.hpp"
#include "tests/integration/twins/twin_seals.hpp"
#include "tests/integration/twins/twin_splits.hpp"
#include "tests/integration/twins/twin_tags.hpp"
#include "tests/integration/twins/twin_widenings.hpp"

namespace tests::twins {
namespace {

using api::Place;
using boost::json::array;

using Queries = std::vector<std::string>;
using Bodies = std::vector<Body>;

Queries by_twos(Twins&, Place const&) {
  return {"", "?limit=2"};
}
Queries of_threads(Twins&, Place const&) {
  return {"?limit=2",        "?filter=unread", "?filter=mine", "?tag=shared&limit=2",
          "?tag=heliotrope", "?kind=question"};
}
// Each thread and post by its link.
Queries of_links(Twins& twins, Place const&) {
  Queries queries;
  for (auto const& post : twins.objects().posts) {
    queries.push_back("?thread_id=" + post.thread);
    queries.push_back("?thread_id=" + post.thread + "&post_id=" + post.id);
  }
  return queries;
}
Queries of_consents(Twins&, Place const&) {
  return {"?limit=2", "?state=past"};
}
Queries of_notifications(Twins&, Place const&) {
  return {"?limit=3", "?filter=unread"};
}
Queries of_contributions(Twins&, Place const&) {
  return {"?limit=2",      "?state=published&limit=3", "?state=awaiting",
          "?state=hidden", "?state=withdrawn",         "?state=to_review"};
}
// Words that stand in hidden posts alone, in others alone, and in both; and operators that would tell of a
// post.
Queries of_search(Twins& twins, Place const&) {
  Queries queries;
  for (std::string const asked : {"heliotrope",
                                  "about",
                                  "on&limit=3",
                                  "revised&limit=1",
                                  "in:title+thread",
                                  "-about&limit=4",
                                  "%22on+hidden%22",
                                  "about+-question&limit=2",
                                  "is:unread&limit=3",
                                  "is:answered&limit=3",
                                  "by:me",
                                  "by:officer1.fr&limit=2",
                                  "by:officer1.es",
                                  "country:FR&limit=3",
                                  "country:es",
                                  "language:en&limit=5",
                                  "after:2026-01-01&limit=3",
                                  "topic:s",
                                  "topic:open&limit=2",
                                  "has:attachment&limit=2",
                                  "hidden.txt",
                                  "tag:heliotrope",
                                  "tag:shared&limit=1",
                                  "kind:question&limit=2"}) {
    queries.push_back("?q=" + asked);
  }
  for (auto const& topic : twins.objects().topics) queries.push_back("?limit=3&q=topic:" + topic);
  return queries;
}
// His views of the audit log, and what is hidden from him asked for by name. The auditor's view of everything
// is left out: by his office he knows of what he may not read that it is there.
Queries of_audit(Twins& twins, Place const&) {
  Queries queries{"?view=moderation&kind=alteration", "?kind=consultation&limit=100",
                  "?view=contributions&kind=alteration&limit=3"};
  for (auto const view :
       {"own_trail", "contributions", "accounts", "moderation", "unit", "compliance", "configuration"}) {
    queries.push_back("?limit=100&view=" + std::string(view));
  }
  for (auto const view : {"contributions", "moderation", "unit"}) {
    for (auto const& organisation : twins.objects().organisations)
      queries.push_back("?limit=100&view=" + std::string(view) + "&source=" + organisation);
  }
  for (auto const& post : twins.objects().posts) {
    queries.push_back("?limit=100&object=" + post.id);
    queries.push_back("?limit=100&view=contributions&object=" + post.id);
    queries.push_back("?limit=100&view=moderation&object=" + post.thread);
  }
  return queries;
}
Queries of_export(Twins&, Place const&) {
  return {"", "?view=contributions", "?view=moderation", "?view=accounts", "?view=unit"};
}

Queries of_traces(Twins& twins, Place const&) {
  auto& world = twins.fuller();
  return {"?organisation=" + world.organisation("eg"), "?organisation=" + world.organisation("br"),
          "?organisation=" + std::string(kUnknown)};
}

// Around each post of the thread, and around one of another.
Queries of_posts(Twins& twins, Place const& place) {
  Queries queries{"", "?limit=1"};
  for (auto const& post : twins.objects().posts) {
    if (post.thread == place.thread) queries.push_back("?limit=2&around=" + post.id);
  }
  queries.push_back("?around=" + twins.fuller().post("between").id);
  return queries;
}

Bodies sign_ins(Twins&, Place const&) {
  Bodies bodies;
  for (auto const name : {"officer9.es", "officer1.es", "nobody.es"}) {
    bodies.push_back({{{"username", name}, {"password", "not the right one"}}});
  }
  return bodies;
}
Bodies settings(Twins&, Place const&) {
  return {{{{"language", "es"}}}, {{{"theme", "dark"}, {"single_keys", false}}}};
}
Bodies levels(Twins&, Place const&) {
  return {{{{"as", "me"}, {"level", "all"}}}, {{{"as", "bureau"}, {"level", "all"}}}};
}
// Through each group that there is, offered to him or not, and through none.
Bodies through_groups(Twins& twins, object const& body) {
  auto& world = twins.fuller();
  Bodies bodies;
  auto groups = twins.objects().groups;
  groups.emplace_back(kUnknown);
  for (auto const& group : groups) {
    auto audience = world.only({"br", "ke", "unit", "fr.lyon"});
    audience["groups"] = array{group};
    bodies.push_back({body});
    bodies.back().fields["audience"] = audience;
    bodies.push_back({body});
    bodies.back().fields["audience"] = object{{"base", "inherit"}, {"minus_groups", array{group}}};
  }
  return bodies;
}
Bodies threads(Twins& twins, Place const&) {
  auto& world = twins.fuller();
  return {{{{"title", "heliotrope"}, {"body", "Of the same name."}}},
          {{{"title", "Among us"}, {"body", "x"}, {"audience", {{"base", "own"}}}}, "the-same-key"},
          {{{"title", "Among us"},
            {"body", "x"},
            {"audience", world.only({"br", "fr", "ke", "unit", "fr.lyon"})}}},
          {{{"title", "Strict"}, {"body", "x"}, {"marking", {{"level", "restricted"}}}}}};
}
Bodies threads_for_groups(Twins& twins, Place const&) {
  return through_groups(twins, {{"title", "Through a group"}, {"body", "x"}});
}
// A name that is another's is free.
Bodies new_groups(Twins& twins, Place const&) {
  auto& world = twins.fuller();
  return {{{{"name", "heliotrope"}, {"members", array{world.organisation("br"), world.organisation("ke")}}}},
          {{{"name", "heliotrope"}, {"members", array{world.organisation("br")}}}},
          {{{"name", "nobody"}, {"members", array{kUnknown}}}}};
}
Bodies group_changes(Twins& twins, Place const&) {
  auto& world = twins.fuller();
  return {{{{"version", 1}, {"name", "shared"}, {"members", array{world.organisation("br")}}}},
          {{{"version", 9}, {"name", "late"}, {"members", array{world.organisation("br")}}}}};
}
std::string quote_of(std::string_view post) {
  return "[quote:" + std::string(post) + "@1:0-5]\n\n";
}
Bodies replies(Twins& twins, Place const& place) {
  Bodies bodies{{{{"body", "Plain."}}, "the-same-key"},
                {{{"body", "Own."}, {"audience", {{"base", "own"}}}}},
                {{{"body", "Below what is elsewhere."}, {"parent_id", twins.fuller().post("between").id}}},
                {{{"body", "Below nothing."}, {"parent_id", kUnknown}}},
                {{{"body", quote_of(twins.fuller().post("answer").id) + "So it is."}}},
                {{{"body", quote_of(twins.fuller().post("heliotrope").id) + quote_of(kUnknown)}}}};
  for (auto const& post : twins.objects().posts) {
    if (post.thread == place.thread) bodies.push_back({{{"body", "Below."}, {"parent_id", post.id}}});
  }
  return bodies;
}
Bodies thread_changes(Twins& twins, Place const&) {
  Bodies bodies{{{{"version", kCurrentVersion}, {"title", "Another title"}}},
                {{{"version", kCurrentVersion}, {"pinned", true}}},
                {{{"version", kCurrentVersion}, {"locked", true}, {"reason", "It goes in circles."}}},
                {{{"version", kCurrentVersion}, {"locked", false}}},
                {{{"version", 99}, {"title", "Too late"}}}};
  for (auto const& topic : twins.objects().topics) {
    bodies.push_back({{{"version", kCurrentVersion}, {"topic_id", topic}}});
  }
  bodies.push_back({{{"version", kCurrentVersion}, {"topic_id", kUnknown}}});
  return bodies;
}
Bodies narrowings(Twins& twins, Place const&) {
  return {{{{"version", kCurrentVersion}, {"audience", twins.fuller().only({"br", "ke", "unit", "fr"})}}}};
}
Bodies edits(Twins& twins, Place const&) {
  auto const quotes = quote_of(twins.fuller().post("between").id) + quote_of(kUnknown);
  return {{{{"version", kCurrentVersion}, {"body", quotes}}},
          {{{"version", kCurrentVersion}, {"body", "Other words."}}},
          {{{"version", 99}, {"body", "Late."}}}};
}
Bodies consents(Twins&, Place const&) {
  return {{{{"decision", "approve"}, {"reason", "So be it."}}},
          {{{"decision", "refuse"}, {"reason", "Not now."}}}};
}
// Whoever is named may read what encloses the post, or may not: he is told the same.
Bodies narrowings_of_posts(Twins& twins, Place const&) {
  auto& world = twins.fuller();
  object const without{{"base", "inherit"}, {"minus", {world.organisation("eg")}}};
  return {{{{"version", kCurrentVersion}, {"audience", world.only({"br", "ke", "es", "unit", "fr"})}}},
          {{{"version", kCurrentVersion}, {"audience", without}}},
          {{{"version", kCurrentVersion}, {"marking", {{"caveats", {"H2"}}}}}},
          {{{"version", kCurrentVersion}, {"marking", {{"level", "public"}}}}},
          {{{"version", 99}, {"audience", without}}}};
}
Bodies reasons(Twins&, Place const&) {
  return {{{{"reason", "Checked."}}}};
}
// Some before and all after what is withdrawn: a first post that others have answered can only be recalled.
Bodies reasons_for_some(Twins& twins, Place const& place) {
  auto const& posts = twins.objects().posts;
  auto const index = std::ranges::find(posts, place.post, &KnownPost::id) - posts.begin();
  return index % 2 == 0 ? Bodies{{{{"reason", "A mistake."}}}} : Bodies{};
}
Bodies hidings(Twins&, Place const&) {
  return {{{{"reason", "For now."}, {"version", 1}}}, {{{"reason", "Too late."}, {"version", 99}}}};
}
Bodies orders(Twins& twins, Place const&) {
  Bodies bodies;
  for (std::string const& post : {twins.fuller().post("between").id, twins.fuller().post("answer").id,
                                  twins.fuller().post("erased").id, std::string(kUnknown)}) {
    bodies.push_back({{{"post_id", post}, {"reference", "D 8"}, {"reason", "As decided."}}});
  }
  return bodies;
}
Bodies submissions(Twins&, Place const&) {
  return {{{{"version", kCurrentVersion}}}, {{{"version", 99}}}};
}
Bodies deny_changes(Twins& twins, Place const&) {
  auto& world = twins.fuller();
  return {
      {{{"version", kCurrentVersion}, {"reason", "So be it."}, {"add", array{world.organisation("es")}}}},
      {{{"version", kCurrentVersion}, {"reason", "So be it."}, {"remove", array{world.organisation("br")}}}},
      {{{"version", 99}, {"reason", "Too late."}}}};
}
Bodies statuses(Twins&, Place const&) {
  return {{{{"version", 1}, {"status", "supervised"}, {"reference", "D 1"}, {"reason", "As decided."}}}};
}
// Of a country that has its bureau, and of one that has none.
Bodies members(Twins&, Place const&) {
  Bodies bodies;
  for (std::string_view const country : {"ES", "VU"}) {
    bodies.push_back({{{"kind", "sub_bureau"},
                       {"country", country},
                       {"names", {{"ar", "أ"}, {"en", "A"}, {"es", "A"}, {"fr", "A"}}},
                       {"max_level", "restricted"}}});
  }
  return bodies;
}
Bodies nominations(Twins&, Place const&) {
  Bodies bodies;
  // One's own, and those that another bureau may have given or not.
  for (std::string_view const name : {"named", "named.es", "officer9.es", "never.es"}) {
    bodies.push_back({{{"username", name},
                       {"name", "Somebody New"},
                       {"function", "Analyst"},
                       {"role", "contributor"},
                       {"clearance", "restricted"},
                       {"language", "en"}}});
  }
  return bodies;
}
// For what is hidden, what is there and what never was, the answer is one.
Bodies glass_wishes(Twins& twins, Place const&) {
  Bodies bodies;
  for (std::string_view const object : {kUnknown, std::string_view(twins.fuller().post("between").id),
                                        std::string_view(twins.fuller().thread("question"))}) {
    bodies.push_back({{{"object_id", object}, {"case_number", "C 7"}, {"reason", "As ordered."}}});
  }
  return bodies;
}
Bodies invitations(Twins& twins, Place const&) {
  auto const now = twins.fuller().server().now();
  return {{{{"until", base::format_rfc3339(now + std::chrono::hours(24))}}},
          {{{"until", base::format_rfc3339(now - std::chrono::hours(24))}}}};
}
Bodies vettings(Twins&, Place const&) {
  return {{{{"version", 1}, {"vetted_until", "2026-12-31T00:00:00.000Z"}}}};
}
Bodies new_states(Twins&, Place const&) {
  return {{{{"version", 1}, {"state", "locked"}, {"reason", "As it must."}}}};
}
Bodies moves(Twins& twins, Place const&) {
  return {
      {{{"version", 1}, {"organisation_id", twins.fuller().organisation("ke")}, {"reason", "A new post."}}}};
}
Bodies new_passwords(Twins&, Place const&) {
  return {{{{"username", "named.es"}, {"code", kUnknown}, {"password", "a long enough password"}}}};
}
Bodies decisions(Twins&, Place const&) {
  return {{{{"decision", "approve"}}}, {{{"decision", "refuse"}}}};
}
Bodies cosignatures(Twins&, Place const&) {
  return {{{{"note", "colloquium\n1\n\n"}}}};
}
Bodies witnesses(Twins& twins, Place const&) {
  return {{{{"organisation_id", twins.fuller().organisation("br")}, {"key", to_string(witness_key())}}},
          {{{"organisation_id", kUnknown}, {"key", to_string(witness_key())}}}};
}
// Nobody stands in who is not of the bureau, whether or not he is somebody.
Bodies policies(Twins& twins, Place const&) {
  Bodies bodies;
  auto const naming = [&](std::string_view officer) {
    bodies.push_back({{{"version", kCurrentVersion},
                       {"rule", "always"},
                       {"deadline_hours", 8},
                       {"substitute_id", officer}}});
  };
  for (auto const& account : twins.objects().accounts) naming(account);
  naming(kUnknown);
  bodies.push_back({{{"version", kCurrentVersion}, {"rule", "always"}, {"deadline_hours", 8}}});
  return bodies;
}
Bodies marks(Twins& twins, Place const& place) {
  Bodies bodies;
  array all;
  for (auto const& post : twins.objects().posts) all.emplace_back(post.id);
  bodies.push_back({{{"posts", array{twins.fuller().post("between").id, std::string(kUnknown)}}}});
  for (auto const& post : twins.objects().posts) {
    if (post.thread == place.thread) bodies.push_back({{{"posts", array{post.id}}}});
  }
  bodies.push_back({{{"posts", all}}});
  bodies.push_back({object{}});
  return bodies;
}
Bodies notification_marks(Twins& twins, Place const&) {
  Bodies bodies;
  for (auto const& post : twins.objects().posts) bodies.push_back({{{"ids", array{post.id}}}});
  bodies.push_back({object{}});
  return bodies;
}
Bodies draft_texts(Twins& twins, Place const&) {
  return {{{{"body", "Half a thought"}, {"audience", twins.fuller().only({"br", "fr"})}}}};
}
Bodies previews(Twins& twins, Place const&) {
  std::string quotes = quote_of(kUnknown);
  for (auto const name : {"question", "between", "heliotrope", "restricted", "waiting", "withdrawn"}) {
    quotes += quote_of(twins.fuller().post(name).id);
  }
  return {{{{"body", "[hidden](/threads/" + twins.fuller().thread("heliotrope") + ") *text*"}}},
          {{{"body", quotes}}}};
}
Bodies summaries(Twins& twins, Place const&) {
  Bodies bodies;
  object const inherit{{"base", "inherit"}};
  object const named = twins.fuller().only({"br", "fr", "ke"});
  auto const add = [&](object const& where) {
    bodies.push_back({where});
    for (auto const& audience : {inherit, named, object{{"base", "own"}}}) {
      object with = where;
      with["audience"] = audience;
      bodies.push_back({with});
    }
  };
  for (auto const& topic : twins.objects().topics) add({{"topic_id", topic}});
  for (auto const& thread : twins.objects().threads) add({{"thread_id", thread}});
  for (auto const& post : twins.objects().posts) {
    bodies.push_back({{{"thread_id", post.thread}, {"parent_id", post.id}}});
  }
  for (auto const& thread : twins.objects().threads) add({{"narrowed_thread_id", thread}});
  for (auto const& post : twins.objects().posts) add({{"narrowed_post_id", post.id}});
  add({{"thread_id", kUnknown}});
  for (auto const& body : through_groups(twins, {{"topic_id", twins.objects().topics.front()}}))
    bodies.push_back(body);
  add({{"narrowed_post_id", kUnknown}});
  return bodies;
}

// Looks first; then acts, the least destructive first, since each leaves its traces to the next.
constexpr TwinCase kCases[] = {
    {"get_openapi"},
    {"get_me"},
    {"get_mail"},
    {"get_duties"},
    {"list_organisations"},
    {"get_deny_list"},
    {"list_groups", by_twos},
    {"list_tags", of_tags},
    {"list_tagged_threads", of_tagged_threads},
    {"list_listed_tags"},
    {"list_statuses"},
    {"list_break_glass"},
    {"read_break_glass"},
    {"list_break_glass_notices"},
    {"list_accounts", by_twos},
    {"list_topics", by_twos},
    {"get_topic"},
    {"list_threads", of_threads},
    {"get_thread"},
    {"get_thread_audience"},
    {"get_thread_links"},
    {"get_thread_order"},
    {"list_thread_moderation", by_twos},
    {"list_topic_moderation", of_moderation},
    {"list_order_proposals", of_order_proposals},
    {"trace_thread_reader", of_traces},
    {"list_posts", of_posts},
    {"list_thread_pages", by_twos},
    {"get_post"},
    {"list_revisions"},
    {"list_seals", by_twos},
    {"get_person"},
    {"list_person_posts", by_twos},
    {"check_link", of_links},
    {"list_seal_requests", by_twos},
    {"export_thread"},
    {"export_post"},
    {"get_post_audience"},
    {"get_disclosures", by_twos},
    {"list_guests"},
    {"list_invitations"},
    {"trace_post_reader", of_traces},
    {"list_uploads"},
    {"get_upload"},
    {"download_attachment"},
    {"get_thumbnail"},
    {"get_release"},
    {"get_pending_revision"},
    {"list_release_queue", by_twos},
    {"get_release_policy"},
    {"search", of_search},
    {"count_search", of_search},
    {"offer_authors", of_authors},
    {"list_bookmarks", of_bookmarks},
    {"list_saved_searches"},
    {"list_contributions", of_contributions},
    {"get_recall"},
    {"list_hidden_posts", by_twos},
    {"get_hiding"},
    {"get_appeal"},
    {"list_appeals", of_flag_cases},
    {"get_flag"},
    {"list_flags", by_twos},
    {"list_flag_cases", of_flag_cases},
    {"get_moderation_activity"},
    {"list_author_notes", of_author_notes},
    {"list_warnings", by_twos},
    {"list_warning_appeals", of_flag_cases},
    {"list_act_appeals", of_flag_cases},
    {"list_thread_appeals"},
    {"list_erasures"},
    {"list_recall_requests", by_twos},
    {"list_widenings", by_twos},
    {"list_consents", of_consents},
    {"list_notifications", of_notifications},
    {"list_drafts", by_twos},
    {"get_draft"},
    {"list_draft_versions"},
    {"get_checkpoint"},
    {"list_witnesses"},
    {"list_audit", of_audit},
    {"export_audit", of_export},
    {"live"},

    {"preview", nullptr, previews},
    {"preview", nullptr, previews_with_names},
    {"offer_mentions", nullptr, offers},
    {"summarise_audience", nullptr, summaries},
    {"edit_me", nullptr, settings},
    {"choose_mail", nullptr, mail_frequencies},
    {"set_mail_address", nullptr, mail_addresses},
    {"confirm_mail_address", nullptr, mail_codes},
    {"delete_mail_address"},
    {"subscribe_topic", nullptr, levels},
    {"subscribe_thread", nullptr, levels},
    {"save_draft", nullptr, draft_texts},
    {"create_group", nullptr, new_groups},
    {"create_upload", nullptr, new_uploads},
    {"continue_upload"},
    {"create_reply", nullptr, replies_with_files},
    {"delete_upload"},
    {"create_thread", nullptr, threads_for_groups},
    {"edit_group", nullptr, group_changes},
    {"create_reply", nullptr, replies},
    {"create_thread", nullptr, threads},
    {"create_thread", nullptr, tagged_threads},
    {"add_tag", nullptr, tag_names},
    {"rename_tag", nullptr, other_tag_names},
    {"read_posts", nullptr, marks},
    {"read_notifications", nullptr, notification_marks},
    {"read_topic"},
    {"appeal_hiding", nullptr, hidings},
    {"decide_appeal", nullptr, appeal_verdicts},
    {"take_flag_case", nullptr, flag_case_versions},
    {"put_back_flag_case", nullptr, flag_case_versions},
    {"note_on_flag_case", nullptr, flag_notes},
    {"propose_flag_verdict", nullptr, flag_verdicts},
    {"decide_flag_case", nullptr, flag_verdicts},
    {"write_author_note", nullptr, new_author_notes},
    {"appeal_warning", nullptr, warning_appeals},
    {"appeal_act", nullptr, act_appeals},
    {"decide_act_appeal", nullptr, act_verdicts},
    {"decide_warning_appeal", nullptr, warning_decisions},
    {"remove_author_note"},
    {"see_warnings"},
    {"flag_post", nullptr, new_flags},
    {"withdraw_flag"},
    {"flag_post", nullptr, new_flags},
    {"see_flag_answers"},
    {"narrow_contribution", nullptr, narrowings_of_posts},
    {"edit_post", nullptr, edits},
    {"edit_post", nullptr, narrowings_of_posts},
    {"edit_thread", nullptr, thread_changes},
    {"edit_thread", nullptr, narrowings},
    {"edit_thread", nullptr, label_changes},
    {"give_reaction"},
    {"withdraw_reaction"},
    {"accept_answer", nullptr, acceptances},
    {"withdraw_acceptance"},
    {"ask_seal", nullptr, acceptances},
    {"decide_seal", nullptr, seal_decisions},
    {"withdraw_seal", nullptr, seal_withdrawals},
    {"take_back_seal_request"},
    {"release_post", nullptr, reasons},
    {"undo_release"},
    {"return_post", nullptr, reasons},
    {"check_post", nullptr, reasons},
    {"submit_post", nullptr, submissions},
    {"withdraw_pending_revision"},
    {"close_thread", nullptr, closings},
    {"reopen_thread", nullptr, order_acts},
    {"propose_order", nullptr, proposals},
    {"decide_order", nullptr, order_decisions},
    {"withdraw_order"},
    {"separate_thread", nullptr, order_acts},
    {"split_post", nullptr, splits},
    {"rejoin_thread", nullptr, order_acts},
    {"set_slow_mode", nullptr, slow_modes},
    {"redact_revision", nullptr, hidings},
    {"hide_post", nullptr, hidings},
    {"unhide_post", nullptr, hidings},
    {"ask_post_widening", nullptr, widenings_of_posts},
    {"ask_thread_widening", nullptr, widenings},
    {"decide_consent", nullptr, consents},
    {"withdraw_widening"},
    {"propose_deny_change", nullptr, deny_changes},
    {"propose_status", nullptr, statuses},
    {"let_in_organisation", nullptr, members},
    {"ask_erasure", nullptr, hidings},
    {"order_erasure", nullptr, orders},
    {"decide_proposal", nullptr, decisions},
    {"withdraw_proposal"},
    {"ask_break_glass", nullptr, glass_wishes},
    {"decide_break_glass", nullptr, decisions},
    {"end_break_glass"},
    {"confirm_break_glass_notice"},
    {"invite_guest", nullptr, invitations},
    {"end_invitation"},
    {"nominate_account", nullptr, nominations},
    {"vet_account", nullptr, vettings},
    {"give_setup_code"},
    {"change_account_state", nullptr, new_states},
    {"transfer_account", nullptr, moves},
    {"set_password", nullptr, new_passwords},
    {"set_release_policy", nullptr, policies},
    {"register_witness", nullptr, witnesses},
    {"add_cosignature", nullptr, cosignatures},
    {"retire_witness"},
    {"retire_group"},
    {"retire_tag"},
    {"save_search", nullptr, new_searches},
    {"edit_saved_search", nullptr, search_edits},
    {"remove_saved_search"},
    {"keep_bookmark", nullptr, bookmark_notes},
    {"remove_bookmark"},
    {"delete_draft"},
    {"acknowledge_recall"},
    {"recall_post", nullptr, reasons_for_some},
    {"withdraw_post"},
    {"recall_post", nullptr, reasons},
    {"create_session", nullptr, sign_ins},
    {"delete_session"},
};

}  // namespace

auth::NoteKey witness_key() {
  base::SeededRandom random(9);
  return auth::NoteSigner::make("bureau.example/witness", auth::NoteAlgorithm::cosignature, random).key();
}

std::span<TwinCase const> cases() {
  return kCases;
}

}  // namespace tests::twins
