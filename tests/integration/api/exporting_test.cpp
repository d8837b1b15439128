// A file that somebody takes along says how it must be handled, before and with every text, and the log says
// who took it.
#include "tests/integration/api/api_test.hpp"

namespace tests::api {
namespace {

class ExportApi : public Api {
 protected:
  static bool holds(ApiAnswer const& answer, std::string_view text) {
    return answer.text.find(text) != std::string::npos;
  }

  ApiClient author = client("officer1.fr");
  ApiClient reader = client("officer1.ke");
};

TEST_F(ExportApi, gives_a_file_with_its_markings_and_how_to_cite_it) {
  auto const opened = open_thread(author, open(),
                                  {{"title", "Seals & <stamps>"},
                                   {"marking", {{"caveats", {"H1"}}, {"legal_use", "cite_with_consent"}}}});
  auto const post = reply(author, opened.id, {{"body", "The *second* text."}});
  auto const file = expect_status(200, reader.get("/threads/" + opened.id + "/export"));
  EXPECT_EQ(file.header("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(file.header("content-disposition"), "attachment; filename=\"colloquium-" + opened.id + ".html\"");
  EXPECT_TRUE(holds(file, "FOR OFFICIAL USE ONLY"));
  EXPECT_TRUE(holds(file, "H1: not in judicial proceedings without permission"));
  EXPECT_TRUE(holds(file, "Cite with the source’s consent"));
  EXPECT_TRUE(holds(file, "Seals &amp; &lt;stamps&gt;"));
  EXPECT_TRUE(holds(file, "The <em>second</em> text."));
  EXPECT_TRUE(holds(file, "/threads/" + opened.id + "/posts/" + post));
  EXPECT_LT(file.text.find("class=\"marking\""), file.text.find("<h1")) << "read before the text";

  auto const log =
      expect_status(200, reader.get("/audit?view=own_trail&kind=disclosure&object=" + opened.id));
  ASSERT_EQ(log.items(), 1U);
  EXPECT_EQ(log.text_at("/items/0/event"), "object.exported");
}

TEST_F(ExportApi, of_one_post_names_what_it_quotes_and_is_kept_among_its_disclosures) {
  auto const opened = open_thread(author, open(), {{"body", "What France says."}});
  std::string const quote = "[quote:" + opened.first_post + "@1:0-4]";
  auto const post = reply(author, opened.id, {{"body", quote + "\n\nSo it is."}});
  auto const file = expect_status(200, reader.get("/posts/" + post + "/export"));
  EXPECT_TRUE(holds(file, "So it is."));
  EXPECT_TRUE(holds(file, opened.first_post + "@1:0-4]"));
  EXPECT_FALSE(holds(file, "What")) << "a quote stands under the rule of its own source";
  auto const records = expect_status(200, author.get("/posts/" + post + "/disclosures"));
  EXPECT_EQ(records.text_at("/items/0/kind"), "exported");
  EXPECT_EQ(records.text_at("/items/1/kind"), "published");
}

TEST_F(ExportApi, leaves_out_what_is_for_display_only_and_says_so) {
  object const display_only{{"caveats", {"display_only"}}};
  auto const thread = open_thread(author, open()).id;
  auto const post = reply(author, thread, {{"body", "heliotrope"}, {"marking", display_only}});
  auto const file = expect_status(200, reader.get("/threads/" + thread + "/export"));
  EXPECT_FALSE(holds(file, "heliotrope"));
  EXPECT_TRUE(holds(file, "A post marked DISPLAY ONLY is not exported."));
  EXPECT_EQ(reader.get("/posts/" + post + "/export").code(), "display_only");
  EXPECT_EQ(reader.get("/posts/" + post + "/export").status, 403);
  auto const marked = open_thread(author, open(), {{"marking", display_only}}).id;
  EXPECT_EQ(reader.get("/threads/" + marked + "/export").code(), "display_only");
}

TEST_F(ExportApi, of_what_he_may_not_read_does_not_exist) {
  auto outsider = client("officer1.es");
  auto const opened = open_thread(
      author, open(), {{"audience", only({server.organisation("fr"), server.organisation("ke")})}});
  auto const unknown = outsider.get("/threads/00000000000000000000000000/export");
  EXPECT_EQ(outsider.get("/threads/" + opened.id + "/export").text, unknown.text);
  EXPECT_EQ(outsider.get("/posts/" + opened.first_post + "/export").status, 404);
}

}  // namespace
}  // namespace tests::api
