#include "files/inspection.hpp"

#include <gtest/gtest.h>

#include "tests/support/sample_files.hpp"
#include "tests/unit/files/made_files.hpp"

namespace tests::files {
namespace {

using ::files::inspect;
using ::files::InspectionLimits;
using ::files::Refusal;

Refusal refusal_of(std::string const& bytes, std::string_view name, InspectionLimits const& limits = {}) {
  return inspect(bytes, name, limits).refusal;
}

TEST(Inspection, takes_what_is_on_the_list_as_it_came) {
  auto const pdf = support::sample_pdf();
  auto const seen = inspect(pdf, "statute.PDF", {});
  EXPECT_EQ(seen.refusal, Refusal::none);
  EXPECT_EQ(seen.type, "application/pdf");
  EXPECT_EQ(seen.bytes, pdf);
  auto const docx = inspect(make_docx(), "statute.docx", {});
  EXPECT_EQ(docx.refusal, Refusal::none);
  EXPECT_TRUE(docx.type.ends_with("wordprocessingml.document"));
  auto const odt =
      make_zip({{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", "<x/>"}});
  EXPECT_EQ(inspect(odt, "statute.odt", {}).type, "application/vnd.oasis.opendocument.text");
  EXPECT_EQ(inspect("Été: المادة 5\n", "notes.txt", {}).type, "text/plain");
  EXPECT_EQ(inspect("country,cases\nFR,3\nBR,4\n", "cases.csv", {}).type, "text/csv");
}

TEST(Inspection, refuses_what_is_not_on_the_list) {
  EXPECT_EQ(refusal_of("<!doctype html><script>alert(1)</script>", "page.txt"), Refusal::type_not_allowed);
  EXPECT_EQ(refusal_of("#!/bin/sh\nrm -rf /\n", "notes.txt"), Refusal::type_not_allowed);
  EXPECT_EQ(refusal_of(std::string("\x7f"
                                   "ELF\x02\x01\x01") +
                           std::string(60, '\0'),
                       "a.pdf"),
            Refusal::type_not_allowed);
  EXPECT_EQ(refusal_of(make_zip({{"a.txt", "a"}}), "a.zip"), Refusal::type_not_allowed);
  EXPECT_EQ(refusal_of("caf\xe9", "latin1.txt"), Refusal::type_not_allowed);
}

TEST(Inspection, refuses_a_name_that_says_another_type) {
  EXPECT_EQ(refusal_of(support::sample_pdf(), "statute.docx"), Refusal::type_differs);
  EXPECT_EQ(refusal_of(support::sample_pdf(), "statute"), Refusal::type_differs);
  EXPECT_EQ(refusal_of(make_jpeg(8, 8), "photo.png"), Refusal::type_differs);
  EXPECT_EQ(refusal_of(make_docx(), "statute.xlsx"), Refusal::type_differs);
}

TEST(Inspection, refuses_two_files_in_one) {
  auto const zip = make_docx();
  EXPECT_EQ(refusal_of(support::sample_pdf() + zip, "both.pdf"), Refusal::mixed_types);
  EXPECT_EQ(refusal_of("GIF89a" + support::sample_pdf(), "both.pdf"), Refusal::mixed_types);
  EXPECT_EQ(refusal_of("// " + support::sample_pdf(), "both.txt"), Refusal::mixed_types);
  EXPECT_EQ(refusal_of(support::sample_pdf() + "<script>", "both.pdf"), Refusal::mixed_types);
  EXPECT_EQ(refusal_of(zip + "MZ", "both.docx"), Refusal::mixed_types);
}

TEST(Inspection, refuses_a_document_that_would_unpack_to_too_much) {
  auto const bomb = make_docx({{"word/media/image1.bmp", std::string(40'000'000, '\0')}});
  ASSERT_LT(bomb.size(), 100'000U);
  EXPECT_EQ(refusal_of(bomb, "bomb.docx"), Refusal::archive_too_large);
  EXPECT_EQ(refusal_of(make_docx({{"a", "a"}, {"b", "b"}}), "many.docx", {.archive_entries = 3}),
            Refusal::archive_too_large);
  EXPECT_EQ(refusal_of(make_docx({{"a", std::string(5000, 'a')}}), "large.docx", {.archive_bytes = 4000}),
            Refusal::archive_too_large);
}

TEST(Inspection, refuses_macros_and_parts_that_lead_out) {
  EXPECT_EQ(refusal_of(make_docx({{"word/vbaProject.bin", "x"}}), "macros.docx"), Refusal::active_content);
  EXPECT_EQ(refusal_of(make_docx({{"../../etc/passwd", "x"}}), "leads.docx"), Refusal::damaged);
}

TEST(Inspection, refuses_what_is_cut_off) {
  auto const docx = make_docx({{"word/media/a", std::string(10'000, 'a')}});
  EXPECT_NE(refusal_of(docx.substr(0, docx.size() / 2), "cut.docx"), Refusal::none);
  auto const pdf = support::sample_pdf();
  EXPECT_EQ(refusal_of(pdf.substr(0, pdf.size() - 10), "cut.pdf"), Refusal::damaged);
  auto const png = make_png(40, 40);
  EXPECT_EQ(refusal_of(png.substr(0, png.size() / 2), "cut.png"), Refusal::damaged);
}

TEST(Inspection, keeps_the_picture_of_an_image_and_nothing_else) {
  auto const photo = make_jpeg(64, 32, make_exif()) + "<script>behind its end</script>";
  ASSERT_NE(photo.find("Paris"), std::string::npos);
  auto const seen = inspect(photo, "photo.jpg", {});
  ASSERT_EQ(seen.refusal, Refusal::none);
  EXPECT_EQ(seen.type, "image/jpeg");
  EXPECT_EQ(seen.bytes.find("Paris"), std::string::npos);
  EXPECT_EQ(seen.bytes.find("Exif"), std::string::npos);
  EXPECT_EQ(seen.bytes.find("script"), std::string::npos);
  EXPECT_FALSE(seen.thumbnail.empty());

  auto const png = inspect(make_png(20, 10, "<script>"), "picture.png", {});
  ASSERT_EQ(png.refusal, Refusal::none);
  EXPECT_EQ(png.bytes.find("script"), std::string::npos);
  EXPECT_EQ(inspect(make_webp(20, 10), "picture.webp", {}).type, "image/webp");
}

TEST(Inspection, turns_a_photograph_upright_before_it_forgets_which_way_up_it_was) {
  auto const lying = open_jpeg(make_jpeg(64, 32));
  ASSERT_EQ(lying.width, 64);
  auto const upright = open_jpeg(inspect(make_jpeg(64, 32, make_exif()), "photo.jpg", {}).bytes);
  EXPECT_EQ(upright.width, 32);
  EXPECT_EQ(upright.height, 64);
  // What was its left half is above now.
  EXPECT_LT(static_cast<unsigned char>(upright.bytes.front()), 40);
  EXPECT_GT(static_cast<unsigned char>(upright.bytes.back()), 215);
}

TEST(Inspection, gives_the_same_bytes_for_the_same_picture) {
  auto const photo = make_jpeg(64, 32, make_exif());
  EXPECT_EQ(inspect(photo, "a.jpg", {}).bytes, inspect(photo, "b.jpeg", {}).bytes);
}

TEST(Inspection, refuses_an_image_of_too_many_pixels_and_makes_a_small_one_of_the_others) {
  InspectionLimits const limits{.image_pixels = 10'000, .thumbnail_pixels = 50};
  EXPECT_EQ(refusal_of(make_png(101, 100), "large.png", limits), Refusal::image_too_large);
  EXPECT_EQ(refusal_of(make_jpeg(101, 100), "large.jpg", limits), Refusal::image_too_large);
  EXPECT_EQ(refusal_of(make_webp(101, 100), "large.webp", limits), Refusal::image_too_large);
  auto const small = open_jpeg(inspect(make_png(100, 40), "picture.png", limits).thumbnail);
  EXPECT_EQ(small.width, 50);
  EXPECT_EQ(small.height, 20);
}

}  // namespace
}  // namespace tests::files
