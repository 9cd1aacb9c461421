// SPDX-License-Identifier: EUPL-1.2
// What people are asked to pay, by Comune and month: invoices, their lines, the pagoPA notices and
// what became of them, on any date as known at any position. Asked through accounts_query.hpp.
#pragma once

#include "view/fact_projection.hpp"

namespace telaio::projections::accounts {

inline constexpr std::string_view name = "accounts";

class Accounts final : public view::FactProjection {
 public:
  std::string_view name() const override { return accounts::name; }
  std::uint32_t code_version() const override { return 1; }

 private:
  void index(const view::Recorded& recorded, const view::FactState& state,
             view::FactRows& rows) const override;
};

}  // namespace telaio::projections::accounts
