// SPDX-License-Identifier: EUPL-1.2
// Which regulations were published, replaced and withdrawn, and which one is in force in each
// Comune of the Ambito, on any date as known at any position. Asked through regulations_query.hpp.
//
// How a fee follows from a regulation is not repeated here: its text is read from the event that
// the row names.
#pragma once

#include "view/fact_projection.hpp"

namespace telaio::projections::regulations {

inline constexpr std::string_view name = "regulations";

class Regulations final : public view::FactProjection {
 public:
  std::string_view name() const override { return regulations::name; }
  std::uint32_t code_version() const override { return 1; }

 private:
  void index(const view::Recorded& recorded, const view::FactState& state,
             view::FactRows& rows) const override;
};

}  // namespace telaio::projections::regulations
