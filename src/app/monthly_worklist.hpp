// SPDX-License-Identifier: EUPL-1.2
// Which services of a Comune a month's run has to look at, gathered from the log as it was at one
// position. Reads headers alone and writes nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "base/result.hpp"
#include "domain/fees/attestation.hpp"
#include "log/event_log.hpp"

namespace telaio::app {

struct WorklistQuestion {
  Code comune;  // Competent for the service.
  Date month;   // First day.
  std::optional<Code> service_code;
  std::uint64_t events = 0;  // What is known: the first so many events of the log.
};

struct MonthlyService {
  ServiceId service;
  PersonId person;
  Code service_code;
  // The days of the month on which it was active; nothing when it was on none, and is listed for a
  // settlement of before.
  std::optional<domain::fees::Period> period;
  bool priced = false;     // Its grant names a regulation.
  bool has_fee = false;    // Some fee touches the month already.
  bool suspended = false;  // All of the period.
  // Delivered in the month; nothing when nothing was recorded.
  std::optional<std::uint32_t> delivered_hundredths;
  // Whose attestations count: the household of the person, ISEE before registry before de facto.
  std::optional<HouseholdId> household;
};

// Answers false to end the reading.
using WorklistProgress = std::function<bool(std::uint64_t done, std::uint64_t total)>;

// In order of person, then of service. Events declared void count for nothing. Nothing when the
// callback ended it. Faults: log.header_unreadable, and those of reading.
Result<std::optional<std::vector<MonthlyService>>, Fault> monthly_worklist(
    const log::EventLog& events, const WorklistQuestion& question,
    const WorklistProgress& progress);

}  // namespace telaio::app
