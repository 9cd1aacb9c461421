// SPDX-License-Identifier: EUPL-1.2
// Which ISEE prices a period (isee-and-copayment 5.2): of the attestations that cover a person, the
// one that the regulation accepts, that already has effect, that is still good, and that no
// correction replaced. A pure function over values: the order in which facts were learned comes
// with them.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/money.hpp"
#include "domain/fees/regulation.hpp"

namespace telaio::domain::fees {

// An ISEE that INPS attested, as the body acquired it. Never a simulated one (isee_estimate.hpp).
struct Attestation {
  AttestationId id;
  IseeKind kind = IseeKind::unknown;
  bool reduced_household = false;
  bool corrente = false;
  Money isee;
  Date presented_on;  // The DSU, by the household.
  Date filed_on;      // With the body: the protocol of the request, or the acquisition.
  Date valid_from;
  Date valid_to;                 // Last day, as printed; never computed.
  bool annotations = false;      // Omissioni or difformità are printed on it.
  bool documents_given = false;  // What accept_with_documents asks for.
  // They came later: they count from the first period whose reference date is this day or after.
  std::optional<Date> documents_on;
  std::uint64_t documents_order = 0;  // When that was learned, as `acquired_order`.
  std::optional<AttestationId> replaces;
  std::uint64_t acquired_order = 0;  // Larger = learned later (the position of the event).
  bool operator==(const Attestation&) const = default;
};

// Why no attestation can be used, for the page that explains it. A value, not an error: the
// no-ISEE rule of the regulation then decides.
enum class NoAttestation : std::uint8_t {
  none_given,         // There is none at all.
  kind_not_accepted,  // Or it is the 2026 indicator, which never prices a municipal service (2.4).
  not_yet_effective,
  expired,
  replaced,
  annotations  // Refused for omissioni or difformità, or the documents are missing.
};

struct Selection {
  std::optional<Attestation> chosen;
  // Only without `chosen`: what excluded the candidate that came furthest.
  NoAttestation reason = NoAttestation::none_given;
};

// The day whose state counts for a period that begins on `from`: that day, or, for a snapshot at
// the end of the month, the last day of the month before.
Date reference_date(const Regulation& regulation, Date from);

// The first day on which an attestation has effect on the fee. A correction takes the day of the
// attestation it replaces when the regulation makes corrections retroactive; `all` is searched for
// the chain. fixed_date: that day of the year of filing; filed after it, the month after.
Date effective_from(const Attestation& attestation, const std::vector<Attestation>& all,
                    const Regulation& regulation);

// Corrente while valid; then the regulation's order of kinds; then the latest presentation; then
// the latest acquisition. Several attestations of one id are the caller's mistake: the last one
// counts.
Selection select_attestation(const std::vector<Attestation>& all, const Regulation& regulation,
                             Date period_from);

// The days within `period` on which the choice may change under filing_date_pro_rata, version
// changes apart: the caller splits there. In order, none equal to period.from.
std::vector<Date> effect_dates_within(const std::vector<Attestation>& all,
                                      const Regulation& regulation, const Period& period);

}  // namespace telaio::domain::fees
