// SPDX-License-Identifier: EUPL-1.2
// Who follows which cases: open cases of a case manager, a unit, a Comune, an area, on any date as
// known at any position. Asked through caseload_query.hpp.
#pragma once

#include "view/fact_projection.hpp"

namespace telaio::projections::caseload {

inline constexpr std::string_view name = "caseload";

class Caseload final : public view::FactProjection {
 public:
  std::string_view name() const override { return caseload::name; }
  std::uint32_t code_version() const override { return 1; }

 private:
  void index(const view::Recorded& recorded, const view::FactState& state,
             view::FactRows& rows) const override;
};

}  // namespace telaio::projections::caseload
