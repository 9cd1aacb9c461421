// SPDX-License-Identifier: EUPL-1.2
#include "domain/adi/adi.hpp"

#include <algorithm>

#include "domain/adi/adi_refusals.hpp"
#include "domain/checks.hpp"
#include "schemas/read.hpp"

namespace telaio::domain {
namespace {

using schema::AppointmentKind;
using schema::AppointmentVenue;
using schema::BenefitReason;
using schema::VisibilityClass;
using Contact = AdiPath::Contact;
using Status = AdiPath::Status;

bool is_closed(const AdiPath& path) {
  return path.status == Status::lost || path.status == Status::ended;
}

std::optional<Refusal> check_not_future(Date date, Date today) {
  if (date <= today) return std::nullopt;
  return Refusal{refusals::adi_date_in_future, {date_value("data", date)}};
}

// Between the day the household was received and the day the path closed. A contact of before the
// closing may be written down after it: what happened in time is in time, though typed late.
std::optional<Refusal> check_on_path(const AdiPath& path, Date on, Date today) {
  if (path.status == Status::none) return Refusal{refusals::adi_not_received, {}};
  if (auto refusal = check_not_future(on, today)) return refusal;
  if (on < path.received_on) {
    return Refusal{refusals::adi_before_reception, {date_value("arrivo", path.received_on)}};
  }
  if (is_closed(path) && on > *path.changed_on) {
    return Refusal{refusals::adi_closed, {date_value("data", *path.changed_on)}};
  }
  return std::nullopt;
}

bool any_up_to(const std::vector<Contact>& contacts, AppointmentKind kind, Date on) {
  return std::ranges::any_of(
      contacts, [&](const Contact& each) { return each.kind == kind && each.on <= on; });
}

// The ninety-day contacts follow the first meeting (DL 48/2023 art. 4).
std::optional<Refusal> check_order(const AdiPath& path, AppointmentKind kind, Date on) {
  if (!is_known(kind)) return Refusal{refusals::adi_kind_missing, {}};
  if (kind == AppointmentKind::ninety_day &&
      !any_up_to(path.appointments, AppointmentKind::first, on)) {
    return Refusal{refusals::adi_first_meeting_missing, {}};
  }
  return std::nullopt;
}

// The contact whose absence stops a benefit for that reason.
AppointmentKind awaited(BenefitReason reason) {
  switch (reason) {
    case BenefitReason::first_meeting:
      return AppointmentKind::first;
    case BenefitReason::ninety_day:
      return AppointmentKind::ninety_day;
    case BenefitReason::moved_out:
    case BenefitReason::other:
    case BenefitReason::unknown:
      return AppointmentKind::unknown;
  }
  return AppointmentKind::unknown;
}

// A first meeting that was held, or a ninety-day contact held on the day itself.
bool was_met(const AdiPath& path, BenefitReason reason, Date on) {
  if (reason == BenefitReason::first_meeting) {
    return any_up_to(path.appointments, AppointmentKind::first, on);
  }
  return reason == BenefitReason::ninety_day &&
         std::ranges::any_of(path.appointments, [&](const Contact& each) {
           return each.kind == AppointmentKind::ninety_day && each.on == on;
         });
}

bool was_absent(const AdiPath& path, AppointmentKind kind, Date on) {
  return std::ranges::any_of(path.no_shows, [&](const Contact& each) {
    return each.kind == kind && each.on <= on && !each.justified;
  });
}

bool already_so(const AdiPath& path, Status status, Date on, BenefitReason reason) {
  return path.status == status && path.changed_on == on && path.reason == reason;
}

// What suspension, loss and end have in common.
std::optional<Refusal> check_change(const AdiPath& path, Date on, BenefitReason reason,
                                    Date today) {
  if (path.status == Status::none) return Refusal{refusals::adi_not_received, {}};
  if (!is_known(reason)) return Refusal{refusals::adi_reason_missing, {}};
  if (is_closed(path)) return Refusal{refusals::adi_closed, {date_value("data", *path.changed_on)}};
  return check_on_path(path, on, today);
}

std::optional<Refusal> check_missed(const AdiPath& path, Date on, BenefitReason reason) {
  if (reason == BenefitReason::moved_out) return Refusal{refusals::adi_reason_not_fitting, {}};
  if (was_met(path, reason, on)) return Refusal{refusals::adi_already_met, {}};
  return std::nullopt;
}

template <class Fact>
std::vector<NewEvent> one(Fact fact, Date on) {
  std::vector<NewEvent> events;
  events.push_back(event(std::move(fact), VisibilityClass::p2, on));
  return events;
}

template <class Fact, class Command>
std::vector<NewEvent> benefit_changed(const AdiPath& path, const Command& command) {
  Fact changed;
  changed.household = path.household;
  changed.on = command.on;
  changed.reason = command.reason;
  return one(std::move(changed), command.on);
}

}  // namespace

Decision decide(const AdiPath& path, const ReceiveHousehold& command, const AdiContext& context) {
  const bool again = path.status != Status::none;
  if (again && path.application_on == command.application_on && path.comune == command.comune &&
      path.received_on == command.received_on) {
    return std::vector<NewEvent>{};
  }
  if (again && !is_closed(path)) return Refusal{refusals::adi_already_received, {}};
  if (again && command.application_on <= *path.changed_on) {
    return Refusal{refusals::adi_application_in_old_path, {date_value("data", *path.changed_on)}};
  }
  if (!context.codes.comuni.contains(command.comune)) {
    return Refusal{refusals::adi_unknown_comune, {}};
  }
  for (const auto& date :
       {std::optional(command.received_on), command.pad_signed_on, command.inps_notice_on}) {
    if (!date) continue;
    if (auto refusal = check_not_future(*date, context.today)) return *refusal;
    if (*date < command.application_on) {
      return Refusal{refusals::adi_before_application,
                     {date_value("domanda", command.application_on)}};
    }
  }

  schema::HouseholdReceivedT received;
  received.household = command.household;
  received.comune = command.comune;
  received.application_on = command.application_on;
  received.pad_signed_on = pointer_to(command.pad_signed_on);
  received.inps_notice_on = pointer_to(command.inps_notice_on);
  received.received_on = command.received_on;
  return one(std::move(received), command.received_on);
}

Decision decide(const AdiPath& path, const SendConvocation& command, const AdiContext& context) {
  if (auto refusal = check_on_path(path, command.on, context.today)) return *refusal;
  if (auto refusal = check_order(path, command.kind, command.on)) return *refusal;
  const Contact convocation{command.kind, command.on, std::nullopt, false};
  if (std::ranges::find(path.convocations, convocation) != path.convocations.end()) {
    return std::vector<NewEvent>{};
  }
  schema::ConvocationSentT sent;
  sent.household = path.household;
  sent.on = command.on;
  sent.kind = command.kind;
  return one(std::move(sent), command.on);
}

Decision decide(const AdiPath& path, const HoldAppointment& command, const AdiContext& context) {
  if (auto refusal = check_on_path(path, command.on, context.today)) return *refusal;
  if (auto refusal = check_order(path, command.kind, command.on)) return *refusal;
  if (!is_known(command.venue)) return Refusal{refusals::adi_venue_missing, {}};
  // The first meeting is with the social service; a patronato may hold the later contacts
  // (leps 5.2, ADI-1 and ADI-3).
  if (command.kind == AppointmentKind::first && command.venue == AppointmentVenue::patronato) {
    return Refusal{refusals::adi_first_at_patronato, {}};
  }
  const Contact appointment{command.kind, command.on, command.person, false};
  if (std::ranges::find(path.appointments, appointment) != path.appointments.end()) {
    return std::vector<NewEvent>{};
  }
  schema::AppointmentHeldT held;
  held.household = path.household;
  held.on = command.on;
  held.kind = command.kind;
  held.venue = command.venue;
  held.person = pointer_to(command.person);
  return one(std::move(held), command.on);
}

Decision decide(const AdiPath& path, const RecordNoShow& command, const AdiContext& context) {
  if (auto refusal = check_on_path(path, command.on, context.today)) return *refusal;
  if (!is_known(command.kind)) return Refusal{refusals::adi_kind_missing, {}};
  // Who was not called did not fail to come: that is the service's omission (leps 5.2, ADI-7).
  if (!any_up_to(path.convocations, command.kind, command.on)) {
    return Refusal{refusals::adi_not_called, {}};
  }
  const Contact no_show{command.kind, command.on, std::nullopt, command.justified};
  if (std::ranges::find(path.no_shows, no_show) != path.no_shows.end()) {
    return std::vector<NewEvent>{};
  }
  schema::NoShowT absent;
  absent.household = path.household;
  absent.on = command.on;
  absent.kind = command.kind;
  absent.justified = command.justified;
  return one(std::move(absent), command.on);
}

Decision decide(const AdiPath& path, const SuspendBenefit& command, const AdiContext& context) {
  if (already_so(path, Status::suspended, command.on, command.reason)) {
    return std::vector<NewEvent>{};
  }
  if (auto refusal = check_change(path, command.on, command.reason, context.today)) return *refusal;
  if (path.status == Status::suspended) {
    return Refusal{refusals::adi_already_suspended, {date_value("data", *path.changed_on)}};
  }
  if (auto refusal = check_missed(path, command.on, command.reason)) return *refusal;
  return benefit_changed<schema::BenefitSuspendedT>(path, command);
}

Decision decide(const AdiPath& path, const LoseBenefit& command, const AdiContext& context) {
  if (already_so(path, Status::lost, command.on, command.reason)) return std::vector<NewEvent>{};
  if (auto refusal = check_change(path, command.on, command.reason, context.today)) return *refusal;
  if (auto refusal = check_missed(path, command.on, command.reason)) return *refusal;
  const AppointmentKind missed = awaited(command.reason);
  if (missed != AppointmentKind::unknown && !was_absent(path, missed, command.on)) {
    return Refusal{refusals::adi_loss_without_no_show, {}};
  }
  return benefit_changed<schema::BenefitLostT>(path, command);
}

Decision decide(const AdiPath& path, const EndBenefit& command, const AdiContext& context) {
  if (already_so(path, Status::ended, command.on, command.reason)) return std::vector<NewEvent>{};
  if (auto refusal = check_change(path, command.on, command.reason, context.today)) return *refusal;
  // A missed contact suspends a benefit or loses it; it does not end it.
  if (awaited(command.reason) != AppointmentKind::unknown) {
    return Refusal{refusals::adi_reason_not_fitting, {}};
  }
  return benefit_changed<schema::BenefitEndedT>(path, command);
}

namespace {

AdiPath received_again(const schema::HouseholdReceived& received) {
  AdiPath path;  // A new application starts a new path: nothing of the old one counts.
  path.status = Status::received;
  path.household = schema::read(received.household());
  path.comune = schema::read(received.comune());
  path.application_on = schema::read(received.application_on());
  path.received_on = schema::read(received.received_on());
  return path;
}

void hold(AdiPath& path, const schema::AppointmentHeld& held) {
  path.appointments.push_back(
      {held.kind(), schema::read(held.on()), schema::read_optional(held.person()), false});
  if (path.status == Status::suspended && awaited(path.reason) == held.kind()) {
    path.status = Status::received;
    path.reason = BenefitReason::unknown;
    path.changed_on.reset();
  }
}

void miss(AdiPath& path, const schema::NoShow& absent) {
  const Contact now{absent.kind(), schema::read(absent.on()), std::nullopt, absent.justified()};
  // Said again with a justification, or without: the last word counts.
  std::erase_if(path.no_shows,
                [&](const Contact& each) { return each.kind == now.kind && each.on == now.on; });
  path.no_shows.push_back(now);
}

template <class Fact>
void change(AdiPath& path, Status status, const Fact& fact) {
  path.status = status;
  path.reason = fact.reason();
  path.changed_on = schema::read(fact.on());
}

}  // namespace

AdiPath evolve(AdiPath path, const schema::Header& stored) {
  if (const auto* received = stored.fact_as_HouseholdReceived()) {
    return received_again(*received);
  }
  if (const auto* sent = stored.fact_as_ConvocationSent()) {
    path.convocations.push_back({sent->kind(), schema::read(sent->on()), std::nullopt, false});
  } else if (const auto* held = stored.fact_as_AppointmentHeld()) {
    hold(path, *held);
  } else if (const auto* absent = stored.fact_as_NoShow()) {
    miss(path, *absent);
  } else if (const auto* suspended = stored.fact_as_BenefitSuspended()) {
    change(path, Status::suspended, *suspended);
  } else if (const auto* lost = stored.fact_as_BenefitLost()) {
    change(path, Status::lost, *lost);
  } else if (const auto* ended = stored.fact_as_BenefitEnded()) {
    change(path, Status::ended, *ended);
  }
  return path;
}

}  // namespace telaio::domain
