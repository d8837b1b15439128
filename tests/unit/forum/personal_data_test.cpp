// What looks like data of a person in a text, and what does not.
#include "forum/personal_data.hpp"

#include <chrono>
#include <string>

#include <gtest/gtest.h>

namespace forum {
namespace {

using base::FieldCode;

// "phone_number:+44 20 7946 0000", one after the other; the texts are of one byte a character.
std::vector<std::string> found_in(std::string const& text) {
  std::vector<std::string> found;
  for (auto const& datum : find_personal_data(text))
    found.push_back(std::string(to_string(datum.kind)) + ":" +
                    text.substr(datum.span.begin, datum.span.end - datum.span.begin));
  return found;
}
using Found = std::vector<std::string>;

TEST(PersonalData, is_an_account_number_whose_check_digits_are_right) {
  EXPECT_EQ(found_in("Paid to GB29 NWBK 6016 1331 9268 19 in May."),
            Found{"account_number:GB29 NWBK 6016 1331 9268 19"});
  EXPECT_EQ(found_in("DE89370400440532013000"), Found{"account_number:DE89370400440532013000"});
  EXPECT_EQ(found_in("DE88370400440532013000"), Found{});
  EXPECT_EQ(found_in("Card 4111 1111 1111 1111."), Found{"account_number:4111 1111 1111 1111"});
  EXPECT_EQ(found_in("Card 4111 1111 1111 1112."), Found{});
  EXPECT_EQ(found_in("0000000000000000"), Found{});
}

TEST(PersonalData, is_a_phone_number_in_the_international_form_or_beside_its_name) {
  EXPECT_EQ(found_in("Call +44 20 7946 0000 now."), Found{"phone_number:+44 20 7946 0000"});
  EXPECT_EQ(found_in("0033 1 42 68 53 00"), Found{"phone_number:0033 1 42 68 53 00"});
  EXPECT_EQ(found_in("his phone is 0712 345 678"), Found{"phone_number:phone is 0712 345 678"});
  EXPECT_EQ(found_in("2 + 2 is 4, and +5 % more"), Found{});
}

TEST(PersonalData, is_the_number_of_a_document_or_a_plate_beside_its_name) {
  EXPECT_EQ(found_in("with passport no. X1234567"), Found{"document_number:passport no. X1234567"});
  EXPECT_EQ(found_in("licence plate AB-123-CD"), Found{"plate_number:licence plate AB-123-CD"});
  EXPECT_EQ(found_in("A passport under article 12 of the law"), Found{});
  EXPECT_EQ(found_in("Passports of 1234567 people"), Found{});
}

TEST(PersonalData, is_a_name_with_a_date_of_birth) {
  EXPECT_EQ(found_in("It was Peter Smith (12.03.1985)."),
            Found{"name_with_birth_date:Peter Smith (12.03.1985"});
  EXPECT_EQ(found_in("She was born on 3 March 1985 there"),
            Found{"name_with_birth_date:born on 3 March 1985"});
  EXPECT_EQ(found_in("The treaty of 12.03.1985"), Found{});
  EXPECT_EQ(found_in("born of necessity"), Found{});
}

TEST(PersonalData, is_found_in_other_languages_and_counted_in_characters) {
  auto const french = find_personal_data("Né le 3 mars 1985 à Orléans");
  ASSERT_EQ(french.size(), 1U);
  EXPECT_EQ(french[0], (PersonalDatum{FieldCode::name_with_birth_date, {0, 17}}));
  auto const arabic = find_personal_data("رقم جواز السفر X1234567");
  ASSERT_EQ(arabic.size(), 1U);
  EXPECT_EQ(arabic[0], (PersonalDatum{FieldCode::document_number, {4, 23}}));
}

TEST(PersonalData, is_not_what_legal_texts_are_made_of) {
  for (auto const text :
       {"Article 18(3) of the UNTOC, 15 November 2000, and resolution 55/25.", "ECLI:EU:C:2016:84, 2016/680",
        "CITES Appendix II, HS code 9601.10", "ISO 13616 and ITU-T E.164",
        "Lyon, 2026-11-23: 34 bureaus answered.", "A 14-digit container number such as MSCU1234567"}) {
    EXPECT_EQ(found_in(text), Found{}) << text;
  }
}

// A pattern that goes back and forth would take minutes for one of these.
TEST(PersonalData, is_looked_for_in_linear_time) {
  for (std::string const piece :
       {"1 ", "+1 ", "AB12 ", "Aa ", "born 1 ", "phone A", "passport no. ", "12.03."}) {
    std::string text;
    while (text.size() < 200'000) text += piece;
    auto const begin = std::chrono::steady_clock::now();
    find_personal_data(text);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20)) << piece;
  }
}

}  // namespace
}  // namespace forum
