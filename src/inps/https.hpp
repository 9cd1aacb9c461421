// SPDX-License-Identifier: EUPL-1.2
// One message to one server over HTTPS, and its answer: a connection of its own, every step within
// a deadline, the answer within a size. Who the server is, its certificate must say.
//
// Thread-safe. `post` blocks: call it from a thread that may wait.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace telaio::inps {

struct Peer {
  std::string host;  // A name: it must stand in the certificate.
  std::uint16_t port = 443;
  std::string path;  // Empty or "/…", without a slash at the end.
  // Authorities to trust (PEM); nothing: those of the system.
  std::optional<std::filesystem::path> authorities;
};

struct Message {
  std::string path;  // After that of the peer; empty or "/…".
  std::string_view content_type;
  std::string body;
  std::string authorization;  // The whole field; empty: none.
};

struct Received {
  unsigned status = 0;
  std::string body;
  // Empty when the answer came whole; else one of inps_reasons.hpp.
  std::string_view reason;
  // With a reason: nobody answered, so the same message may be sent again. Else somebody answered
  // what cannot be used.
  bool offline = false;
};

class Https {
 public:
  // Fault `inps.authorities`: the file of authorities cannot be read.
  static Result<std::unique_ptr<Https>, Fault> create(Peer peer);
  ~Https();
  Https(const Https&) = delete;
  Https& operator=(const Https&) = delete;

  // `time`: for the whole, from looking the name up to the last byte.
  Received post(const Message& message, std::chrono::milliseconds time);

 private:
  struct Parts;
  explicit Https(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace telaio::inps
