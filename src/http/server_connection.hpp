// SPDX-License-Identifier: EUPL-1.2
// One connection: requests one after the other, each within its deadlines. A coroutine on the
// connection's own loop; nothing of it is touched by another thread. Private to server.cpp.
#pragma once

#include <array>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <tuple>
#include <type_traits>

#include "http/server_parts.hpp"
#include "http/server_stream.hpp"
#include "http/target.hpp"
#include "http/trace.hpp"
#include "http/wire.hpp"

namespace telaio::http::network {

template <class Stream>
class Connection final : public Watched, public std::enable_shared_from_this<Connection<Stream>> {
 public:
  static constexpr bool secure = !std::is_same_v<Stream, Socket>;

  Connection(Loop& loop, Shared& shared, asio::thread_pool& pool, Stream stream, std::string peer)
      : loop_(loop),
        shared_(shared),
        pool_(pool),
        stream_(std::move(stream)),
        peer_(std::move(peer)) {
    loop_.connections.insert(this);
  }
  ~Connection() override {
    loop_.connections.erase(this);
    shared_.admission.leave(peer_);
  }

  // `self` keeps the connection alive until its coroutine ends.
  static Awaitable<void> run(std::shared_ptr<Connection> self) {
    const bool open = co_await self->handshake();
    if (!open) {
      self->shared_.failed_handshakes.fetch_add(1);
      co_return;
    }
    co_await self->serve();
    co_await self->close();
  }

  void cancel() override {
    ErrorCode ignored;  // A socket that is closed already has nothing to cancel.
    socket().cancel(ignored);
  }
  void wake() override {
    if (listening_ != nullptr) listening_->wake();
  }

 private:
  Socket& socket() {
    if constexpr (secure) {
      return stream_.next_layer();
    } else {
      return stream_;
    }
  }

  void allow(Milliseconds time) {
    deadline = deadline_in(time);
    expired = false;
  }

  Awaitable<bool> handshake() {
    if constexpr (secure) {
      allow(shared_.limits.handshake_time);
      const auto [error] =
          co_await stream_.async_handshake(asio::ssl::stream_base::server, as_value);
      co_return !error;
    } else {
      co_return true;
    }
  }

  // Requests one after the other, until somebody has enough.
  Awaitable<void> serve() {
    for (std::uint32_t served = 0; served < shared_.limits.connection_requests_max; ++served) {
      const bool whole = co_await receive();
      if (!whole) co_return;
      RawRequest raw = reader_.take();
      const bool last = served + 1 == shared_.limits.connection_requests_max;
      const bool kept = co_await answer(std::move(raw), last);
      if (!kept) co_return;
    }
  }

  // Reads until a request is whole. False: the connection ends; what there was to say is said.
  Awaitable<bool> receive() {
    using State = RequestReader::State;
    State timed = State::idle;
    allow(shared_.limits.idle_time);
    while (reader_.state() != State::complete) {
      if (reader_.state() == State::refused) {
        co_await refuse(reader_.refusal());
        co_return false;
      }
      if (reader_.state() != timed) {
        timed = reader_.state();
        allow(timed == State::body ? shared_.limits.body_time : shared_.limits.header_time);
      }
      if (reader_.take_expects_continue()) {
        const asio::const_buffer line(continue_line.data(), continue_line.size());
        const auto [write_error, written] = co_await asio::async_write(stream_, line, as_value);
        if (write_error) co_return false;
      }
      idle = reader_.state() == State::idle;
      if (idle && shared_.stopping) co_return false;
      const asio::mutable_buffer space(buffer_.data(), buffer_.size());
      const auto [error, count] = co_await stream_.async_read_some(space, as_value);
      idle = false;
      if (error) {
        if (expired) co_await time_over();
        co_return false;
      }
      reader_.feed({buffer_.data(), count});
    }
    co_return true;
  }

  Awaitable<void> time_over() {
    shared_.timed_out.fetch_add(1);
    // A kept connection that nobody used ends without a word.
    if (reader_.state() == RequestReader::State::idle) co_return;
    const Refusal slow{refusals::timeout, {}};
    co_await refuse(slow);
  }

  // Answers bytes that never became a request.
  Awaitable<void> refuse(Refusal refusal) {
    Observed observed;
    observed.method = "-";
    observed.trace_id = new_trace_id();
    Response response = problem(refusal, shared_.texts);
    const bool written =
        co_await write(std::move(response), false, false, std::move(observed), monotonic_now());
    if (written) co_await drain();
  }

