// SPDX-License-Identifier: EUPL-1.2
// Who is admitted to which service, in which place, by which list: criteria in force, applications
// assessed, lists published and the place of each application in them, on any date as known at any
// position. Asked through rankings_query.hpp.
#pragma once

#include "view/fact_projection.hpp"

namespace telaio::projections::rankings {

inline constexpr std::string_view name = "rankings";

class Rankings final : public view::FactProjection {
 public:
  std::string_view name() const override { return rankings::name; }
  std::uint32_t code_version() const override { return 1; }

 private:
  void index(const view::Recorded& recorded, const view::FactState& state,
             view::FactRows& rows) const override;
};

}  // namespace telaio::projections::rankings
