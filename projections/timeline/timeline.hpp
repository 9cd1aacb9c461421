// SPDX-License-Identifier: EUPL-1.2
// What happened with a family: every fact that concerns a case, by the date it happened. Asked
// through timeline_query.hpp.
//
// A fact is stored once, under what it is about (a case, a person, a household, a contact, a
// service); links say what a case is about, and the query joins the two. So a residence changed
// before the case was opened, or a household joined later, needs no row to be written again.
#pragma once

#include "view/fact_projection.hpp"

namespace telaio::projections::timeline {

inline constexpr std::string_view name = "timeline";

class Timeline final : public view::FactProjection {
 public:
  std::string_view name() const override { return timeline::name; }
  std::uint32_t code_version() const override { return 3; }
  // The same rows, of fewer kinds of facts.
  std::vector<std::uint32_t> reads_rows_of() const override { return {1, 2}; }

 private:
  void index(const view::Recorded& recorded, const view::FactState& state,
             view::FactRows& rows) const override;
  // A voided fact stays on the page, crossed out, and is left out of every count.
  bool keeps_voided() const override { return true; }
};

}  // namespace telaio::projections::timeline