  // True when the connection goes on.
  Awaitable<bool> answer(RawRequest raw, bool last) {
    const Instant began = monotonic_now();
    Observed observed;
    observed.trace_id = trace_id_of(field_value(raw.fields, "traceparent"));
    const Method method = parse_method(raw.method);
    observed.method = to_string(method);
    bool keep = raw.keep_alive && !last && !shared_.stopping;

    Response response;
    auto target = parse_target(raw.target);
    if (!target) {
      response = problem(target.error(), shared_.texts);
    } else {
      Request request{method,
                      std::move(*target),
                      std::move(raw.fields),
                      std::move(raw.body),
                      peer_,
                      observed.trace_id,
                      keep};
      if (auto known = answer_at_once(shared_, request)) {
        response = std::move(*known);
      } else {
        response = co_await handle(std::move(request));
      }
    }
    keep = keep && !response.close;
    observed.route = response.route;
    std::shared_ptr<EventStream> source = method == Method::head ? nullptr : response.stream;
    keep = keep && !response.stream;
    const bool written = co_await write(std::move(response), method == Method::head, keep,
                                        std::move(observed), began);
    if (written && source) co_await listen(std::move(source));
    co_return written&& keep;
  }

  // The rest of the connection's life. A stop may cut it, also while the client does not read.
  Awaitable<void> listen(std::shared_ptr<EventStream> source) {
    Listening<Stream> listening(*this, loop_, shared_, pool_, stream_, std::move(source));
    listening_ = &listening;
    idle = true;
    co_await listening.run(this->shared_from_this(), socket());
    idle = false;
    listening_ = nullptr;
  }

  // Waits for the pool; a handler that takes too long goes on alone, and its answer is dropped.
  Awaitable<Response> handle(Request request) {
    if (shared_.in_hand.load() >= shared_.limits.queue_max) {
      shared_.overloaded.fetch_add(1);
      co_return problem(Refusal{refusals::overloaded, {}}, shared_.texts);
    }
    // Nothing of the socket is waited for meanwhile: the sweeper has no say here.
    deadline = deadline_in(shared_.limits.handle_time * 2);
    const Method method = request.method;
    auto exchange = std::make_shared<Exchange>(loop_.context);
    exchange->request = std::move(request);
    exchange->request.may_answer_later = true;
    exchange->ready.expires_after(shared_.limits.handle_time);
    post_to_pool(pool_, loop_, shared_, exchange);
    [[maybe_unused]] const auto [ignored] = co_await exchange->ready.async_wait(as_value);
    if (exchange->response) co_return std::move(*exchange->response);
    shared_.timed_out.fetch_add(1);
    const bool reading = method == Method::get || method == Method::head;
    const Refusal refusal{reading ? refusals::overloaded : refusals::outcome_unknown, {}};
    Response response = problem(refusal, shared_.texts);
    response.close = true;
    co_return response;
  }

  Awaitable<bool> write(Response response, bool head_only, bool keep, Observed observed,
                        Instant began) {
    allow(shared_.limits.write_time);
    const WriteContext context{keep};
    std::string head = write_head(response, context);
    const std::string_view content = head_only ? std::string_view{} : response.content();
    observed.status = response.status;
    observed.code = response.code;
    observed.bytes_out = head.size() + content.size();

    // A small answer leaves as one TLS record.
    const bool together = head.size() + content.size() <= limits::read_bytes;
    if (together) head += content;
    const asio::const_buffer head_bytes(head.data(), head.size());
    auto [error, count] = co_await asio::async_write(stream_, head_bytes, as_value);
    if (!error && !together) {
      const asio::const_buffer body_bytes(content.data(), content.size());
      std::tie(error, count) = co_await asio::async_write(stream_, body_bytes, as_value);
    }
    observed.duration = std::chrono::microseconds(monotonic_now().micros() - began.micros());
    if (shared_.observer) shared_.observer(observed);
    co_return !error;
  }

  // After a refusal the client may still be sending. Closing with unread bytes would make the
  // system reset the connection, and the client would lose our answer.
  Awaitable<void> drain() {
    allow(shared_.limits.close_time);
    ErrorCode ignored;
    socket().shutdown(Socket::shutdown_send, ignored);
    const asio::mutable_buffer space(buffer_.data(), buffer_.size());
    while (!expired) {
      const auto [error, count] = co_await socket().async_read_some(space, as_value);
      if (error) co_return;
    }
  }

  Awaitable<void> close() {
    allow(shared_.limits.close_time);
    if constexpr (secure) {
      if (socket().is_open()) {
        // close_notify both ways; a peer that just goes away is as good.
        [[maybe_unused]] const auto [ignored] = co_await stream_.async_shutdown(as_value);
      }
    }
    ErrorCode error;
    socket().shutdown(Socket::shutdown_both, error);
    socket().close(error);
    co_return;
  }

  Loop& loop_;
  Shared& shared_;
  asio::thread_pool& pool_;
  Stream stream_;
  std::string peer_;
  RequestReader reader_;
  std::array<char, limits::read_bytes> buffer_{};
  Listening<Stream>* listening_ = nullptr;  // While it is a stream.
};

}  // namespace telaio::http::network
