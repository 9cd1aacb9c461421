// SPDX-License-Identifier: EUPL-1.2
#include "view/projection.hpp"

#include <algorithm>

namespace telaio::view {

bool Projection::wants_derived(const schema::Header& /*header*/) const {
  return false;
}

bool Projection::reads(std::uint32_t version) const {
  if (version == code_version()) return true;
  const auto older = reads_rows_of();
  return std::ranges::find(older, version) != older.end();
}

}  // namespace telaio::view
