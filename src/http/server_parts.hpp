// SPDX-License-Identifier: EUPL-1.2
// What the connections of one server share: its loops, who is connected, the way of a request
// through the pool. Private to server.cpp, the only file that pays for Asio's templates.
#pragma once

#include <algorithm>
#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <condition_variable>
#include <iterator>
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
using Milliseconds = std::chrono::milliseconds;

// All of it runs on the I/O contexts of the loops, and says so: Asio's executor of any kind costs
// an allocation or an indirect call at every step.
using Executor = asio::io_context::executor_type;
template <class Value>
using Awaitable = asio::awaitable<Value, Executor>;
using Tcp = asio::ip::tcp;
using Socket = asio::basic_stream_socket<Tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<Tcp, Executor>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;

// Every wait answers with a value; a broken connection is not an exception.
inline constexpr auto as_value = asio::as_tuple(asio::use_awaitable_t<Executor>());

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
  Timer sweep{context};
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
         Server::Observer given_observer, Server::AtOnce given_at_once)
      : limits(given.limits),
        texts(given_texts),
        handler(std::move(given_handler)),
        observer(std::move(given_observer)),
        at_once(std::move(given_at_once)),
        admission(given.limits.connections_max, given.limits.connections_per_address_max) {}

  ServerLimits limits;
  const Texts& texts;
  Server::Handler handler;
  Server::Observer observer;
  Server::AtOnce at_once;
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

  // ---- Requests in hand ----
  // Whoever passes a request on may be a thread that is not ours (a commit's end), and does it
  // under this lock: once wait_answered() has returned, it is past its last use of anything here.
  template <class Post>
  void pass_on(Post&& post) {
    const std::lock_guard lock(passing_);
    std::forward<Post>(post)();
  }
  // The same for the last time: one request less is in hand.
  template <class Post>
  void answered(Post&& post) {
    const std::lock_guard lock(passing_);
    const bool last = in_hand.fetch_sub(1) == 1;
    std::forward<Post>(post)();
    if (last) all_answered_.notify_all();
  }
  void wait_answered() {
    std::unique_lock lock(passing_);
    all_answered_.wait(lock, [this] { return in_hand.load() == 0; });
  }

 private:
  std::mutex passing_;
  std::condition_variable all_answered_;
};

// One request on its way through the pool. The loop waits on `ready`; nobody else touches it.
struct Exchange {
  explicit Exchange(asio::io_context& context) : ready(context) {}
  Request request;
  // Of an answer that comes later, said before it: added to it.
  Fields fields;
  std::string_view route;
  std::optional<Response> response;  // Set on the loop's thread.
  Timer ready;
};

// An exception in a handler is a bug of ours that must not take others' requests along.
template <class Make>
Response made_safely(Shared& shared, const Make& make) {
  try {
    return make();
  } catch (const std::exception&) {
    shared.faults.fetch_add(1);
    return problem(Refusal{refusals::fault, {}}, shared.texts);
  }
}

// Nothing: it takes the pool.
inline std::optional<Response> answer_at_once(Shared& shared, const Request& request) {
  if (!shared.at_once) return std::nullopt;
  try {
    return shared.at_once(request);
  } catch (const std::exception&) {
    shared.faults.fetch_add(1);
    return problem(Refusal{refusals::fault, {}}, shared.texts);
  }
}

inline void deliver(Exchange& exchange, Response response) {
  if (!exchange.route.empty()) response.route = exchange.route;
  if (number(response.status) < 500) {
    std::move(exchange.fields.begin(), exchange.fields.end(), std::back_inserter(response.fields));
  }
  exchange.response = std::move(response);
  exchange.ready.cancel();
}

// Passes an answer on to the loop, or waits for it without a thread when it comes later. On a
// thread of the pool.
inline void settle(asio::thread_pool& pool, Loop& loop, Shared& shared,
                   std::shared_ptr<Exchange> exchange, Response response) {
  if (!response.later) {
    shared.answered([&] {
      asio::post(loop.context, [exchange = std::move(exchange),
                                response = std::make_unique<Response>(std::move(response))] {
        deliver(*exchange, std::move(*response));
      });
    });
    return;
  }
  const auto later = std::move(response.later);
  std::move(response.fields.begin(), response.fields.end(), std::back_inserter(exchange->fields));
  if (!response.route.empty()) exchange->route = response.route;
  // Nothing here may be touched once the request is not in hand any more: the exchange goes along.
  later->then([&pool, &loop, &shared,
               exchange = std::move(exchange)](LaterAnswer::Next next) mutable {
    auto make = std::move(next.make);
    if (next.may_block) {
      shared.pass_on([&] {
        asio::post(pool, [&pool, &loop, &shared, exchange = std::move(exchange),
                          make = std::move(make)]() mutable {
          Response made = made_safely(shared, make);
          settle(pool, loop, shared, std::move(exchange), std::move(made));
        });
      });
      return;
    }
    shared.answered([&] {
      asio::post(loop.context, [&shared, exchange = std::move(exchange), make = std::move(make)] {
        deliver(*exchange, made_safely(shared, make));
      });
    });
  });
}

inline void post_to_pool(asio::thread_pool& pool, Loop& loop, Shared& shared,
                         const std::shared_ptr<Exchange>& exchange) {
  shared.in_hand.fetch_add(1);
  asio::post(pool, [&pool, &loop, &shared, exchange = exchange]() mutable {
    const Request& request = exchange->request;
    Response response = made_safely(shared, [&] { return shared.handler(request); });
    settle(pool, loop, shared, std::move(exchange), std::move(response));
  });
}

}  // namespace telaio::http::network
