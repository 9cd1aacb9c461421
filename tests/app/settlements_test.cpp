// SPDX-License-Identifier: EUPL-1.2
// Fees and their conguaglio on a real installation: periods cut where the rule changes,
// attestations by the day they were filed, and a decision that holds only for what was read.
#include "app/settlements.hpp"

#include <gtest/gtest.h>

#include "app/fees.hpp"
#include "app/regulations/regulation_event.hpp"
#include "app/streams.hpp"
#include "base/zone.hpp"
#include "crypto/random.hpp"
#include "domain/fee/fee_refusals.hpp"
#include "domain/isee/isee_refusals.hpp"
#include "tests/domain/fees/fixtures.hpp"
#include "tools/installation/installation.hpp"

namespace telaio::app {
namespace {

namespace fees = domain::fees;
namespace codes = domain::refusals;
using fees::testing::euro;

const Date today = Date::of(2026, 9, 20);

class Settlements : public ::testing::Test {
 protected:
  Settlements() : clock_(rome_time(today, 9 * 60).earlier) {
    folder_ = std::filesystem::temp_directory_path() /
              ("telaio-settle-" + to_string(crypto::random_uuid()));
    std::filesystem::create_directories(folder_);
    auto catalogue = load_catalogue(std::filesystem::path(TELAIO_SOURCE_DIR) / "config/codes");
    installation_ = *tools::Installation::create(folder_ / "data", std::move(*catalogue), clock_);
    domain::ComposeHousehold composed;
    composed.household = household_;
    composed.kind = schema::HouseholdKind::registry;
    composed.members = {{person_, 1}};
    composed.reference_date = Date::of(2026, 1, 1);
    EXPECT_TRUE(execute(transactor(), request(), composed));
    regulation_ = publish(fees::testing::dairago(), Date::of(2026, 1, 1), std::nullopt);
    grant();
  }
  ~Settlements() override {
    installation_.reset();
    std::filesystem::remove_all(folder_);
  }

