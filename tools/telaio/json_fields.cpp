// SPDX-License-Identifier: EUPL-1.2
#include "tools/telaio/json_fields.hpp"

#include <fmt/format.h>

#include "schemas/fee_generated.h"
#include "schemas/household_generated.h"
#include "schemas/regulation_generated.h"

namespace telaio::cli {

// Three decimals, as regulations publish them.
json::value value_of(const schema::Milli& milli) {
  const std::int64_t thousandths = milli.thousandths();
  const auto magnitude = thousandths < 0
                             ? std::uint64_t{0} - static_cast<std::uint64_t>(thousandths)
                             : static_cast<std::uint64_t>(thousandths);
  return json::string(
      fmt::format("{}{}.{:03}", thousandths < 0 ? "-" : "", magnitude / 1000, magnitude % 1000));
}

json::value value_of(const schema::Fraction& fraction) {
  return json::string(fmt::format("{}/{}", fraction.num(), fraction.den()));
}

json::value value_of(const schema::HouseholdMember& member) {
  return json::object{{"person", value_of(member.person())}, {"relation", member.relation()}};
}

}  // namespace telaio::cli
