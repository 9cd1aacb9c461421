// SPDX-License-Identifier: EUPL-1.2
// The path of a household on Assegno di Inclusione: received from SIISL, called, met, and what
// happens to the benefit (DL 48/2023 art. 4 and 6; leps 5.2). Due dates are a projection's
// business.
//
// Pure code: no clock, no I/O. `evolve` applies one stored event and cannot fail.
#pragma once

#include <optional>
#include <vector>

#include "base/code.hpp"
#include "domain/code_lists.hpp"
#include "domain/event.hpp"

namespace telaio::domain {

struct AdiPath {
  enum class Status : std::uint8_t { none, received, suspended, lost, ended };

  struct Contact {
    schema::AppointmentKind kind = schema::AppointmentKind::unknown;
    Date on;
    std::optional<PersonId> person;  // Of an appointment.
    bool justified = false;          // Of a no-show.

    bool operator==(const Contact&) const = default;
  };

  Status status = Status::none;
  HouseholdId household;
  Code comune;
  Date application_on;
  Date received_on;
  std::vector<Contact> convocations;
  std::vector<Contact> appointments;
  std::vector<Contact> no_shows;
  schema::BenefitReason reason = schema::BenefitReason::unknown;  // Of suspension, loss or end.
  std::optional<Date> changed_on;                                 // The day of it.
};

// A household whose benefit was lost or ended may be received again, by a later application.
struct ReceiveHousehold {
  HouseholdId household;
  Code comune;
  Date application_on;
  std::optional<Date> pad_signed_on;
  std::optional<Date> inps_notice_on;
  Date received_on;
};

struct SendConvocation {
  HouseholdId household;
  Date on;  // The day it was sent.
  schema::AppointmentKind kind = schema::AppointmentKind::unknown;
};

// Lifts the suspension that waited for it: a first meeting one for `first_meeting`, a ninety-day
// contact one for `ninety_day`.
struct HoldAppointment {
  HouseholdId household;
  Date on;
  schema::AppointmentKind kind = schema::AppointmentKind::unknown;
  schema::AppointmentVenue venue = schema::AppointmentVenue::service;
  std::optional<PersonId> person;  // Empty: the household.
};

// Only who was called can fail to come.
struct RecordNoShow {
  HouseholdId household;
  Date on;
  schema::AppointmentKind kind = schema::AppointmentKind::unknown;
  bool justified = false;
};

struct SuspendBenefit {
  HouseholdId household;
  Date on;
  schema::BenefitReason reason = schema::BenefitReason::unknown;
};

// For first_meeting and ninety_day: after an unjustified absence only. Who was never called is
// suspended, not punished (leps 5.2).
struct LoseBenefit {
  HouseholdId household;
  Date on;
  schema::BenefitReason reason = schema::BenefitReason::unknown;
};

struct EndBenefit {
  HouseholdId household;
  Date on;
  schema::BenefitReason reason = schema::BenefitReason::unknown;
};

struct AdiContext {
  Date today;
  const CodeLists& codes;
};

Decision decide(const AdiPath& path, const ReceiveHousehold& command, const AdiContext& context);
Decision decide(const AdiPath& path, const SendConvocation& command, const AdiContext& context);
Decision decide(const AdiPath& path, const HoldAppointment& command, const AdiContext& context);
Decision decide(const AdiPath& path, const RecordNoShow& command, const AdiContext& context);
Decision decide(const AdiPath& path, const SuspendBenefit& command, const AdiContext& context);
Decision decide(const AdiPath& path, const LoseBenefit& command, const AdiContext& context);
Decision decide(const AdiPath& path, const EndBenefit& command, const AdiContext& context);

AdiPath evolve(AdiPath path, const schema::Header& stored);

}  // namespace telaio::domain
