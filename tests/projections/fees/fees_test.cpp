// SPDX-License-Identifier: EUPL-1.2
#include "projections/fees/fees.hpp"

#include <gtest/gtest.h>

#include "projections/fees/fees_query.hpp"
#include "tests/projections/support/story.hpp"

namespace telaio::projections::fees {
namespace {

using testing::Fold;
using testing::id;
using testing::Story;
using testing::Told;

const PersonId anna = id<PersonId>(1);
const CaseId rossi = id<CaseId>(1);
const HouseholdId household = id<HouseholdId>(1);
const ServiceId meals = id<ServiceId>(1);
const ServiceId help = id<ServiceId>(2);
const RegulationId dairago = id<RegulationId>(1);
const Code cinisello("015077");
const Code sad("sad");
const Date june_1 = Date::of(2026, 6, 1);
const Date june_10 = Date::of(2026, 6, 10);
const Date june_30 = Date::of(2026, 6, 30);

class FeesTest : public ::testing::Test {
 protected:
  Told requested(const ServiceId& service, Date on, std::optional<CaseId> case_file = rossi) {
    schema::ServiceRequestedT fact;
    fact.service = service;
    fact.person = anna;
    if (case_file) fact.case_file = std::make_unique<CaseId>(*case_file);
    fact.service_code = sad;
    fact.siuss_code = Code("A1.21");
    fact.on = on;
    return story.tell(fact, on);
  }
  Told decided(schema::ServiceResult result, Date on) {
    schema::ServiceDecidedT fact;
    fact.service = meals;
    fact.result = result;
    fact.on = on;
    fact.quantity_hundredths = 2'000;
    fact.unit = schema::QuantityUnit::meal;
    fact.regulation = std::make_unique<RegulationId>(dairago);
    return story.tell(fact, on);
  }
  Told activated(Date from) {
    schema::ServiceActivatedT fact;
    fact.service = meals;
    fact.provider = Code("coop-1");
    fact.from = from;
    fact.competent_comune = cinisello;
    return story.tell(fact, from);
  }
  Told ended(Date on) {
    schema::ServiceEndedT fact;
    fact.service = meals;
    fact.on = on;
    return story.tell(fact, on);
  }
  Told delivered(Date on, std::uint32_t quantity) {
    schema::ServiceDeliveredT fact;
    fact.service = meals;
    fact.on = on;
    fact.quantity_hundredths = quantity;
    fact.unit = schema::QuantityUnit::meal;
    fact.state = schema::DeliveryState::delivered;
    return story.tell(fact, on);
  }
  Told fee(std::uint64_t number, Date from, Date to, std::int64_t cents,
           std::optional<std::uint64_t> supersedes = std::nullopt) {
    schema::CopaymentDeterminedT fact;
    fact.fee = id<FeeId>(number);
    fact.service = meals;
    fact.person = anna;
    fact.from = from;
    fact.to = to;
    fact.regulation = dairago;
    fact.isee = std::make_unique<Money>(Money::from_cents(8'400'00));
    fact.status = schema::FeeStatus::determined;
    fact.exact_unit_fee = std::make_unique<schema::Fraction>(31, 7);
    fact.amount = Money::from_cents(cents);
    if (supersedes) fact.supersedes = std::make_unique<FeeId>(id<FeeId>(*supersedes));
    return story.tell(fact, from, {to, {}, {}, {}});
  }
  Told regulation(const RegulationId& which, Date from, std::optional<Date> to,
                  Code comune = cinisello) {
    schema::RegulationPublishedT fact;
    fact.regulation = which;
    fact.comune = comune;
    fact.service_code = sad;
    fact.valid_from = from;
    if (to) fact.valid_to = std::make_unique<Date>(*to);
    fact.slug = "dairago-sad";
    fact.authority = "Comune di Dairago";
    return story.tell(fact, from);
  }
  Told attestation(std::uint64_t number, Date from, Date to,
                   std::optional<std::uint64_t> replaces = std::nullopt) {
    schema::IseeAttestationAcquiredT fact;
    fact.attestation = id<AttestationId>(number);
    fact.household = household;
    fact.beneficiary = anna;
    fact.kind = schema::IseeKind::ordinario;
    fact.isee = Money::from_cents(static_cast<std::int64_t>(number) * 100);
    fact.presented_on = from;
    fact.valid_from = from;
    fact.valid_to = to;
    if (replaces) fact.replaces = std::make_unique<AttestationId>(id<AttestationId>(*replaces));
    return story.tell(fact, from);
  }
  const view::ReadRows& rows() {
    fold = std::make_unique<Fold>(story.events(), projection, nullptr);
    fold->advance_to(story.size() - 1);
    return fold->rows();
  }
  ServiceStatus status(Date on) { return service_on(rows(), meals, on)->status; }
  std::vector<std::uint64_t> valid_on(Date on) {
    std::vector<std::uint64_t> found;
    for (const Attestation& one : attestations_on(rows(), household, on)) {
      found.push_back(static_cast<std::uint64_t>(one.isee.cents()) / 100);
    }
    return found;
  }

