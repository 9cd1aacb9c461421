// SPDX-License-Identifier: EUPL-1.2
#include "tools/generator/adi_path.hpp"

#include <memory>

#include "tools/generator/calendar.hpp"

namespace telaio::generator {
namespace {

class AdiPath {
 public:
  AdiPath(Agenda& agenda, Office& office, const Family& family, Random random)
      : agenda_(agenda),
        office_(office),
        household_(family.household),
        comune_(family.comune),
        actor_(family.worker.actor),
        random_(random) {}

  static void begin(const std::shared_ptr<AdiPath>& path, Date on) {
    path->agenda_.plan(office_time(path->random_, on), [path] { path->receive(path); });
  }

 private:
  void receive(const std::shared_ptr<AdiPath>& path) {
    const Date today = rome_date(office_.clock().now());
    domain::ReceiveHousehold command;
    command.household = household_;
    command.comune = comune_;
    command.application_on = today.plus_days(-random_.between(20, 60));
    pact_ = command.application_on.plus_days(random_.between(0, 10));
    command.pad_signed_on = pact_;
    command.received_on = today;
    office_.execute(actor_, command);

    const auto draw = random_.below(100);
    // 93 in a hundred are called; 89 are met, 85 of them in time.
    if (draw < 93) at(path, random_.between(5, 25), &AdiPath::call);
    if (draw < 85) {
      const std::int32_t due_in = 120 - days_between(pact_, today);
      at(path, random_.between(26, std::max(27, due_in - 3)), &AdiPath::meet);
    } else if (draw < 89) {
      at(path, 125 + random_.between(0, 30), &AdiPath::meet);
    } else if (draw < 91) {
      at(path, 30, &AdiPath::miss);
    } else if (draw >= 93) {
      at(path, 140, &AdiPath::suspend);
    }
  }

  using Step = void (AdiPath::*)(const std::shared_ptr<AdiPath>&);
  void at(const std::shared_ptr<AdiPath>& path, std::int32_t days, Step step) {
    const Date on = rome_date(office_.clock().now()).plus_days(days);
    agenda_.plan(office_time(random_, on), [path, step] { ((*path).*step)(path); });
  }

  void call(const std::shared_ptr<AdiPath>& /*path*/) {
    office_.execute(actor_,
                    domain::SendConvocation{household_, today(), schema::AppointmentKind::first});
  }

  void meet(const std::shared_ptr<AdiPath>& path) {
    domain::HoldAppointment command;
    command.household = household_;
    command.on = today();
    command.kind = met_ ? schema::AppointmentKind::ninety_day : schema::AppointmentKind::first;
    office_.execute(actor_, command);
    met_ = true;
    // The next contact is due within ninety days; three in four households keep it.
    if (random_.chance(75)) at(path, random_.between(60, 88), &AdiPath::meet);
  }

  void miss(const std::shared_ptr<AdiPath>& path) {
    office_.execute(
        actor_, domain::RecordNoShow{household_, today(), schema::AppointmentKind::first, false});
    at(path, 15, &AdiPath::lose);
  }

  void lose(const std::shared_ptr<AdiPath>& /*path*/) {
    office_.execute(actor_,
                    domain::LoseBenefit{household_, today(), schema::BenefitReason::first_meeting});
  }

  void suspend(const std::shared_ptr<AdiPath>& /*path*/) {
    office_.execute(
        actor_, domain::SuspendBenefit{household_, today(), schema::BenefitReason::first_meeting});
  }

  Date today() const { return rome_date(office_.clock().now()); }

  Agenda& agenda_;
  Office& office_;
  HouseholdId household_;
  Code comune_;
  app::Actor actor_;
  Random random_;
  Date pact_;
  bool met_ = false;
};

}  // namespace

void plan_adi(Agenda& agenda, Office& office, const Plan& plan, const Family& family,
              Random random) {
  const Date today = rome_date(office.clock().now());
  const std::int32_t left = days_between(today, plan.until);
  if (left < 5) return;
  const Date on = today.plus_days(random.between(1, std::max(2, left * 2 / 3)));
  AdiPath::begin(std::make_shared<AdiPath>(agenda, office, family, random), on);
}

}  // namespace telaio::generator
