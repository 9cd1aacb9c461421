// SPDX-License-Identifier: EUPL-1.2
// Questions to the `fees` projection. Every function reads rows at one position of the log
// (view::Runner::ask gives them); `on` is the date the answer is true for. Last days are inclusive.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "view/recorded.hpp"
#include "view/rows.hpp"

namespace telaio::projections::fees {

using view::Position;

// ---- Services ----

enum class ServiceStatus : std::uint8_t {
  requested,  // Not decided yet.
  waiting,    // On the waiting list.
  denied,
  granted,  // Not active yet.
  active,
  ended
};

struct ServiceState {
  ServiceId service;
  PersonId person;
  std::optional<CaseId> case_file;
  Code service_code;
  Code siuss_code;
  Date requested_on;
  ServiceStatus status = ServiceStatus::requested;
  std::optional<Date> granted_from;  // Of the last decision, when it granted.
  std::optional<Date> granted_to;
  std::uint32_t quantity_hundredths = 0;  // Per month, as last decided.
  schema::QuantityUnit unit = schema::QuantityUnit::unknown;
  std::optional<RegulationId> regulation;
  std::optional<Date> active_from;
  Code provider;
  Code comune;                      // Competent since the activation.
  std::optional<Date> ended_on;     // Last day.
  std::vector<Position> positions;  // Every fact the state follows from, oldest date first.
  bool operator==(const ServiceState&) const = default;
};
// Nothing when the service had not been requested on that date. Ended from the day after its last.
std::optional<ServiceState> service_on(const view::ReadRows& rows, const ServiceId& service,
                                       Date on);
// Requested on the date or before, in order of id.
std::vector<ServiceState> services_of_person(const view::ReadRows& rows, const PersonId& person,
                                             Date on);
std::vector<ServiceState> services_of_case(const view::ReadRows& rows, const CaseId& case_file,
                                           Date on);

struct Delivery {
  Date on;
  std::optional<Date> to;
  std::uint32_t quantity_hundredths = 0;
  schema::QuantityUnit unit = schema::QuantityUnit::unknown;
  schema::DeliveryState state = schema::DeliveryState::unknown;
  Position position = 0;
  bool operator==(const Delivery&) const = default;
};
// Deliveries that began in [from, to], by date. Their sum is a number with its facts beside it.
std::vector<Delivery> deliveries_between(const view::ReadRows& rows, const ServiceId& service,
                                         Date from, Date to);

// ---- Fees ----

// As stored: in lowest terms, `den` positive.
struct ExactFee {
  std::int64_t num = 0;
  std::int64_t den = 1;
  bool operator==(const ExactFee&) const = default;
};

struct Fee {
  FeeId fee;
  ServiceId service;
  PersonId person;
  Date from;
  Date to;
  RegulationId regulation;
  std::optional<AttestationId> attestation;
  std::optional<Money> isee;
  schema::FeeStatus status = schema::FeeStatus::unknown;
  std::optional<ExactFee> exact_unit_fee;
  std::int64_t unit_fee_thousandths = 0;
  std::uint32_t quantity_hundredths = 0;
  Money amount;
  std::optional<Money> body_share;
  std::optional<FeeId> supersedes;
  std::optional<FeeId> superseded_by;  // The last one that says so.
  Position position = 0;               // Of the event with the explaining steps.

  bool in_force() const { return !superseded_by; }
  bool operator==(const Fee&) const = default;
};
// All fees of a service, superseded ones included, by first day, then by position.
std::vector<Fee> fees_of_service(const view::ReadRows& rows, const ServiceId& service);
// The fee in force for the date: of several, the one determined last.
std::optional<Fee> fee_on(const view::ReadRows& rows, const ServiceId& service, Date on);
std::optional<Fee> fee_with_id(const view::ReadRows& rows, const FeeId& fee);
// The fee and those it superseded, newest first. Stops at a fee it meets twice.
std::vector<Fee> superseded_chain(const view::ReadRows& rows, const FeeId& fee);

// ---- Regulations ----

struct Regulation {
  RegulationId regulation;
  Code comune;
  Code service_code;
  Date valid_from;
  std::optional<Date> valid_to;
  schema::FeeScheme scheme = schema::FeeScheme::unknown;
  std::string slug;  // Public texts, class P0.
  std::string authority;
  Position position = 0;  // Of the version.
  bool operator==(const Regulation&) const = default;
};
struct RegulationFilter {
  std::optional<Code> comune;
  std::optional<Code> service_code;
};
// Of each regulation the version that began last before the date, if it had not ended; in order of
// regulation id.
std::vector<Regulation> regulations_on(const view::ReadRows& rows, Date on,
                                       const RegulationFilter& filter);
// Every version known, whatever its dates.
std::vector<Regulation> regulation_versions(const view::ReadRows& rows,
                                            const RegulationId& regulation);

// ---- Attestations ----

struct Attestation {
  AttestationId attestation;
  HouseholdId household;
  PersonId beneficiary;
  schema::IseeKind kind = schema::IseeKind::unknown;
  bool reduced_household = false;
  bool corrente = false;
  Money isee;
  Date presented_on;
  Date valid_from;
  Date valid_to;
  bool annotations = false;
  std::optional<AttestationId> replaces;
  std::optional<AttestationId> replaced_by;  // From the date asked for or before.
  Position position = 0;
  bool operator==(const Attestation&) const = default;
};
// Of the household: valid on the date and not replaced by another one valid from that date or
// before.
std::vector<Attestation> attestations_on(const view::ReadRows& rows, const HouseholdId& household,
                                         Date on);
// Every one known by now, replaced ones included; `replaced_by` as of the last day of validity.
std::vector<Attestation> attestations_of(const view::ReadRows& rows, const HouseholdId& household);

}  // namespace telaio::projections::fees
