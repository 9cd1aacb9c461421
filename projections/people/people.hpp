// SPDX-License-Identifier: EUPL-1.2
// Who a person is to the service, where to read it, and who lives with whom: the answers behind
// search, the heads of pages and the household on a date. Asked through people_query.hpp.
//
// Rows hold opaque ids and codes. Two tables are made of derived values (search tokens, birth
// dates); their keys name the subject, and an erasure removes them.
#pragma once

#include "view/fact_projection.hpp"

namespace telaio::projections::people {

inline constexpr std::string_view name = "people";

class People final : public view::FactProjection {
 public:
  std::string_view name() const override { return people::name; }
  std::uint32_t code_version() const override { return 2; }
  bool wants_derived(const schema::Header& header) const override;
  std::vector<view::DerivedTable> derived_tables() const override;

 private:
  void index(const view::Recorded& recorded, const view::FactState& state,
             view::FactRows& rows) const override;
};

}  // namespace telaio::projections::people
