// What does not fit a source's control of its texts: unknown organisations, audiences that are wider than
// what encloses them, empty or without one's own, an expiry in the past, a release of one's own post, a
// second person who is the first, a forged co-signature, a stale version. Each is told with a code, and the
// field where there is one, and nothing has changed.
#include "auth/audit_witness.hpp"
#include "tests/integration/api/standing.hpp"

namespace tests::api {
namespace {

struct Refusal {
  int status = 0;
  std::string code;
  std::string pointer;  // empty where no field is at fault
  std::string flaw;

  bool operator==(Refusal const&) const = default;
};

std::ostream& operator<<(std::ostream& out, Refusal const& refusal) {
  return out << refusal.status << " " << refusal.code << " " << refusal.pointer << " " << refusal.flaw;
}

Refusal refusal_of(ApiAnswer const& answer) {
  bool const has_field = answer.has("/errors/0");
  return {answer.status, answer.code(), has_field ? answer.text_at("/errors/0/pointer") : "",
          has_field ? answer.text_at("/errors/0/code") : ""};
}

class RefusedInput : public Api {
 protected:
  // But for cursors, which tell where it was read.
  static std::string shown_to(ApiClient& who, std::string const& place) {
    auto body = expect_status(200, who.get(place)).body;
    if (body.is_object()) {
      for (auto const* const name : {"cursor", "next"}) body.as_object().erase(name);
    }
    return place + " " + boost::json::serialize(body) + "\n";
  }
  // What the author, a coordinator of his and a reader abroad are shown of the topic, the thread and its
  // posts, and what awaits release.
  std::string all_there_is() {
    std::string shown = shown_to(coordinator, "/release-queue");
    for (auto* const who : {&author, &coordinator, &reader}) {
      for (auto const& place : watched) shown += shown_to(*who, place);
    }
    return shown;
  }

  template <class Act>
  void expect_refused(Refusal const& expected, Act act) {
    auto const before = all_there_is();
    EXPECT_EQ(refusal_of(act()), expected);
    EXPECT_TRUE(all_there_is() == before) << "something has changed";
  }
  static Refusal unfit(std::string pointer, std::string flaw) {
    return {400, "invalid_body", std::move(pointer), std::move(flaw)};
  }

  // In a new thread, in an answer, and where something is narrowed.
  void expect_refused_everywhere(Refusal const& expected, object const& audience) {
    expect_refused(expected, [&] {
      return author.post("/topics/" + open() + "/threads",
                         {{"title", "Whose?"}, {"body", "Text."}, {"audience", audience}});
    });
    expect_refused(expected, [&] { return author.post(posts, {{"body", "Text."}, {"audience", audience}}); });
    expect_refused(expected,
                   [&] { return author.patch(path, {{"version", version()}, {"audience", audience}}); });
    expect_refused(expected, [&] {
      return author.patch("/posts/" + own_reply, {{"version", 1}, {"audience", audience}});
    });
  }
  std::int64_t version() { return author.get(path).number_at("/version"); }

