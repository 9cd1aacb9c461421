// SPDX-License-Identifier: EUPL-1.2
// Draft regulations tried on the real determinations of a past period, for the board of mayors: the
// command line and the service show the same figures because both come from here. Reads headers,
// writes nothing, and answers with nothing that is about fewer than small_cell_min people.
#pragma once

#include <optional>
#include <vector>

#include "app/failure.hpp"
#include "app/real_fees.hpp"
#include "domain/fees/trial_report.hpp"

namespace telaio::app::simulation {

// Drafts that one simulation compares: the report puts them side by side.
inline constexpr std::size_t drafts_max = 2;

// Nothing: `progress` ended it. Faults and refusals: of real_fees and try_drafts. From one to
// drafts_max drafts (asserted).
Result<std::optional<domain::fees::TrialReport>, Failure> simulate(
    const log::EventLog& events, const RealFeesQuestion& question,
    const std::vector<domain::fees::Regulation>& drafts, const ReadProgress& progress);

}  // namespace telaio::app::simulation
