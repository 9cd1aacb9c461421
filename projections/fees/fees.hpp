// SPDX-License-Identifier: EUPL-1.2
// Who has which service and pays what for it: services and their state, fees and what superseded
// them, regulations in force, attestations valid, on any date as known at any position. Asked
// through fees_query.hpp.
//
// The steps of a fee, which explain it, are not repeated here: they are read from the event that
// the row names.
#pragma once

#include "view/fact_projection.hpp"

namespace telaio::projections::fees {

inline constexpr std::string_view name = "fees";

class Fees final : public view::FactProjection {
 public:
  std::string_view name() const override { return fees::name; }
  std::uint32_t code_version() const override { return 1; }

 private:
  void index(const view::Recorded& recorded, const view::FactState& state,
             view::FactRows& rows) const override;
};

}  // namespace telaio::projections::fees
