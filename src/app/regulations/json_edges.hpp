// SPDX-License-Identifier: EUPL-1.2
// The part of an element beside its segments: limits, who pays without an ISEE or from elsewhere,
// surcharges, discounts, exemptions, cap and floor. Only regulation_json.cpp includes this.
#pragma once

#include "app/regulations/json_element.hpp"

namespace telaio::app::regulations {

void read_edges(Element& element, const json::object& root);

}  // namespace telaio::app::regulations
