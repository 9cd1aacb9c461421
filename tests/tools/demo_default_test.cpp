// SPDX-License-Identifier: EUPL-1.2
// The demonstration that tools/run loads, whole: no command refused, the log intact, as many facts
// of each kind as cartella-sociale 11.2 says, every household with its three readings.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "schemas/read.hpp"
#include "tests/tools/demo_folder.hpp"
#include "tools/generator/story_family.hpp"

namespace telaio::generator {
namespace {

using schema::Fact;
using test::DemoFolder;

// What one ADI household did, for the two terms of leps.md 5.2.
struct Adi {
  Date application;
  std::optional<Date> pact;
  std::optional<Date> met;
  std::optional<Date> stopped;
};

struct Tally {
  std::map<Fact, double> by_fact;
  std::map<CaseId, Date> open_since;
  double case_days = 0;
  bool story = false;
  std::map<HouseholdId, std::set<Date>> isee_households;  // Reference dates.
  std::size_t attestations = 0;
  std::size_t attested_without_household = 0;
  std::map<HouseholdId, Adi> adi;

  void add(const schema::Header& header) {
    by_fact[header.fact_type()] += 1;
    if (const auto* taken = header.fact_as_TakenInCharge()) {
      open_since[schema::read(taken->case_file())] = schema::read(taken->on());
      story = story || schema::read(taken->number()) == story_case_number;
    } else if (const auto* closed = header.fact_as_CaseClosed()) {
      close(schema::read(closed->case_file()), schema::read(closed->on()));
    } else if (const auto* composed = header.fact_as_HouseholdComposed()) {
      if (composed->kind() == schema::HouseholdKind::isee) {
        isee_households[schema::read(composed->household())].insert(
            schema::read(composed->reference_date()));
      }
    } else if (const auto* isee = header.fact_as_IseeAttestationAcquired()) {
      ++attestations;
      const auto& known = isee_households[schema::read(isee->household())];
      if (!known.contains(schema::read(isee->presented_on()))) ++attested_without_household;
    }
    add_adi(header);
  }

  void add_adi(const schema::Header& header) {
    const auto stop = [&](const auto* change) {
      if (change != nullptr) {
        adi[schema::read(change->household())].stopped = schema::read(change->on());
      }
    };
    if (const auto* received = header.fact_as_HouseholdReceived()) {
      Adi& path = adi[schema::read(received->household())];
      path.application = schema::read(received->application_on());
      path.pact = schema::read_optional(received->pad_signed_on());
    } else if (const auto* held = header.fact_as_AppointmentHeld()) {
      Adi& path = adi[schema::read(held->household())];
      if (!path.met) path.met = schema::read(held->on());
    }
    stop(header.fact_as_BenefitLost());
    stop(header.fact_as_BenefitEnded());
  }

  void close(const CaseId& id, Date on) {
    case_days += days_between(open_since.at(id), on);
    open_since.erase(id);
  }
  void close_all(Date on) {
    while (!open_since.empty()) close(open_since.begin()->first, on);
  }

  // Facts of these kinds per case and year.
  double rate(std::initializer_list<Fact> facts) const {
    double sum = 0;
    for (const Fact fact : facts) {
      const auto found = by_fact.find(fact);
      sum += found == by_fact.end() ? 0 : found->second;
    }
    return sum * 365 / case_days;
  }
};

#define EXPECT_WITHIN(value, low, high) \
  EXPECT_GE(value, low) << #value;      \
  EXPECT_LE(value, high) << #value;     \
  ::testing::Test::RecordProperty(#value, std::to_string(value))

// The middle of each pair of bounds is the figure of 11.2, but where a comment says otherwise.
void expect_volumes(const Tally& tally) {
  EXPECT_WITHIN(tally.rate({Fact::RecordAccessed}), 114, 126);
  EXPECT_WITHIN(tally.rate({Fact::InterventionLogged}), 27, 33);
  EXPECT_WITHIN(tally.rate({Fact::ServiceDelivered}), 28, 42);
  EXPECT_WITHIN(tally.rate({Fact::ServiceRequested, Fact::ServiceDecided, Fact::ServiceActivated,
                            Fact::ServiceEnded}),
                4, 6);
  // One a year, and the one of the first days of a case: two years of a demonstration see more
  // beginnings than the four years of an average case.
  EXPECT_WITHIN(tally.rate({Fact::IseeAttestationAcquired}), 0.8, 1.8);
  EXPECT_WITHIN(tally.rate({Fact::CopaymentDetermined}), 0.5, 1.5);
  EXPECT_WITHIN(tally.rate({Fact::TakenInCharge, Fact::CaseManagerAssigned, Fact::CaseClosed}), 0.5,
                2.5);
  // Three a year in 11.2; the same remark.
  EXPECT_WITHIN(
      tally.rate({Fact::PersonRegistered, Fact::PersonIdentifierAssigned, Fact::ResidenceChanged,
                  Fact::HouseholdComposed, Fact::HouseholdMembershipChanged}),
      3, 12);
}

void expect_every_adi_outcome(const Tally& tally) {
  std::map<std::string, int> first;  // ADI-1
  std::map<std::string, int> early;  // ADI-2
  const auto judge = [](const Adi& path, Date due, std::map<std::string, int>& into) {
    if (path.stopped && *path.stopped < due && !path.met) {
      ++into["out before"];
    } else if (due <= test::story_end) {
      ++into[!path.met ? "never" : *path.met <= due ? "in time" : "late"];
    }
  };
  for (const auto& [household, path] : tally.adi) {
    if (path.pact) judge(path, path.pact->plus_days(120), first);
    if (!path.pact) ++first["unknown"];
    judge(path, path.application.plus_days(60), early);
  }
  for (const char* outcome : {"in time", "late", "never", "out before", "unknown"}) {
    EXPECT_GT(first[outcome], 0) << outcome;
  }
  EXPECT_GT(first["in time"], 4 * (first["late"] + first["never"]));
  for (const char* outcome : {"in time", "late", "never"}) {
    EXPECT_GT(early[outcome], 0) << outcome;
  }
  EXPECT_GT(early["in time"], early["late"]);
}

TEST(DefaultDemonstration, IsIntactAndAsLargeAsTheModelOfVolumesSays) {
  Plan plan;
  plan.until = test::story_end;
  DemoFolder demo(plan);
  Tally tally;
  demo.each([&](const log::StoredEvent&, const schema::Header& header) { tally.add(header); });
  tally.close_all(plan.until);

  EXPECT_TRUE(tally.story);
  expect_volumes(tally);
  EXPECT_GT(tally.attestations, 300U);
  EXPECT_EQ(tally.attested_without_household, 0U);
  expect_every_adi_outcome(tally);
  EXPECT_TRUE(demo.verifies());
}

}  // namespace
}  // namespace telaio::generator
