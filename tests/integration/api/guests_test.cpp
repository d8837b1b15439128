// A guest from his nomination to the end of his invitation, through the HTTP API and the live stream.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

class GuestApi : public Api {
 protected:
  // Nominated, vetted, with a password: invited to nothing yet.
  ApiClient make_guest(std::string const& name) {
    auto const account = expect_status(201, coordinator.post("/accounts", {{"username", name},
                                                                           {"name", "Guest " + name},
                                                                           {"function", "Professor of law"},
                                                                           {"role", "guest"},
                                                                           {"clearance", "official_use_only"},
                                                                           {"language", "en"}}));
    guest_id = account.text_at("/id");
    expect_status(
        200, security.post("/accounts/" + guest_id + "/vetting",
                           {{"version", account.number_at("/version")}, {"vetted_until", in(24h * 30)}}));
    auto const code = expect_status(201, security.call("POST", "/accounts/" + guest_id + "/setup-code"));
    std::string const password = "a long enough password";
    auto guest = server.stranger();
    expect_status(204,
                  guest.post("/session/password",
                             {{"username", name}, {"code", code.text_at("/code")}, {"password", password}}));
    expect_status(200, guest.sign_in(name, password));
    return guest;
  }
  static std::string in(std::chrono::hours time) {
    return base::format_rfc3339(base::wall_clock_now() + time);
  }
  std::string guests_of(std::string const& thread) { return "/threads/" + thread + "/guests/" + guest_id; }

  ApiClient coordinator = client("coordinator.ke");
  ApiClient security = client("security.ke");
  ApiClient author = client("officer1.ke");
  std::string guest_id;
};

TEST_F(GuestApi, reads_a_thread_until_the_invitation_ends_and_hears_that_it_is_gone) {
  auto const thread = open_thread(author, open());
  auto const other = open_thread(author, open());
  auto guest = make_guest("one.ke");
  EXPECT_EQ(guest.get("/topics").items(), 0U);
  EXPECT_EQ(guest.get("/threads/" + thread.id).status, 404);
  EXPECT_EQ(guest.get("/organisations").items(), 1U);
  EXPECT_EQ(guest.get("/invitations").items(), 0U);

  EXPECT_TRUE(coordinator.get("/threads/" + thread.id).text.find("invite_guest") != std::string::npos);
  EXPECT_TRUE(author.get("/threads/" + thread.id).text.find("invite_guest") == std::string::npos);
  auto const list = expect_status(200, coordinator.put(guests_of(thread.id), {{"until", in(48h)}}));
  EXPECT_EQ(list.text_at("/items/0/person/id"), guest_id);

  auto const guests = expect_status(200, coordinator.get("/threads/" + thread.id + "/guests"));
  EXPECT_EQ(guests.text_at("/items/0/person/id"), guest_id);
  EXPECT_EQ(guest.get("/invitations").text_at("/items/0/thread_id"), thread.id);
  EXPECT_EQ(guest.get("/topics").number_at("/items/0/threads"), 1);
  expect_status(200, guest.get("/threads/" + thread.id + "/posts"));
  expect_status(200, guest.get("/posts/" + thread.first_post));
  EXPECT_EQ(guest.get("/threads/" + other.id).status, 404);
  EXPECT_EQ(guest.post("/threads/" + thread.id + "/posts", {{"body", "May I?"}}).code(), "not_permitted");
  EXPECT_EQ(guest.put("/drafts/thread." + thread.id, {{"body", "x"}}).code(), "not_permitted");
  EXPECT_EQ(guest.put("/threads/" + thread.id + "/subscription", {{"as", "me"}, {"level", "all"}}).code(),
            "not_permitted");
  EXPECT_EQ(guest.get("/threads/" + thread.id + "/guests").code(), "not_permitted");

  auto stream = guest.stream();
  stream.next("hello");
  stream.watch({}, {thread.id, other.id});
  reply(author, other.id);
  auto const heard = reply(author, thread.id);
  EXPECT_EQ(stream.next("post.created").at("post_id").as_string(), heard);
  expect_status(204, coordinator.remove(guests_of(thread.id)));
  EXPECT_EQ(stream.next("thread.gone").at("thread_id").as_string(), thread.id);
  EXPECT_EQ(guest.get("/threads/" + thread.id).status, 404);
  EXPECT_EQ(guest.get("/topics").items(), 0U);
  auto const left = expect_status(200, coordinator.get("/threads/" + thread.id + "/guests"));
  EXPECT_TRUE(left.body.at_pointer("/items/0/until").is_null());
  expect_status(200, guest.get("/me"));
}

TEST_F(GuestApi, is_invited_by_nobody_else_and_until_a_day_that_fits) {
  auto const thread = open_thread(author, open());
  auto guest = make_guest("two.ke");
  auto stranger = client("coordinator.fr");
  EXPECT_EQ(stranger.put(guests_of(thread.id), {{"until", in(1h)}}).code(), "not_permitted");
  EXPECT_EQ(author.put(guests_of(thread.id), {{"until", in(1h)}}).code(), "not_permitted");
  EXPECT_EQ(coordinator.put(guests_of(std::string(26, '7')), {{"until", in(1h)}}).status, 404);
  auto const past = coordinator.put(guests_of(thread.id), {{"until", in(-1h)}});
  EXPECT_EQ(past.code(), "invalid_body");
  EXPECT_EQ(past.text_at("/errors/0/pointer"), "/until");
  EXPECT_EQ(coordinator.put(guests_of(thread.id), {{"until", in(24h * 400)}}).code(), "invalid_body");
  guest_id = client("officer1.fr").get("/me").text_at("/id");
  EXPECT_EQ(coordinator.put(guests_of(thread.id), {{"until", in(1h)}}).status, 404);
  EXPECT_EQ(coordinator.remove(guests_of(thread.id)).status, 404);
  guest_id = std::string(26, '7');
  EXPECT_EQ(coordinator.put(guests_of(thread.id), {{"until", in(1h)}}).status, 404);
}

}  // namespace
}  // namespace tests::api
