// SPDX-License-Identifier: EUPL-1.2
// given / when / then for the rules: what had happened, what is asked, what follows. The past goes
// through stored bytes, as it does in the service, so that `evolve` reads what `decide` wrote.
#pragma once

#include <gtest/gtest.h>

#include <vector>

#include "domain/event.hpp"
#include "tests/support/stored_header.hpp"

namespace telaio::testing {

// Folds the events, each encoded and read back, into a state.
template <class State>
State folded(const std::vector<domain::NewEvent>& events, State state = {}) {
  for (const auto& each : events) {
    const StoredHeader stored(each);
    state = evolve(std::move(state), stored.header());
  }
  return state;
}

// The state after deciding the command; the command must be accepted.
template <class State, class Command, class Context>
State after(const State& state, const Command& command, const Context& context) {
  const auto decision = decide(state, command, context);
  EXPECT_TRUE(decision.has_value()) << decision.error().code;
  return decision ? folded(*decision, state) : state;
}

inline void expect_refused(const domain::Decision& decision, std::string_view code) {
  ASSERT_FALSE(decision.has_value()) << "accepted, expected " << code;
  EXPECT_EQ(decision.error().code, code);
}

}  // namespace telaio::testing
