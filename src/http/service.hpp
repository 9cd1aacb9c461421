// SPDX-License-Identifier: EUPL-1.2
// The running service: the public listener over TLS with the API and the browser application, and
// the operators' listener on loopback (/livez, /readyz, /metrics). main.cpp builds what it stands
// on first and stops it first.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "http/dependencies.hpp"
#include "http/live.hpp"
#include "http/request_windows.hpp"
#include "http/server.hpp"

namespace telaio::http {

struct ServiceOptions {
  std::vector<std::string> addresses = {"127.0.0.1", "::1"};
  std::uint16_t port = 8443;
  // Plain HTTP on loopback. 0: the system chooses; nothing: no operators' listener.
  std::optional<std::uint16_t> admin_port;
  // Nothing: tls.crt and tls.key of `keys_folder`, made self-signed at the first start.
  std::optional<TlsFiles> tls;
  std::filesystem::path keys_folder;
  std::vector<std::string> host_names = {"localhost"};  // Of the self-signed certificate.
  std::filesystem::path texts_folder;                   // config/texts.
  std::filesystem::path web_folder;    // Built browser application; empty: none is served.
  std::filesystem::path openapi_file;  // src/http/openapi.json, or where it was installed.
  int log_descriptor = 1;              // One JSON line per request; standard output.
  ServerLimits limits;
  LiveLimits live_limits;  // Of streams.
  RateLimits rate_limits;  // Of requests per operator, or per address without a session.
};

class Service {
 public:
  // Serves when it answers. Faults: texts.*, static.*, http.openapi, http.listen, http.certificate,
  // tls.*.
  static Result<std::unique_ptr<Service>, Fault> start(const ServiceOptions& options,
                                                       const Dependencies& dependencies);
  // Stops as stop() does.
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  std::uint16_t port() const;
  // 0 when there is no operators' listener.
  std::uint16_t admin_port() const;
  // Lets the requests under way end, then returns. May be called twice.
  void stop();

 private:
  struct Parts;
  explicit Service(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace telaio::http
