// SPDX-License-Identifier: EUPL-1.2
#include "view/positions.hpp"

#include "view/view_faults.hpp"

namespace telaio::view {

std::optional<PageBreak> page_break(const std::vector<log::StoredEvent>& events, Position from) {
  for (std::size_t i = 0; i < events.size(); ++i) {
    const Position expected = from + i;
    if (events[i].position == expected) continue;
    const bool gap = events[i].position > expected;
    return PageBreak{i, expected, gap ? faults::positions_gap : faults::positions_repeated};
  }
  return std::nullopt;
}

bool continues(const Mark& before, const Mark& after) {
  if (after.applied < before.applied) return false;
  std::uint64_t rolling = before.rolling;
  for (Position at = before.applied; at < after.applied; ++at) rolling = roll(rolling, at);
  return after.rolling == rolling && after.count == before.count + (after.applied - before.applied);
}

}  // namespace telaio::view
