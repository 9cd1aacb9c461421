// SPDX-License-Identifier: EUPL-1.2
// The common case of a command: one aggregate, one stream.
#pragma once

#include "app/commands.hpp"

namespace telaio::app {

template <class State, class Command, class Context>
Executed run_on_stream(Transactor& transactor, const CommandRequest& request,
                       const log::StreamId& stream, const Command& command,
                       const Context& context) {
  return transactor.run(request, [&]() -> Result<Plan, Failure> {
    const auto loaded = transactor.load<State>(stream);
    if (!loaded) return loaded.error();
    auto decision = decide(loaded->state, command, context);
    if (!decision) return Failure(decision.error());
    return on_stream(stream, loaded->expected, std::move(*decision));
  });
}

}  // namespace telaio::app
