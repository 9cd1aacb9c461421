// SPDX-License-Identifier: EUPL-1.2
#include "domain/access/check.hpp"

#include "tests/domain/access/fixtures.hpp"

namespace telaio::domain::access {
namespace {

using namespace telaio::domain::access::testing;

void expect_only(const Criteria& criteria, Severity severity, std::string_view code,
                 std::string_view at) {
  const auto findings = check(criteria);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings.front().severity, severity);
  EXPECT_EQ(findings.front().code, code);
  EXPECT_EQ(findings.front().at, at);
}

Criteria ordered() {
  Criteria criteria;
  criteria.classes = {Code("urgent")};
  return criteria;
}

TEST(CheckCriteria, FindsNothingInTheScoreOfSouthTyrol) {
  EXPECT_TRUE(check(south_tyrol()).empty());
}

TEST(CheckCriteria, FindsNothingInTheTiesOfBologna) {
  EXPECT_TRUE(check(bologna()).empty());
}

TEST(CheckCriteria, WarnsThatCeilingsHoldForSomeOnly) {
  const auto findings = check(vimercate());
  ASSERT_EQ(findings.size(), 2U);
  EXPECT_EQ(findings[0].code, finding_ceiling_for_some);
  EXPECT_EQ(findings[1].code, finding_no_order);
  EXPECT_EQ(error_count(findings), 0U);
}

TEST(CheckCriteria, RefusesAGateItDoesNotKnow) {
  Criteria criteria = ordered();
  criteria.gates = {{GateKind::unknown, 0, {}}};
  expect_only(criteria, Severity::error, finding_gate_unknown, "/gates/0");
  criteria.gates = {{static_cast<GateKind>(99), 0, {}}};
  expect_only(criteria, Severity::error, finding_gate_unknown, "/gates/0");
}

TEST(CheckCriteria, RefusesResidenceWithoutComuni) {
  Criteria criteria = ordered();
  criteria.gates = {{GateKind::residence, 0, {}}};
  expect_only(criteria, Severity::error, finding_comuni_missing, "/gates/0");
  criteria.comuni = {Code("015209")};
  EXPECT_TRUE(check(criteria).empty());
}

TEST(CheckCriteria, RefusesAgesThatNobodyHas) {
  Criteria criteria = ordered();
  criteria.gates = {{GateKind::age_min, 65, {}}, {GateKind::age_max, 64, {}}};
  expect_only(criteria, Severity::error, finding_ages_reversed, "/gates");
  criteria.gates[1].value = 65;
  EXPECT_TRUE(check(criteria).empty());
  criteria.gates = {{GateKind::age_min, -1, {}}};
  expect_only(criteria, Severity::error, finding_gate_value, "/gates/0");
}

TEST(CheckCriteria, RefusesTwoCeilingsForOneGroup) {
  Criteria criteria = ordered();
  criteria.gates = {{GateKind::isee_max, 1, {}}, {GateKind::isee_max, 2, {}}};
  expect_only(criteria, Severity::error, finding_ceiling_repeated, "/gates/1");
}

TEST(CheckCriteria, RefusesAConditionWithoutName) {
  Criteria criteria = ordered();
  criteria.gates = {{GateKind::condition, 0, {}}};
  expect_only(criteria, Severity::error, finding_gate_condition, "/gates/0");
}

TEST(CheckCriteria, RefusesAClassOrAnItemTwice) {
  Criteria criteria = ordered();
  criteria.classes.push_back(Code("urgent"));
  expect_only(criteria, Severity::error, finding_class_repeated, "/classes/1");
  criteria = south_tyrol();
  criteria.items.push_back(criteria.items.front());
  expect_only(criteria, Severity::error, finding_item_repeated, "/items/6");
}

TEST(CheckCriteria, RefusesAnItemWhoseMaximumIsNotKnownOrTooHigh) {
  Criteria criteria = south_tyrol();
  criteria.items[2].points_max.reset();
  expect_only(criteria, Severity::error, finding_points_missing, "/items/2");
  criteria.items[2].points_max = item_points_max;
  EXPECT_TRUE(check(criteria).empty());
  criteria.items[2].points_max = item_points_max + 1;
  expect_only(criteria, Severity::error, finding_points_too_many, "/items/2");
}

TEST(CheckCriteria, RefusesATieOnAnItemThatDoesNotExist) {
  Criteria criteria = bologna();
  criteria.ties[1].item = Code("distance");
  expect_only(criteria, Severity::error, finding_tie_item, "/ties/1");
}

TEST(CheckCriteria, RefusesATieItDoesNotKnow) {
  Criteria criteria = bologna();
  criteria.ties.push_back({});
  expect_only(criteria, Severity::error, finding_tie_unknown, "/ties/5");
}

TEST(CheckCriteria, RefusesMoreEntriesThanAnyCallHas) {
  Criteria criteria = ordered();
  criteria.gates.assign(criteria_entries_max, {GateKind::no_annotations, 0, {}});
  EXPECT_TRUE(check(criteria).empty());
  criteria.gates.push_back({GateKind::no_annotations, 0, {}});
  expect_only(criteria, Severity::error, finding_too_many, "");
}

TEST(Criteria, AreTheSameAfterBeingPublished) {
  Criteria criteria = bologna();
  criteria.gates = vimercate().gates;
  criteria.classes = {Code("urgent")};
  criteria.slug = "call-2026";
  criteria.valid_from = Date::of(2026, 1, 1);
  criteria.valid_to = Date::of(2026, 12, 31);
  EXPECT_EQ(criteria_of(to_event(criteria, id<CriteriaId>(1))), criteria);
}

}  // namespace
}  // namespace telaio::domain::access
