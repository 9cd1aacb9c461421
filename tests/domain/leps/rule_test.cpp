// SPDX-License-Identifier: EUPL-1.2
#include "domain/leps/rule.hpp"

#include "tests/domain/leps/support.hpp"

namespace telaio::domain::leps {
namespace {

using testing::day;
using testing::shipped_register;

TEST(LepsRule, IsInForceFromItsFirstToItsLastDay) {
  Rule rule;
  rule.valid_from = day("2022-01-01");
  rule.valid_to = day("2026-12-31");
  EXPECT_FALSE(rule.in_force(day("2021-12-31")));
  EXPECT_TRUE(rule.in_force(day("2022-01-01")));
  EXPECT_TRUE(rule.in_force(day("2026-12-31")));
  EXPECT_FALSE(rule.in_force(day("2027-01-01")));
}

TEST(LepsRule, DecidesWithEvidenceAOrBOrAPersonsWord) {
  Rule rule;
  for (const auto& [evidence, confirmed, decides] :
       {std::tuple{Evidence::a, false, true}, std::tuple{Evidence::b, false, true},
        std::tuple{Evidence::c, false, false}, std::tuple{Evidence::u, false, false},
        std::tuple{Evidence::c, true, true}, std::tuple{Evidence::u, true, true}}) {
    rule.evidence = evidence;
    rule.confirmed = confirmed;
    EXPECT_EQ(rule.decides(), decides) << to_string(evidence) << confirmed;
  }
  rule.enabled = false;
  EXPECT_FALSE(rule.decides());
}

TEST(LepsRegister, ChoosesTheVersionOfTheDay) {
  EXPECT_EQ(shipped_register().in_force("ssp.lep_ratio", day("2020-12-31")), nullptr);
  const Rule* rule = shipped_register().in_force("ssp.lep_ratio", day("2021-01-01"));
  ASSERT_NE(rule, nullptr);
  EXPECT_EQ(rule->value, Fraction(5'000));
  EXPECT_EQ(rule->version(), "ssp.lep_ratio@2021-01-01");
}

TEST(LepsRegister, TheApplicationDateChoosesTheTriggerOfTheFirstMeeting) {
  const auto trigger = [](std::string_view application) {
    const Rule* rule = shipped_register().for_application("adi.first_days", day(application));
    return rule == nullptr ? Trigger::none : rule->trigger;
  };
  EXPECT_EQ(trigger("2023-11-30"), Trigger::none);
  EXPECT_EQ(trigger("2023-12-01"), Trigger::inps_notice_on);
  EXPECT_EQ(trigger("2024-02-29"), Trigger::inps_notice_on);
  EXPECT_EQ(trigger("2024-03-01"), Trigger::pad_signed_on);
}

TEST(LepsRegister, NeverAnswersWithADisabledRule) {
  EXPECT_EQ(shipped_register().in_force("eqm.educator_ratio", day("2027-06-01")), nullptr);
  EXPECT_NE(shipped_register().in_force("eqm.psychologist_ratio", day("2027-06-01")), nullptr);
}

TEST(LepsMonthDay, FallsBackToTheLastDayOfAShortFebruary) {
  EXPECT_EQ(in_year({2, 28}, 2024), day("2024-02-28"));
  EXPECT_EQ(in_year({2, 29}, 2024), day("2024-02-29"));
  EXPECT_EQ(in_year({2, 29}, 2025), day("2025-02-28"));
}

TEST(LepsEvidence, TheWeakerOfTwoIsTheEvidenceOfBoth) {
  EXPECT_EQ(weaker(Evidence::b, Evidence::c), Evidence::c);
  EXPECT_EQ(weaker(Evidence::none, Evidence::a), Evidence::a);
  EXPECT_EQ(weaker(Evidence::u, Evidence::none), Evidence::u);
}

}  // namespace
}  // namespace telaio::domain::leps
