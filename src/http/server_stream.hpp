// SPDX-License-Identifier: EUPL-1.2
// A connection once it listens for events: waits to be woken, sends what there is, sends a comment
// when there was nothing for long, and ends as soon as the client, the stream or the server does.
// Costs no thread and one timer. On the connection's own loop; private to server_connection.hpp.
#pragma once

#include <netinet/tcp.h>

#include <array>
#include <boost/asio/write.hpp>

#include "http/server_parts.hpp"

namespace telaio::http::network {

// The owner is the connection: it keeps the socket, and outlives this.
template <class Stream>
class Listening {
 public:
  // All references belong to the connection and its server.
  Listening(Watched& connection, Loop& loop, Shared& shared, asio::thread_pool& pool,
            Stream& stream, std::shared_ptr<EventStream> source)
      : connection_(connection),
        loop_(loop),
        shared_(shared),
        pool_(pool),
        stream_(stream),
        source_(std::move(source)),
        wake_(loop.context) {
    shared_.streams.fetch_add(1);
  }
  ~Listening() { shared_.streams.fetch_sub(1); }
  Listening(const Listening&) = delete;
  Listening& operator=(const Listening&) = delete;

  // There may be something new.
  void wake() { wake_.cancel(); }

  // `keeper` keeps the connection alive as long as it waits for bytes of the client.
  Awaitable<void> run(std::shared_ptr<void> keeper, Socket& socket) {
    bound_buffers(socket);
    await_peer(std::move(keeper));
    Instant beat = deadline_in(shared_.limits.stream_heartbeat);
    Instant earliest;  // Of the next message.
    while (goes_on()) {
      const Instant now = monotonic_now();
      const bool due = now >= beat;
      if (due && !co_await allowed()) break;
      std::string message = now < earliest ? std::string() : source_->next();
      if (message.empty() && !due) {
        co_await nap(now < earliest ? std::min(earliest, beat) : beat);
        continue;
      }
      if (message.empty()) message = ":\n\n";
      const bool sent = co_await send(std::move(message));
      if (!sent) break;
      if (due) beat = deadline_in(shared_.limits.stream_heartbeat);
      earliest = deadline_in(shared_.limits.stream_pause);
    }
    co_await end(socket);
  }

 private:
  bool goes_on() const { return !peer_done_ && !shared_.stopping && !source_->ended(); }

  // A client that does not read costs these bytes and one message, and not the megabytes that the
  // system would let a connection have; one that is gone without a word is found out in time.
  static void bound_buffers(Socket& socket) {
    ErrorCode ignored;  // The deadline of each write holds without them, too.
    socket.set_option(asio::socket_base::send_buffer_size(limits::stream_send_buffer_bytes),
                      ignored);
    using UserTimeout = asio::detail::socket_option::integer<IPPROTO_TCP, TCP_USER_TIMEOUT>;
    socket.set_option(UserTimeout(static_cast<int>(limits::stream_dead_time.count())), ignored);
  }

  // A listener has nothing more to say: its bytes, like its end, end the stream.
  void await_peer(std::shared_ptr<void> keeper) {
    const asio::mutable_buffer space(byte_.data(), byte_.size());
    stream_.async_read_some(space, [this, keeper = std::move(keeper)](ErrorCode, std::size_t) {
      peer_done_ = true;
      wake_.cancel();
    });
  }

  // Until somebody wakes it, or until then.
  Awaitable<void> nap(Instant until) {
    // Nothing of the socket is waited for with a deadline meanwhile.
    connection_.deadline = deadline_in(shared_.limits.stream_heartbeat * 2);
    const std::int64_t left = until.micros() - monotonic_now().micros();
    wake_.expires_after(std::chrono::microseconds(std::max<std::int64_t>(left, 0)));
    [[maybe_unused]] const auto [ignored] = co_await wake_.async_wait(as_value);
  }

  Awaitable<bool> send(std::string message) {
    connection_.deadline = deadline_in(shared_.limits.write_time);
    const asio::const_buffer bytes(message.data(), message.size());
    const auto [error, count] = co_await asio::async_write(stream_, bytes, as_value);
    if (error && connection_.expired) shared_.streams_cut.fetch_add(1);
    if (!error) shared_.stream_messages.fetch_add(1);
    co_return !error;
  }

  // Asks on the storage pool. With the pool full it is asked at the next heartbeat: the streams of
  // people who work do not end because the service is busy.
  Awaitable<bool> allowed() {
    if (shared_.in_hand.load() >= shared_.limits.queue_max) co_return true;
    connection_.deadline = deadline_in(shared_.limits.handle_time * 2);
    auto asked = std::make_shared<Asked>(loop_.context);
    asked->ready.expires_after(shared_.limits.handle_time);
    shared_.in_hand.fetch_add(1);
    asio::post(pool_, [&loop = loop_, &shared = shared_, source = source_, asked] {
      const bool may = source->allowed();
      shared.answered([&] {
        asio::post(loop.context, [asked, may] {
          asked->may = may;
          asked->ready.cancel();
        });
      });
    });
    [[maybe_unused]] const auto [ignored] = co_await asked->ready.async_wait(as_value);
    co_return asked->may;
  }

  // Nothing of this is used by the read once it answers.
  Awaitable<void> end(Socket& socket) {
    while (!peer_done_) {
      ErrorCode ignored;  // A socket that is closed already has nothing to cancel.
      socket.cancel(ignored);
      co_await nap(deadline_in(limits::sweep_period));
    }
  }

  struct Asked {
    explicit Asked(asio::io_context& context) : ready(context) {}
    Timer ready;
    bool may = false;
  };

  Watched& connection_;
  Loop& loop_;
  Shared& shared_;
  asio::thread_pool& pool_;
  Stream& stream_;
  std::shared_ptr<EventStream> source_;
  Timer wake_;
  std::array<char, 1> byte_{};
  bool peer_done_ = false;
};

}  // namespace telaio::http::network
