// SPDX-License-Identifier: EUPL-1.2
// The log in memory: for tests, and for tools that need a log for a moment. It keeps the whole
// contract except durability, and stores the same bytes as the engine on disk.
#pragma once

#include <memory>

#include "base/clock.hpp"
#include "log/stored_log.hpp"

namespace telaio::log::memory {

// `clock` outlives the log. Without `log_id` a random one is taken.
std::unique_ptr<StoredLog> create(const Clock& clock, std::optional<Uuid> log_id = std::nullopt);

}  // namespace telaio::log::memory
