// SPDX-License-Identifier: EUPL-1.2
#include "tools/generator/adi_path.hpp"

#include <algorithm>
#include <memory>

#include "tools/generator/calendar.hpp"

namespace telaio::generator {
namespace {

// Of 1000 households, where each ends up against the 120 days: the quarter of worked example W8 of
// leps.md (240 due: 205 in time, 14 late, 9 closed before, 12 never met).
constexpr std::uint32_t in_time = 854;
constexpr std::uint32_t late = 58;
constexpr std::uint32_t closed_before = 38;
// Of those met in time, how many also within the 60 days of the guideline; of those never met, how
// many were never called; how often the date of the pact is missing. Assumptions of this generator.
constexpr std::uint32_t early_percent = 62;
constexpr std::uint32_t never_called_percent = 25;
constexpr std::uint32_t pact_unknown_one_in = 32;

// Where household `number` stands in that thousand. Steps of the golden ratio spread any few
// consecutive numbers evenly, so that also a small demonstration has some of each outcome.
constexpr std::uint32_t place_of(std::uint32_t number) {
  return number * 618 % 1000;
}

constexpr std::int32_t first_days = 120;     // From the pact (ADI-1).
constexpr std::int32_t guideline_days = 60;  // From the application (ADI-2).
// DL 48/2023, art. 3: eighteen months.
constexpr std::int32_t benefit_days = 540;
// Applications before fall under a rule of their own (register.json, adi.first_days).
constexpr Date applications_from = Date::from(std::chrono::year_month_day{
    std::chrono::year(2024), std::chrono::month(3), std::chrono::day(1)});

class AdiPath {
 public:
  using Self = std::shared_ptr<AdiPath>;

  AdiPath(Agenda& agenda, Office& office, const Family& family, Random random,
          std::function<bool()> case_open)
      : agenda_(agenda),
        office_(office),
        household_(family.household),
        comune_(family.comune),
        actor_(family.worker.actor),
        number_(family.adi_number),
        random_(random),
        case_open_(std::move(case_open)) {}

  static void begin(const Self& path, Date on) {
    path->agenda_.plan(office_time(path->random_, on), [path] {
      if (path->case_open_()) path->receive(path);
    });
  }

 private:
  using Step = void (AdiPath::*)(const Self&);

  void receive(const Self& path) {
    domain::ReceiveHousehold command;
    command.household = household_;
    command.comune = comune_;
    command.application_on = today().plus_days(-random_.between(8, 25));
    const Date pact = command.application_on.plus_days(random_.between(0, 7));
    if (number_ % pact_unknown_one_in != pact_unknown_one_in / 2) command.pad_signed_on = pact;
    command.received_on = today();
    office_.execute(actor_, command);
    plan_first_meeting(path, command.application_on.plus_days(guideline_days),
                       pact.plus_days(first_days));
    on_day(path, command.application_on.plus_days(benefit_days), &AdiPath::end);
  }

  // `early` and `due`: the last days in time for ADI-2 and for ADI-1.
  void plan_first_meeting(const Self& path, Date early, Date due) {
    const std::uint32_t place = place_of(number_);
    if (place < in_time) {
      const bool soon = random_.chance(early_percent);
      call_soon(path);
      // Three days from the term at least: a weekend does not carry a meeting past it.
      on_day(path,
             soon ? some_day(today().plus_days(10), early.plus_days(-3))
                  : some_day(early.plus_days(1), due.plus_days(-3)),
             &AdiPath::meet);
    } else if (place < in_time + late) {
      call_soon(path);
      on_day(path, some_day(due.plus_days(1), due.plus_days(45)), &AdiPath::meet);
    } else if (place < in_time + late + closed_before) {
      call_soon(path);
      const bool lost = random_.chance(50);
      if (lost) on_day(path, today().plus_days(25), &AdiPath::miss);
      on_day(path, some_day(today().plus_days(30), due.plus_days(-5)),
             lost ? &AdiPath::lose : &AdiPath::end);
    } else {
      if (!random_.chance(never_called_percent)) {
        call_soon(path);
        on_day(path, some_day(today().plus_days(20), due), &AdiPath::miss_justified);
      }
      on_day(path, some_day(due.plus_days(5), due.plus_days(30)), &AdiPath::suspend);
    }
  }

  Date some_day(Date first, Date last) {
    return first.plus_days(random_.between(0, std::max(0, days_between(first, last))));
  }

  void on_day(const Self& path, Date on, Step step) {
    agenda_.plan(office_time(random_, on), [path, step] {
      if (!path->over_) ((*path).*step)(path);
    });
  }

  void call_soon(const Self& path) {
    on_day(path, today().plus_days(random_.between(2, 7)), &AdiPath::call);
  }

  void call(const Self& /*path*/) {
    office_.execute(actor_,
                    domain::SendConvocation{household_, today(), schema::AppointmentKind::first});
  }

  void meet(const Self& path) {
    domain::HoldAppointment command;
    command.household = household_;
    command.on = today();
    command.kind = met_ ? schema::AppointmentKind::ninety_day : schema::AppointmentKind::first;
    office_.execute(actor_, command);
    met_ = true;
    // The next contact is due within ninety days; one household in ten does not keep it.
    if (random_.chance(90)) {
      on_day(path, today().plus_days(random_.between(60, 86)), &AdiPath::meet);
    } else {
      on_day(path, today().plus_days(random_.between(95, 120)), &AdiPath::suspend);
    }
  }

  void miss(const Self& /*path*/) { no_show(false); }
  void miss_justified(const Self& /*path*/) { no_show(true); }
  void no_show(bool justified) {
    office_.execute(actor_, domain::RecordNoShow{household_, today(),
                                                 schema::AppointmentKind::first, justified});
  }

  void lose(const Self& /*path*/) {
    over_ = true;
    office_.execute(actor_,
                    domain::LoseBenefit{household_, today(), schema::BenefitReason::first_meeting});
  }

  void end(const Self& /*path*/) {
    over_ = true;
    office_.execute(actor_, domain::EndBenefit{household_, today(), schema::BenefitReason::other});
  }

  // Until the contact that was missed; after a first meeting most come back.
  void suspend(const Self& path) {
    const auto reason =
        met_ ? schema::BenefitReason::ninety_day : schema::BenefitReason::first_meeting;
    office_.execute(actor_, domain::SuspendBenefit{household_, today(), reason});
    if (met_ && random_.chance(70)) {
      on_day(path, today().plus_days(random_.between(10, 40)), &AdiPath::meet);
    }
  }

  Date today() const { return rome_date(office_.clock().now()); }

  Agenda& agenda_;
  Office& office_;
  HouseholdId household_;
  Code comune_;
  app::Actor actor_;
  std::uint32_t number_;
  Random random_;
  std::function<bool()> case_open_;
  bool met_ = false;
  bool over_ = false;  // Lost or ended.
};

}  // namespace

void plan_adi(Agenda& agenda, Office& office, const Plan& plan, const Family& family, Random random,
              std::function<bool()> case_open) {
  // A month for the application to come through.
  const Date first = std::max(rome_date(office.clock().now()), applications_from.plus_days(30));
  const std::int32_t left = days_between(first, plan.until);
  if (left < 5) return;
  const Date on = first.plus_days(random.between(1, std::clamp(left * 2 / 3, 2, 365)));
  AdiPath::begin(std::make_shared<AdiPath>(agenda, office, family, random, std::move(case_open)),
                 on);
}

}  // namespace telaio::generator
