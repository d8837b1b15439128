#include "tests/integration/twins/twin_queries.hpp"

#include "tests/integration/twins/twin_cases.hpp"

namespace tests::twins {

using api::Place;

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

}  // namespace tests::twins
