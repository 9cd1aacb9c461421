// SPDX-License-Identifier: EUPL-1.2
// The conguaglio that somebody decides: the periods that a later fact touched are determined again,
// and the difference gets a way to be paid, in one commit. Nothing is ever recovered by itself, and
// the old determinations stay as they are (isee-and-copayment 5.3).
//
// Pure code: no clock, no I/O.
#pragma once

#include <vector>

#include "domain/fee/fee.hpp"

namespace telaio::domain {

// Instalments of a settlement, at least and at most.
inline constexpr std::uint8_t settlement_instalments_min = 2;
inline constexpr std::uint8_t settlement_instalments_max = 60;

// One piece of a fee determined again. `determined` has its own new id and names in `supersedes`
// the fee that it takes the place of; `charged` is the part of that fee's amount that falls on it.
struct Redetermination {
  schema::CopaymentDeterminedT determined;
  Money charged;
  RegulationId regulation;
  Date regulation_from;
  std::optional<Date> regulation_to;
  std::optional<Money> period_cost;
};

// `instalments` only with that method. `cause`: the event that changed the inputs.
struct DecideSettlement {
  SettlementId settlement;
  ServiceId service;
  std::vector<Redetermination> periods;  // By fee, then by day.
  schema::SettlementMethod method = schema::SettlementMethod::unknown;
  std::uint8_t instalments = 0;
  std::optional<EventId> cause;
  Date on;
};

struct SettlementContext {
  Date today;
  const CodeLists& codes;
};

// The same settlement again is already done. Refuses a fee that is not in force any more, pieces
// that do not cover it or do not sum to what was charged, and a method that does not fit the total:
// a refund of a debt, instalments of a credit or its waiver.
Decision decide(const FeeHistory& history, const DecideSettlement& command,
                const SettlementContext& context);

}  // namespace telaio::domain
