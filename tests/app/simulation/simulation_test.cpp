// SPDX-License-Identifier: EUPL-1.2
// A simulation reads of each fee what it was determined with, in the state of the log it is asked
// for, and can be ended; the published texts are in the program.
#include "app/simulation/simulation.hpp"

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "app/regulations/regulation_json.hpp"
#include "app/simulation/published_texts.hpp"
#include "app/simulation/simulation_json.hpp"
#include "app/streams.hpp"
#include "base/zone.hpp"
#include "crypto/random.hpp"
#include "tools/installation/installation.hpp"

namespace telaio::app::simulation {
namespace {

const Date today = Date::of(2026, 2, 10);
const Date january = Date::of(2026, 1, 1);

class SimulationTest : public ::testing::Test {
 protected:
  SimulationTest() : clock_(rome_time(today, 12 * 60).earlier) {
    folder_ = std::filesystem::temp_directory_path() /
              ("telaio-simulation-" + to_string(crypto::random_uuid()));
    std::filesystem::create_directories(folder_);
    auto catalogue = load_catalogue(std::filesystem::path(TELAIO_SOURCE_DIR) / "config/codes");
    installation_ = *tools::Installation::create(folder_ / "data", std::move(*catalogue), clock_);
  }
  ~SimulationTest() override {
    installation_.reset();
    std::filesystem::remove_all(folder_);
  }

  template <class Fact>
  void append(const log::StreamId& stream, Fact fact) {
    CommandRequest request;
    request.command = crypto::random_id<CommandId>();
    request.envelope.actor = {crypto::random_id<OperatorId>(), schema::Role::head, Code(),
                              Code("015209")};
    request.envelope.purpose = Code("fees");
    std::vector<domain::NewEvent> events;
    events.push_back(domain::event(std::move(fact), schema::VisibilityClass::p1, january));
    const auto done = installation_->transactor().run(request, [&]() -> Result<Plan, Failure> {
      return on_stream(stream, log::Expectation::any(), events);
    });
    ASSERT_TRUE(done);
  }

  // A service of somebody, asked for and active in Sesto.
  ServiceId service_of(const PersonId& person) {
    const auto service = crypto::random_id<ServiceId>();
    schema::ServiceRequestedT asked;
    asked.service = service;
    asked.person = person;
    asked.service_code = Code("SAD");
    append(streams::service(service), asked);
    schema::ServiceActivatedT active;
    active.service = service;
    active.competent_comune = Code("015209");
    append(streams::service(service), active);
    return service;
  }

