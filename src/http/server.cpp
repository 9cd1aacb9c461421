// SPDX-License-Identifier: EUPL-1.2
// The only place where Asio, TLS and coroutines are instantiated: it takes a minute to compile.
#include "http/server.hpp"

#include <openssl/ssl.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <unordered_set>

#include "base/assert.hpp"
#include "base/clock.hpp"
#include "http/http_refusals.hpp"
#include "http/problem.hpp"
#include "http/target.hpp"
#include "http/trace.hpp"
#include "http/wire.hpp"

namespace telaio::http {

namespace asio = boost::asio;
using ErrorCode = boost::system::error_code;
using Tcp = asio::ip::tcp;
using Milliseconds = std::chrono::milliseconds;

namespace {

// Every wait answers with a value; a broken connection is not an exception.
constexpr auto as_value = asio::as_tuple(asio::use_awaitable);

Instant deadline_in(Milliseconds time) {
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
};

// One thread with its own I/O context.
struct Loop {
  std::unordered_set<Watched*> connections;  // Outlives the context, whose end destroys them.
  asio::io_context context{1};
  asio::steady_timer sweep{context};
  std::thread thread;
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
};

// One request on its way through the pool. The loop waits on `ready`; the pool never touches it.
struct Exchange {
  explicit Exchange(asio::io_context& context) : ready(context) {}
  Request request;
  std::optional<Response> response;  // Set on the loop's thread.
  asio::steady_timer ready;
};

// Runs the handler; an exception in it is a bug of ours that must not take others' requests along.
Response handle_safely(Shared& shared, const Request& request) {
  try {
    return shared.handler(request);
  } catch (const std::exception&) {
    shared.faults.fetch_add(1);
    return problem(Refusal{refusals::fault, {}}, shared.texts);
  }
}

void post_to_pool(asio::thread_pool& pool, Loop& loop, Shared& shared,
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

template <class Stream>
class Connection final : public Watched {
 public:
  static constexpr bool secure = !std::is_same_v<Stream, Tcp::socket>;

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
  static asio::awaitable<void> run(std::shared_ptr<Connection> self) {
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

 private:
  Tcp::socket& socket() {
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

  asio::awaitable<bool> handshake() {
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
  asio::awaitable<void> serve() {
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
  asio::awaitable<bool> receive() {
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

  asio::awaitable<void> time_over() {
    shared_.timed_out.fetch_add(1);
    // A kept connection that nobody used ends without a word.
    if (reader_.state() == RequestReader::State::idle) co_return;
    const Refusal slow{refusals::timeout, {}};
    co_await refuse(slow);
  }

  // Answers bytes that never became a request.
  asio::awaitable<void> refuse(Refusal refusal) {
    Observed observed;
    observed.method = "-";
    observed.trace_id = new_trace_id();
    Response response = problem(refusal, shared_.texts);
    const bool written =
        co_await write(std::move(response), false, false, std::move(observed), monotonic_now());
    if (written) co_await drain();
  }

  // True when the connection goes on.
  asio::awaitable<bool> answer(RawRequest raw, bool last) {
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
    } else if (shared_.in_hand.load() >= shared_.limits.queue_max) {
      shared_.overloaded.fetch_add(1);
      response = problem(Refusal{refusals::overloaded, {}}, shared_.texts);
    } else {
      auto exchange = std::make_shared<Exchange>(loop_.context);
      exchange->request = Request{method,
                                  std::move(*target),
                                  std::move(raw.fields),
                                  std::move(raw.body),
                                  peer_,
                                  observed.trace_id,
                                  keep};
      response = co_await handle(std::move(exchange));
    }
    keep = keep && !response.close;
    observed.route = response.route;
    const bool written = co_await write(std::move(response), method == Method::head, keep,
                                        std::move(observed), began);
    co_return written&& keep;
  }

  // Waits for the pool; a handler that takes too long goes on alone, and its answer is dropped.
  asio::awaitable<Response> handle(std::shared_ptr<Exchange> exchange) {
    // Nothing of the socket is waited for meanwhile: the sweeper has no say here.
    deadline = deadline_in(shared_.limits.handle_time * 2);
    const Method method = exchange->request.method;
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

  asio::awaitable<bool> write(Response response, bool head_only, bool keep, Observed observed,
                              Instant began) {
    allow(shared_.limits.write_time);
    const WriteContext context{keep};
    std::string head = write_head(response, context);
    const std::string_view content = head_only ? std::string_view{} : response.content();
    observed.status = response.status;
    observed.code = response.code;
    observed.bytes_out = head.size() + content.size();

    // A small answer leaves as one TLS record.
    const bool together = content.size() <= limits::read_bytes - head.size() % limits::read_bytes;
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
  asio::awaitable<void> drain() {
    allow(shared_.limits.close_time);
    ErrorCode ignored;
    socket().shutdown(Tcp::socket::shutdown_send, ignored);
    const asio::mutable_buffer space(buffer_.data(), buffer_.size());
    while (!expired) {
      const auto [error, count] = co_await socket().async_read_some(space, as_value);
      if (error) co_return;
    }
  }

  asio::awaitable<void> close() {
    allow(shared_.limits.close_time);
    if constexpr (secure) {
      if (socket().is_open()) {
        // close_notify both ways; a peer that just goes away is as good.
        [[maybe_unused]] const auto [ignored] = co_await stream_.async_shutdown(as_value);
      }
    }
    ErrorCode error;
    socket().shutdown(Tcp::socket::shutdown_both, error);
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
};

// Cancels what is past its deadline, and the idle ones once the server stops.
asio::awaitable<void> sweep(Loop& loop, Shared& shared) {
  while (true) {
    loop.sweep.expires_after(limits::sweep_period);
    const auto [error] = co_await loop.sweep.async_wait(as_value);
    if (error) co_return;
    const Instant now = monotonic_now();
    for (Watched* connection : loop.connections) {
      const bool late = now > connection->deadline;
      if (!late && !(connection->idle && shared.stopping)) continue;
      connection->expired = connection->expired || late;
      connection->cancel();
    }
  }
}

// Nothing of ours throws into a coroutine's end except a lack of memory: counted, never ignored.
auto ended(Shared& shared) {
  return [&shared](const std::exception_ptr& exception) {
    if (exception) shared.faults.fetch_add(1);
  };
}

int choose_http_1_1(SSL*, const unsigned char** out, unsigned char* out_length,
                    const unsigned char* in, unsigned int in_length, void*) {
  static constexpr std::array<unsigned char, 9> known{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
  unsigned char* chosen = nullptr;
  const int found =
      SSL_select_next_proto(&chosen, out_length, known.data(), known.size(), in, in_length);
  if (found != OPENSSL_NPN_NEGOTIATED) return SSL_TLSEXT_ERR_ALERT_FATAL;
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

Result<std::unique_ptr<asio::ssl::context>, Fault> tls_context(const TlsFiles& files) {
  auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
  SSL_CTX* native = context->native_handle();
  SSL_CTX_set_min_proto_version(native, TLS1_3_VERSION);
  SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_options(native, SSL_OP_IGNORE_UNEXPECTED_EOF | SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_alpn_select_cb(native, choose_http_1_1, nullptr);
  ErrorCode error;
  context->use_certificate_chain_file(files.certificate.string(), error);
  if (!error) context->use_private_key_file(files.key.string(), asio::ssl::context::pem, error);
  if (error) return Fault{"http.certificate", error.message()};
  if (SSL_CTX_check_private_key(native) != 1) {
    return Fault{"http.certificate", "the private key does not belong to the certificate"};
  }
  return context;
}

}  // namespace

class Server::Parts {
 public:
  Parts(const ServerOptions& options, const Texts& texts, Handler handler, Observer observer)
      : shared_(options, texts, std::move(handler), std::move(observer)),
        pool_(threads_or(options.storage_threads, 4)) {
    const std::size_t count = threads_or(options.io_threads, 1);
    for (std::size_t i = 0; i < count; ++i) loops_.push_back(std::make_unique<Loop>());
  }

  ~Parts() { stop(); }
  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;

  Result<Done, Fault> listen(const ServerOptions& options) {
    if (options.tls) {
      auto context = tls_context(*options.tls);
      if (!context) return context.error();
      tls_ = std::move(*context);
    }
    ErrorCode last;
    port_ = options.port;
    for (const std::string& address : options.addresses) {
      const ErrorCode error = listen_at(address);
      if (error) last = error;
    }
    if (acceptors_.empty()) return Fault{"http.listen", last.message()};
    return Done{};
  }

  void run() {
    for (Tcp::acceptor& acceptor : acceptors_) {
      asio::co_spawn(loops_.front()->context, accept(acceptor), ended(shared_));
    }
    for (const auto& loop : loops_) {
      asio::co_spawn(loop->context, sweep(*loop, shared_), ended(shared_));
      loop->thread = std::thread([&context = loop->context] { context.run(); });
    }
  }

  void stop() {
    if (stopped_.exchange(true)) return;
    shared_.stopping = true;
    if (loops_.front()->thread.joinable()) {
      asio::post(loops_.front()->context, [this] {
        ErrorCode ignored;
        for (Tcp::acceptor& acceptor : acceptors_) acceptor.close(ignored);
      });
      shared_.admission.wait_empty(shared_.limits.drain_time);
    }
    for (const auto& loop : loops_) loop->context.stop();
    for (const auto& loop : loops_) {
      if (loop->thread.joinable()) loop->thread.join();
    }
    // Handlers that still run finish; their answers find a stopped loop and are dropped.
    pool_.join();
  }

  std::uint16_t port() const { return port_; }
  const Shared& shared() const { return shared_; }

 private:
  static std::size_t threads_or(std::size_t asked, std::size_t per_core) {
    if (asked > 0) return asked;
    return per_core * std::max(1U, std::thread::hardware_concurrency());
  }

  ErrorCode listen_at(const std::string& text) {
    ErrorCode error;
    const auto address = asio::ip::make_address(text, error);
    if (error) return error;
    Tcp::acceptor acceptor(loops_.front()->context);
    const Tcp::endpoint endpoint(address, port_);
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(Tcp::acceptor::reuse_address(true), error);
    if (!error && address.is_v6()) acceptor.set_option(asio::ip::v6_only(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(limits::listen_backlog, error);
    if (error) return error;
    if (port_ == 0) port_ = acceptor.local_endpoint(error).port();
    acceptors_.push_back(std::move(acceptor));
    return error;
  }

  asio::awaitable<void> accept(Tcp::acceptor& acceptor) {
    while (acceptor.is_open()) {
      Loop& loop = *loops_[next_loop_++ % loops_.size()];
      auto [error, socket] = co_await acceptor.async_accept(loop.context, as_value);
      if (error == asio::error::operation_aborted) co_return;
      if (error) {
        // No descriptors left, or a client that gave up in the queue: wait a moment, go on.
        asio::steady_timer pause(loops_.front()->context, limits::sweep_period);
        [[maybe_unused]] const auto [ignored] = co_await pause.async_wait(as_value);
        continue;
      }
      admit(loop, std::move(socket));
    }
  }

  void admit(Loop& loop, Tcp::socket socket) {
    shared_.accepted.fetch_add(1);
    ErrorCode error;
    const std::string peer = socket.remote_endpoint(error).address().to_string();
    if (error) return;
    if (!shared_.admission.enter(peer)) {
      shared_.refused_connections.fetch_add(1);
      return;
    }
    socket.set_option(Tcp::no_delay(true), error);
    // The connection is built and destroyed on its loop's thread, and only there.
    asio::post(loop.context, [this, &loop, peer, socket = std::move(socket)]() mutable {
      if (tls_) {
        using Stream = asio::ssl::stream<Tcp::socket>;
        spawn<Stream>(loop, Stream(std::move(socket), *tls_), std::move(peer));
      } else {
        spawn<Tcp::socket>(loop, std::move(socket), std::move(peer));
      }
    });
  }

  template <class Stream>
  void spawn(Loop& loop, Stream stream, std::string peer) {
    auto connection = std::make_shared<Connection<Stream>>(loop, shared_, pool_, std::move(stream),
                                                           std::move(peer));
    asio::co_spawn(loop.context, Connection<Stream>::run(std::move(connection)), ended(shared_));
  }

  Shared shared_;
  std::unique_ptr<asio::ssl::context> tls_;
  // Destroyed after the pool and before the shared state: coroutines still suspended in a loop die
  // with it.
  std::vector<std::unique_ptr<Loop>> loops_;
  asio::thread_pool pool_;
  std::vector<Tcp::acceptor> acceptors_;  // All on the first loop.
  std::size_t next_loop_ = 0;             // Only on the first loop's thread.
  std::uint16_t port_ = 0;
  std::atomic<bool> stopped_{false};
};

Result<std::unique_ptr<Server>, Fault> Server::start(const ServerOptions& options,
                                                     const Texts& texts, Handler handler,
                                                     Observer observer) {
  auto parts = std::make_unique<Parts>(options, texts, std::move(handler), std::move(observer));
  const auto listening = parts->listen(options);
  if (!listening) return listening.error();
  parts->run();
  return std::unique_ptr<Server>(new Server(std::move(parts)));
}

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Server::~Server() = default;

std::uint16_t Server::port() const {
  return parts_->port();
}

void Server::stop() {
  parts_->stop();
}

ServerCounts Server::counts() const {
  const Shared& shared = parts_->shared();
  return {shared.admission.count(),        shared.in_hand.load(),
          shared.accepted.load(),          shared.refused_connections.load(),
          shared.failed_handshakes.load(), shared.timed_out.load(),
          shared.overloaded.load(),        shared.faults.load()};
}

}  // namespace telaio::http
