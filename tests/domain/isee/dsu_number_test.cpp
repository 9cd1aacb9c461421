// SPDX-License-Identifier: EUPL-1.2
#include "domain/isee/dsu_number.hpp"

#include <gtest/gtest.h>

namespace telaio::domain {
namespace {

TEST(DsuNumber, IsWhatInpsPrints) {
  EXPECT_TRUE(is_dsu_number("INPS-ISEE-2020-00000032P-00"));
  EXPECT_TRUE(is_dsu_number("INPS-ISEE-2026-99999999Z-99"));
}

TEST(DsuNumber, IsNothingShorterLongerOrOtherwiseSpelt) {
  for (const char* text : {"", "INPS-ISEE-2020-00000032P-0", "INPS-ISEE-2020-00000032P-000",
                           "inps-ISEE-2020-00000032P-00", "INPS-ISEE-2020-00000032p-00",
                           "INPS-ISEE-2020-000000321-00", "INPS-ISEE-2O20-00000032P-00",
                           "INPS-ISEE-2020_00000032P-00", " INPS-ISEE-2020-00000032P-0"}) {
    EXPECT_FALSE(is_dsu_number(text)) << text;
  }
}

TEST(DsuNumber, IsTheSameInSmallLettersAndWithSpaces) {
  EXPECT_EQ(dsu_key(" inps-isee-2020-00000032p-00 "), dsu_key("INPS-ISEE-2020-00000032P-00"));
  EXPECT_NE(dsu_key("INPS-ISEE-2020-00000032P-01"), dsu_key("INPS-ISEE-2020-00000032P-00"));
  EXPECT_EQ(dsu_key(""), "");
}

}  // namespace
}  // namespace telaio::domain