  // Ten hours in January at five euro.
  schema::CopaymentDeterminedT fee_of(const PersonId& person, const ServiceId& service) {
    schema::CopaymentDeterminedT fee;
    fee.fee = crypto::random_id<FeeId>();
    fee.service = service;
    fee.person = person;
    fee.from = january;
    fee.to = Date::of(2026, 1, 31);
    fee.isee = std::make_unique<Money>(Money::from_cents(900'000));
    fee.status = schema::FeeStatus::determined;
    fee.quantity_hundredths = 10'00;
    fee.amount = Money::from_cents(50'00);
    return fee;
  }
  schema::CopaymentDeterminedT any_fee() {
    const auto person = crypto::random_id<PersonId>();
    return fee_of(person, service_of(person));
  }
  void append_fee(const schema::CopaymentDeterminedT& fee) {
    append(streams::fee(fee.service), fee);
  }

  RealFeesQuestion question() const {
    RealFeesQuestion question;
    question.service_code = Code("SAD");
    question.period = {january, Date::of(2026, 12, 31)};
    question.events = installation_->events().head().size;
    return question;
  }
  std::vector<domain::fees::RealFee> read() const {
    return **real_fees(installation_->events(), question(), {});
  }

  ManualClock clock_;
  std::filesystem::path folder_;
  std::unique_ptr<tools::Installation> installation_;
};

domain::fees::Regulation published(std::string_view slug) {
  const auto file = regulations::load(published_texts());
  EXPECT_TRUE(file);
  for (const auto& loaded : file->regulations) {
    if (loaded.regulation.slug == slug) return loaded.regulation;
  }
  ADD_FAILURE() << slug;
  return {};
}

TEST_F(SimulationTest, AFeeKeepsEverythingItWasPricedWith) {
  auto fee = any_fee();
  fee.to = Date::of(2026, 3, 31);
  fee.unit_full_cost = std::make_unique<Money>(Money::from_cents(22'00));
  fee.third_payer = std::make_unique<Money>(Money::from_cents(15'00));
  fee.surcharge = 1;
  fee.discount = 2;
  fee.exemption = schema::ExemptionReason::court_order;
  fee.resident = schema::Residence::non_resident;
  append_fee(fee);
  const auto fees = read();
  ASSERT_EQ(fees.size(), 1U);
  EXPECT_EQ(fees[0].comune, Code("015209"));
  EXPECT_EQ(fees[0].months, 3U);
  EXPECT_EQ(fees[0].unit_full_cost, Money::from_cents(22'00));
  EXPECT_EQ(fees[0].third_payer, Money::from_cents(15'00));
  EXPECT_EQ(fees[0].surcharge, 1U);
  EXPECT_EQ(fees[0].discount, 2U);
  EXPECT_EQ(fees[0].exemption, schema::ExemptionReason::court_order);
  EXPECT_EQ(fees[0].residence, schema::Residence::non_resident);
}

TEST_F(SimulationTest, AnOlderFeeTellsItsCostByTheTwoShares) {
  auto fee = any_fee();
  fee.body_share = std::make_unique<Money>(Money::from_cents(170'00));
  append_fee(fee);
  EXPECT_EQ(read().at(0).unit_full_cost, Money::from_cents(22'00));
}

TEST_F(SimulationTest, ASupersededFeeAndOneOfAnotherPeriodAreLeftOut) {
  const auto person = crypto::random_id<PersonId>();
  const auto service = service_of(person);
  const auto first = fee_of(person, service);
  append_fee(first);
  auto second = fee_of(person, service);
  second.supersedes = std::make_unique<FeeId>(first.fee);
  second.amount = Money::from_cents(60'00);
  append_fee(second);
  auto before = fee_of(person, service);
  before.from = Date::of(2025, 12, 31);
  append_fee(before);
  const auto fees = read();
  ASSERT_EQ(fees.size(), 1U);
  EXPECT_EQ(fees[0].amount, Money::from_cents(60'00));
}

TEST_F(SimulationTest, ReportsFiveAndNotFour) {
  for (int i = 0; i < 4; ++i) append_fee(any_fee());
  const std::vector<domain::fees::Regulation> drafts{published("dairago-sad")};
  const auto few = simulate(installation_->events(), question(), drafts, {});
  EXPECT_FALSE((*few)->drafts[0].all.priced.has_value());
  append_fee(any_fee());
  const auto enough = simulate(installation_->events(), question(), drafts, {});
  EXPECT_EQ((*enough)->drafts[0].all.priced, 5U);
  EXPECT_EQ((*enough)->drafts[0].all.before, Money::from_cents(250'00));
  EXPECT_EQ((*enough)->drafts[0].all.after, Money::from_cents(351'50));  // 10 x 7.03 each.
  const auto document = to_json(**enough, 0);
  EXPECT_EQ(document.at("monthly_change").as_string(), "20.30");
  EXPECT_EQ(document.at("by_decile").as_array()[0].at("median_isee").as_string(), "9000.00");
}

TEST_F(SimulationTest, EndsWhenTheProgressSaysSo) {
  append_fee(any_fee());
  std::uint64_t seen = 0;
  const auto stopped = simulate(installation_->events(), question(), {published("dairago-sad")},
                                [&](std::uint64_t done, std::uint64_t) {
                                  seen = done;
                                  return false;
                                });
  ASSERT_TRUE(stopped);
  EXPECT_FALSE(stopped->has_value());
  EXPECT_GT(seen, 0U);
}

TEST(SimulationJson, LeavesOutWhatMayNotBeShownAndKeepsZero) {
  domain::fees::TrialReport report;
  report.drafts.emplace_back();
  report.drafts[0].all.refused = 0;
  const auto document = to_json(report, 0);
  EXPECT_EQ(boost::json::serialize(document.at("effects")), R"({"refused":0})");
  EXPECT_FALSE(document.contains("persons"));
  EXPECT_FALSE(document.contains("before"));
}

}  // namespace
}  // namespace telaio::app::simulation
