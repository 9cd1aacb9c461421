// SPDX-License-Identifier: EUPL-1.2
#include "domain/fees/comparison.hpp"

#include <gtest/gtest.h>

#include "domain/fees/fees_refusals.hpp"
#include "tests/domain/fees/fixtures.hpp"

namespace telaio::domain::fees {
namespace {

using testing::euro;

TEST(Comparison, OfDifferentTextsHasMeasuresStructureAndACause) {
  const auto found = compare_rules({{testing::dairago()}, {testing::monopoli()}});
  EXPECT_EQ(found.request.isee_max, euro("30100.01"));
  EXPECT_EQ(found.request.grid_step, euro("100.00"));
  ASSERT_TRUE(found.measures.has_value());
  EXPECT_EQ(found.structure.size(), dimension_count);
  EXPECT_EQ(found.different, 5U);  // Formula, thresholds, exemption, range, without ISEE.
  EXPECT_TRUE(found.cause.has_value());
  EXPECT_EQ(found.adopters, 0U);
}

TEST(Comparison, OfOneTextForAllHasNoCause) {
  const auto found = compare_rules({{testing::dairago(), true}, {testing::dairago(), true}});
  EXPECT_EQ(found.different, 0U);
  EXPECT_EQ(found.adopters, 2U);
  EXPECT_EQ(found.cause, std::nullopt);
}

TEST(Comparison, ThatCannotBeMadeSaysWhyAndStillShowsTheTexts) {
  auto meals = testing::dairago();
  meals.unit = Unit::meal;
  const auto unlike = compare_rules({{testing::dairago()}, {meals}});
  EXPECT_EQ(unlike.measures, std::nullopt);
  EXPECT_EQ(unlike.why_not->code, unlike_units);
  EXPECT_EQ(unlike.structure.size(), dimension_count);
  EXPECT_EQ(compare_rules({{meals}}).why_not->code, too_few_regulations);
  const auto none = compare_rules({});
  EXPECT_EQ(none.why_not->code, too_few_regulations);
  EXPECT_TRUE(none.structure.empty());
  EXPECT_EQ(none.adopters, 0U);
}

}  // namespace
}  // namespace telaio::domain::fees
