// SPDX-License-Identifier: EUPL-1.2
// The versions of one rule: a service is granted under a regulation, which a later one replaces and
// which may be repealed or annulled. What is left is which version held on which day.
#pragma once

#include <optional>
#include <vector>

#include "domain/fees/regulation.hpp"

namespace telaio::domain::fees {

struct Withdrawal {
  schema::WithdrawalKind kind = schema::WithdrawalKind::unknown;
  Date from;  // The first day on which the version no longer holds.
  bool operator==(const Withdrawal&) const = default;
};

// As it was published and, since then, withdrawn.
struct Published {
  RegulationId id;
  Regulation rule;
  std::optional<RegulationId> replaces;
  std::optional<Withdrawal> withdrawal;
};

struct Version {
  RegulationId id;
  Regulation rule;        // `valid_to`: the last day in force, whatever ended it.
  bool annulled = false;  // By a court or in self-defence: what was priced with it is seen again.
};

// Those linked to `granted` by replacement, earlier and later ones, each with its real last day:
// the first of its own, the day before the one that replaces it, the day before it is withdrawn.
// One withdrawn from its first day never held, and replaces nothing. Of several publications of one
// id the first counts; nothing when `granted` is not among them.
std::vector<Version> chain_of(const RegulationId& granted, const std::vector<Published>& known);

}  // namespace telaio::domain::fees
