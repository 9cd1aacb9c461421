// SPDX-License-Identifier: EUPL-1.2
// The only file where Asio, TLS and coroutines are instantiated.
#include "http/server.hpp"

#include <openssl/ssl.h>

#include <algorithm>
#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/ssl/context.hpp>

#include "http/server_connection.hpp"

namespace telaio::http {

using namespace network;

namespace {

// Cancels what is past its deadline, and the idle ones once the server stops.
Awaitable<void> sweep(Loop& loop, Shared& shared) {
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
  Parts(const ServerOptions& options, const Texts& texts, Handler handler, Observer observer,
        AtOnce at_once)
      : shared_(options, texts, std::move(handler), std::move(observer), std::move(at_once)),
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
    for (Acceptor& acceptor : acceptors_) {
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
    wake_streams();  // They see that it stops, and end.
    if (loops_.front()->thread.joinable()) {
      asio::post(loops_.front()->context, [this] {
        ErrorCode ignored;
        for (Acceptor& acceptor : acceptors_) acceptor.close(ignored);
      });
      shared_.admission.wait_empty(shared_.limits.drain_time);
    }
    for (const auto& loop : loops_) loop->context.stop();
    for (const auto& loop : loops_) {
      if (loop->thread.joinable()) loop->thread.join();
    }
    // Handlers that still run finish, and so do commits that nobody waits for; their answers find a
    // stopped loop and are dropped.
    shared_.wait_answered();
    pool_.join();
  }

  void wake_streams() {
    for (const auto& loop : loops_) {
      if (loop->waking.exchange(true)) continue;
      asio::post(loop->context, [&loop = *loop] {
        loop.waking = false;
        for (Watched* connection : loop.connections) connection->wake();
      });
    }
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
    Acceptor acceptor(loops_.front()->context);
    const Tcp::endpoint endpoint(address, port_);
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(Acceptor::reuse_address(true), error);
    if (!error && address.is_v6()) acceptor.set_option(asio::ip::v6_only(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(limits::listen_backlog, error);
    if (error) return error;
    if (port_ == 0) port_ = acceptor.local_endpoint(error).port();
    acceptors_.push_back(std::move(acceptor));
    return error;
  }

  Awaitable<void> accept(Acceptor& acceptor) {
    while (acceptor.is_open()) {
      Loop& loop = *loops_[next_loop_++ % loops_.size()];
      auto [error, socket] = co_await acceptor.async_accept(loop.context, as_value);
      if (error == asio::error::operation_aborted) co_return;
      if (error) {
        // No descriptors left, or a client that gave up in the queue: wait a moment, go on.
        Timer pause(loops_.front()->context, limits::sweep_period);
        [[maybe_unused]] const auto [ignored] = co_await pause.async_wait(as_value);
        continue;
      }
      admit(loop, std::move(socket));
    }
  }

  void admit(Loop& loop, Socket socket) {
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
        using Stream = asio::ssl::stream<Socket>;
        spawn<Stream>(loop, Stream(std::move(socket), *tls_), std::move(peer));
      } else {
        spawn<Socket>(loop, std::move(socket), std::move(peer));
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
  std::vector<Acceptor> acceptors_;  // All on the first loop.
  std::size_t next_loop_ = 0;        // Only on the first loop's thread.
  std::uint16_t port_ = 0;
  std::atomic<bool> stopped_{false};
};

Result<std::unique_ptr<Server>, Fault> Server::start(const ServerOptions& options,
                                                     const Texts& texts, Handler handler,
                                                     Observer observer, AtOnce at_once) {
  auto parts = std::make_unique<Parts>(options, texts, std::move(handler), std::move(observer),
                                       std::move(at_once));
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

void Server::wake_streams() {
  parts_->wake_streams();
}

void Server::stop() {
  parts_->stop();
}

ServerCounts Server::counts() const {
  const Shared& shared = parts_->shared();
  return {shared.admission.count(),        shared.in_hand.load(),
          shared.accepted.load(),          shared.refused_connections.load(),
          shared.failed_handshakes.load(), shared.timed_out.load(),
          shared.overloaded.load(),        shared.faults.load(),
          shared.streams.load(),           shared.stream_messages.load(),
          shared.streams_cut.load()};
}

}  // namespace telaio::http