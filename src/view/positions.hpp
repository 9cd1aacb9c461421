// SPDX-License-Identifier: EUPL-1.2
// Whether a projection consumed every position once and in order (requirement E-6): a hole is found
// where it happens, before a row is written over it, and not by somebody who misses a fact years
// later. Pure; the runner asks it for every page it reads and every batch it writes.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "log/event_log.hpp"
#include "view/store.hpp"

namespace telaio::view {

// Where a page of the log stops being the log.
struct PageBreak {
  std::size_t index = 0;  // Of the first event of the page that does not belong there.
  Position expected = 0;  // The position that should have stood there.
  std::string_view code;  // view.positions_gap or view.positions_repeated
  bool operator==(const PageBreak&) const = default;
};
// `from` is the position that was asked for. Nothing when the page goes on from it without a gap.
std::optional<PageBreak> page_break(const std::vector<log::StoredEvent>& events, Position from);

// True when `after` is `before` with the positions [before.applied, after.applied) consumed once
// each, in order: compared by count and by rolling hash, kept apart from `applied`.
bool continues(const Mark& before, const Mark& after);

}  // namespace telaio::view
