// SPDX-License-Identifier: EUPL-1.2
// An answer that does not end: server-sent events (HTML Living Standard, 9.2), asked for whenever
// the connection has room for one. Nobody pushes: whatever happened while a client was slow is one
// message, the newest, so no client can make the server keep more than that for it.
#pragma once

#include <string>

namespace telaio::http {

// Belongs to one connection, which keeps it until it ends.
class EventStream {
 public:
  EventStream() = default;
  EventStream(const EventStream&) = delete;
  EventStream& operator=(const EventStream&) = delete;
  virtual ~EventStream() = default;

  // What there is to send now, whole events with their empty lines; empty: nothing new. Never
  // blocks: it is asked on the connection's own loop.
  virtual std::string next() = 0;
  // True: somebody ended it; looked at with each wake-up. Never blocks.
  virtual bool ended() const = 0;
  // Whether the listener still may; asked on the storage pool before each heartbeat, may block.
  virtual bool allowed() = 0;
};

}  // namespace telaio::http
