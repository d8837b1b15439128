#include "tests/integration/twins/twin_pending.hpp"

#include <chrono>

#include "forum/release_reminders.hpp"

namespace tests::twins {
namespace {

void revise(TwinWorld& w, std::string_view who, std::string const& post, object body) {
  w.as(who).patch("/posts/" + w.post(post).id, body);
}

}  // namespace

void revise_what_is_restricted(TwinWorld& w) {
  revise(w, "officer1.es", "restricted",
         {{"version", 1}, {"body", "Revised, and waiting for @officer1.br."}});
}

void return_what_was_revised(TwinWorld& w) {
  w.post("coordinator.es", "/posts/" + w.post("restricted").id + "/return", {{"reason", "Mend it."}});
  revise(w, "officer1.es", "restricted", {{"version", 1}, {"pending_version", 1}, {"body", "Mended."}});
}

void release_of_brazil(TwinWorld& w) {
  w.reply("brazil released", "officer1.br", "second", {{"marking", {{"level", "restricted"}}}});
  w.post("coordinator.br", "/posts/" + w.post("brazil released").id + "/release", {{"reason", "Checked."}});
}

// As if all deadlines had passed.
void remind_of_what_waits(TwinWorld& w) {
  w.server().change([&](storage::WriteTx& tx, base::Random&) {
    forum::remind_of_submissions(tx,
                                 {w.server().now() + std::chrono::hours(100), std::chrono::hours(24), 1000});
  });
}

void revise_of_brazil(TwinWorld& w) {
  revise(w, "officer1.br", "brazil released", {{"version", 1}, {"body", "Revised, and waiting."}});
}

}  // namespace tests::twins
