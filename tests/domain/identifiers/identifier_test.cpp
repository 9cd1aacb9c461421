// SPDX-License-Identifier: EUPL-1.2
#include "domain/identifiers/identifier.hpp"

#include <gtest/gtest.h>

#include "domain/identifiers/identifiers_refusals.hpp"

namespace telaio::domain::identifiers {
namespace {

using System = schema::IdentifierSystem;

std::string kind(std::string_view text) {
  const auto identifier = parse_identifier(text);
  return std::string(identifier ? to_string(identifier->kind) : identifier.error().code);
}

TEST(Identifier, IsToldApartByItsForm) {
  EXPECT_EQ(kind("RSSMRA80A01H501U"), "ordinary");
  EXPECT_EQ(kind("rssmra80a01h50mm"), "omocodia");
  EXPECT_EQ(kind("80012000826"), "provisional");
  EXPECT_EQ(kind("STP0301230000001"), "STP");
  EXPECT_EQ(kind("ENI0301230000001"), "ENI");
}

TEST(Identifier, OfElevenDigitsHasACheckDigit) {
  EXPECT_EQ(kind("80012000826"), "provisional");
  EXPECT_EQ(kind("80012000827"), wrong_check_character);
  EXPECT_EQ(kind("08012000826"), wrong_check_character);  // Two digits swapped.
  EXPECT_EQ(kind("00000000000"), "provisional");
  EXPECT_EQ(kind("8001200082A"), wrong_form);
}

TEST(Identifier, OfAForeignerHasThirteenDigitsAfterItsLetters) {
  EXPECT_EQ(kind("STP030123000000A"), wrong_form);
  EXPECT_EQ(kind("STP030123000000"), wrong_length);
  EXPECT_EQ(kind("STQ0301230000001"), wrong_form);
}

TEST(Identifier, OfOneSystemIsNotOfAnother) {
  EXPECT_TRUE(well_formed(System::codice_fiscale, "RSSMRA80A01H501U"));
  EXPECT_TRUE(well_formed(System::codice_fiscale, "RSSMRA80A01H50MM"));
  EXPECT_FALSE(well_formed(System::codice_fiscale, "80012000826"));
  EXPECT_TRUE(well_formed(System::provisional, "80012000826"));
  EXPECT_TRUE(well_formed(System::stp, "STP0301230000001"));
  EXPECT_FALSE(well_formed(System::stp, "ENI0301230000001"));
  EXPECT_TRUE(well_formed(System::eni, "ENI0301230000001"));
  EXPECT_FALSE(well_formed(System::unknown, "RSSMRA80A01H501U"));
}

TEST(Identifier, OfAnprIsOpaqueAndShort) {
  EXPECT_TRUE(well_formed(System::anpr_id, "AB12345CD"));
  EXPECT_TRUE(well_formed(System::anpr_id, std::string(20, 'A')));
  EXPECT_FALSE(well_formed(System::anpr_id, std::string(21, 'A')));
  EXPECT_FALSE(well_formed(System::anpr_id, ""));
  EXPECT_FALSE(well_formed(System::anpr_id, "AB 12"));
}

TEST(Identifier, FitsSiussOnlyWithDigitsInYearAndDay) {
  const auto fits = [](std::string_view text) {
    return fits_siuss(parse_identifier(text).value());
  };
  EXPECT_TRUE(fits("RSSMRA80A01H501U"));
  EXPECT_TRUE(fits("RSSMRA80A01HRLMS"));   // Three letters, all in the birthplace.
  EXPECT_FALSE(fits("RSSMRA80A0MHRLMK"));  // The fourth is in the day.
  EXPECT_TRUE(fits("80012000826"));
  EXPECT_FALSE(fits("STP0301230000001"));
  EXPECT_FALSE(fits("ENI0301230000001"));
}

}  // namespace
}  // namespace telaio::domain::identifiers
