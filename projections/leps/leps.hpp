// SPDX-License-Identifier: EUPL-1.2
// Everything the LEPS indicators count, one row for each fact, found by Ambito, Comune or
// household. Numbers are not stored: they depend on the window, on the register and on the day
// asked about, so queries.hpp counts the facts of one Ambito when asked (README.md).
#pragma once

#include "view/fact_projection.hpp"

namespace telaio::projections::leps {

class LepsProjection final : public view::FactProjection {
 public:
  std::string_view name() const override { return "leps"; }
  std::uint32_t code_version() const override { return 1; }

 private:
  void index(const view::Recorded& recorded, const view::FactState& state,
             view::FactRows& rows) const override;
};

}  // namespace telaio::projections::leps
