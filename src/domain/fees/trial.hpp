// SPDX-License-Identifier: EUPL-1.2
// A draft regulation tried on fees that were really determined: who would have paid more, who less,
// who would gain or lose the service, and what the body would have taken. Pure: nothing is written.
//
// Counted are persons, each over all its fees of the period. A draft is tried with what the fee was
// determined with: the ISEE, the quantity, the full cost, what a third payer took, the residence,
// the reason of an exemption (if the draft foresees it too), surcharge and discount (by their
// number, if the draft has as many). It cannot say who would not have asked at another price.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/code.hpp"
#include "base/id.hpp"
#include "domain/fees/price.hpp"

namespace telaio::domain::fees {

// A fee in force as it was determined (CopaymentDetermined), with what a draft needs to price it.
struct RealFee {
  std::uint64_t position = 0;  // Of its event.
  PersonId person;
  Code comune;  // Competent.
  FeeStatus status = FeeStatus::unknown;
  std::optional<Money> isee;  // Nothing: none was usable.
  std::uint32_t quantity_hundredths = 0;
  std::uint32_t months = 1;             // Calendar months that its period touches.
  Money amount;                         // Of the period.
  std::optional<Money> unit_full_cost;  // As known then; prevails over none of the draft's own.
  std::optional<Money> third_payer;
  std::uint16_t surcharge = 0;  // One plus its number in the regulation; 0 = none.
  std::uint16_t discount = 0;
  ExemptionReason exemption = ExemptionReason::unknown;
  Residence residence = Residence::unknown;
};

enum class Effect : std::uint8_t {
  same,
  more,
  less,
  gains_access,  // Had no access, and would have it.
  loses_access,
  refused  // The draft gives no fee: a gap of its text. Left out of the money.
};

struct TriedPerson {
  PersonId person;
  Code comune;                // Of the last fee.
  std::optional<Money> isee;  // Of the last fee.
  Money before;
  Money after;
  std::uint32_t months = 0;  // Of all its fees.
  Effect effect = Effect::same;
  std::size_t place = 0;                 // Its tenth, from 0, or without_isee_place.
  std::string_view code;                 // Of the refusal, when refused; static storage.
  std::vector<std::uint64_t> positions;  // Of the fees.

  std::int64_t increase_cents() const { return after.cents() - before.cents(); }
};

// Counts and money of some persons. Those refused are in no sum of money.
struct TrialCell {
  std::map<Effect, std::uint32_t> persons;
  Money before;
  Money after;
  std::uint64_t months = 0;  // Of the fees that make up the money.

  std::uint32_t count(Effect effect) const;
  std::uint32_t count() const;
  // Those whom the money is of: all but the refused.
  std::uint32_t priced() const { return count() - count(Effect::refused); }
};

// How much more a month of fees would cost, in euro; nothing when there is none, or on overflow.
MaybeFraction monthly_change(const TrialCell& cell);

// Tenths of the persons with an ISEE, lowest first; equal ISEEs lie in the same tenth, so some may
// be empty.
inline constexpr std::size_t deciles = 10;
// The place after the tenths: those without an ISEE.
inline constexpr std::size_t without_isee_place = deciles;
using ByDecile = std::array<TrialCell, deciles + 1>;

struct Trial {
  std::vector<TriedPerson> persons;  // In order of id.
  TrialCell all;
  std::map<Code, TrialCell> by_comune;
  ByDecile by_decile;
  std::map<Code, ByDecile> by_comune_and_decile;
  // In the middle of each tenth; halfway between the two in the middle of an even number.
  std::array<MaybeFraction, deciles> median_isee;
};

// Fees of one service in one period, superseded and voided ones already left out. Refuses
// fees.overflow when a sum leaves the range of Money.
Result<Trial, Refusal> try_draft(const Regulation& draft, std::span<const RealFee> fees);
// Several drafts on the same fees, to be compared. Who is refused by one is refused by all: the
// money of each is of the same persons.
Result<std::vector<Trial>, Refusal> try_drafts(std::span<const Regulation> drafts,
                                               std::span<const RealFee> fees);

// How many persons would pay more by at least each bound and less than the next, in the whole
// period: the last is open. Bounds are in cents, ascending, above zero.
std::vector<std::uint32_t> increases(const Trial& trial, std::span<const std::int64_t> bounds);

}  // namespace telaio::domain::fees
