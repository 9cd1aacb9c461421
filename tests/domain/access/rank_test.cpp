// SPDX-License-Identifier: EUPL-1.2
#include "domain/access/rank.hpp"

#include <algorithm>

#include "tests/domain/access/fixtures.hpp"

namespace telaio::domain::access {
namespace {

using namespace telaio::domain::access::testing;
using Numbers = std::vector<std::uint32_t>;

// ---- Misura B2, Vimercate 2025 ----

TEST(MisuraB2Vimercate, AdmitsAnAdultAtTwentyFiveThousandExactly) {
  Application adult = applicant(1);
  adult.isee = euro(25'000);
  EXPECT_EQ(judge(vimercate(), adult).state, RankState::admitted_funded);
}

TEST(MisuraB2Vimercate, RefusesAnAdultOneCentAboveAndNamesTheCeiling) {
  Application adult = applicant(1);
  adult.isee = euro(25'000, 1);
  const Judgement judgement = judge(vimercate(), adult);
  EXPECT_EQ(judgement.state, RankState::refused);
  EXPECT_EQ(judgement.gate, 1U);
}

TEST(MisuraB2Vimercate, AdmitsIndependentLivingUpToThirtyThousand) {
  Application adult = applicant(1);
  adult.conditions = {independent_living};
  adult.isee = euro(30'000);
  EXPECT_EQ(judge(vimercate(), adult).state, RankState::admitted_funded);
  adult.isee = euro(30'000, 1);
  EXPECT_EQ(judge(vimercate(), adult).state, RankState::refused);
  EXPECT_EQ(judge(vimercate(), adult).gate, 0U);
}

TEST(MisuraB2Vimercate, RefusesAnAttestationWithAnnotations) {
  Application adult = applicant(1);
  adult.annotations = true;
  const Judgement judgement = judge(vimercate(), adult);
  EXPECT_EQ(judgement.state, RankState::refused);
  EXPECT_EQ(judgement.gate, 2U);
}

TEST(MisuraB2Vimercate, GuessesNoCeilingForMinorsAndSuspends) {
  Application child = applicant(1);
  child.age_months = adult_age_months - 1;
  const Judgement judgement = judge(vimercate(), child);
  EXPECT_EQ(judgement.state, RankState::suspended_documents);
  EXPECT_EQ(judgement.missing, Missing::ceiling);
}

TEST(MisuraB2Milano, GivesMinorsTheirOwnCeiling) {
  Criteria milano;  // 2022: 25,000.00, minors with an ordinary ISEE 40,000.00.
  milano.gates = {{GateKind::isee_max, 40'000'00, group_minor},
                  {GateKind::isee_max, 25'000'00, {}}};
  Application child = applicant(1);
  child.age_months = adult_age_months - 1;
  child.isee = euro(40'000);
  EXPECT_EQ(judge(milano, child).state, RankState::admitted_funded);
  child.age_months = adult_age_months;
  EXPECT_EQ(judge(milano, child).state, RankState::refused);
}

TEST(MisuraB2Milano, HasItsFourStates) {
  Criteria milano;
  milano.gates = {{GateKind::isee_max, 25'000'00, {}}};
  Application waits_for_papers = applicant(3);
  waits_for_papers.documents_missing = true;
  Application too_rich = applicant(4);
  too_rich.isee = euro(25'000, 1);
  const std::vector<Application> all{too_rich, waits_for_papers, applicant(2), applicant(1)};
  const auto list = rank(milano, all, 1);
  ASSERT_EQ(list.size(), 4U);
  EXPECT_EQ(list[0].judgement.state, RankState::admitted_funded);
  EXPECT_EQ(list[1].judgement.state, RankState::admitted_waiting);
  EXPECT_EQ(list[2].judgement.state, RankState::suspended_documents);
  EXPECT_EQ(list[3].judgement.state, RankState::refused);
  EXPECT_EQ(list[1].order, 2U);
  EXPECT_EQ(list[2].order, 0U);
}

// ---- Bologna ----

Application family(std::uint32_t number, std::uint32_t work, std::uint32_t household, Money isee,
                   std::uint32_t age_months) {
  Application child = applicant(number);
  child.points = {{Code("work"), work}, {Code("family"), household}};
  child.isee = isee;
  child.age_months = age_months;
  return child;
}

Separation between(const Application& first, const Application& second) {
  EXPECT_TRUE(comes_before(bologna(), first, second));
  return separation(bologna(), first, second);
}

TEST(BolognaTies, ComeToIseeWithinFiftyThousandFirst) {
  const auto within = family(9, 500, 500, euro(50'000), 10);
  const auto above = family(1, 600, 400, euro(50'000, 1), 30);
  EXPECT_EQ(between(within, above), (Separation{Separator::tie, 0}));
}

TEST(BolognaTies, ThenToTheWorkScore) {
  const auto more_work = family(9, 600, 400, euro(40'000), 10);
  const auto less_work = family(1, 500, 500, euro(10'000), 30);
  EXPECT_EQ(between(more_work, less_work), (Separation{Separator::tie, 1}));
}

TEST(BolognaTies, ThenToTheLowerIseeAfterTheFamilyScore) {
  // Equal sums with equal work have equal family scores: with two items that tie never separates.
  const auto lower = family(9, 500, 500, euro(9'999, 99), 10);
  const auto higher = family(1, 500, 500, euro(10'000), 30);
  EXPECT_EQ(between(lower, higher), (Separation{Separator::tie, 3}));
}

TEST(BolognaTies, ThenToTheOlderChild) {
  const auto older = family(9, 500, 500, euro(10'000), 11);
  const auto younger = family(1, 500, 500, euro(10'000), 10);
  EXPECT_EQ(between(older, younger), (Separation{Separator::tie, 4}));
}

TEST(BolognaTies, EndWithTheProtocolNumber) {
  const auto first = family(1, 500, 500, euro(10'000), 10);
  const auto second = family(2, 500, 500, euro(10'000), 10);
  EXPECT_EQ(between(first, second), (Separation{Separator::protocol, 0}));
}

TEST(BolognaTies, MatterOnlyAtEqualPoints) {
  const auto more = family(9, 501, 500, euro(90'000), 1);
  const auto less = family(1, 500, 500, euro(0), 30);
  EXPECT_EQ(between(more, less), (Separation{Separator::points, 0}));
}

TEST(BolognaTies, SuspendWhoseIseeIsNotKnown) {
  Application child = family(1, 500, 500, euro(0), 10);
  child.isee.reset();
  const Judgement judgement = judge(bologna(), child);
  EXPECT_EQ(judgement.state, RankState::suspended_documents);
  EXPECT_EQ(judgement.missing, Missing::isee);
  EXPECT_FALSE(judgement.gate.has_value());
}

// ---- South Tyrol ----

TEST(SouthTyrolScore, GivesOneHundredAndTenPointsAtMost) {
  Application everything = applicant(1);
  for (const Item& item : south_tyrol().items) {
    everything.points.push_back({item.item, *item.points_max});
  }
  EXPECT_EQ(points_of(south_tyrol(), everything), 110'00U);
}

TEST(SouthTyrolScore, PutsMoreCareNeedFirst) {
  const auto scored = [](std::uint32_t number, std::uint32_t care_need) {
    Application one = applicant(number);
    for (const Item& item : south_tyrol().items) one.points.push_back({item.item, 0});
    one.points[1].points = care_need;
    return one;
  };
  EXPECT_EQ(admitted(south_tyrol(), {scored(1, 39'99), scored(2, 40'00)}), (Numbers{2, 1}));
}

TEST(SouthTyrolScore, SuspendsWhoseItemWasNotAssessedInsteadOfGivingZero) {
  Application incomplete = applicant(1);
  incomplete.points = {{Code("application_date"), 10'00}};
  const Judgement judgement = judge(south_tyrol(), incomplete);
  EXPECT_EQ(judgement.state, RankState::suspended_documents);
  EXPECT_EQ(judgement.missing, Missing::points);
  EXPECT_EQ(judgement.item, 1U);
}

// ---- Classes ----

TEST(PriorityClasses, OrderWithoutPointsAsInMonza) {
  Criteria monza;
  monza.classes = {Code("first"), Code("second")};
  Application second = applicant(1);
  second.priority = Code("second");
  Application first = applicant(2);
  first.priority = Code("first");
  const Application none = applicant(3);
  EXPECT_EQ(admitted(monza, {none, second, first}), (Numbers{2, 1, 3}));
  EXPECT_EQ(class_order_of(monza, none), 3U);
}

TEST(PriorityClasses, StandAboveAnyScore) {
  Criteria criteria = south_tyrol();
  criteria.classes = {Code("urgent")};
  Application urgent = applicant(2);
  Application scored = applicant(1);
  for (const Item& item : criteria.items) {
    urgent.points.push_back({item.item, 0});
    scored.points.push_back({item.item, *item.points_max});
  }
  urgent.priority = Code("urgent");
  EXPECT_EQ(admitted(criteria, {scored, urgent}), (Numbers{2, 1}));
  EXPECT_EQ(separation(criteria, urgent, scored).by, Separator::priority);
}

// ---- Gates ----

TEST(Gates, AskResidenceAndSuspendWhenItIsNotKnown) {
  Criteria criteria;
  criteria.comuni = {Code("015209")};
  criteria.gates = {{GateKind::residence, 0, {}}};
  Application one = applicant(1);
  EXPECT_EQ(judge(criteria, one).state, RankState::admitted_funded);
  one.residence = Code("015146");
  EXPECT_EQ(judge(criteria, one).state, RankState::refused);
  one.residence = Code();
  EXPECT_EQ(judge(criteria, one).missing, Missing::residence);
}

TEST(Gates, CountCompletedYearsAtBothEnds) {
  Criteria criteria;
  criteria.gates = {{GateKind::age_min, 65, {}}, {GateKind::age_max, 74, {}}};
  const auto state_at = [&](std::uint32_t months) {
    Application one = applicant(1);
    one.age_months = months;
    return judge(criteria, one).state;
  };
  EXPECT_EQ(state_at(65 * 12 - 1), RankState::refused);
  EXPECT_EQ(state_at(65 * 12), RankState::admitted_funded);
  EXPECT_EQ(state_at(75 * 12 - 1), RankState::admitted_funded);
  EXPECT_EQ(state_at(75 * 12), RankState::refused);
}

TEST(Gates, RefuseOnWhatIsKnownWhateverElseIsMissing) {
  Criteria criteria;
  criteria.gates = {{GateKind::isee_max, 10'00, {}}, {GateKind::condition, 0, Code("certified")}};
  Application one = applicant(1);
  one.isee.reset();
  EXPECT_EQ(judge(criteria, one).state, RankState::refused);
  EXPECT_EQ(judge(criteria, one).gate, 1U);
  one.conditions = {Code("certified")};
  EXPECT_EQ(judge(criteria, one).state, RankState::suspended_documents);
  EXPECT_EQ(judge(criteria, one).gate, 0U);
}

TEST(Gates, KnowNothingOfAnnotationsWithoutAnAttestation) {
  Criteria criteria;
  criteria.gates = {{GateKind::no_annotations, 0, {}}};
  Application one = applicant(1);
  one.isee.reset();
  EXPECT_EQ(judge(criteria, one).missing, Missing::isee);
}

// ---- Places and protocol ----

TEST(Places, FundNobodyAtZeroAndAllBeyondTheirNumber) {
  const std::vector<Application> all{applicant(1), applicant(2)};
  const auto funded = [&](std::uint32_t places) {
    const auto list = rank(Criteria(), all, places);
    return std::count_if(list.begin(), list.end(), [](const Ranked& each) {
      return each.judgement.state == RankState::admitted_funded;
    });
  };
  EXPECT_EQ(funded(0), 0);
  EXPECT_EQ(funded(1), 1);
  EXPECT_EQ(funded(2), 2);
  EXPECT_EQ(funded(3), 2);
}

TEST(Protocol, BeginsAgainEveryYear) {
  Application last_year = applicant(900);
  last_year.requested_on = Date::of(2025, 12, 31);
  EXPECT_EQ(admitted(Criteria(), {applicant(3), last_year}), (Numbers{900, 3}));
}

TEST(Rank, OfNobodyIsEmpty) {
  EXPECT_TRUE(rank(bologna(), {}, 5).empty());
}

}  // namespace
}  // namespace telaio::domain::access
