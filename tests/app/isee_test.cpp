// SPDX-License-Identifier: EUPL-1.2
// Attestations on a real installation: whose they are, which DSU is known already although its
// number is sealed, and what a question to INPS leaves behind.
#include <gtest/gtest.h>

#include <thread>

#include "app/isee_lookups.hpp"
#include "app/streams.hpp"
#include "base/zone.hpp"
#include "crypto/random.hpp"
#include "domain/identifiers/codice_fiscale.hpp"
#include "domain/isee/isee_refusals.hpp"
#include "schemas/read.hpp"
#include "schemas/verified.hpp"
#include "tools/installation/installation.hpp"

namespace telaio::app {
namespace {

using schema::IseeLookupOutcome;

const Date today = Date::of(2026, 3, 20);

class Isee : public ::testing::Test {
 protected:
  Isee() : clock_(rome_time(today, 9 * 60).earlier) {
    folder_ = std::filesystem::temp_directory_path() /
              ("telaio-isee-" + to_string(crypto::random_uuid()));
    std::filesystem::create_directories(folder_);
    auto catalogue = load_catalogue(std::filesystem::path(TELAIO_SOURCE_DIR) / "config/codes");
    installation_ = *tools::Installation::create(folder_ / "data", std::move(*catalogue), clock_);
    actor_ = {crypto::random_id<OperatorId>(), schema::Role::social_worker, Code("SSG"),
              Code("015209")};
    household_ = crypto::random_id<HouseholdId>();
    person_ = crypto::random_id<PersonId>();
    domain::ComposeHousehold composed;
    composed.household = household_;
    composed.kind = schema::HouseholdKind::registry;
    composed.members = {{person_, 1}};
    composed.reference_date = Date::of(2026, 2, 1);
    EXPECT_TRUE(execute(transactor(), request(), composed));
  }
  ~Isee() override {
    installation_.reset();
    std::filesystem::remove_all(folder_);
  }

  Transactor& transactor() { return installation_->transactor(); }
  CommandRequest request() {
    CommandRequest made;
    made.command = crypto::random_id<CommandId>();
    made.envelope.actor = actor_;
    return made;
  }
  domain::AcquireAttestation attestation(const std::string& dsu, std::int64_t cents) const {
    domain::AcquireAttestation command;
    command.household = household_;
    command.attestation = crypto::random_id<AttestationId>();
    command.beneficiary = person_;
    command.kind = schema::IseeKind::ordinario;
    command.isee = Money::from_cents(cents);
    command.presented_on = Date::of(2026, 2, 12);
    command.valid_from = Date::of(2026, 2, 12);
    command.valid_to = Date::of(2026, 12, 31);
    command.channel = schema::IseeChannel::citizen;
    command.dsu_number = dsu;
    return command;
  }
  domain::RecordIseeLookup lookup(IseeLookupOutcome outcome) const {
    domain::RecordIseeLookup told;
    told.household = household_;
    told.person = person_;
    told.kind = schema::IseeKind::ordinario;
    told.service_code = Code("SAD");
    told.outcome = outcome;
    return told;
  }
  domain::IseeFolder folder() {
    return transactor().load<domain::IseeFolder>(streams::isee(household_))->state;
  }
  std::string refused(const Executed& executed) {
    return executed ? "accepted" : std::string(code_of(executed.error()));
  }

