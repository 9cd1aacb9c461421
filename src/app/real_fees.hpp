// SPDX-License-Identifier: EUPL-1.2
// The fees that were really determined, gathered from the log for a draft to be tried on. Reads
// headers alone and writes nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "base/result.hpp"
#include "domain/fees/trial.hpp"
#include "log/event_log.hpp"

namespace telaio::app {

struct RealFeesQuestion {
  Code service_code;
  domain::fees::Period period;  // Of fees that begin in it, both days included.
  std::optional<Code> comune;   // Nothing: every Comune.
  std::uint64_t events = 0;     // What is known: the first so many events of the log.
};
// Called now and then; one that answers false ends the reading.
using ReadProgress = std::function<bool(std::uint64_t done, std::uint64_t total)>;

// In force by then: neither superseded nor declared void, of services neither void. In the order in
// which they were determined. Nothing: `progress` ended it. Faults: log.header_unreadable, and
// those of reading.
Result<std::optional<std::vector<domain::fees::RealFee>>, Fault> real_fees(
    const log::EventLog& events, const RealFeesQuestion& question, const ReadProgress& progress);

}  // namespace telaio::app
