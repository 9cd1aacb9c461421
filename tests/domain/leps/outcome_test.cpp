// SPDX-License-Identifier: EUPL-1.2
#include "domain/leps/outcome.hpp"

#include "tests/domain/leps/support.hpp"

namespace telaio::domain::leps {
namespace {

TEST(LepsStatus, ComesInTheOrderOfTheConventions) {
  StatusInput all;
  all.outside_territory = true;
  all.in_force = false;
  all.datum_missing = true;
  all.denominator_zero = true;
  all.terms_running = true;
  all.passes = false;
  EXPECT_EQ(decide_status(all), Status::not_applicable);
  all.outside_territory = false;
  EXPECT_EQ(decide_status(all), Status::not_yet_due);
  all.in_force = true;
  EXPECT_EQ(decide_status(all), Status::insufficient_data);
  all.datum_missing = false;
  EXPECT_EQ(decide_status(all), Status::not_yet_due);
  all.terms_running = false;
  EXPECT_EQ(decide_status(all), Status::not_applicable);
  all.denominator_zero = false;
  EXPECT_EQ(decide_status(all), Status::not_met);
  all.passes = true;
  EXPECT_EQ(decide_status(all), Status::met);
  all.passes.reset();
  EXPECT_EQ(decide_status(all), Status::no_threshold);
}

TEST(LepsThreshold, TheExactRatioPassesUnlessItMustBeAbove) {
  const Fraction limit(100);
  EXPECT_TRUE(passes(limit, Comparator::at_least, limit));
  EXPECT_TRUE(passes(limit, Comparator::at_most, limit));
  EXPECT_FALSE(passes(limit, Comparator::above, limit));
  EXPECT_FALSE(passes(limit, Comparator::below, limit));
  EXPECT_TRUE(passes(Fraction::of(9'999, 100), Comparator::below, limit));
  EXPECT_TRUE(passes(Fraction::of(10'001, 100), Comparator::above, limit));
  EXPECT_FALSE(passes(Fraction::of(9'999, 100), Comparator::at_least, limit));
  EXPECT_FALSE(passes(Fraction::of(10'001, 100), Comparator::at_most, limit));
}

TEST(LepsOutcome, ListsEachEventBehindItsNumbersOnce) {
  Outcome outcome;
  outcome.numerator_events = {9, 2};
  outcome.denominator_events = {2, 5};
  outcome.excluded_events = {7};
  EXPECT_EQ(outcome.events(), (Events{2, 5, 7, 9}));
}

Outcome share(std::int64_t households) {
  Outcome outcome;
  outcome.measure = Measure::share;
  outcome.numerator = Fraction(0);
  outcome.denominator = Fraction(households);
  outcome.value = Fraction(0);
  for (std::int64_t i = 0; i < households; ++i) {
    outcome.denominator_events.push_back(static_cast<Position>(i));
  }
  return outcome;
}

TEST(LepsPublication, HidesCellsOfOneToFourHouseholds) {
  Outcome none = share(0);
  EXPECT_FALSE(suppress_small_cell(none));
  Outcome four = share(4);
  EXPECT_TRUE(suppress_small_cell(four));
  EXPECT_FALSE(four.denominator.has_value());
  EXPECT_TRUE(four.events().empty());
  Outcome five = share(5);
  EXPECT_FALSE(suppress_small_cell(five));
  EXPECT_EQ(five.denominator, Fraction(5));
}

TEST(LepsShown, ReadsAsItalianPagesDo) {
  Outcome outcome;
  outcome.measure = Measure::share;
  outcome.value = Fraction::of(20'500, 231);
  EXPECT_EQ(shown(outcome), "88,74 %");
  EXPECT_EQ(machine_value(outcome), "88.74");
  outcome.measure = Measure::contribution;
  outcome.value = Fraction::of(1'234'567'895, 1'000);
  EXPECT_EQ(shown(outcome), "1.234.567,90 €");
  outcome.measure = Measure::ratio;
  outcome.value = Fraction::of(27, 26);
  EXPECT_EQ(shown(outcome), "1,038");
}

}  // namespace
}  // namespace telaio::domain::leps
