// SPDX-License-Identifier: EUPL-1.2
// The whole text of a regulation, out of the event that published it: projections keep only what
// lists show, and name its position.
#pragma once

#include <optional>

#include "base/result.hpp"
#include "domain/fees/regulation.hpp"
#include "log/event_log.hpp"

namespace telaio::app {

// Nothing when no RegulationPublished stands there. Faults: of the log.
Result<std::optional<domain::fees::Regulation>, Fault> regulation_at(const log::EventLog& events,
                                                                     log::Position position);

}  // namespace telaio::app
