// SPDX-License-Identifier: EUPL-1.2
// Two ways to send interventions over many connections: closed loop, where each caller waits for
// its answer before it asks again (what the service can do), and open loop, where requests come
// when the clock says so, whatever became of those before (what people do). One thread; each phase
// has a loop and connections of its own.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "tools/bench/overload_caller.hpp"

namespace telaio::bench {

// The other side, once a second.
struct Moment {
  std::uint64_t resident_kib = 0;
  std::uint64_t acknowledged = 0;  // Since the phase began.
  std::uint64_t overloaded = 0;
};

struct Watched {
  pid_t process = 0;
  // Told of every moment.
  std::function<void(std::size_t second, const Moment&, const Tally&)> told;
};

struct ClosedLoop {
  std::size_t callers = 64;
  std::chrono::seconds warm{5};  // Not counted.
  std::chrono::seconds measured{15};
};
struct ClosedResult {
  double per_second = 0;  // Acknowledged, while measured.
  Tally tally;
};
ClosedResult run_closed(const Target& target, const ClosedLoop& loop);

struct OpenLoop {
  double per_second = 0;
  std::chrono::seconds length{600};
  // Kept connections, shared among that many addresses of loopback (127.0.0.2 and following).
  std::size_t connections = 2'000;
  std::size_t addresses = 8;
  // Who finds all of them busy tries a connection of their own, from an address of their own
  // (127.0.1.x), and gives up when nobody has answered the greeting by then; so many at once.
  std::size_t late_max = 1'000;
  std::chrono::milliseconds late_patience{500};
  // What is under way when the load ends may take so long.
  std::chrono::seconds settling{70};
};
struct OpenResult {
  std::vector<Moment> moments;
  Tally tally;
};
OpenResult run_open(const Target& target, const OpenLoop& loop, const Watched& watched);

// One caller asks until it is acknowledged within `quick`: how long that took since the call.
// Nothing within `patience`.
struct Normal {
  std::optional<std::chrono::milliseconds> after;
  Tally tally;
};
Normal wait_normal(const Target& target, std::chrono::milliseconds quick,
                   std::chrono::seconds patience);

// Of another process; 0 when it is gone.
std::uint64_t resident_kib(pid_t process);

}  // namespace telaio::bench
