// SPDX-License-Identifier: EUPL-1.2
// Where a period must be cut before it is priced: where the version of the regulation changes, and
// where another attestation begins to count. Fees are determined piece by piece, so each has one
// version and one attestation to show.
#pragma once

#include <cstdint>
#include <vector>

#include "base/result.hpp"
#include "domain/fees/attestation.hpp"
#include "domain/fees/versions.hpp"

namespace telaio::domain::fees {

struct Piece {
  Period period;
  std::size_t version = 0;  // Index into the versions.
  std::uint32_t quantity_hundredths = 0;
  bool operator==(const Piece&) const = default;
};

struct Whole {
  Period period;
  std::uint32_t quantity_hundredths = 0;
  // Attestations acquired from this order on were not known when the period was determined: their
  // first day cuts it. What was known then had its chance on the first day (5.2).
  std::uint64_t known_before = UINT64_MAX;
};

// In order, without gaps. The quantity is divided by days: hundredths, the last piece takes the
// rest. Under filing_date_pro_rata every first day of an attestation cuts; under the other rules a
// cut falls on the first of a month, because a month has one fee; where the act does not say from
// when an ISEE counts, a new one does not cut: it counts from the next period. An ISEE corrente
// that lapses cuts too: the ordinary one returns (5.1). Pieces with the same version and the same
// attestation are one. Refuses period_reversed and regulation_not_in_force.
Result<std::vector<Piece>, Refusal> pieces_of(const Whole& whole,
                                              const std::vector<Version>& versions,
                                              const std::vector<Attestation>& attestations);

// An amount divided as the quantity is: the parts sum to the whole.
std::vector<std::int64_t> share_by_days(std::int64_t whole, const std::vector<Piece>& pieces);

}  // namespace telaio::domain::fees
