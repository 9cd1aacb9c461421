// SPDX-License-Identifier: EUPL-1.2
// What the LEPS rules count, as plain values: facts of the log with corrections already applied
// (voided ones absent, dates as last corrected) and, for each, the event it came from, so that
// every number keeps its path to the events behind it. Whoever reads the log fills these
// (projections/leps); rules here only read them.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/code.hpp"
#include "base/date.hpp"
#include "base/id.hpp"
#include "schemas/adi_generated.h"
#include "schemas/ambito_generated.h"

namespace telaio::domain::leps {

// Index of an event in the log.
using Position = std::uint64_t;

// The event a fact came from, and the day it was typed: an act done in time but recorded late is in
// time, and the delay is shown apart (leps.md 3, bitemporal).
struct Source {
  Position position = 0;
  Date recorded_on;
  auto operator<=>(const Source&) const = default;
};

// ---- Territory ----

// From `from` on the Ambito is made of these Comuni (ISTAT codes).
struct Composition {
  Source source;
  Date from;
  std::vector<Code> comuni;
  bool operator==(const Composition&) const = default;
};

struct Population {
  Source source;
  Code comune;
  Date on;
  std::uint32_t residents = 0;
  bool operator==(const Population&) const = default;
};

// ---- Staff ----

// The contract's state from `from` on, until a later one of the same contract. `to`: last day.
struct ContractState {
  Source source;
  ContractId contract;
  schema::Profession profession = schema::Profession::unknown;
  schema::ContractKind kind = schema::ContractKind::unknown;
  schema::EmployerKind employer = schema::EmployerKind::unknown;
  std::uint16_t fte_hundredths = 0;
  bool field_or_planning = false;
  Date from;
  std::optional<Date> to;
  bool operator==(const ContractState&) const = default;
};

// The staff statement of a year was sent.
struct Filing {
  Source source;
  std::uint16_t year = 0;
  Date on;
  bool operator==(const Filing&) const = default;
};

// A case in the charge of a Comune's service: from `on` until the day it was closed, that day not
// included. Suspended cases are still in charge.
struct CaseInCharge {
  Source source;
  CaseId case_file;
  Code comune;
  Date on;
  std::optional<Date> closed_on;
  bool operator==(const CaseInCharge&) const = default;
};

// What SSP needs of one Ambito.
struct AmbitoFacts {
  AmbitoId ambito;
  std::vector<Composition> compositions;  // In log order, as all of these.
  std::vector<Population> populations;
  std::vector<ContractState> contracts;
  std::vector<Filing> filings;
  std::vector<CaseInCharge> cases;
  bool operator==(const AmbitoFacts&) const = default;
};

// ---- Assegno di Inclusione ----

struct Reception {
  Source source;
  Code comune;
  Date application_on;
  std::optional<Date> pad_signed_on;
  std::optional<Date> inps_notice_on;
  Date received_on;
  bool operator==(const Reception&) const = default;
};

// The household lives in another Comune from `from` on.
struct Move {
  Source source;
  Date from;
  Code comune;
  bool operator==(const Move&) const = default;
};

struct Convocation {
  Source source;
  Date on;
  schema::AppointmentKind kind = schema::AppointmentKind::unknown;
  bool operator==(const Convocation&) const = default;
};

struct Appointment {
  Source source;
  Date on;
  schema::AppointmentKind kind = schema::AppointmentKind::unknown;
  bool operator==(const Appointment&) const = default;
};

// Payment was suspended, lost or ended.
enum class BenefitStop : std::uint8_t { suspended, lost, ended };
struct BenefitChange {
  Source source;
  BenefitStop stop = BenefitStop::suspended;
  Date on;
  schema::BenefitReason reason = schema::BenefitReason::unknown;
  bool operator==(const BenefitChange&) const = default;
};

struct AdiHousehold {
  HouseholdId household;
  std::vector<Reception> receptions;  // At least one, in log order, as all of these.
  std::vector<Move> moves;
  std::vector<Convocation> convocations;
  std::vector<Appointment> appointments;
  std::vector<BenefitChange> benefit_changes;
  bool operator==(const AdiHousehold&) const = default;
};

}  // namespace telaio::domain::leps
