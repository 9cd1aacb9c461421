// SPDX-License-Identifier: EUPL-1.2
// The network side: accepts connections, speaks TLS 1.3 and HTTP/1.1 within limits and deadlines,
// and hands each whole request to a handler on the storage pool, where it may block, unless it can
// be answered from memory at once. Knows nothing of routes, sessions or the domain. Asio stays
// inside server.cpp.
//
// One I/O context and thread per core; a connection lives on one of them, so nothing of it is
// locked. Full at `queue_max` requests: the next one is answered 503 at once.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "http/http_limits.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "http/texts.hpp"

namespace telaio::http {

// Deadlines and ceilings of one server. The defaults are the named limits; tests shorten them.
struct ServerLimits {
  std::chrono::milliseconds handshake_time = limits::handshake_time;
  std::chrono::milliseconds header_time = limits::header_time;
  std::chrono::milliseconds body_time = limits::body_time;
  std::chrono::milliseconds idle_time = limits::idle_time;
  std::chrono::milliseconds handle_time = limits::handle_time;
  std::chrono::milliseconds write_time = limits::write_time;
  std::chrono::milliseconds close_time = limits::close_time;
  std::chrono::milliseconds drain_time = limits::drain_time;
  std::size_t connections_max = limits::connections_max;
  std::size_t connections_per_address_max = limits::connections_per_address_max;
  std::size_t queue_max = limits::queue_max;
  std::uint32_t connection_requests_max = limits::connection_requests_max;
  std::chrono::milliseconds stream_heartbeat = limits::stream_heartbeat;
  std::chrono::milliseconds stream_pause = limits::stream_pause;
};

struct TlsFiles {
  std::filesystem::path certificate;  // PEM, with its chain.
  std::filesystem::path key;          // PEM.
};

struct ServerOptions {
  // Numeric addresses. At least one must be free; IPv6 may be missing on the machine.
  std::vector<std::string> addresses = {"127.0.0.1", "::1"};
  std::uint16_t port = 0;           // 0: the system chooses, see port().
  std::optional<TlsFiles> tls;      // Nothing: plain HTTP, for the admin listener on loopback only.
  std::size_t io_threads = 0;       // 0: one per core.
  std::size_t storage_threads = 0;  // 0: four per core, since they mostly wait for the disk.
  ServerLimits limits;
};

// How one request went, for the access log and the metrics: no address, no target, no person.
struct Observed {
  std::string_view method;
  std::string_view route;  // The pattern, e.g. "/api/v1/cases/{case_id}"; empty when none matched.
  Status status = Status::ok;
  std::string_view code;  // Of a problem.
  std::string trace_id;
  std::chrono::microseconds duration{0};  // From the whole request to the whole answer.
  std::size_t bytes_out = 0;
};

// What the server counts by itself.
struct ServerCounts {
  std::size_t connections = 0;       // Open now.
  std::size_t requests_in_hand = 0;  // Queued or running on the pool now.
  std::uint64_t accepted = 0;        // Since the start.
  std::uint64_t refused_connections =
      0;  // Closed at once: too many, all together or of one address.
  std::uint64_t failed_handshakes = 0;
  std::uint64_t timed_out = 0;        // Connections ended by a deadline.
  std::uint64_t overloaded = 0;       // Requests answered 503 because the queue was full.
  std::uint64_t faults = 0;           // Handlers that threw: each is a bug of ours.
  std::size_t streams = 0;            // Connections that listen for events now.
  std::uint64_t stream_messages = 0;  // Sent, heartbeats included.
  std::uint64_t streams_cut = 0;      // Ended because the client did not read in time.
};

class Server {
 public:
  // May answer later (Response::later): the thread is free meanwhile, the request stays in hand.
  using Handler = std::function<Response(const Request&)>;
  using Observer = std::function<void(const Observed&)>;
  // Answers on the network thread what needs neither the disk nor a wait; nothing: the handler
  // does.
  using AtOnce = std::function<std::optional<Response>(const Request&)>;

  // Listens and serves when it answers. `texts` outlives the server; the functions are called on
  // several threads at once. Faults: http.listen, http.certificate.
  static Result<std::unique_ptr<Server>, Fault> start(const ServerOptions& options,
                                                      const Texts& texts, Handler handler,
                                                      Observer observer, AtOnce at_once = nullptr);
  // Stops as stop() does.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const;
  ServerCounts counts() const;
  // Every stream asks its source for news, soon. Quick and never waits, however many listen and
  // however slow they are; calls that come before the first is looked at are one. Thread-safe.
  void wake_streams();
  // Accepts nothing more, lets the requests under way end (drain_time at most), closes the rest.
  // Blocks until every thread of the server has ended. May be called twice.
  void stop();

 private:
  class Parts;
  explicit Server(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace telaio::http
