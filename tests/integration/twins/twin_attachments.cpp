#include "tests/integration/twins/twin_attachments.hpp"

#include <stdexcept>

#include <boost/json/array.hpp>

namespace tests::twins {
namespace {

constexpr std::string_view kBytes = "What a file says.";

}  // namespace

std::string upload(TwinWorld& world, std::string_view who, std::string const& name) {
  auto& officer = world.as(who);
  auto const made = officer.post("/uploads", {{"name", name + ".txt"}, {"size", kBytes.size()}});
  if (made.status != 201) throw std::runtime_error("the story fails at an upload: " + made.text);
  auto const id = made.text_at("/id");
  auto const sent = officer.call("PATCH", "/uploads/" + id,
                                 {{"sec-fetch-site", "same-origin"},
                                  {"content-type", "application/offset+octet-stream"},
                                  {"upload-offset", "0"}},
                                 kBytes);
  if (sent.status != 200) throw std::runtime_error("the story fails at a piece: " + sent.text);
  world.server().settle_upload(kBytes);
  world.objects.attachments.push_back(id);
  return id;
}

std::vector<Body> new_uploads(Twins&, api::Place const&) {
  return {{{{"name", "mine.txt"}, {"size", 1}}}, {{{"name", "a/b.txt"}, {"size", 1}}}};
}

std::vector<Body> replies_with_files(Twins& twins, api::Place const&) {
  std::vector<Body> bodies;
  for (auto const& id : twins.objects().attachments)
    bodies.push_back({{{"body", "With a file."}, {"attachments", boost::json::array{id}}}});
  return bodies;
}

}  // namespace tests::twins