  Transactor& transactor() { return installation_->transactor(); }
  static CommandRequest request() {
    CommandRequest made;
    made.command = crypto::random_id<CommandId>();
    made.envelope.actor = {crypto::random_id<OperatorId>(), schema::Role::head, Code("SSG"),
                           Code("015209")};
    return made;
  }
  // Straight into its stream: how a regulation is published is tested elsewhere.
  RegulationId publish(const fees::Regulation& rule, Date from,
                       const std::optional<RegulationId>& replaces) {
    regulations::Publication publication;
    publication.regulation = crypto::random_id<RegulationId>();
    publication.comune = Code("015209");
    publication.service_code = Code("SAD");
    publication.valid_from = from;
    auto fact = regulations::to_event(rule, publication);
    EXPECT_TRUE(fact);
    if (replaces) fact->replaces = std::make_unique<RegulationId>(*replaces);
    const auto stream = streams::regulation(publication.regulation);
    append(stream, domain::event(std::move(*fact), schema::VisibilityClass::p0, from));
    return publication.regulation;
  }
  void annul(const RegulationId& id, Date from) {
    schema::RegulationWithdrawnT fact;
    fact.regulation = id;
    fact.kind = schema::WithdrawalKind::annulled;
    fact.from = from;
    fact.act = "Sentenza della prova";
    append(streams::regulation(id),
           domain::event(std::move(fact), schema::VisibilityClass::p0, from));
  }
  void append(const log::StreamId& stream, domain::NewEvent event) {
    const auto done = transactor().run(request(), [&]() -> Result<Plan, Failure> {
      std::vector<domain::NewEvent> events;
      events.push_back(event);
      return on_stream(stream, log::Expectation::any(), std::move(events));
    });
    EXPECT_TRUE(done);
  }
  void grant() {
    domain::RequestService asked;
    asked.service = service_;
    asked.person = person_;
    asked.service_code = Code("SAD");
    asked.on = Date::of(2026, 1, 10);
    EXPECT_TRUE(execute(transactor(), request(), asked));
    domain::DecideService decided;
    decided.service = service_;
    decided.result = schema::ServiceResult::granted;
    decided.on = Date::of(2026, 1, 10);
    decided.from = Date::of(2026, 1, 10);
    decided.quantity_hundredths = 20'00;
    decided.unit = schema::QuantityUnit::hour;
    decided.regulation = regulation_;
    EXPECT_TRUE(execute(transactor(), request(), decided, true));
  }
  AttestationId attest(std::string_view isee, const std::optional<AttestationId>& replaces = {},
                       const std::optional<Date>& filed_on = {}) {
    domain::AcquireAttestation command;
    command.household = household_;
    command.attestation = crypto::random_id<AttestationId>();
    command.beneficiary = person_;
    command.kind = schema::IseeKind::ordinario;
    command.isee = euro(isee);
    command.presented_on = command.valid_from = Date::of(2026, 1, 15);
    command.valid_to = Date::of(2026, 12, 31);
    command.channel = schema::IseeChannel::citizen;
    command.filed_on = filed_on;
    command.replaces = replaces;
    command.dsu_number = "INPS-ISEE-2026-0000" + std::to_string(1000 + dsu_++) + "P-00";
    const auto done = execute(transactor(), request(), command);
    EXPECT_TRUE(done) << code_of(done.error());
    return command.attestation;
  }
  Executed determine(Date from, Date to, std::vector<RegulationId> known = {}) {
    DetermineFee command;
    command.fee = crypto::random_id<FeeId>();
    command.service = service_;
    command.household = household_;
    command.period = {from, to};
    command.quantity_hundredths = 20'00;
    command.known_regulations = std::move(known);
    return execute(transactor(), request(), command);
  }
  ServiceEffects effects(std::vector<RegulationId> known = {}) {
    return *effects_on_service(transactor(), {service_, household_, std::move(known)});
  }
  Executed settle(const std::string& proposal, std::vector<RegulationId> known = {}) {
    SettleFees command;
    command.question = {service_, household_, std::move(known)};
    command.proposal = proposal;
    command.method = schema::SettlementMethod::next_invoice;
    return execute(transactor(), request(), command);
  }
  domain::FeeHistory history() {
    return transactor().load<domain::FeeHistory>(streams::fee(service_))->state;
  }
  static std::string refused(const Executed& executed) {
    return executed ? "accepted" : std::string(code_of(executed.error()));
  }

