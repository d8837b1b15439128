// What a tag is: its folded text.
#include "forum/labels.hpp"

#include <gtest/gtest.h>

namespace forum {
namespace {

using base::FieldCode;
using Tags = std::vector<std::string>;

TEST(Tag, is_the_same_however_it_is_written) {
  EXPECT_EQ(fold_tag("Free Zones"), "free zones");
  EXPECT_EQ(fold_tag("  free \t zones "), "free \t zones") << "a tab never comes so far: it is refused";
  EXPECT_EQ(fold_tag("free   zones"), "free zones");
  EXPECT_EQ(fold_tag("Extrade\u0301"), fold_tag("EXTRAD\u00C9"));
  EXPECT_EQ(fold_tag("Stra\u00DFe"), "strasse");
  EXPECT_EQ(fold_tag("\uFF26\uFF52\uFF45\uFF45"), "free") << "full width";
  EXPECT_EQ(fold_tag("fr\u00ADee\u200B"), "free") << "what nobody sees";
  EXPECT_EQ(fold_tag("free\u00A0zones"), "free zones");
}

TEST(Tag, is_refused_where_it_is_nothing_or_too_long_or_would_fall_apart) {
  Limits limits;
  limits.tag_characters = 5;
  EXPECT_EQ(unfit_for_tag("", limits), FieldCode::empty);
  EXPECT_EQ(unfit_for_tag(" \u200B ", limits), FieldCode::empty);
  EXPECT_EQ(unfit_for_tag("three", limits), std::nullopt);
  EXPECT_EQ(unfit_for_tag("threes", limits), FieldCode::too_long);
  EXPECT_EQ(unfit_for_tag("a,b", limits), FieldCode::malformed);
  EXPECT_EQ(unfit_for_tag("\"a\"", limits), FieldCode::malformed);
  EXPECT_EQ(unfit_for_tag("a\tb", limits), FieldCode::control_character);
  EXPECT_EQ(unfit_for_tag("a\u202Eb", limits), FieldCode::bidirectional_override);
}

TEST(Tags, are_folded_ordered_and_each_there_once) {
  Limits limits;
  limits.tags_per_thread = 2;
  std::vector<base::FieldError> errors;
  EXPECT_EQ(settle_tags({"Zones", "Asset", "ASSET"}, limits, "/tags", errors), (Tags{"asset", "zones"}));
  EXPECT_TRUE(errors.empty());
  settle_tags({"a", "b", "c", ""}, limits, "/tags", errors);
  EXPECT_EQ(errors,
            (std::vector<base::FieldError>{{"/tags/3", FieldCode::empty}, {"/tags", FieldCode::too_many}}));
}

}  // namespace
}  // namespace forum
