// SPDX-License-Identifier: EUPL-1.2
// Requests at a fixed pace, whether or not the ones before are answered, as people send them: a
// latency counts from the moment its request was due, so a store that stands still for a while is
// charged for everybody who waits meanwhile.
#pragma once

#include <cstdint>

#include "tools/bench/callers.hpp"
#include "tools/bench/measure.hpp"

namespace telaio::bench {

// `per_second` of them for one turn (at most a million), and waits for the last answer. Numbers
// count from `first`, which is moved on.
Sample open_loop(std::uint64_t per_second, const Turn& turn, std::uint64_t& first,
                 const Submit& submit);

}  // namespace telaio::bench