  ManualClock clock_;
  std::filesystem::path folder_;
  std::unique_ptr<tools::Installation> installation_;
  HouseholdId household_ = crypto::random_id<HouseholdId>();
  PersonId person_ = crypto::random_id<PersonId>();
  ServiceId service_ = crypto::random_id<ServiceId>();
  RegulationId regulation_;
  int dsu_ = 0;
};

TEST_F(Settlements, ARuleThatChangesInsideThePeriodMakesTwoFeesInOneCommit) {
  attest("9000.00");
  const auto later = publish(fees::testing::dairago("9"), Date::of(2026, 7, 1), regulation_);
  const auto done = determine(Date::of(2026, 6, 21), Date::of(2026, 7, 10), {later});
  ASSERT_TRUE(done) << code_of(done.error());
  EXPECT_EQ(done->events.size(), 2U);
  const auto known = history();
  ASSERT_EQ(known.entries.size(), 2U);
  EXPECT_EQ(known.entries[0].determined->regulation, regulation_);
  EXPECT_EQ(known.entries[0].determined->to, Date::of(2026, 6, 30));
  EXPECT_EQ(known.entries[0].determined->amount, euro("70.30"));  // 10 h x 7.03.
  EXPECT_EQ(known.entries[1].determined->regulation, later);
  EXPECT_EQ(known.entries[1].determined->amount, euro("75.40"));  // 10 h x 7.54 (E37).
  EXPECT_TRUE(determine(Date::of(2026, 6, 21), Date::of(2026, 7, 10), {later})->events.empty());
}

TEST_F(Settlements, AFeeThatTheNewRuleCutsIsSeenAmongTheEffectsAndNotDeterminedOver) {
  attest("9000.00");
  const Date from = Date::of(2026, 6, 21);
  const Date to = Date::of(2026, 7, 10);
  ASSERT_TRUE(determine(from, to));
  const auto later = publish(fees::testing::dairago("9"), Date::of(2026, 7, 1), regulation_);
  EXPECT_EQ(refused(determine(from, to, {later})), codes::fee_period_cut);
  const auto seen = effects({later});
  ASSERT_EQ(seen.effects.touched.size(), 2U);
  EXPECT_EQ(seen.effects.total, euro("5.10"));
  ASSERT_TRUE(settle(seen.proposal, {later}));
  EXPECT_TRUE(effects({later}).effects.touched.empty());
}

TEST_F(Settlements, TheDayOfFilingDecidesAndNotTheDayOfTheDsu) {
  attest("9000.00", {}, Date::of(2026, 4, 20));
  ASSERT_TRUE(determine(Date::of(2026, 4, 1), Date::of(2026, 4, 30)));
  ASSERT_TRUE(determine(Date::of(2026, 5, 1), Date::of(2026, 5, 31)));
  EXPECT_EQ(history().entries[0].determined->amount, euro("220.00"));  // No ISEE yet: 11.00.
  EXPECT_EQ(history().entries[1].determined->amount, euro("140.60"));
}

TEST_F(Settlements, AProposalReadBeforeAnotherFactIsRefused) {
  const auto wrong = attest("24000.00");
  ASSERT_TRUE(determine(Date::of(2026, 2, 1), Date::of(2026, 2, 28)));
  const auto right = attest("9000.00", wrong);
  const auto seen = effects();
  ASSERT_EQ(seen.effects.touched.size(), 1U);
  EXPECT_EQ(seen.effects.total, Money::from_cents(-79'40));
  ASSERT_TRUE(seen.causes.front());
  attest("9500.00", right);
  EXPECT_EQ(refused(settle(seen.proposal)), codes::fee_settlement_stale);
  EXPECT_TRUE(history().settlements.empty());
  const auto now = effects();
  EXPECT_TRUE(settle(now.proposal));
  EXPECT_EQ(refused(settle(now.proposal)), codes::fee_nothing_to_settle);
  ASSERT_EQ(history().settlements.size(), 1U);
  EXPECT_EQ(*history().settlements.front().cause, *now.causes.front());
}

TEST_F(Settlements, AnAnnulledVersionGivesTheOneBeforeBackAndSaysSo) {
  attest("9000.00");
  const auto later = publish(fees::testing::dairago("9"), Date::of(2026, 7, 1), regulation_);
  ASSERT_TRUE(determine(Date::of(2026, 8, 1), Date::of(2026, 8, 31), {later}));
  annul(later, Date::of(2026, 7, 1));
  const auto seen = effects({later});
  ASSERT_EQ(seen.effects.touched.size(), 1U);
  EXPECT_EQ(seen.effects.touched[0].cause, fees::Cause::regulation_annulled);
  EXPECT_EQ(seen.effects.touched[0].now.regulation, regulation_);
  EXPECT_EQ(seen.effects.total, Money::from_cents(-10'20));  // 20 h x (7.03 - 7.54).
}

TEST_F(Settlements, AQuestionThatInpsDidNotAnswerPricesNothing) {
  ASSERT_TRUE(determine(Date::of(2026, 2, 1), Date::of(2026, 2, 28)));
  schema::IseeLookupMadeT lookup;
  lookup.household = household_;
  lookup.person = person_;
  lookup.outcome = schema::IseeLookupOutcome::offline;
  append(streams::isee(household_),
         domain::event(std::move(lookup), schema::VisibilityClass::p2, today));
  EXPECT_EQ(refused(determine(Date::of(2026, 3, 1), Date::of(2026, 3, 31))),
            codes::isee_answer_missing);
}

}  // namespace
}  // namespace telaio::app
