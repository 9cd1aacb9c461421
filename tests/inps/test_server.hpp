// SPDX-License-Identifier: EUPL-1.2
// INPS for tests: a real TLS server on this machine that answers one question after the other, each
// as it was told to: as INPS would, slowly, with anything, with too much, or not at all.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace telaio::inps::test {

struct Reply {
  unsigned status = 200;
  std::string body{};
  std::chrono::milliseconds wait{0};  // Before the first byte.
  std::string raw{};                  // Instead of an HTTP answer, when not empty.
  bool hang_up = false;               // Closes instead of answering.
  bool half = false;                  // Closes in the middle of the body.
};

class TestServer {
 public:
  // Answers with `replies` in order, the last one for ever. The certificate names `name`.
  explicit TestServer(std::vector<Reply> replies, const std::string& name = "localhost");
  // Answers each request, head and body, as it is told at that moment. On the server's thread.
  using Answering = std::function<Reply(std::string_view head, std::string_view body)>;
  explicit TestServer(Answering answering);
  ~TestServer();
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;

  std::uint16_t port() const;
  // The certificate, as the only authority to trust.
  const std::filesystem::path& authority() const;
  // Every request so far: request line, a newline, the body.
  std::vector<std::string> requests() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace telaio::inps::test
