// SPDX-License-Identifier: EUPL-1.2
// What the clients of the crash test know for certain: which commits were acknowledged, and which
// were on their way when the server died. It lives in another process than the server.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <set>

#include "tests/log/fixtures.hpp"

namespace telaio::log::testing {

// Commit number `command` of the test, whole: streams, events and parts follow from the number, so
// that the ledger need not keep them. One to four events on one or two streams.
Commit crash_commit(std::uint64_t command);

// Thread-safe.
class Ledger {
 public:
  std::uint64_t next_command();
  void acknowledged(std::uint64_t command, Position first, Position last);
  // The server answered that it did not append it.
  void refused(std::uint64_t command);
  std::size_t acknowledged_count() const;

  // After the server died; not while clients run.
  struct Place {
    Position first = 0;
    Position last = 0;
  };
  const std::map<std::uint64_t, Place>& acks() const { return acks_; }
  // Sent, and never answered.
  const std::set<std::uint64_t>& in_flight() const { return in_flight_; }

 private:
  mutable std::mutex mutex_;
  std::uint64_t next_ = 1;
  std::map<std::uint64_t, Place> acks_;
  std::set<std::uint64_t> in_flight_;
};

}  // namespace telaio::log::testing
