// Files of posts through the API: uploading in pieces, attaching, handing out; and worked example 14.
#include "auth/sessions.hpp"
#include "auth/users.hpp"
#include "base/hash.hpp"
#include "files/store.hpp"
#include "tests/integration/api/uploading.hpp"
#include "tests/integration/api/worked_example.hpp"

namespace tests::api {
namespace {

std::string hash_of(std::string_view bytes) {
  return files::to_hex(base::sha256(bytes));
}

class AttachmentApi : public Api {
 protected:
  ApiClient french = client("officer1.fr");
  ApiClient brazilian = client("officer1.br");
};

std::string content(std::string const& id) {
  return "/attachments/" + id + "/content";
}

TEST_F(AttachmentApi, is_uploaded_attached_and_handed_out_as_it_was_sent) {
  auto const pdf = support::sample_pdf();
  auto const made =
      announce(french, "Loi n° 5.pdf", pdf.size(), {{"sha256", hash_of(pdf)}, {"context", "reply.x"}});
  ASSERT_EQ(made.status, 201) << made;
  EXPECT_EQ(made.text_at("/state"), "receiving");
  EXPECT_EQ(made.number_at("/offset"), 0);
  auto const id = made.text_at("/id");
  EXPECT_EQ(french.get("/uploads/" + id).text_at("/context"), "reply.x");
  EXPECT_NE(french.get("/uploads").text.find(id), std::string::npos);
  ASSERT_EQ(send_piece(french, id, 0, pdf).status, 200);
  auto const checked = wait_for_check(french, id);
  EXPECT_EQ(checked.text_at("/state"), "ready") << checked;
  EXPECT_EQ(checked.text_at("/type"), "application/pdf");
  EXPECT_EQ(checked.text_at("/sha256"), hash_of(pdf));

  auto const thread = open_thread(french, open(), {{"attachments", {id}}});
  EXPECT_EQ(french.get("/uploads/" + id).status, 404);
  auto const read = brazilian.get("/posts/" + thread.first_post);
  ASSERT_EQ(read.status, 200);
  EXPECT_EQ(read.text_at("/attachments/0/id"), id);
  EXPECT_EQ(read.text_at("/attachments/0/name"), "Loi n° 5.pdf");
  EXPECT_EQ(read.text_at("/attachments/0/sha256"), hash_of(pdf));
  EXPECT_EQ(brazilian.get("/threads/" + thread.id + "/posts").text_at("/items/0/attachments/0/id"), id);

  auto const file = brazilian.get(content(id));
  ASSERT_EQ(file.status, 200) << file;
  EXPECT_EQ(file.text, pdf);
  EXPECT_EQ(file.header("content-type"), "application/octet-stream");
  EXPECT_EQ(file.header("content-disposition"),
            "attachment; filename=\"Loi_n___5.pdf\"; filename*=UTF-8''Loi%20n%C2%B0%205.pdf");
  EXPECT_EQ(file.header("x-content-type-options"), "nosniff");
  EXPECT_EQ(file.header("cross-origin-resource-policy"), "same-origin");
  EXPECT_EQ(file.header("cache-control"), "no-store");
  EXPECT_EQ(file.header("content-security-policy"), "sandbox; default-src 'none'");
  EXPECT_EQ(brazilian.get("/attachments/" + id + "/thumbnail").status, 404);
}

TEST_F(AttachmentApi, of_a_picture_has_a_small_picture_for_whoever_may_read_the_post) {
  auto const done = upload(french, "seal.png", support::sample_png());
  ASSERT_EQ(done.text_at("/state"), "ready") << done;
  auto const id = done.text_at("/id");
  object const narrow = only({server.organisation("fr"), server.organisation("ke")});
  auto const thread = open_thread(french, open(), {{"attachments", {id}}, {"audience", narrow}});
  auto kenyan = client("officer1.ke");
  EXPECT_TRUE(
      kenyan.get("/posts/" + thread.first_post).body.at_pointer("/attachments/0/thumbnail").as_bool());
  auto const small = expect_status(200, kenyan.get("/attachments/" + id + "/thumbnail"));
  EXPECT_TRUE(small.header("content-type").starts_with("image/")) << small.header("content-type");
  EXPECT_FALSE(small.text.empty());
  EXPECT_EQ(brazilian.get("/attachments/" + id + "/thumbnail").status, 404);
}

TEST_F(AttachmentApi, goes_on_where_an_upload_was_cut_off) {
  auto const pdf = support::sample_pdf(std::string(3'000'000, 'x'));
  auto const id = expect_status(201, announce(french, "long.pdf", pdf.size())).text_at("/id");
  expect_status(200, send_piece(french, id, 0, std::string_view(pdf).substr(0, 1'000'000)));

  // A piece of which only a part arrives leaves nothing.
  {
    support::TlsClient cut(server.port());
    cut.send("PATCH /api/v1/uploads/" + id +
             " HTTP/1.1\r\nhost: x\r\nsec-fetch-site: same-origin\r\nupload-offset: 1000000\r\n"
             "content-type: application/offset+octet-stream\r\ncontent-length: 1000000\r\ncookie: " +
             french.cookie() + "\r\n\r\n" + pdf.substr(1'000'000, 1000));
  }
  EXPECT_EQ(french.get("/uploads/" + id).number_at("/offset"), 1'000'000);
  EXPECT_EQ(send_piece(french, id, 0, "x").code(), "state_conflict");
  EXPECT_EQ(send_piece(french, id, 2'000'000, "x").code(), "state_conflict");
  auto fresh = client("officer1.fr");
  expect_status(200, send_piece(fresh, id, 1'000'000, std::string_view(pdf).substr(1'000'000, 1'000'000)));
  expect_status(200, send_piece(fresh, id, 2'000'000, std::string_view(pdf).substr(2'000'000)));
  auto const checked = wait_for_check(fresh, id);
  EXPECT_EQ(checked.text_at("/sha256"), hash_of(pdf)) << checked;

  auto const thread = open_thread(fresh, open(), {{"attachments", {id}}});
  EXPECT_EQ(brazilian.get(content(id)).text, pdf);
}

TEST_F(AttachmentApi, comes_in_parts_to_who_asks_for_one) {
  auto const pdf = support::sample_pdf(std::string(700'000, 'y'));
  auto const id = upload(french, "parts.pdf", pdf).text_at("/id");
  open_thread(french, open(), {{"attachments", {id}}});
  auto const part = brazilian.call("GET", content(id), {{"range", "bytes=300000-"}});
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(part.text, pdf.substr(300'000));
  EXPECT_EQ(part.header("content-range"),
            "bytes 300000-" + std::to_string(pdf.size() - 1) + "/" + std::to_string(pdf.size()));
  EXPECT_EQ(brazilian.call("GET", content(id), {{"range", "bytes=-7"}}).text, pdf.substr(pdf.size() - 7));
  EXPECT_EQ(brazilian.call("GET", content(id), {{"range", "bytes=0-0"}}).text, "%");
  EXPECT_EQ(brazilian.call("GET", content(id), {{"range", "bytes=9000000-"}}).status, 416);
  EXPECT_EQ(brazilian.call("GET", content(id), {{"range", "bytes=4-2"}}).text, pdf);
  EXPECT_EQ(brazilian.call("GET", content(id), {{"range", "bytes=0-0"}, {"if-range", "\"another\""}}).text,
            pdf);
}

TEST_F(AttachmentApi, refuses_what_is_wrong_and_changes_nothing) {
  auto const refusal = [&](std::string const& name, std::string const& bytes) {
    auto const done = upload(french, name, bytes);
    EXPECT_EQ(done.text_at("/state"), "refused") << done;
    return done.has("/refusal") && done.body.at("refusal").is_string() ? done.text_at("/refusal") : "";
  };
  EXPECT_EQ(refusal("page.html", "<!doctype html><script>alert(1)</script>"), "type_not_allowed");
  EXPECT_EQ(refusal("notes.txt", "<!doctype html><html><script>alert(1)</script>"), "type_not_allowed");
  EXPECT_EQ(refusal("statute.docx", support::sample_pdf()), "type_differs");
  EXPECT_EQ(refusal("statute.pdf", support::sample_pdf() + "MZ and a program"), "mixed_types");
  EXPECT_EQ(refusal("program.pdf", std::string("\x7f"
                                               "ELF") +
                                       std::string(100, '\0')),
            "type_not_allowed");

  auto const lie =
      expect_status(201, announce(french, "a.pdf", 3, {{"sha256", std::string(64, 'a')}})).text_at("/id");
  expect_status(200, send_piece(french, lie, 0, "abc"));
  EXPECT_EQ(wait_for_check(french, lie).text_at("/refusal"), "damaged");
  EXPECT_EQ(send_piece(french, lie, 0, "abc").code(), "state_conflict");

  EXPECT_EQ(announce(french, "../a.pdf", 3).text_at("/errors/0/pointer"), "/name");
  EXPECT_EQ(announce(french, "a.pdf", 26'214'401).text_at("/errors/0/pointer"), "/size");
  EXPECT_EQ(announce(french, "a.pdf", 0).text_at("/errors/0/pointer"), "/size");
  auto auditor = client("auditor.ipsg");
  EXPECT_EQ(announce(auditor, "a.pdf", 3).code(), "not_permitted");

  auto const short_one = expect_status(201, announce(french, "a.pdf", 3)).text_at("/id");
  EXPECT_EQ(send_piece(french, short_one, 0, "more than three").code(), "invalid_body");
  EXPECT_EQ(french.call("PATCH", "/uploads/" + short_one, {{"sec-fetch-site", "same-origin"}}, "x").code(),
            "unsupported_media_type");
  auto const open_it = [&](std::string const& id) {
    return french.post("/topics/" + open() + "/threads",
                       {{"title", "With a file"}, {"body", "Text."}, {"attachments", {id}}});
  };
  EXPECT_EQ(open_it(short_one).text_at("/errors/0/code"), "not_ready");
  EXPECT_EQ(open_it(lie).text_at("/errors/0/code"), "not_ready");
  EXPECT_EQ(open_it(std::string(26, '7')).text_at("/errors/0/code"), "unknown_upload");
  EXPECT_EQ(open_it(std::string(26, '7')).text_at("/errors/0/pointer"), "/attachments/0");
  EXPECT_EQ(french.remove("/uploads/" + short_one).status, 204);
  EXPECT_EQ(french.get("/uploads/" + short_one).status, 404);
}

TEST_F(AttachmentApi, of_somebody_else_is_not_there_before_it_is_attached) {
  auto const id = upload_pdf(french);
  auto colleague = client("officer2.fr");
  for (auto* const other : {&brazilian, &colleague}) {
    EXPECT_EQ(other->get("/uploads/" + id).status, 404);
    EXPECT_EQ(other->remove("/uploads/" + id).status, 404);
    EXPECT_EQ(send_piece(*other, id, 0, "x").status, 404);
    EXPECT_EQ(other->get(content(id)).status, 404);
    EXPECT_EQ(other
                  ->post("/topics/" + open() + "/threads",
                         {{"title", "Mine now"}, {"body", "Text."}, {"attachments", {id}}})
                  .text_at("/errors/0/code"),
              "unknown_upload");
  }
  EXPECT_EQ(french.get(content(id)).status, 404);
}

TEST_F(AttachmentApi, changes_with_the_text_and_stays_in_what_it_said_before) {
  auto const first = upload_pdf(french, "First");
  auto const second = upload_pdf(french, "Second");
  auto const thread = open_thread(french, open(), {{"attachments", {first}}});
  auto const post = "/posts/" + thread.first_post;
  auto const changed = expect_status(200, french.patch(post, {{"version", 1}, {"attachments", {second}}}));
  EXPECT_EQ(changed.number_at("/version"), 2);
  EXPECT_EQ(changed.text_at("/attachments/0/id"), second);
  EXPECT_EQ(changed.text_at("/body"), "Is **article 16** enough?");
  auto const revisions = brazilian.get(post + "/revisions");
  EXPECT_EQ(revisions.text_at("/items/0/attachments/0/id"), second);
  EXPECT_EQ(revisions.text_at("/items/1/attachments/0/id"), first);
  EXPECT_EQ(brazilian.get(content(first)).status, 200);
  EXPECT_EQ(french.patch(post, {{"version", 1}, {"attachments", array()}}).code(), "version_conflict");
  expect_status(200, french.patch(post, {{"version", 2}, {"attachments", array()}}));
  EXPECT_EQ(brazilian.get(post).body.at("attachments").as_array().size(), 0U);
}

TEST_F(AttachmentApi, above_the_level_of_its_post_is_for_who_reads_that_level_and_awaits_release) {
  auto const id = upload_pdf(french, "Restricted", {{"level", "restricted"}});
  auto const thread = open_thread(french, open());
  auto const answer = expect_status(201, french.post("/threads/" + thread.id + "/posts",
                                                     {{"body", "See the file."}, {"attachments", {id}}}));
  EXPECT_EQ(answer.text_at("/state"), "awaiting_release");
  auto const post = "/posts/" + answer.text_at("/id");
  auto coordinator = client("coordinator.fr");
  EXPECT_EQ(coordinator.get(post).text_at("/attachments/0/level"), "restricted");
  EXPECT_EQ(coordinator.get(content(id)).status, 200);
  EXPECT_EQ(brazilian.get(content(id)).status, 404);
  expect_status(200, coordinator.post(post + "/release", {{"reason", "Checked."}}));
  EXPECT_EQ(brazilian.get(content(id)).status, 200);
  // Signed in with a password alone, which is not good for RESTRICTED.
  auto uncleared = server.stranger();
  server.change([&](storage::WriteTx& tx) {
    base::SystemRandom random;
    uncleared.use_session(auth::create_session(tx, auth::find_user(tx, "officer2.br").value(),
                                               auth::Assurance::password, base::wall_clock_now(), random)
                              .token);
  });
  EXPECT_EQ(uncleared.get(post).body.at("attachments").as_array().size(), 0U);
  EXPECT_EQ(uncleared.get(content(id)).status, 404);
}

TEST_F(AttachmentApi, is_for_display_only_where_its_post_is) {
  auto const id = upload_pdf(french);
  open_thread(french, open(), {{"attachments", {id}}, {"marking", {{"caveats", {"display_only"}}}}});
  EXPECT_EQ(brazilian.get(content(id)).code(), "display_only");
}

TEST_F(AttachmentApi, is_gone_with_its_post_for_all_but_its_source) {
  auto const id = upload_pdf(french);
  auto const thread = open_thread(french, open());
  auto const answer = reply(french, thread.id, {{"attachments", {id}}});
  ASSERT_EQ(brazilian.get(content(id)).status, 200);
  expect_status(204, french.remove("/posts/" + answer));
  EXPECT_EQ(brazilian.get(content(id)).status, 404);
  EXPECT_EQ(french.get(content(id)).status, 200) << "it stands among its contributions";
}

TEST_F(AttachmentApi, of_what_a_source_has_lost_stays_its_own) {
  auto const thread = open_thread(french, open());
  auto const file = upload_pdf(brazilian);
  auto const post = reply(brazilian, thread.id, {{"attachments", {file}}});
  expect_status(200, french.patch("/threads/" + thread.id,
                                  {{"version", 1}, {"audience", only({server.organisation("fr")})}}));
  EXPECT_EQ(brazilian.get("/posts/" + post).status, 404);
  EXPECT_EQ(brazilian.get("/contributions").text_at("/items/0/attachments/0/id"), file);
  EXPECT_EQ(brazilian.get("/attachments/" + file + "/content").status, 200);
  EXPECT_EQ(client("officer1.es").get("/attachments/" + file + "/content").status, 404);
  auto const trail = brazilian.get("/audit?view=own_trail&event=object.exported&object=" + post);
  ASSERT_EQ(trail.items(), 1U);
  EXPECT_TRUE(trail.body.at("items").at(0).at("topic_id").is_null()) << "nor where it stands";
  EXPECT_TRUE(trail.body.at("items").at(0).at("level").is_null());
}

TEST(AttachmentsInCheck, are_open_to_compliance_and_to_nobody_else) {
  ForumServer server;
  auto const as = [&](auth::OrganisationStatus status) {
    server.change([&](storage::WriteTx& tx) {
      auth::set_organisation_status(tx, server.organisation_key("eg"), status);
    });
  };
  auto opener = server.client("officer1.fr");
  auto supervised = server.client("officer1.eg");
  auto const thread = open_thread(opener, server.topic("open"));
  auto const file = upload_pdf(supervised);
  as(auth::OrganisationStatus::supervised);
  reply(supervised, thread.id, {{"attachments", {file}}});
  auto compliance = server.client("compliance.ipsg");
  EXPECT_EQ(compliance.get("/attachments/" + file + "/content").status, 200);
  EXPECT_EQ(server.client("admin.ipsg").get("/attachments/" + file + "/content").status, 404);
  EXPECT_EQ(opener.get("/attachments/" + file + "/content").status, 404);
  as(auth::OrganisationStatus::active);
  EXPECT_EQ(compliance.get("/attachments/" + file + "/content").status, 404) << "it is not its turn any more";
}

TEST_F(WorkedExample, e14_direct_paths_to_the_files_of_an_unreadable_post_lead_nowhere) {
  auto& french = author;
  auto brazilian = client("officer1.br");
  auto const id = upload_pdf(french, "Hidden");
  auto const former = upload_pdf(french, "Former");
  auto const thread = open_thread(french, open());
  auto const readable = upload_pdf(french, "For all");
  auto const parent = reply(french, thread.id, {{"attachments", {readable}}});
  auto const hidden = reply(french, thread.id,
                            {{"parent_id", parent},
                             {"attachments", {former}},
                             {"audience", only({server.organisation("fr"), server.organisation("es")})}});
  expect_status(200, french.patch("/posts/" + hidden, {{"version", 1}, {"attachments", {id}}}));
  auto spanish = client("officer1.es");
  EXPECT_EQ(spanish.get(content(id)).status, 200);
  EXPECT_EQ(spanish.get(content(former)).status, 200);
  EXPECT_EQ(brazilian.get(content(readable)).status, 200);

  std::string const never = "7zzzzzzzzzzzzzzzzzzzzzzzz5";
  for (auto const& path :
       {content(id), content(former), "/attachments/" + id + "/thumbnail", "/uploads/" + id,
        "/posts/" + hidden, "/posts/" + hidden + "/revisions", "/posts/" + hidden + "/export"}) {
    auto const answer = brazilian.get(path);
    EXPECT_EQ(answer.status, 404) << path;
    EXPECT_EQ(answer.text, brazilian.get(content(never)).text) << path;
  }
  EXPECT_EQ(brazilian.call("GET", content(id), {{"range", "bytes=9999999-"}}).status, 404);
  // Nothing is translated, and posts have no picture: those paths are there for nobody, whatever the post is.
  for (std::string const path : {"/translation", "/translation/fr", "/translations", "/thumbnail"}) {
    auto const of_none = brazilian.get("/posts/" + never + path);
    EXPECT_EQ(of_none.status, 404) << path;
    EXPECT_EQ(of_none.text, brazilian.get(content(never)).text) << path;
    for (auto const& post : {hidden, parent, thread.first_post}) {
      for (auto* const reader : {&brazilian, &spanish}) {
        auto const answer = reader->get("/posts/" + post + path);
        EXPECT_EQ(answer.status, 404) << path;
        EXPECT_EQ(answer.text, of_none.text) << path;
      }
    }
  }
  auto const page = brazilian.get("/threads/" + thread.id + "/posts").text;
  EXPECT_EQ(page.find(id), std::string::npos);
  EXPECT_NE(page.find(readable), std::string::npos);

  auto stream = brazilian.stream();
  stream.next("hello");
  stream.watch({}, {thread.id});
  expect_status(200, french.patch("/posts/" + hidden, {{"version", 2}, {"attachments", array()}}));
  EXPECT_TRUE(stream.is_silent(300ms));
}

}  // namespace
}  // namespace tests::api
