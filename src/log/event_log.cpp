// SPDX-License-Identifier: EUPL-1.2
#include "log/event_log.hpp"

#include <future>
#include <memory>

namespace telaio::log {

AppendOutcome append_and_wait(EventLog& events, Commit commit) {
  // Shared, because the engine's thread may still be inside set_value when the waiter is gone.
  const auto promise = std::make_shared<std::promise<AppendOutcome>>();
  auto outcome = promise->get_future();
  events.append(std::move(commit),
                [promise](AppendOutcome done) { promise->set_value(std::move(done)); });
  return outcome.get();
}

}  // namespace telaio::log
