// SPDX-License-Identifier: EUPL-1.2
#include "tools/generator/life.hpp"

#include <algorithm>

#include "app/streams.hpp"
#include "tools/generator/adi_path.hpp"
#include "tools/generator/calendar.hpp"
#include "tools/generator/intake.hpp"
#include "tools/generator/names.hpp"
#include "tools/generator/service_life.hpp"

namespace telaio::generator {
namespace {

using schema::InterventionKind;

// Per month and case: 30 interventions and 120 readings a year.
constexpr std::int32_t interventions_per_month_low = 1;
constexpr std::int32_t interventions_per_month_high = 4;
constexpr std::uint32_t readings_per_month = 10;
constexpr std::uint32_t readings_per_commit = 5;
// One open case in five closes in a year.
constexpr std::uint32_t closing_percent_per_month = 2;

class Life {
 public:
  Life(Office& office, Agenda& agenda, const Ambito& ambito, const Plan& plan, Family family,
       Random random, std::function<void()> when_closed)
      : office_(office),
        agenda_(agenda),
        ambito_(ambito),
        plan_(plan),
        family_(std::move(family)),
        random_(random),
        when_closed_(std::move(when_closed)) {}

  static void begin(const std::shared_ptr<Life>& life) {
    const Instant contact = office_time(life->random_, life->family_.known_from);
    life->agenda_.plan(contact, [life] { life->intake(life); });
  }

 private:
  void intake(const std::shared_ptr<Life>& life) {
    first_contact(office_, family_, random_);
    const Date taken = rome_date(office_.clock().now()).plus_days(random_.between(5, 20));
    agenda_.plan(office_time(random_, taken), [life] { life->take_in_charge(life); });
  }

  void take_in_charge(const std::shared_ptr<Life>& life) {
    opened_ = rome_date(office_.clock().now());
    open_case(office_, family_, random_);
    services_ = plan_services(agenda_, office_, ambito_, family_, random_.part(1));
    if (family_.adi) {
      plan_adi(agenda_, office_, plan_, family_, random_.part(2),
               [life] { return !life->closed_; });
    }
    plan_month(life, rome_date(office_.clock().now()));
  }

  // Plans the month that begins with `from`; the next one is planned at its end.
  void plan_month(const std::shared_ptr<Life>& life, Date from) {
    const Date to = add_months(first_of_month(from), 1);
    const std::int32_t days = std::max(1, days_between(from, to));
    const auto some_day = [&] { return from.plus_days(random_.between(0, days - 1)); };
    const auto count = random_.between(interventions_per_month_low, interventions_per_month_high);
    for (std::int32_t i = 0; i < count; ++i) {
      agenda_.plan(office_time(random_, some_day()), [life] { life->intervention(life); });
    }
    for (std::uint32_t i = 0; i < readings_per_month / readings_per_commit; ++i) {
      agenda_.plan(office_time(random_, some_day()), [life] { life->readings(); });
    }
    if (random_.chance(closing_percent_per_month)) {
      agenda_.plan(office_time(random_, to), [life] { life->close(); });
    } else {
      agenda_.plan(rome_time(to, 8 * 60).earlier, [life, to] {
        if (!life->closed_) life->plan_month(life, to);
      });
    }
  }

  void intervention(const std::shared_ptr<Life>& life) {
    if (closed_) return;
    constexpr InterventionKind kinds[] = {InterventionKind::interview,
                                          InterventionKind::interview,
                                          InterventionKind::home_visit,
                                          InterventionKind::telephone_call,
                                          InterventionKind::telephone_call,
                                          InterventionKind::meeting,
                                          InterventionKind::school,
                                          InterventionKind::network,
                                          InterventionKind::note};
    const Date today = rome_date(office_.clock().now());
    domain::LogIntervention command;
    command.kind = random_.pick(kinds);
    command.on = today;
    const auto draw = random_.below(100);
    if (draw < 17) command.on = today.plus_days(-random_.between(1, 7));
    if (draw < 3) {
      command.on = today.plus_days(-random_.between(8, 20));
      command.late_reason = Code("absence");
    }
    command.on = std::max(command.on, opened_);
    if (days_between(command.on, today) <= domain::late_days_without_reason) {
      command.late_reason.reset();
    }
    command.at_minutes = static_cast<std::uint16_t>(random_.between(8 * 60, 17 * 60));
    command.duration_minutes = static_cast<std::uint16_t>(15 * random_.between(1, 5));
    command.participants = {family_.members[random_.below(member_count())].id};
    if (family_.members.size() > 1 && random_.chance(40)) command.participants = family_.persons();
    command.text = diary_text(random_, command.kind, family_.members.front().given_name);
    const auto outcome = office_.execute(family_.worker.actor, family_.case_file, command);
    if (random_.chance(1)) correct_soon(life, outcome);
  }

  // One note in a hundred is corrected within the week.
  void correct_soon(const std::shared_ptr<Life>& life, const app::Outcome& outcome) {
    const Date later = rome_date(office_.clock().now()).plus_days(random_.between(1, 6));
    const auto original = outcome.events.front();
    const auto position = outcome.position;
    agenda_.plan(office_time(random_, later), [life, original, position] {
      domain::CorrectEvent command;
      command.original = original;
      command.original_position = position;
      command.kind = schema::CorrectionKind::value;
      command.reason = Code("typing_error");
      command.new_text = "Testo corretto: " + diary_text(life->random_, InterventionKind::note,
                                                         life->family_.members.front().given_name);
      command.corrected_by = life->family_.worker.actor.id;
      life->office_.execute(life->family_.worker.actor,
                            app::streams::case_file(life->family_.case_file), command);
    });
  }

  void readings() {
    std::vector<app::Access> accesses;
    for (std::uint32_t i = 0; i < readings_per_commit; ++i) {
      app::Access access;
      access.subject = family_.case_file;
      access.case_file = family_.case_file;
      access.part =
          random_.chance(60) ? schema::RecordPart::timeline : schema::RecordPart::identity;
      accesses.push_back(access);
    }
    office_.record_accesses(family_.worker.actor, accesses);
  }

  void close() {
    if (closed_) return;
    closed_ = true;
    services_->close();
    domain::CloseCase command;
    constexpr Code reasons[] = {Code("GOALS_REACHED"), Code("GOALS_REACHED"),
                                Code("WITHDRAWN_BY_PERSON"), Code("UNTRACEABLE")};
    command.reason = random_.pick(reasons);
    command.on = rome_date(office_.clock().now());
    command.final_evaluation = "Valutazione finale: obiettivi verificati con la famiglia.";
    office_.execute(family_.worker.actor, family_.case_file, command);
    when_closed_();
  }

  std::uint32_t member_count() const { return static_cast<std::uint32_t>(family_.members.size()); }

  Office& office_;
  Agenda& agenda_;
  const Ambito& ambito_;
  const Plan& plan_;
  Family family_;
  Random random_;
  std::function<void()> when_closed_;
  Date opened_;  // Set when the case is taken in charge.
  bool closed_ = false;
  std::shared_ptr<ServiceLife> services_;
};

}  // namespace

void plan_life(Office& office, Agenda& agenda, const Ambito& ambito, const Plan& plan,
               Family family, Random random, std::function<void()> when_closed) {
  Life::begin(std::make_shared<Life>(office, agenda, ambito, plan, std::move(family), random,
                                     std::move(when_closed)));
}

}  // namespace telaio::generator
