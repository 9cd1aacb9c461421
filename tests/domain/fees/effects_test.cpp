// SPDX-License-Identifier: EUPL-1.2
// Effetti: worked examples E32, E33, E36, E37, every trigger of isee-and-copayment 5.3, and what
// holds whatever happens.
#include "domain/fees/effects.hpp"

#include <gtest/gtest.h>

#include <random>

#include "domain/fees/fees_refusals.hpp"
#include "domain/isee/isee_refusals.hpp"
#include "tests/domain/fees/fixtures.hpp"

namespace telaio::domain::fees {
namespace {

using testing::band;
using testing::dairago;
using testing::euro;
using testing::milli;
using testing::with_segments;

template <class Kind>
Kind id(unsigned char n) {
  Kind made;
  made.bytes[0] = std::byte{n};
  return made;
}

Attestation filed(unsigned char n, Date on, std::string_view isee, std::uint64_t order) {
  Attestation attestation;
  attestation.id = id<AttestationId>(n);
  attestation.kind = IseeKind::ordinario;
  attestation.isee = euro(isee);
  attestation.presented_on = on;
  attestation.filed_on = on;
  attestation.valid_from = on;
  attestation.valid_to = Date::of(static_cast<int>(on.ymd().year()), 12, 31);
  attestation.acquired_order = order;
  return attestation;
}

Version version(unsigned char n, Regulation rule) {
  return {id<RegulationId>(n), std::move(rule), false};
}

Period month(int year, unsigned number) {
  const Date first = Date::of(year, number, 1);
  return {first, last_of_month(first)};
}

// A fee determined with what was known at that order.
Standing fee(unsigned char n, const Period& period, std::uint32_t quantity, const Known& then,
             std::uint64_t order = 10) {
  Determination wanted;
  wanted.period = period;
  wanted.quantity_hundredths = quantity;
  auto fact = determine(wanted, then.versions.front().rule, then.attestations);
  EXPECT_TRUE(fact);
  Standing standing;
  standing.fact = std::move(*fact);
  standing.fact.fee = id<FeeId>(n);
  standing.fact.service = id<ServiceId>(50);
  standing.fact.regulation = then.versions.front().id;
  standing.order = order;
  return standing;
}

Effects seen(const std::vector<Standing>& standing, const Known& now) {
  auto effects = effects_of(standing, now);
  EXPECT_TRUE(effects);
  return std::move(*effects);
}

std::string line(const TouchedPeriod& effect) {
  return to_italian(effect.period.from) + " " + to_string(effect.charged) + " -> " +
         to_string(effect.now.amount);
}

const Date may = Date::of(2026, 5, 1);

TEST(Effects, E36ListsSixMonthsToTheCent) {
  const Known then{{version(1, dairago())}, {}};
  std::vector<Standing> fees;
  for (unsigned char n = 1; n <= 6; ++n) fees.push_back(fee(n, month(2026, n), 2'000, then));
  auto wrong = filed(7, Date::of(2026, 1, 15), "24000.00", 20);
  auto right = filed(8, Date::of(2026, 7, 3), "9000.00", 21);
  right.replaces = wrong.id;
  const auto effects = seen(fees, {then.versions, {wrong, right}});
  // January comes to what was charged: the correction counts from February.
  ASSERT_EQ(effects.touched.size(), 5U);
  EXPECT_EQ(line(effects.touched[0]), "01/02/2026 220.00 -> 140.60");
  EXPECT_EQ(effects.touched[0].cause, Cause::new_attestation);
  EXPECT_EQ(effects.charged, euro("1100.00"));
  EXPECT_EQ(effects.due, euro("703.00"));
  EXPECT_EQ(effects.total, Money::from_cents(-397'00));
}

TEST(Effects, E37ANewMaximumFromJulyCutsTheYearInTwo) {
  const auto attested = filed(7, Date::of(2026, 1, 10), "9000.00", 1);
  const Known then{{version(1, dairago())}, {attested}};
  const Period year{Date::of(2026, 2, 1), Date::of(2026, 12, 31)};
  const auto standing = fee(1, year, 33'400, then);  // An hour a day.
  auto first = version(1, dairago());
  first.rule.valid_to = Date::of(2026, 6, 30);
  auto second = version(2, dairago("9"));
  second.rule.valid_from = Date::of(2026, 7, 1);
  const auto effects = seen({standing}, {{first, second}, {attested}});
  ASSERT_EQ(effects.touched.size(), 2U);
  EXPECT_EQ(line(effects.touched[0]), "01/02/2026 1054.50 -> 1054.50");  // 150 h x 7.03.
  EXPECT_EQ(line(effects.touched[1]), "01/07/2026 1293.52 -> 1387.36");  // 184 h: 7.03, then 7.54.
  EXPECT_EQ(effects.touched[1].cause, Cause::regulation_changed);
  EXPECT_EQ(effects.touched[1].now.regulation, id<RegulationId>(2));
  EXPECT_EQ(effects.total, euro("93.84"));
}

TEST(Effects, E32AnIseeKeptToMarchLeavesAprilAtTheMaximumAndNothingToSee) {
  auto rule = dairago();
  rule.kept_until = MonthDay{3, 31};
  const Known known{{version(1, rule)}, {filed(7, Date::of(2025, 2, 10), "9000.00", 1)}};
  const auto march = fee(1, month(2026, 3), 100, known);
  const auto april = fee(2, month(2026, 4), 100, known);
  EXPECT_EQ(march.fact.amount, euro("7.03"));
  EXPECT_EQ(april.fact.amount, euro("11.00"));
  EXPECT_TRUE(seen({march, april}, known).touched.empty());
}

TEST(Effects, E33AnIseeFiledInNovemberTouchesDecemberAlone) {
  auto milano = with_segments({band("", "6500.00", "0"), band("6500.01", "12500.00", "103"),
                               band("12500.01", "27000.00", "232"), band("27000.01", "", "465")});
  milano.no_isee = NoIseeRule::amount;
  milano.no_isee_amount = milli("465");
  const Known then{{version(1, milano)}, {}};
  std::vector<Standing> fees;
  for (unsigned char n = 9; n <= 12; ++n) fees.push_back(fee(n, month(2026, n), 100, then));
  const auto effects =
      seen(fees, {then.versions, {filed(7, Date::of(2026, 11, 20), "9000.00", 20)}});
  ASSERT_EQ(effects.touched.size(), 1U);
  EXPECT_EQ(line(effects.touched[0]), "01/12/2026 465.00 -> 103.00");
  EXPECT_EQ(effects.total, Money::from_cents(-362'00));
}

// ---- Every trigger ----

struct Case {
  Known then;
  Known now;
};
Cause cause_in(const Case& given) {
  const auto effects = seen({fee(1, month(2026, 5), 1'000, given.then)}, given.now);
  EXPECT_EQ(effects.touched.size(), 1U);
  return effects.touched.empty() ? Cause::recomputed : effects.touched.front().cause;
}

const Attestation first = filed(7, Date::of(2026, 1, 20), "8400.00", 1);
const Known usual{{version(1, dairago())}, {first}};

TEST(Effects, ARectifiedIseeIsTheCauseAlsoThroughAnotherCorrection) {
  auto second = filed(8, Date::of(2026, 9, 1), "12000.00", 20);
  second.replaces = first.id;
  auto third = filed(9, Date::of(2026, 10, 22), "15900.00", 21);
  third.replaces = second.id;
  EXPECT_EQ(cause_in({usual, {usual.versions, {first, second}}}), Cause::rectified);
  EXPECT_EQ(cause_in({usual, {usual.versions, {first, second, third}}}), Cause::rectified);
}

TEST(Effects, ACorrectionThatCannotBeUsedIsStillTheCause) {
  auto rule = dairago();
  rule.annotations = AnnotationPolicy::refuse;
  auto second = filed(8, Date::of(2026, 9, 1), "8400.00", 20);
  second.replaces = first.id;
  second.annotations = true;
  const Known then{{version(1, rule)}, {first}};
  EXPECT_EQ(cause_in({then, {then.versions, {first, second}}}), Cause::rectified);
}

TEST(Effects, ACorrenteBeginsAndEnds) {
  auto corrente = filed(8, Date::of(2026, 3, 10), "7000.00", 20);
  corrente.corrente = true;
  corrente.valid_to = Date::of(2026, 9, 10);
  EXPECT_EQ(cause_in({usual, {usual.versions, {first, corrente}}}), Cause::corrente_began);
  // It turns out to have lapsed before May: the ordinary one is back.
  auto lapsed = corrente;
  lapsed.valid_to = Date::of(2026, 4, 30);
  EXPECT_EQ(cause_in({{usual.versions, {first, corrente}}, {usual.versions, {first, lapsed}}}),
            Cause::corrente_ended);
}

TEST(Effects, AnIseeThatIsGoneLeavesNoIsee) {
  auto shorter = first;
  shorter.valid_to = Date::of(2026, 4, 30);
  EXPECT_EQ(cause_in({usual, {usual.versions, {shorter}}}), Cause::expired);
  EXPECT_EQ(cause_in({usual, {usual.versions, {}}}), Cause::entry_voided);
}

TEST(Effects, WithoutAnAnswerOfInpsNobodyPaysTheMaximum) {
  auto voided = Known{usual.versions, {}};
  voided.answer_missing = true;
  const auto effects = seen({fee(1, month(2026, 5), 1'000, usual)}, voided);
  EXPECT_TRUE(effects.touched.empty());
  ASSERT_EQ(effects.unanswered.size(), 1U);
  EXPECT_EQ(effects.unanswered[0].why.code, refusals::isee_answer_missing);
}

TEST(Effects, ALateDocumentLetsTheIseeIn) {
  auto rule = dairago();
  rule.annotations = AnnotationPolicy::accept_with_documents;
  auto annotated = first;
  annotated.annotations = true;
  const Known then{{version(1, rule)}, {annotated}};
  auto accepted = annotated;
  accepted.documents_on = Date::of(2026, 5, 1);
  EXPECT_EQ(cause_in({then, {then.versions, {accepted}}}), Cause::documents_accepted);
  // Accepted from the day after: May began without them.
  accepted.documents_on = Date::of(2026, 5, 2);
  const auto late = seen({fee(1, month(2026, 5), 1'000, then)}, {then.versions, {accepted}});
  EXPECT_TRUE(late.touched.empty());
}

TEST(Effects, ANewIseeInTheYearCutsALongPeriodWhereItBeginsToCount) {
  const Period year{Date::of(2026, 2, 1), Date::of(2026, 12, 31)};
  const auto newer = filed(8, Date::of(2026, 6, 10), "6000.00", 20);
  auto rule = dairago();
  rule.decorrenza = DecorrenzaRule::next_month_after_protocol;
  const Known then{{version(1, rule)}, {first}};
  const auto effects = seen({fee(1, year, 33'400, then)}, {then.versions, {first, newer}});
  ASSERT_EQ(effects.touched.size(), 2U);
  EXPECT_EQ(effects.touched[1].period.from, Date::of(2026, 7, 1));
  EXPECT_EQ(effects.touched[1].cause, Cause::new_attestation);
  EXPECT_EQ(effects.touched[0].now.amount, effects.touched[0].charged);
}

TEST(Effects, AnAnnulledRegulationGivesTheOldOneBack) {
  auto old = version(1, dairago());
  auto annulled = version(2, dairago("9"));
  annulled.rule.valid_from = Date::of(2026, 3, 1);
  const Known then{{annulled}, {first}};
  annulled.rule.valid_to = Date::of(2026, 2, 28);
  annulled.annulled = true;
  EXPECT_EQ(cause_in({then, {{old, annulled}, {first}}}), Cause::regulation_annulled);
}

TEST(Effects, WithNoVersionLeftSomebodyMustLook) {
  auto gone = usual.versions.front();
  gone.rule.valid_to = Date::of(2026, 4, 30);
  gone.annulled = true;
  const auto effects = seen({fee(1, month(2026, 5), 1'000, usual)}, {{gone}, {first}});
  EXPECT_TRUE(effects.touched.empty());
  ASSERT_EQ(effects.unanswered.size(), 1U);
  EXPECT_EQ(effects.unanswered[0].why.code, regulation_not_in_force);
  EXPECT_EQ(effects.unanswered[0].fee, id<FeeId>(1));
  EXPECT_EQ(effects.total, Money());
}

TEST(Effects, LostAccessIsNoCredit) {
  auto broni = with_segments({band("", "15000.00", "6")});
  broni.access_limit = euro("15000.00");
  const Known then{{version(1, broni)}, {first}};
  auto richer = filed(8, Date::of(2026, 9, 1), "15900.00", 20);
  richer.replaces = first.id;
  const auto effects =
      seen({fee(1, month(2026, 5), 1'000, then)}, {then.versions, {first, richer}});
  EXPECT_TRUE(effects.touched.empty());
  ASSERT_EQ(effects.unanswered.size(), 1U);
  EXPECT_EQ(effects.unanswered[0].why.code, access_changed);
}

TEST(Effects, AnotherUnitIsNamedAndNotPriced) {
  auto by_month = version(2, dairago());
  by_month.rule.unit = Unit::month;
  by_month.rule.valid_from = Date::of(2026, 4, 1);
  const auto effects =
      seen({fee(1, month(2026, 5), 1'000, usual)}, {{usual.versions.front(), by_month}, {first}});
  ASSERT_EQ(effects.unanswered.size(), 1U);
  EXPECT_EQ(effects.unanswered[0].why.code, unit_changed);
}

TEST(Effects, ASurchargeFollowsItsWordsIntoTheNewVersion) {
  auto rule = dairago();
  rule.surcharges = {{"festivi", milli("10"), std::nullopt}};
  const Known then{{version(1, rule)}, {first}};
  auto standing = fee(1, month(2026, 5), 1'000, then);
  standing.fact.surcharge = 1;
  standing.fact.amount = euro("66.55");  // 6.05 x 1.10 x 10.
  auto later = version(2, rule);
  later.rule.valid_from = Date::of(2026, 4, 1);
  later.rule.surcharges = {{"notturni", milli("20"), std::nullopt},
                           {"festivi", milli("20"), std::nullopt}};
  const auto effects = seen({standing}, {{then.versions.front(), later}, {first}});
  ASSERT_EQ(effects.touched.size(), 1U);
  EXPECT_EQ(effects.touched[0].now.surcharge, 2);
  EXPECT_EQ(effects.touched[0].now.amount, euro("72.60"));
  later.rule.surcharges = {};
  const auto none = seen({standing}, {{then.versions.front(), later}, {first}});
  ASSERT_EQ(none.unanswered.size(), 1U);
  EXPECT_EQ(none.unanswered[0].why.code, adjustment_unknown);
}

// ---- Whatever happens ----

TEST(EffectsProperty, NoNewInputNoEffectAndTheSumIsTheSettlement) {
  std::mt19937 random(20261122);
  for (int round = 0; round < 40; ++round) {
    SCOPED_TRACE("round " + std::to_string(round) + ", seed 20261122");
    Known then{{version(1, dairago())}, {}};
    const auto cents = [&] {
      return Money::from_cents(static_cast<std::int64_t>(random() % 2'000'000));
    };
    std::vector<Standing> fees;
    for (unsigned char n = 1; n <= 6; ++n) {
      if (random() % 3 == 0) {
        auto one = filed(static_cast<unsigned char>(100 + n), Date::of(2026, n, 5), "0.00", n);
        one.isee = cents();
        then.attestations.push_back(one);
      }
      const auto quantity = 100 + static_cast<std::uint32_t>(random() % 9'000);
      fees.push_back(fee(n, month(2026, n), quantity, then, 10U + n));
    }
    // Each month was priced with what was known by then; what came later counts from later months.
    Known now = then;
    EXPECT_TRUE(seen(fees, now).touched.empty());
    auto right = filed(200, Date::of(2026, 9, 1), "0.00", 50);
    right.isee = cents();
    if (!then.attestations.empty()) right.replaces = then.attestations.front().id;
    now.attestations.push_back(right);
    const auto effects = seen(fees, now);
    std::vector<Redetermined> periods;
    std::vector<Standing> settled;
    for (const TouchedPeriod& each : effects.touched) {
      periods.push_back({each.charged, each.now.amount});
      settled.push_back({each.now, 60});
    }
    EXPECT_EQ(settlement(periods), effects.total);
    // Decided once, nothing is left to decide.
    EXPECT_TRUE(seen(settled, now).touched.empty());
  }
}

}  // namespace
}  // namespace telaio::domain::fees
