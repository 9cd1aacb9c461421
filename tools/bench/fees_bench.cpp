// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/fees_bench.hpp"

#include <fmt/format.h>

#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>

#include "app/catalogue.hpp"
#include "app/regulations/regulation_event.hpp"
#include "app/regulations/regulation_json.hpp"
#include "base/zone.hpp"
#include "domain/fees/determine.hpp"
#include "tools/generator/office.hpp"
#include "tools/installation/installation.hpp"

namespace telaio::bench {
namespace {

namespace fees = domain::fees;

constexpr std::uint64_t seed = 20'261'122;
constexpr std::uint32_t tenfold = 10;
constexpr std::size_t pure_rounds = 20'000;
const Code sesto("015209");
const Code home_care("SAD");
const Date today = Date::of(2026, 11, 2);
const Date first_new_month = Date::of(2026, 1, 1);

fees::Regulation dairago(const std::filesystem::path& lists) {
  std::ifstream file(lists / "regulations/published.json");
  std::ostringstream text;
  text << file.rdbuf();
  const auto loaded = app::regulations::load(text.str());
  if (!loaded) throw std::runtime_error(std::string(loaded.error().code));
  for (const auto& each : loaded->regulations) {
    if (each.regulation.slug != "dairago-sad") continue;
    fees::Regulation regulation = each.regulation;
    regulation.valid_from = Date::of(1990, 1, 1);
    if (regulation.act.empty()) regulation.act = "misura";
    return regulation;
  }
  throw std::runtime_error("dairago-sad manca");
}

Date month_after(Date first_of_month, std::int32_t months) {
  const auto ymd = first_of_month.ymd();
  const std::int32_t index = static_cast<int>(ymd.year()) * 12 +
                             static_cast<std::int32_t>(static_cast<unsigned>(ymd.month())) - 1 +
                             months;
  return Date::of(index / 12, static_cast<unsigned>(index % 12) + 1, 1);
}

// One person with one service, its fees determined month after month.
struct Subject {
  HouseholdId household;
  PersonId person;
  ServiceId service;
  Date next;  // First day of the next month to determine.
};

class World {
 public:
  World(const std::filesystem::path& folder, const FeesBench& bench, std::uint32_t regulations)
      : clock_(rome_day_start(today)), random_(seed) {
    auto catalogue = app::load_catalogue(bench.lists / "codes");
    if (!catalogue) throw std::runtime_error(catalogue.error().detail);
    auto installation = tools::Installation::create(folder, std::move(*catalogue), clock_);
    if (!installation) throw std::runtime_error(installation.error().detail);
    installation_ = std::move(*installation);
    office_ = std::make_unique<generator::Office>(
        installation_->transactor(), installation_->catalogue(), clock_, random_.part(1));
    worker_.id = random_.id<OperatorId>();
    worker_.role = schema::Role::social_worker;
    worker_.unit = Code("SSG");
    regulation_ = dairago(bench.lists);
    for (std::uint32_t n = 0; n < regulations; ++n) publish(n);
  }

  std::vector<Subject> subjects(const FeesBench& bench, std::uint32_t history) {
    std::vector<Subject> all;
    for (std::uint32_t n = 0; n < bench.services; ++n) {
      Subject subject{random_.id<HouseholdId>(), random_.id<PersonId>(), random_.id<ServiceId>(),
                      month_after(first_new_month, -static_cast<std::int32_t>(history))};
      begin(subject);
      for (std::uint32_t month = 0; month < history; ++month) determine(subject);
      all.push_back(subject);
    }
    return all;
  }

  // Each subject once: load, decide, write, sync.
  Sample turn(std::vector<Subject>& subjects) {
    Latencies latencies;
    const Instant begun = monotonic_now();
    for (Subject& subject : subjects) {
      const Instant before = monotonic_now();
      determine(subject);
      latencies.add(before, monotonic_now());
    }
    return latencies.sample(begun, monotonic_now());
  }

 private:
  void publish(std::uint32_t n) {
    app::regulations::Publication publication;
    publication.regulation = random_.id<RegulationId>();
    // One of them is in force; the others are of other Comuni.
    publication.comune = n == 0 ? sesto : Code("015081");
    publication.service_code = home_care;
    publication.valid_from = *regulation_.valid_from;
    fees::Regulation version = regulation_;
    if (n > 0) {
      version.valid_from = regulation_.valid_from->plus_days(static_cast<std::int32_t>(n) * 30);
      version.valid_to = version.valid_from->plus_days(29);
      publication.valid_from = *version.valid_from;
    }
    auto fact = app::regulations::to_event(version, publication);
    if (!fact) throw std::runtime_error(std::string(fact.error().code));
    office_->execute(worker_, domain::PublishRegulation{std::move(*fact), {}});
    if (n == 0) in_force_ = publication.regulation;
  }