  ManualClock clock_;
  std::filesystem::path folder_;
  std::unique_ptr<tools::Installation> installation_;
  Actor actor_;
  HouseholdId household_;
  PersonId person_;
};

TEST_F(Isee, OfTheSameDsuIsKnownAlreadyHoweverItsNumberIsTyped) {
  ASSERT_TRUE(
      execute(transactor(), request(), attestation("INPS-ISEE-2026-00000032P-00", 8'250'00)));
  const auto again =
      execute(transactor(), request(), attestation(" inps-isee-2026-00000032p-00", 8'250'00));
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->events.empty());
  EXPECT_EQ(folder().entries.size(), 1U);
  EXPECT_EQ(refused(execute(transactor(), request(),
                            attestation("INPS-ISEE-2026-00000032P-00", 9'000'00))),
            domain::refusals::isee_dsu_differs);
}

TEST_F(Isee, OfSomebodyElseIsRefusedAndNothingIsWritten) {
  auto other = attestation("INPS-ISEE-2026-00000033P-00", 8'250'00);
  other.beneficiary = crypto::random_id<PersonId>();
  const auto before = installation_->events().head().size;
  EXPECT_EQ(refused(execute(transactor(), request(), other)),
            domain::refusals::isee_not_of_household);
  EXPECT_EQ(installation_->events().head().size, before);
}

TEST_F(Isee, PresentedBeforeTheFamilyWasKnownIsItsOwn) {
  auto early = attestation("INPS-ISEE-2026-00000034P-00", 8'250'00);
  early.presented_on = early.valid_from = Date::of(2026, 1, 15);  // Composed on 1 February.
  EXPECT_TRUE(execute(transactor(), request(), early));
}

TEST_F(Isee, OfSomebodyWhoHadLeftByThenIsRefused) {
  domain::ComposeHousehold smaller;
  smaller.household = household_;
  smaller.kind = schema::HouseholdKind::registry;
  smaller.members = {{crypto::random_id<PersonId>(), 1}};
  smaller.reference_date = Date::of(2026, 3, 1);
  ASSERT_TRUE(execute(transactor(), request(), smaller));
  EXPECT_TRUE(
      execute(transactor(), request(), attestation("INPS-ISEE-2026-00000035P-00", 8'250'00)));
  auto later = attestation("INPS-ISEE-2026-00000036P-00", 8'250'00);
  later.presented_on = later.valid_from = Date::of(2026, 3, 1);
  EXPECT_EQ(refused(execute(transactor(), request(), later)),
            domain::refusals::isee_not_of_household);
}

TEST_F(Isee, FindsTheReplacedDsuByItsNumberAndRefusesOneItDoesNotHave) {
  const auto first = attestation("INPS-ISEE-2026-00000037P-00", 8'400'00);
  ASSERT_TRUE(execute(transactor(), request(), first));
  auto rectified = attestation("INPS-ISEE-2026-00000037P-01", 15'900'00);
  rectified.replaces_dsu = "INPS-ISEE-2026-00000099P-00";
  EXPECT_EQ(refused(execute(transactor(), request(), rectified)),
            domain::refusals::isee_replaces_unknown);
  rectified.replaces_dsu = "INPS-ISEE-2026-00000037P-00";
  ASSERT_TRUE(execute(transactor(), request(), rectified));
  EXPECT_EQ(domain::find_attestation(folder(), first.attestation)->replaced_by,
            rectified.attestation);
}

TEST_F(Isee, AnAnswerOfInpsIsOneCommitWithTheQuestion) {
  const auto found = attestation("INPS-ISEE-2026-00000038P-00", 8'400'00);
  const auto executed =
      execute(transactor(), request(), RecordLookup{lookup(IseeLookupOutcome::found), found});
  ASSERT_TRUE(executed) << code_of(executed.error());
  EXPECT_EQ(executed->events.size(), 2U);
  ASSERT_EQ(folder().entries.size(), 1U);
  EXPECT_FALSE(domain::answer_is_missing(folder()));
  // Asked again: the attestation is known, the question is a fact of its own that names it.
  auto again = found;
  again.attestation = crypto::random_id<AttestationId>();
  const auto second =
      execute(transactor(), request(), RecordLookup{lookup(IseeLookupOutcome::found), again});
  ASSERT_TRUE(second);
  EXPECT_EQ(second->events.size(), 1U);
  const auto page =
      installation_->events().read_all(second->position, log::ReadLimits{.events_max = 1});
  const auto* made = schema::verified_header(page->events.front().header)->fact_as_IseeLookupMade();
  ASSERT_NE(made, nullptr);
  EXPECT_EQ(schema::read_optional(made->attestation()), found.attestation);
}

TEST_F(Isee, AQuestionWithoutAnswerIsRecordedAndLeavesTheIseeUnknown) {
  ASSERT_TRUE(execute(transactor(), request(),
                      RecordLookup{lookup(IseeLookupOutcome::offline), std::nullopt}));
  EXPECT_TRUE(domain::answer_is_missing(folder()));
  ASSERT_TRUE(execute(transactor(), request(),
                      RecordLookup{lookup(IseeLookupOutcome::no_data), std::nullopt}));
  EXPECT_FALSE(domain::answer_is_missing(folder()));
}

TEST_F(Isee, AnAnswerThatTheRulesRefuseIsWrittenNowhere) {
  auto future = attestation("INPS-ISEE-2026-00000039P-00", 8'400'00);
  future.presented_on = today.plus_days(1);
  EXPECT_EQ(refused(execute(transactor(), request(),
                            RecordLookup{lookup(IseeLookupOutcome::found), future})),
            domain::refusals::isee_presented_in_future);
  EXPECT_TRUE(folder().entries.empty());
  EXPECT_TRUE(folder().last_lookups.empty());
}

TEST_F(Isee, KnowsTheCodiceFiscaleOnlyOfWhoHasOne) {
  EXPECT_FALSE(*codice_fiscale_of(transactor(), person_));
  domain::RegisterPerson registered;
  registered.person = person_;
  registered.surname = "Rossi";
  registered.given_name = "Mario";
  registered.birth = {1980, 1, 1};
  registered.sex = schema::Sex::male;
  registered.source = schema::PersonSource::anpr;
  registered.on = today;
  ASSERT_TRUE(execute(transactor(), request(), registered));
  domain::AssignIdentifier assigned;
  assigned.person = person_;
  assigned.system = schema::IdentifierSystem::codice_fiscale;
  assigned.value = *domain::identifiers::compute_codice_fiscale(
      {"Rossi", "Mario", Date::of(1980, 1, 1), schema::Sex::male, "F205"});
  assigned.status = schema::IdentifierStatus::validated;
  assigned.valid_from = Date::of(1980, 1, 1);
  assigned.source = schema::PersonSource::anpr;
  ASSERT_TRUE(execute(transactor(), request(), assigned));
  EXPECT_EQ(*codice_fiscale_of(transactor(), person_), assigned.value);
  EXPECT_TRUE(*belongs_today(transactor(), household_, person_));
  EXPECT_FALSE(*belongs_today(transactor(), household_, crypto::random_id<PersonId>()));
}

}  // namespace
}  // namespace telaio::app
