// SPDX-License-Identifier: EUPL-1.2
// Who listens for news, and what they are told: how far the views are, and which of them changed.
// Never who, which case or what: a listener learns that somebody wrote something somewhere, and
// asks again for what it may read. Accesses are no news (view::Runner::live_mark).
//
// Thread-safe; `views` outlives it, and it outlives the streams.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "base/id.hpp"
#include "http/event_stream.hpp"
#include "http/http_limits.hpp"
#include "view/runner.hpp"

namespace telaio::http {

// How many may listen. The defaults are the named limits; tests lower them.
struct LiveLimits {
  std::size_t per_session = limits::streams_per_session;
  std::size_t per_operator = limits::streams_per_operator;
  std::size_t all = limits::streams_max;
};

struct LiveCounts {
  std::size_t open = 0;
  std::uint64_t refused = 0;  // Since the start.
};

class Live {
 public:
  explicit Live(const view::Runner& views, const LiveLimits& limits = {})
      : views_(views), limits_(limits) {}
  Live(const Live&) = delete;
  Live& operator=(const Live&) = delete;

  struct Listener {
    Uuid session;  // Names it; not the token.
    OperatorId operator_id;
    // The last position the listener was told; nothing, or one beyond the log: it knows nothing.
    std::optional<log::Position> seen;
    // Whether the session and its role are still what they were; may block.
    std::function<bool()> allowed;
  };
  // Null: one past a limit. It counts until it is destroyed.
  std::shared_ptr<EventStream> open(Listener listener);

  // End the streams of a session that ended, or of all sessions of an operator, at once.
  void end_session(const Uuid& session);
  void end_operator(const OperatorId& operator_id);
  // What wakes the connections; set before the first stream, taken away (an empty function) after
  // the last.
  void on_wake(std::function<void()> wake);

  LiveCounts counts() const;

 private:
  class Stream;
  void end_where(const std::function<bool(const Stream&)>& ends);

  const view::Runner& views_;
  const LiveLimits limits_;
  mutable std::mutex mutex_;  // Guards what follows.
  std::set<Stream*> open_;
  std::uint64_t refused_ = 0;
  std::function<void()> wake_;
};

// One event: `id` is the position, so that Last-Event-ID resumes after it.
std::string live_event(const view::Changes& changes);

}  // namespace telaio::http