  void begin(const Subject& subject) {
    domain::ComposeHousehold composed;
    composed.household = subject.household;
    composed.kind = schema::HouseholdKind::isee;
    composed.members = {{subject.person, 1}};
    composed.reference_date = month_after(subject.next, -12);
    office_->execute(worker_, composed);
    const Date first = Date::of(static_cast<int>(subject.next.ymd().year()), 1, 1);
    for (Date year = first; year <= first_new_month; year = month_after(year, 12)) {
      acquire(subject, year);
    }
    office_->execute(worker_, domain::RequestService{subject.service, subject.person, std::nullopt,
                                                     home_care, Code(), subject.next});
    domain::DecideService granted;
    granted.service = subject.service;
    granted.result = schema::ServiceResult::granted;
    granted.on = subject.next;
    granted.from = subject.next;
    granted.quantity_hundredths = 1'750;
    granted.unit = schema::QuantityUnit::hour;
    granted.regulation = in_force_;
    office_->execute(worker_, granted, true);
  }

  void acquire(const Subject& subject, Date from) {
    domain::AcquireAttestation command;
    command.household = subject.household;
    command.attestation = random_.id<AttestationId>();
    command.beneficiary = subject.person;
    command.kind = schema::IseeKind::ordinario;
    command.isee = Money::from_cents(900'000);
    // So that it has effect from January.
    command.presented_on = month_after(from, -1);
    command.valid_from = command.presented_on;
    command.valid_to = month_after(from, 12).plus_days(-1);
    command.channel = schema::IseeChannel::citizen;
    command.dsu_number = fmt::format("INPS-ISEE-{:04}-{:08}D-00",
                                     static_cast<int>(from.ymd().year()), ++attestations_);
    command.kind_as_printed = "Ordinario";
    office_->execute(worker_, command);
  }

  void determine(Subject& subject) {
    const Date after = month_after(subject.next, 1);
    app::DetermineFee command;
    command.fee = random_.id<FeeId>();
    command.service = subject.service;
    command.household = subject.household;
    command.period = {subject.next, after.plus_days(-1)};
    office_->execute(worker_, command);
    subject.next = after;
  }

  ManualClock clock_;
  generator::Random random_;
  std::unique_ptr<tools::Installation> installation_;
  std::unique_ptr<generator::Office> office_;
  app::Actor worker_;
  fees::Regulation regulation_;
  RegulationId in_force_;
  std::uint32_t attestations_ = 0;
};

// The rule alone, in memory: choosing among the attestations and computing.
Question rule_alone(const FeesBench& bench) {
  const fees::Regulation regulation = dairago(bench.lists);
  const auto known = [](std::uint32_t count) {
    std::vector<fees::Attestation> all;
    generator::Random random(seed);
    for (std::uint32_t n = 0; n < count; ++n) {
      fees::Attestation each;
      each.id = random.id<AttestationId>();
      each.kind = schema::IseeKind::ordinario;
      each.isee = Money::from_cents(900'000);
      each.presented_on = each.filed_on = month_after(first_new_month, -12 * (1 + int(n)));
      each.valid_from = each.presented_on;
      each.valid_to = month_after(each.presented_on, 13);
      each.acquired_order = n;
      all.push_back(each);
    }
    return all;
  };
  fees::Determination wanted;
  wanted.period = {first_new_month, month_after(first_new_month, 1).plus_days(-1)};
  wanted.quantity_hundredths = 1'750;
  const auto turn = [&](const std::vector<fees::Attestation>& attestations) {
    return timed(pure_rounds, [&] {
      for (std::size_t n = 0; n < pure_rounds; ++n) {
        if (!fees::determine(wanted, regulation, attestations)) {
          throw std::runtime_error("una quota è stata rifiutata");
        }
      }
    });
  };
  const auto few = known(1);
  const auto many = known(tenfold);
  return ask("La regola da sola, in memoria, un core", "quote/s",
             {{"1 attestazione", [&] { return turn(few); }},
              {"10 attestazioni", [&] { return turn(many); }, true}},
             bench.rounds, bench.told);
}

}  // namespace

std::vector<Question> bench_fees(const FeesBench& bench) {
  std::vector<Question> questions{rule_alone(bench)};
  World small(bench.folder / "few", bench, bench.regulations);
  World large(bench.folder / "many", bench, bench.regulations * tenfold);
  auto few = small.subjects(bench, bench.history);
  auto many = small.subjects(bench, bench.history * tenfold);
  auto crowded = large.subjects(bench, bench.history);
  questions.push_back(ask(
      "Una quota per intero: leggere, decidere, scrivere con sync", "quote/s",
      {{fmt::format("{} quote prima, {} regolamenti", bench.history, bench.regulations),
        [&] { return small.turn(few); }},
       {fmt::format("{} quote prima, {} regolamenti", bench.history * tenfold, bench.regulations),
        [&] { return small.turn(many); }, true},
       {fmt::format("{} quote prima, {} regolamenti", bench.history, bench.regulations * tenfold),
        [&] { return large.turn(crowded); }, true}},
      bench.rounds, bench.told));
  return questions;
}

}  // namespace telaio::bench
