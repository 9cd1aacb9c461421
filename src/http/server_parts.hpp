// SPDX-License-Identifier: EUPL-1.2
// What the connections of one server share: its loops, who is connected, the way of a request
// through the pool. Private to server.cpp, the only file that pays for Asio's templates.
#pragma once

#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_set>

#include "base/assert.hpp"
#include "base/clock.hpp"
#include "http/http_refusals.hpp"
#include "http/problem.hpp"
#include "http/server.hpp"

namespace telaio::http::network {

namespace asio = boost::asio;
using ErrorCode = boost::system::error_code;
using Tcp = asio::ip::tcp;
using Milliseconds = std::chrono::milliseconds;

// Every wait answers with a value; a broken connection is not an exception.
inline constexpr auto as_value = asio::as_tuple(asio::use_awaitable);

inline Instant deadline_in(Milliseconds time) {
  return monotonic_now().plus_micros(std::chrono::microseconds(time).count());
}

// A connection as its loop's sweeper sees it. All members belong to the loop's thread.
class Watched {
 public:
  Watched() = default;
  Watched(const Watched&) = delete;
  Watched& operator=(const Watched&) = delete;
  virtual ~Watched() = default;

  Instant deadline;
  bool expired = false;  // The deadline passed: the operation under way was cancelled.
  bool idle = false;     // Waits for a request: a stop may cut it.
  virtual void cancel() = 0;
  virtual void wake() {}  // There may be something for its stream, if it is one.
};

// One thread with its own I/O context.
struct Loop {
  std::unordered_set<Watched*> connections;  // Outlives the context, whose end destroys them.
  asio::io_context context{1};
  asio::steady_timer sweep{context};
  std::thread thread;
  std::atomic<bool> waking = false;  // A wake-up is on its way.
};

// Who is connected, counted; shared by all loops.
class Admission {
 public:
  Admission(std::size_t all_max, std::size_t per_address_max)
      : all_max_(all_max), per_address_max_(per_address_max) {}

  bool enter(const std::string& address) {
    const std::lock_guard lock(mutex_);
    if (all_ >= all_max_) return false;
    std::size_t& here = by_address_[address];
    if (here >= per_address_max_) return false;
    ++here;
    ++all_;
    return true;
  }

  void leave(const std::string& address) {
    {
      const std::lock_guard lock(mutex_);
      --all_;
      const auto found = by_address_.find(address);
      TELAIO_ASSERT(found != by_address_.end());
      if (--found->second == 0) by_address_.erase(found);
    }
    changed_.notify_all();
  }

  std::size_t count() const {
    const std::lock_guard lock(mutex_);
    return all_;
  }

  // True when nobody is left; false when the time is over.
  bool wait_empty(Milliseconds time) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, time, [this] { return all_ == 0; });
  }

 private:
  std::size_t all_max_;
  std::size_t per_address_max_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t all_ = 0;
  std::map<std::string, std::size_t> by_address_;
};

// What all connections share. Outlives the loops.
struct Shared {
  Shared(const ServerOptions& given, const Texts& given_texts, Server::Handler given_handler,
         Server::Observer given_observer)
      : limits(given.limits),
        texts(given_texts),
        handler(std::move(given_handler)),
        observer(std::move(given_observer)),
        admission(given.limits.connections_max, given.limits.connections_per_address_max) {}

  ServerLimits limits;
  const Texts& texts;
  Server::Handler handler;
  Server::Observer observer;
  Admission admission;
  std::atomic<bool> stopping{false};
  std::atomic<std::size_t> in_hand{0};
  std::atomic<std::uint64_t> accepted{0};
  std::atomic<std::uint64_t> refused_connections{0};
  std::atomic<std::uint64_t> failed_handshakes{0};
  std::atomic<std::uint64_t> timed_out{0};
  std::atomic<std::uint64_t> overloaded{0};
  std::atomic<std::uint64_t> faults{0};
  std::atomic<std::size_t> streams{0};
  std::atomic<std::uint64_t> stream_messages{0};
  std::atomic<std::uint64_t> streams_cut{0};
};

// One request on its way through the pool. The loop waits on `ready`; the pool never touches it.
struct Exchange {
  explicit Exchange(asio::io_context& context) : ready(context) {}
  Request request;
  std::optional<Response> response;  // Set on the loop's thread.
  asio::steady_timer ready;
};

// Runs the handler; an exception in it is a bug of ours that must not take others' requests along.
inline Response handle_safely(Shared& shared, const Request& request) {
  try {
    return shared.handler(request);
  } catch (const std::exception&) {
    shared.faults.fetch_add(1);
    return problem(Refusal{refusals::fault, {}}, shared.texts);
  }
}

inline void post_to_pool(asio::thread_pool& pool, Loop& loop, Shared& shared,
                         const std::shared_ptr<Exchange>& exchange) {
  shared.in_hand.fetch_add(1);
  asio::post(pool, [&loop, &shared, exchange] {
    auto response = std::make_shared<Response>(handle_safely(shared, exchange->request));
    shared.in_hand.fetch_sub(1);
    asio::post(loop.context, [exchange, response] {
      exchange->response = std::move(*response);
      exchange->ready.cancel();
    });
  });
}
}  // namespace telaio::http::network