  Story story;
  Fees projection;
  std::unique_ptr<Fold> fold;
};

TEST_F(FeesTest, AServiceLivesFromTheRequestToTheDayAfterItsLast) {
  requested(meals, june_1);
  decided(schema::ServiceResult::waiting, june_1.plus_days(1));
  decided(schema::ServiceResult::granted, june_1.plus_days(2));
  activated(june_10);
  ended(june_30);
  EXPECT_FALSE(service_on(rows(), meals, june_1.plus_days(-1)).has_value());
  EXPECT_EQ(status(june_1), ServiceStatus::requested);
  EXPECT_EQ(status(june_1.plus_days(1)), ServiceStatus::waiting);
  EXPECT_EQ(status(june_1.plus_days(2)), ServiceStatus::granted);
  EXPECT_EQ(status(june_10), ServiceStatus::active);
  EXPECT_EQ(status(june_30), ServiceStatus::active);
  EXPECT_EQ(status(june_30.plus_days(1)), ServiceStatus::ended);
}

TEST_F(FeesTest, ADeniedServiceIsDenied) {
  requested(meals, june_1);
  decided(schema::ServiceResult::denied, june_10);
  EXPECT_EQ(status(june_30), ServiceStatus::denied);
}

TEST_F(FeesTest, AServiceSaysWhatWasGrantedByWhichRuleAndOnWhichFacts) {
  requested(meals, june_1);
  decided(schema::ServiceResult::granted, june_1);
  activated(june_10);
  const auto state = service_on(rows(), meals, june_10);
  EXPECT_EQ(state->person, anna);
  EXPECT_EQ(state->case_file, rossi);
  EXPECT_EQ(state->service_code, sad);
  EXPECT_EQ(state->siuss_code, Code("A1.21"));
  EXPECT_EQ(state->quantity_hundredths, 2'000U);
  EXPECT_EQ(state->unit, schema::QuantityUnit::meal);
  EXPECT_EQ(state->regulation, dairago);
  EXPECT_EQ(state->comune, cinisello);
  EXPECT_EQ(state->active_from, june_10);
  EXPECT_EQ(state->positions, (std::vector<Position>{0, 1, 2}));
}

TEST_F(FeesTest, ServicesAreListedByPersonAndByCase) {
  requested(meals, june_1);
  requested(help, june_10, std::nullopt);
  EXPECT_EQ(services_of_person(rows(), anna, june_10).size(), 2U);
  EXPECT_EQ(services_of_person(rows(), anna, june_1).size(), 1U);
  const auto of_case = services_of_case(rows(), rossi, june_30);
  ASSERT_EQ(of_case.size(), 1U);
  EXPECT_EQ(of_case[0].service, meals);
}

TEST_F(FeesTest, AVoidedEndLeavesTheServiceActive) {
  requested(meals, june_1);
  activated(june_1);
  const Told wrong = ended(june_10);
  story.make_void(wrong);
  EXPECT_EQ(status(june_30), ServiceStatus::active);
}

TEST_F(FeesTest, DeliveriesOfAMonthAreThoseThatBeganInIt) {
  requested(meals, june_1);
  delivered(june_1.plus_days(-1), 1);
  delivered(june_1, 2);
  const Told wrong = delivered(june_10, 4);
  delivered(june_30, 8);
  delivered(june_30.plus_days(1), 16);
  story.correct_date(wrong, june_30.plus_days(2));
  const auto june = deliveries_between(rows(), meals, june_1, june_30);
  ASSERT_EQ(june.size(), 2U);
  EXPECT_EQ(june[0].quantity_hundredths, 2U);
  EXPECT_EQ(june[1].quantity_hundredths, 8U);
  EXPECT_EQ(june[1].position, 4U);
}

TEST_F(FeesTest, AFeeHoldsInItsPeriodBothDaysIncluded) {
  fee(1, june_1, june_30, 45'00);
  EXPECT_FALSE(fee_on(rows(), meals, june_1.plus_days(-1)).has_value());
  EXPECT_EQ(fee_on(rows(), meals, june_1)->amount, Money::from_cents(45'00));
  EXPECT_EQ(fee_on(rows(), meals, june_30)->exact_unit_fee, (ExactFee{31, 7}));
  EXPECT_FALSE(fee_on(rows(), meals, june_30.plus_days(1)).has_value());
}

TEST_F(FeesTest, ASupersededFeeIsKeptAndNotInForce) {
  fee(1, june_1, june_30, 45'00);
  const Told second = fee(2, june_1, june_30, 60'00, 1);
  const Told third = fee(3, june_1, june_30, 70'00, 2);
  EXPECT_EQ(fee_on(rows(), meals, june_10)->fee, id<FeeId>(3));
  const auto chain = superseded_chain(rows(), id<FeeId>(3));
  ASSERT_EQ(chain.size(), 3U);
  EXPECT_EQ(chain[0].position, third.position);
  EXPECT_EQ(chain[1].position, second.position);
  EXPECT_EQ(chain[1].superseded_by, id<FeeId>(3));
  EXPECT_EQ(chain[2].amount, Money::from_cents(45'00));
  EXPECT_EQ(fees_of_service(rows(), meals).size(), 3U);
  story.make_void(third);
  EXPECT_EQ(fee_on(rows(), meals, june_10)->fee, id<FeeId>(2));
}

TEST_F(FeesTest, AChainThatBitesItsTailEnds) {
  fee(1, june_1, june_30, 45'00, 2);
  fee(2, june_1, june_30, 60'00, 1);
  EXPECT_EQ(superseded_chain(rows(), id<FeeId>(1)).size(), 2U);
  EXPECT_TRUE(superseded_chain(rows(), id<FeeId>(9)).empty());
}

TEST_F(FeesTest, OfARegulationTheVersionThatBeganLastIsInForce) {
  const Told first = regulation(dairago, june_1, std::nullopt);
  const Told second = regulation(dairago, june_10, june_30);
  const auto in_force = [&](Date on) { return regulations_on(rows(), on, {}); };
  EXPECT_TRUE(in_force(june_1.plus_days(-1)).empty());
  EXPECT_EQ(in_force(june_10.plus_days(-1))[0].position, first.position);
  EXPECT_EQ(in_force(june_10)[0].position, second.position);
  EXPECT_EQ(in_force(june_30)[0].slug, "dairago-sad");
  EXPECT_EQ(in_force(june_30)[0].authority, "Comune di Dairago");
  EXPECT_TRUE(in_force(june_30.plus_days(1)).empty());
  EXPECT_EQ(regulation_versions(rows(), dairago).size(), 2U);
}

TEST_F(FeesTest, RegulationsAreChosenByComuneAndService) {
  regulation(dairago, june_1, std::nullopt);
  regulation(id<RegulationId>(2), june_1, std::nullopt, Code("015209"));
  RegulationFilter filter;
  filter.comune = cinisello;
  filter.service_code = sad;
  ASSERT_EQ(regulations_on(rows(), june_10, filter).size(), 1U);
  filter.service_code = Code("nursery");
  EXPECT_TRUE(regulations_on(rows(), june_10, filter).empty());
}

TEST_F(FeesTest, AnAttestationIsValidUpToItsLastDay) {
  attestation(1, june_1, june_30);
  EXPECT_TRUE(valid_on(june_1.plus_days(-1)).empty());
  EXPECT_EQ(valid_on(june_1), std::vector<std::uint64_t>{1});
  EXPECT_EQ(valid_on(june_30), std::vector<std::uint64_t>{1});
  EXPECT_TRUE(valid_on(june_30.plus_days(1)).empty());
}

TEST_F(FeesTest, ARectifiedAttestationCountsForNothingFromTheDateOfTheNewOne) {
  attestation(1, june_1, june_30);
  attestation(2, june_10, june_30, 1);
  EXPECT_EQ(valid_on(june_10.plus_days(-1)), std::vector<std::uint64_t>{1});
  EXPECT_EQ(valid_on(june_10), std::vector<std::uint64_t>{2});
  const auto all = attestations_of(rows(), household);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].replaced_by, id<AttestationId>(2));
  EXPECT_EQ(all[1].replaced_by, std::nullopt);
}

TEST_F(FeesTest, AVoidedRectificationLeavesTheFirstAttestationValid) {
  attestation(1, june_1, june_30);
  const Told wrong = attestation(2, june_1, june_30, 1);
  story.make_void(wrong);
  EXPECT_EQ(valid_on(june_10), std::vector<std::uint64_t>{1});
}

TEST_F(FeesTest, EveryPositionAndDateEqualsAFoldOfThePrefix) {
  std::mt19937_64 random(testing::test_seed());
  tell_random(story, random, 1'500);
  struct Answer {
    std::vector<std::vector<ServiceState>> services;
    std::vector<std::vector<Delivery>> deliveries;
    std::vector<std::vector<Fee>> fees;
    std::vector<std::optional<Fee>> fee;
    std::vector<std::vector<Regulation>> regulations;
    std::vector<std::vector<Attestation>> attestations;
    bool operator==(const Answer&) const = default;
  };
  testing::same_as_a_fold_of_the_prefix(
      story, projection, random, [](const view::ReadRows& all, Date on) {
        Answer answer;
        for (std::uint64_t n = 1; n <= testing::random_persons; ++n) {
          answer.services.push_back(services_of_person(all, id<PersonId>(n), on));
          answer.services.push_back(services_of_case(all, id<CaseId>(n), on));
          answer.attestations.push_back(attestations_on(all, id<HouseholdId>(n), on));
          answer.attestations.push_back(attestations_of(all, id<HouseholdId>(n)));
        }
        for (std::uint64_t n = 1; n <= testing::random_services; ++n) {
          const auto service = id<ServiceId>(n);
          answer.deliveries.push_back(deliveries_between(all, service, on.plus_days(-60), on));
          answer.fees.push_back(fees_of_service(all, service));
          answer.fee.push_back(fee_on(all, service, on));
          if (answer.fee.back()) {
            answer.fees.push_back(superseded_chain(all, answer.fee.back()->fee));
          }
        }
        answer.regulations.push_back(regulations_on(all, on, {}));
        return answer;
      });
}

}  // namespace
}  // namespace telaio::projections::fees