  ApiClient author = client("officer1.fr");
  ApiClient coordinator = client("coordinator.fr");
  ApiClient reader = client("officer1.ke");
  object const three =
      only({server.organisation("fr"), server.organisation("ke"), server.organisation("es")});
  OpenedThread thread = open_thread(author, open(), {{"audience", three}});
  std::string own_reply = reply(author, thread.id);
  std::string path = "/threads/" + thread.id;
  std::string posts = path + "/posts";
  std::vector<std::string> watched{"/topics/" + open() + "/threads", path, posts, path + "/audience",
                                   "/posts/" + own_reply + "/audience"};
};

TEST_F(RefusedInput, unknown_organisations_in_an_audience) {
  std::string const nobody(26, '0');
  expect_refused_everywhere(unfit("/audience/organisations/1", "unknown_organisation"),
                            only({server.organisation("fr"), nobody}));
  expect_refused_everywhere(unfit("/audience/minus/0", "unknown_organisation"),
                            {{"base", "inherit"}, {"minus", array{nobody}}});
}

TEST_F(RefusedInput, an_audience_wider_than_what_encloses_it) {
  Refusal const too_wide{409, "audience_too_wide", "/audience", "out_of_range"};
  auto const with_brazil = only({server.organisation("fr"), server.organisation("br")});
  expect_refused(too_wide,
                 [&] { return author.post(posts, {{"body", "To more."}, {"audience", with_brazil}}); });
  for (auto const& audience : {object{{"base", "all_members"}}, with_brazil}) {
    expect_refused(too_wide,
                   [&] { return author.patch(path, {{"version", version()}, {"audience", audience}}); });
  }
  expect_refused(too_wide, [&] {
    return author.patch("/posts/" + own_reply, {{"version", 1}, {"audience", with_brazil}});
  });
  expect_status(200, author.patch("/posts/" + own_reply,
                                  {{"version", 1}, {"audience", only({server.organisation("fr")})}}));
  watched.pop_back();  // who reads that post is not told to who does not
  expect_refused(too_wide,
                 [&] { return author.patch("/posts/" + own_reply, {{"version", 2}, {"audience", three}}); });
  // A topic that is for some: a thread in it is for no more.
  auto const narrow = server.topic("narrow");
  watched.push_back("/topics/" + narrow + "/threads");
  expect_refused(too_wide, [&] {
    return author.post("/topics/" + narrow + "/threads",
                       {{"title", "To more"}, {"body", "Text."}, {"audience", with_brazil}});
  });
}

TEST_F(RefusedInput, an_empty_audience) {
  expect_refused_everywhere(unfit("/audience/organisations", "empty"), only({}));
}

TEST_F(RefusedInput, an_audience_without_ones_own_organisation) {
  expect_refused_everywhere(unfit("/audience/organisations", "own_organisation_missing"),
                            only({server.organisation("ke")}));
  expect_refused_everywhere(unfit("/audience/minus", "own_organisation_missing"),
                            {{"base", "inherit"}, {"minus", array{server.organisation("fr")}}});
}

TEST_F(RefusedInput, an_expiry_in_the_past) {
  object const past{{"expires_on", "2020-01-01T00:00:00.000Z"}};
  auto const expected = unfit("/marking/expires_on", "out_of_range");
  expect_refused(expected, [&] {
    return author.post("/topics/" + open() + "/threads",
                       {{"title", "Too late"}, {"body", "Text."}, {"marking", past}});
  });
  expect_refused(expected, [&] { return author.post(posts, {{"body", "Text."}, {"marking", past}}); });
  expect_refused(expected,
                 [&] { return author.patch("/posts/" + own_reply, {{"version", 1}, {"marking", past}}); });
}

TEST_F(RefusedInput, a_release_of_ones_own_post) {
  object const secret{{"body", "Secret."}, {"marking", {{"level", "restricted"}}}};
  auto const of_officer = expect_status(201, author.post(posts, secret)).text_at("/id");
  auto const of_coordinator = expect_status(201, coordinator.post(posts, secret)).text_at("/id");
  object const reason{{"reason", "Fit to go."}};
  for (auto const* const act : {"/release", "/return"}) {
    expect_refused({403, "second_person_required", "", ""},
                   [&] { return coordinator.post("/posts/" + of_coordinator + act, reason); });
    expect_refused({403, "not_permitted", "", ""},
                   [&] { return author.post("/posts/" + of_officer + act, reason); });
  }
  // Other words of his in somebody else's post.
  expect_status(200,
                coordinator.patch("/posts/" + of_officer, {{"version", 1}, {"body", "In better words."}}));
  expect_refused({403, "second_person_required", "", ""},
                 [&] { return coordinator.post("/posts/" + of_officer + "/release", reason); });
  EXPECT_EQ(reader.get("/posts/" + of_officer).status, 404);
  EXPECT_EQ(reader.get("/posts/" + of_coordinator).status, 404);
}

TEST_F(RefusedInput, an_answer_to_what_awaits_release) {
  auto const waiting =
      expect_status(201, author.post(posts, {{"body", "Secret."}, {"marking", {{"level", "restricted"}}}}))
          .text_at("/id");
  for (auto* const who : {&author, &coordinator}) {
    expect_refused({409, "parent_not_published", "/parent_id", "not_ready"},
                   [&] { return who->post(posts, {{"body", "To that."}, {"parent_id", waiting}}); });
  }
  expect_refused({404, "not_found", "", ""},
                 [&] { return reader.post(posts, {{"body", "To that."}, {"parent_id", waiting}}); });
  auto const unreleased =
      expect_status(
          201, author.post("/topics/" + open() + "/threads",
                           {{"title", "Waits"}, {"body", "Text."}, {"marking", {{"level", "restricted"}}}}))
          .text_at("/thread/id");
  expect_refused({409, "parent_not_published", "", ""},
                 [&] { return author.post("/threads/" + unreleased + "/posts", {{"body", "To that."}}); });
}

TEST_F(RefusedInput, a_second_person_who_is_the_first) {
  auto const list = "/organisations/" + server.organisation("fr") + "/deny-list";
  auto const proposal = expect_status(201, propose_deny_change(coordinator, server.organisation("fr"),
                                                               {{"add", array{server.organisation("eg")}}}));
  auto const version = coordinator.get(list).number_at("/version");
  expect_refused({403, "second_person_required", "", ""}, [&] { return decide(coordinator, proposal); });
  EXPECT_EQ(coordinator.get(list).number_at("/version"), version);
  expect_status(200, coordinator.remove("/proposals/" + proposal.text_at("/id")));
}

TEST_F(RefusedInput, a_forged_cosignature) {
  base::SystemRandom random;
  auto const signer = auth::NoteSigner::make("bureau.br/witness", auth::NoteAlgorithm::cosignature, random);
  auto const forger = auth::NoteSigner::make("bureau.br/witness", auth::NoteAlgorithm::cosignature, random);
  auto administrator = client("admin.ipsg");
  auto witness = client("coordinator.br");
  auto const registered = expect_status(
      201, administrator.post("/audit/witnesses", {{"organisation_id", server.organisation("br")},
                                                   {"key", to_string(signer.key())}}));
  server.change([&](storage::WriteTx& tx) {
    auto const now = base::wall_clock_now();
    auto const key =
        auth::NoteSigner::make(auth::find_audit_origin(tx).value(), auth::NoteAlgorithm::ed25519, random);
    auth::register_audit_key(tx, key.key(), now);
    auth::make_checkpoint(tx, key, now);
  });
  auto const checkpoint = expect_status(200, witness.get("/audit/checkpoint")).text;
  auto const text = auth::parse_signed_note(checkpoint).value().text;
  auto const line = encode_signature_line(forger.sign(text, base::wall_clock_now()));
  auto const before = witness.get("/audit/witnesses").text;
  // Signed with a key of the same name that is not the bureau's.
  expect_refused(unfit("/note", "unknown_value"),
                 [&] { return witness.post("/audit/cosignatures", {{"note", text + "\n" + line}}); });
  EXPECT_EQ(witness.get("/audit/checkpoint").text, checkpoint);
  EXPECT_EQ(witness.get("/audit/witnesses").text, before);
  auto const last = "/items/" + std::to_string(registered.items() - 1) + "/id";
  expect_status(200, administrator.remove("/audit/witnesses/" + registered.text_at(last)));
}

TEST_F(RefusedInput, a_stale_version) {
  Refusal const stale{409, "version_conflict", "/version", "out_of_range"};
  expect_status(200, author.patch("/posts/" + own_reply, {{"version", 1}, {"body", "Second text."}}));
  std::string const post = "/posts/" + own_reply;
  object const with_reason{{"version", 1}, {"reason", "So it is."}};
  expect_refused(stale, [&] { return author.patch(post, {{"version", 1}, {"body", "Third text."}}); });
  expect_refused(stale, [&] {
    return author.patch(post, {{"version", 1}, {"audience", only({server.organisation("fr")})}});
  });
  expect_refused(stale, [&] { return author.post(post + "/recall", with_reason); });
  expect_refused(stale, [&] { return coordinator.post(post + "/hide", with_reason); });
  expect_refused(stale, [&] { return author.patch(path, {{"version", version() + 1}, {"title", "Other"}}); });
  auto const waiting =
      expect_status(201, author.post(posts, {{"body", "Secret."}, {"marking", {{"level", "restricted"}}}}))
          .text_at("/id");
  expect_refused(stale, [&] {
    return coordinator.post("/posts/" + waiting + "/release", {{"version", 2}, {"reason", "Fit to go."}});
  });

  // A change that awaits release has a version of its own.
  expect_status(200, coordinator.post("/posts/" + waiting + "/release", {{"reason", "Fit to go."}}));
  expect_status(200, author.patch("/posts/" + waiting, {{"version", 1}, {"body", "Other words."}}));
  Refusal const unnamed{409, "version_conflict", "/pending_version", "required"};
  expect_refused(unnamed,
                 [&] { return author.patch("/posts/" + waiting, {{"version", 1}, {"body", "Blindly."}}); });
  Refusal const passed{409, "version_conflict", "/pending_version", "out_of_range"};
  expect_refused(passed, [&] {
    return author.patch("/posts/" + waiting, {{"version", 1}, {"pending_version", 7}, {"body", "Another."}});
  });
}

}  // namespace
}  // namespace tests::api
