// Checkpoints of the audit log through the whole server, and the bureaus that co-sign them.
#include "auth/audit_witness.hpp"
#include "tests/integration/api/sample_calls.hpp"

namespace tests::api {
namespace {

class WitnessesApi : public Api {
 protected:
  // Signs what the log holds now with a key of the test's own beside the server's.
  std::string sign_checkpoint() {
    std::string note;
    server.change([&](storage::WriteTx& tx) {
      base::SystemRandom random;
      auto const now = base::wall_clock_now();
      auto const signer =
          auth::NoteSigner::make(auth::find_audit_origin(tx).value(), auth::NoteAlgorithm::ed25519, random);
      auth::register_audit_key(tx, signer.key(), now);
      auth::make_checkpoint(tx, signer, now);
      note = auth::find_newest_checkpoint(tx).value().note;
    });
    return note;
  }
};

TEST_F(WitnessesApi, a_bureau_is_one_by_a_key_of_its_own) {
  base::SystemRandom random;
  auto const key = [&](std::string_view name) {
    return auth::NoteSigner::make(std::string(name), auth::NoteAlgorithm::cosignature, random);
  };
  auto const signer = key("bureau.ke/witness");
  auto administrator = client("admin.ipsg");
  auto coordinator = client("coordinator.ke");
  auto security = client("security.ke");
  auto officer = client("officer1.ke");
  auto foreign = client("coordinator.es");
  auto auditor = client("auditor.ipsg");
  std::string const note = sign_checkpoint();
  EXPECT_EQ(coordinator.get("/audit/checkpoint").status, 403)
      << "no witness yet: its size tells how much goes on";
  EXPECT_EQ(auditor.get("/audit/checkpoint").text, note);

  // Registering: an administrator, a key of the right kind, once.
  auto const registration = [&](std::string const& text, std::string const& organisation) {
    return object{{"organisation_id", organisation}, {"key", text}};
  };
  auto const kenya = server.organisation("ke");
  auto const good = registration(to_string(signer.key()), kenya);
  EXPECT_EQ(coordinator.post("/audit/witnesses", good).code(), "not_permitted");
  EXPECT_EQ(administrator.post("/audit/witnesses", registration("x", kenya)).text_at("/errors/0/pointer"),
            "/key");
  EXPECT_EQ(
      administrator.post("/audit/witnesses", registration(to_string(signer.key()), std::string(26, '0')))
          .text_at("/errors/0/code"),
      "unknown_organisation");
  auto const known = expect_status(201, administrator.post("/audit/witnesses", good));
  EXPECT_EQ(administrator.post("/audit/witnesses", good).text_at("/errors/0/code"), "duplicate");
  std::string const last = "/items/" + std::to_string(known.items() - 1);
  EXPECT_EQ(known.text_at(last + "/key"), to_string(signer.key()));
  EXPECT_EQ(known.text_at("/may/0"), "register");

  // Its coordinators and security officers hand in what they signed.
  EXPECT_EQ(officer.get("/audit/witnesses").status, 403);
  EXPECT_EQ(coordinator.get("/audit/witnesses").text_at("/may/1"), "cosign");
  EXPECT_FALSE(foreign.get("/audit/witnesses").has("/may/0"));
  auto const checkpoint = expect_status(200, coordinator.get("/audit/checkpoint"));
  EXPECT_EQ(checkpoint.header("content-type"), "text/plain; charset=utf-8");
  auto const parsed = auth::parse_signed_note(checkpoint.text).value();
  auto const now = base::wall_clock_now();
  auto const signed_by = [&](auth::NoteSigner const& by, base::Timestamp when) {
    return object{{"note", parsed.text + "\n" + encode_signature_line(by.sign(parsed.text, when))}};
  };
  auto const flaw = [&](object const& body, std::string_view code) {
    auto const answer = coordinator.post("/audit/cosignatures", body);
    EXPECT_EQ(answer.status, 400) << answer;
    EXPECT_EQ(answer.text_at("/errors/0/pointer"), "/note");
    EXPECT_EQ(answer.text_at("/errors/0/code"), code) << answer;
  };
  flaw({{"note", ""}}, "empty");
  flaw({{"note", "Dear all"}}, "malformed");
  flaw(signed_by(key("bureau.ke/other"), now), "unknown_value");
  flaw(signed_by(signer, now + 1h), "out_of_range");
  auto forged = parsed.text;
  forged += "\n" + encode_signature_line(signer.sign("another text\n", now));
  flaw({{"note", forged}}, "malformed");
  for (auto* const nobody : {&officer, &foreign, &auditor, &administrator})
    EXPECT_EQ(nobody->post("/audit/cosignatures", signed_by(signer, now)).code(), "not_permitted");
  EXPECT_GT(
      expect_status(201, security.post("/audit/cosignatures", signed_by(signer, now))).number_at("/size"), 0);
  flaw(signed_by(signer, now), "duplicate");
  EXPECT_NE(auditor.get("/audit/checkpoint").text.find("bureau.ke/witness"), std::string::npos);
  EXPECT_TRUE(is_time(auditor.get("/audit/witnesses").text_at(last + "/cosigned_at")));

  // A witness that has retired co-signs nothing more.
  std::string const path = "/audit/witnesses/" + known.text_at(last + "/id");
  EXPECT_EQ(officer.remove(path).code(), "not_found");
  EXPECT_EQ(coordinator.remove(path).code(), "not_permitted");
  EXPECT_TRUE(is_time(expect_status(200, administrator.remove(path)).text_at(last + "/retired_at")));
  EXPECT_EQ(administrator.remove(path).code(), "not_found");
  EXPECT_EQ(security.post("/audit/cosignatures", signed_by(signer, now)).code(), "not_permitted");
  EXPECT_EQ(coordinator.get("/audit/checkpoint").status, 403);
}

}  // namespace
}  // namespace tests::api
