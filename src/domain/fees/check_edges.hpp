// SPDX-License-Identifier: EUPL-1.2
// The part of check.hpp that looks beside the segments: unit, amounts at the edges, percentages,
// cap and floor. Each finding names its place by a JSON pointer of the file's form.
#pragma once

#include <vector>

#include "domain/fees/check.hpp"

namespace telaio::domain::fees {

std::vector<Finding> check_edges(const Regulation& regulation);

}  // namespace telaio::domain::fees
