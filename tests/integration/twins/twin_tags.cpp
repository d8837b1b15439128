#include "tests/integration/twins/twin_tags.hpp"

#include <boost/json/array.hpp>

namespace tests::twins {
namespace {

using boost::json::array;

object names(std::string const& name) {
  return {{"ar", name}, {"en", name}, {"es", name}, {"fr", name}};
}

}  // namespace

void tag_what_all_read(TwinWorld& w) {
  w.patch_thread("officer1.ke", "second", {{"tags", array{"shared", "of all"}}, {"kind", "question"}});
  w.post("unit.ipsg", "/listed-tags", {{"names", names("Listed")}});
}

void tag_what_is_hidden(TwinWorld& w) {
  w.patch_thread("officer1.fr", "heliotrope", {{"tags", array{"Heliotrope", "shared", "listed"}}});
  w.open(
      "tagged hidden", "officer1.es", "open",
      {{"audience", w.only({"fr", "es"})}, {"tags", array{"shared", "shared secret"}}, {"kind", "question"}});
}

void retag_what_is_hidden(TwinWorld& w) {
  w.patch_thread("officer1.es", "tagged hidden", {{"tags", array{"of all", "heliotrope"}}});
}

std::vector<std::string> of_tags(Twins&, api::Place const&) {
  return {"", "?limit=1", "?q=s", "?q=SHARED", "?q=helio", "?q=secret", "?q=listed"};
}

std::vector<std::string> of_tagged_threads(Twins&, api::Place const&) {
  return {"", "&limit=1", "&kind=question"};
}

std::vector<Body> tagged_threads(Twins&, api::Place const&) {
  return {{{{"title", "Tagged"}, {"body", "x"}, {"tags", array{"HELIOTROPE", "shared"}}}},
          {{{"title", "Told"}, {"body", "x"}, {"kind", "announcement"}}}};
}

std::vector<Body> label_changes(Twins&, api::Place const&) {
  return {{{{"version", kCurrentVersion}, {"tags", array{"shared", "shared secret"}}}},
          {{{"version", kCurrentVersion}, {"kind", "case_study"}}}};
}

std::vector<Body> tag_names(Twins&, api::Place const&) {
  return {{{{"names", names("Heliotrope")}}}, {{{"names", names("Listed")}}}};
}

std::vector<Body> other_tag_names(Twins&, api::Place const&) {
  return {{{{"version", 1}, {"names", names("Shared")}}}};
}

}  // namespace tests::twins
