#include "tests/integration/twins/twin_author_notes.hpp"

namespace tests::twins {
namespace {

void write(TwinWorld& w, std::string_view who, std::string const& post, std::string_view kind) {
  auto const made =
      w.as(who).post("/posts/" + w.post(post).id + "/author-notes", {{"kind", kind}, {"text", "heliotrope"}});
  w.objects.author_notes.push_back(made.text_at("/id"));
}

}  // namespace

void note_authors(TwinWorld& w) {
  write(w, "moderator.ke", "further", "note");
  write(w, "moderator.ke", "answer", "warning");
}

void appeal_against_the_warning(TwinWorld& w) {
  auto const warning = w.as("officer1.br").get("/warnings").text_at("/items/0/id");
  w.post("officer1.br", "/warnings/" + warning + "/appeal", {{"reason", "heliotrope"}});
  auto const appeal = w.as("unit.ipsg").get("/warning-appeals").text_at("/items/0/id");
  w.objects.warning_appeals.push_back(appeal);
  w.post("unit.ipsg", "/warning-appeals/" + appeal + "/decision",
         {{"outcome", "upheld"}, {"reason", "heliotrope"}});
}

void note_on_who_keeps_order(TwinWorld& w) {
  write(w, "unit.ipsg", "of a moderator", "warning");
  write(w, "unit.ipsg", "of a moderator", "note");
}

void note_without_kenya(TwinWorld& w) {
  w.open("without kenya", "officer1.es", "open",
         {{"audience", {{"base", "all_members"}, {"minus", {w.organisation("ke")}}}}});
  write(w, "unit.ipsg", "without kenya", "note");
}

std::vector<std::string> of_author_notes(Twins& twins, api::Place const&) {
  std::vector<std::string> queries{"", "?limit=1"};
  for (auto const& account : twins.objects().accounts) queries.push_back("?author=" + account);
  for (std::string_view const who : {"officer1.fr", "officer1.br", "officer1.es"})
    queries.push_back("?author=" + twins.fuller().as(who).get("/me").text_at("/id"));
  return queries;
}

std::vector<Body> warning_appeals(Twins&, api::Place const&) {
  return {{{{"reason", "It is to the point."}}}, {{{"reason", "Once more."}}}};
}

std::vector<Body> warning_decisions(Twins&, api::Place const&) {
  return {{{{"outcome", "lifted"}, {"reason", "He is right."}}}};
}

std::vector<Body> new_author_notes(Twins&, api::Place const&) {
  return {{{{"kind", "note"}, {"text", "To remember."}}}, {{{"kind", "warning"}, {"text", "Stay with it."}}}};
}

}  // namespace tests::twins
