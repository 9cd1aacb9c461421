// SPDX-License-Identifier: EUPL-1.2
// A client for tests that sends exactly the bytes it is told to, over TLS or plain, and reads the
// answers. Blocking, with a deadline on every read: a test that waits too long fails, never hangs.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/field.hpp"

namespace telaio::http::test {

struct Answer {
  int status = 0;
  Fields fields;
  std::string body;
};

enum class Tls : std::uint8_t { none, v1_2_only, v1_3 };

class NetClient {
 public:
  // Connects to 127.0.0.1; connected() tells whether the handshake succeeded too. The server's
  // certificate is not checked: it is the test's own.
  // `receive_buffer`: bytes the system keeps unread for it; 0: as it likes.
  NetClient(std::uint16_t port, Tls tls, int receive_buffer = 0);
  ~NetClient();
  NetClient(const NetClient&) = delete;
  NetClient& operator=(const NetClient&) = delete;

  bool connected() const;
  // The TLS version that was negotiated, e.g. "TLSv1.3".
  std::string version() const;
  // False when the other side is gone.
  bool send(std::string_view bytes);
  // The next answer; nothing when the connection ended or `time` passed before a whole one. A 100
  // Continue counts as one.
  std::optional<Answer> receive(std::chrono::milliseconds time = std::chrono::seconds(10),
                                bool head = false);
  // The next server-sent event or comment, without its empty line; nothing as above. For a stream,
  // after receive() read its head.
  std::optional<std::string> event(std::chrono::milliseconds time = std::chrono::seconds(10));
  // True when the other side ends the connection within `time`.
  bool ended(std::chrono::milliseconds time = std::chrono::seconds(10));
  // send, then receive.
  std::optional<Answer> ask(std::string_view bytes);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace telaio::http::test
