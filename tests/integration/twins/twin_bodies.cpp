#include "tests/integration/twins/twin_bodies.hpp"

#include <algorithm>

#include <boost/json/array.hpp>

namespace tests::twins {

using api::Place;
using boost::json::array;

namespace {

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

std::string quote_of(std::string_view post) {
  return "[quote:" + std::string(post) + "@1:0-5]\n\n";
}

}  // namespace

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

}  // namespace tests::twins
