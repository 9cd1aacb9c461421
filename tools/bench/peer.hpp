// SPDX-License-Identifier: EUPL-1.2
// A store that is measured beside our log: it gets the same events and answers the same questions.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "base/bytes.hpp"

namespace telaio::bench {

class Peer {
 public:
  Peer() = default;
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;
  virtual ~Peer() = default;

  // What it is called in the tables, in Italian.
  virtual std::string name() const = 0;

  // Thread-safe; `done` runs on a thread of the peer once the event is durable.
  virtual void append(std::uint64_t stream, BytesView event, std::function<void()> done) = 0;

  // Stores `events` sample events, event n in stream n % streams, so that a stream's events lie far
  // apart in the order of the log; the peer is empty before. Need not be measured: as fast as it
  // can. Throws std::runtime_error with what the store says, here and below.
  virtual void fill(std::uint64_t events, std::uint64_t streams) = 0;
  // Reads every event in order of position, with its content; answers how many there were.
  virtual std::uint64_t scan() = 0;
  // Reads a stream's events in order, with their content; answers how many there were.
  virtual std::uint64_t read_stream(std::uint64_t stream) = 0;
};

}  // namespace telaio::bench
