// SPDX-License-Identifier: EUPL-1.2
#include "domain/fees/attestation.hpp"

#include <gtest/gtest.h>

#include "tests/domain/fees/fixtures.hpp"

namespace telaio::domain::fees {
namespace {

using testing::euro;

AttestationId id(unsigned char number) {
  Uuid uuid;
  uuid.bytes[15] = std::byte{number};
  return AttestationId(uuid);
}

// An ordinary attestation presented and filed on a day of 2026, good until the end of that year.
Attestation filed(unsigned char number, Date on, std::string_view isee = "9000.00") {
  Attestation attestation;
  attestation.id = id(number);
  attestation.kind = IseeKind::ordinario;
  attestation.isee = euro(isee);
  attestation.presented_on = on;
  attestation.filed_on = on;
  attestation.valid_from = on;
  attestation.valid_to = Date::of(static_cast<int>(on.ymd().year()), 12, 31);
  attestation.acquired_order = number;
  return attestation;
}

Regulation with_rule(DecorrenzaRule rule) {
  Regulation regulation = testing::dairago();
  regulation.decorrenza = rule;
  return regulation;
}

std::optional<AttestationId> chosen(const std::vector<Attestation>& all,
                                    const Regulation& regulation, Date from) {
  const auto selection = select_attestation(all, regulation, from);
  if (!selection.chosen) return std::nullopt;
  return selection.chosen->id;
}

NoAttestation reason(const std::vector<Attestation>& all, const Regulation& regulation, Date from) {
  const auto selection = select_attestation(all, regulation, from);
  EXPECT_FALSE(selection.chosen);
  return selection.reason;
}

const Date march_first = Date::of(2026, 3, 1);

TEST(Decorrenza, IsTheMonthAfterTheProtocolAlsoWhenNotStated) {
  const std::vector<Attestation> all = {filed(1, Date::of(2026, 2, 1))};
  for (const auto rule : {DecorrenzaRule::next_month_after_protocol, DecorrenzaRule::unknown}) {
    EXPECT_EQ(chosen(all, with_rule(rule), Date::of(2026, 2, 1)), std::nullopt);
    EXPECT_EQ(chosen(all, with_rule(rule), march_first), id(1));
  }
}

TEST(Decorrenza, OfTheSameMonthReachesBackToItsFirst) {
  const std::vector<Attestation> all = {filed(1, Date::of(2026, 2, 28))};
  const auto regulation = with_rule(DecorrenzaRule::same_month);
  EXPECT_EQ(chosen(all, regulation, Date::of(2026, 2, 1)), id(1));
  EXPECT_EQ(reason(all, regulation, Date::of(2026, 1, 31)), NoAttestation::not_yet_effective);
}

TEST(Decorrenza, ProRataBeginsOnTheDayOfFiling) {
  const std::vector<Attestation> all = {filed(1, Date::of(2026, 2, 10))};
  const auto regulation = with_rule(DecorrenzaRule::filing_date_pro_rata);
  EXPECT_EQ(chosen(all, regulation, Date::of(2026, 2, 9)), std::nullopt);
  EXPECT_EQ(chosen(all, regulation, Date::of(2026, 2, 10)), id(1));
  const Period february{Date::of(2026, 2, 1), Date::of(2026, 2, 28)};
  EXPECT_EQ(effect_dates_within(all, regulation, february),
            std::vector<Date>{Date::of(2026, 2, 10)});
}

TEST(Decorrenza, OnAFixedDateWaitsForItAndThenForTheNextMonth) {
  auto regulation = with_rule(DecorrenzaRule::fixed_date);
  regulation.decorrenza_day = MonthDay{4, 1};
  const auto by_march = filed(1, Date::of(2026, 2, 10));
  EXPECT_EQ(effective_from(by_march, {}, regulation), Date::of(2026, 4, 1));
  const auto on_the_day = filed(2, Date::of(2026, 4, 1));
  EXPECT_EQ(effective_from(on_the_day, {}, regulation), Date::of(2026, 4, 1));
  const auto late = filed(3, Date::of(2026, 4, 2));
  EXPECT_EQ(effective_from(late, {}, regulation), Date::of(2026, 5, 1));
}

TEST(Decorrenza, OfASnapshotLooksAtTheLastDayOfTheMonthBefore) {
  const auto regulation = with_rule(DecorrenzaRule::month_end_snapshot);
  EXPECT_EQ(reference_date(regulation, Date::of(2026, 3, 10)), Date::of(2026, 2, 28));
  EXPECT_EQ(chosen({filed(1, Date::of(2026, 2, 28))}, regulation, march_first), id(1));
  EXPECT_EQ(chosen({filed(1, march_first)}, regulation, march_first), std::nullopt);
}

TEST(Selection, NeverPricesWithTheIndicatorOf2026) {
  auto attestation = filed(1, Date::of(2026, 1, 10));
  attestation.kind = IseeKind::inclusione_2026;
  const auto regulation = with_rule(DecorrenzaRule::same_month);
  EXPECT_EQ(reason({attestation}, regulation, march_first), NoAttestation::kind_not_accepted);
  // Not even when a regulation lists it.
  auto listed = regulation;
  listed.accepted_kinds = {IseeKind::inclusione_2026};
  EXPECT_EQ(reason({attestation}, listed, march_first), NoAttestation::kind_not_accepted);
}

TEST(Selection, TakesTheKindTheRegulationNamesFirst) {
  auto regulation = with_rule(DecorrenzaRule::same_month);
  regulation.accepted_kinds = {IseeKind::sociosanitario, IseeKind::ordinario};
  auto older = filed(1, Date::of(2026, 1, 10));
  older.kind = IseeKind::sociosanitario;
  const auto newer = filed(2, Date::of(2026, 2, 10));
  EXPECT_EQ(chosen({older, newer}, regulation, march_first), id(1));
  EXPECT_EQ(chosen({newer}, regulation, march_first), id(2));
  regulation.accepted_kinds = {IseeKind::sociosanitario};
  EXPECT_EQ(reason({newer}, regulation, march_first), NoAttestation::kind_not_accepted);
}

TEST(Selection, PrefersTheCorrenteWhileItIsValid) {
  const auto regulation = with_rule(DecorrenzaRule::same_month);
  const auto ordinary = filed(1, Date::of(2026, 2, 10));
  auto corrente = filed(2, Date::of(2026, 1, 10));
  corrente.corrente = true;
  corrente.valid_to = march_first;
  EXPECT_EQ(chosen({ordinary, corrente}, regulation, march_first), id(2));
  EXPECT_EQ(chosen({ordinary, corrente}, regulation, march_first.plus_days(1)), id(1));
}

TEST(Selection, PrefersTheLatestPresentationThenTheLatestAcquisition) {
  const auto regulation = with_rule(DecorrenzaRule::same_month);
  const auto january = filed(3, Date::of(2026, 1, 10));
  const auto february = filed(1, Date::of(2026, 2, 10));
  auto again = filed(2, Date::of(2026, 2, 10));
  EXPECT_EQ(chosen({february, january}, regulation, march_first), id(1));
  EXPECT_EQ(chosen({again, february, january}, regulation, march_first), id(2));
  again.acquired_order = 0;
  EXPECT_EQ(chosen({again, february, january}, regulation, march_first), id(1));
}

TEST(Selection, DropsWhatACorrectionReplacedOnceItHasEffect) {
  auto regulation = with_rule(DecorrenzaRule::next_month_after_protocol);
  const auto wrong = filed(1, Date::of(2026, 1, 15), "24000.00");
  auto right = filed(2, Date::of(2026, 6, 20), "9000.00");
  right.presented_on = Date::of(2026, 1, 14);  // Never the newer one by presentation.
  right.replaces = id(1);
  // Corrections are retroactive: the corrected value holds from when the wrong one did.
  EXPECT_EQ(chosen({wrong, right}, regulation, Date::of(2026, 2, 1)), id(2));
  regulation.retroactive_on_rectification = false;
  EXPECT_EQ(chosen({wrong, right}, regulation, Date::of(2026, 6, 30)), id(1));
  EXPECT_EQ(chosen({wrong, right}, regulation, Date::of(2026, 7, 1)), id(2));
}

TEST(Selection, SurvivesCorrectionsThatNameEachOther) {
  auto one = filed(1, Date::of(2026, 1, 15));
  auto two = filed(2, Date::of(2026, 1, 16));
  one.replaces = id(2);
  two.replaces = id(1);
  EXPECT_EQ(reason({one, two}, with_rule(DecorrenzaRule::same_month), march_first),
            NoAttestation::replaced);
}

TEST(Selection, AppliesThePolicyOnAnnotations) {
  auto regulation = with_rule(DecorrenzaRule::same_month);
  auto annotated = filed(1, Date::of(2026, 2, 10));
  annotated.annotations = true;
  EXPECT_EQ(chosen({annotated}, regulation, march_first), id(1));
  regulation.annotations = AnnotationPolicy::refuse;
  EXPECT_EQ(reason({annotated}, regulation, march_first), NoAttestation::annotations);
  regulation.annotations = AnnotationPolicy::accept_with_documents;
  EXPECT_EQ(reason({annotated}, regulation, march_first), NoAttestation::annotations);
  annotated.documents_given = true;
  EXPECT_EQ(chosen({annotated}, regulation, march_first), id(1));
}

TEST(Selection, SaysOfNothingThatNothingWasGiven) {
  EXPECT_EQ(reason({}, with_rule(DecorrenzaRule::same_month), march_first),
            NoAttestation::none_given);
}

TEST(Selection, StopsAtTheLastDayOfValidity) {
  const auto regulation = with_rule(DecorrenzaRule::same_month);
  const std::vector<Attestation> all = {filed(1, Date::of(2025, 2, 10))};
  EXPECT_EQ(chosen(all, regulation, Date::of(2025, 12, 31)), id(1));
  EXPECT_EQ(reason(all, regulation, Date::of(2026, 1, 1)), NoAttestation::expired);
}

TEST(WorkedExample, E32AGraceUntilMarchKeepsTheExpiredAttestation) {
  auto regulation = with_rule(DecorrenzaRule::next_month_after_protocol);
  regulation.kept_until = MonthDay{3, 31};
  const std::vector<Attestation> all = {filed(1, Date::of(2025, 2, 10))};
  EXPECT_EQ(chosen(all, regulation, Date::of(2026, 3, 31)), id(1));
  EXPECT_EQ(reason(all, regulation, Date::of(2026, 4, 1)), NoAttestation::expired);
}

TEST(WorkedExample, E38TheReducedHouseholdPricesTheAdultWithDisability) {
  auto regulation = with_rule(DecorrenzaRule::same_month);
  regulation.accepted_kinds = {IseeKind::sociosanitario};
  auto family = filed(1, Date::of(2026, 2, 10), "24000.00");
  auto reduced = filed(2, Date::of(2026, 1, 10), "5000.00");
  reduced.kind = IseeKind::sociosanitario;
  reduced.reduced_household = true;
  EXPECT_EQ(chosen({family, reduced}, regulation, march_first), id(2));
  EXPECT_EQ(testing::priced(regulation, "5000.00"), "3.00");
  EXPECT_EQ(testing::priced(regulation, "24000.00"), "11.00");
}

TEST(Selection, TellsTheReasonOfTheOneThatCameFurthestAlsoAmongThoseOfYearsAgo) {
  const Regulation regulation = with_rule(DecorrenzaRule::next_month_after_protocol);
  const Attestation over = filed(1, Date::of(2020, 2, 1));
  const Attestation to_come = filed(2, Date::of(2026, 3, 10));
  for (const auto& all : {std::vector{over, to_come}, std::vector{to_come, over}}) {
    EXPECT_EQ(reason(all, regulation, march_first), NoAttestation::expired);
  }
  Attestation of_a_kind = over;
  of_a_kind.kind = IseeKind::inclusione_2026;
  EXPECT_EQ(reason({of_a_kind, to_come}, regulation, march_first),
            NoAttestation::not_yet_effective);
}

TEST(Selection, KeepsAnExpiredOneToTheLastDayTheRegulationSays) {
  // Expired on the very day to which expired ones are kept: until that day of the next year.
  Regulation regulation = with_rule(DecorrenzaRule::same_month);
  regulation.kept_until = MonthDay{12, 31};
  const std::vector<Attestation> all{filed(1, Date::of(2024, 2, 1))};
  EXPECT_EQ(chosen(all, regulation, Date::of(2025, 12, 31)), id(1));
  EXPECT_EQ(chosen(all, regulation, Date::of(2026, 1, 1)), std::nullopt);
  EXPECT_EQ(reason(all, regulation, Date::of(2030, 1, 1)), NoAttestation::expired);
}

}  // namespace
}  // namespace telaio::domain::fees
