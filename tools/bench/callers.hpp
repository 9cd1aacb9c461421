// SPDX-License-Identifier: EUPL-1.2
// A closed loop of callers on an asynchronous store: each has one request on its way and sends the
// next when it is answered. One thread stands for all of them, as the service's network threads do.
#pragma once

#include <cstdint>
#include <functional>

#include "tools/bench/measure.hpp"

namespace telaio::bench {

// Starts request number `request`; `done` is called once it is durable, on any thread.
using Submit = std::function<void(std::uint64_t request, std::function<void()> done)>;

// Runs `callers` of them for one turn, longer if the store answers less than once per caller in
// that time. Numbers count from `first`, which is moved on, so that no request is ever sent twice.
Sample closed_loop(std::size_t callers, const Turn& turn, std::uint64_t& first,
                   const Submit& submit);

}  // namespace telaio::bench
