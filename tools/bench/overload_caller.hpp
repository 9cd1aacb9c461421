// SPDX-License-Identifier: EUPL-1.2
// One connection of an overload: TLS 1.3 from an address of its own choice of loopback, one request
// after the other, each an intervention on a case. Everything runs on one thread; a caller lives as
// long as its loop.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tools/bench/overload_tally.hpp"

namespace telaio::bench {

// A person who is signed in, and the cases that are theirs.
struct Writer {
  std::string cookie;
  std::vector<std::string> cases;
};

// What every request needs.
struct Target {
  std::uint16_t port = 0;
  std::string origin;
  std::string body;
  std::string run;  // 16 hex digits: the first half of each idempotency key.
  std::vector<Writer> writers;
};

// The whole request of that number. Writers and cases take turns.
std::string request_of(const Target& target, std::uint64_t number);

struct Answered {
  Fate fate = Fate::other;
  std::uint64_t position = 0;
  std::string said;  // Status and code, when it is another answer than we know.
};
// What an answer says: 201 with its position, 503 http.overloaded, or another.
Answered read_answer(std::string_view head, std::string_view body);

class Line {
 public:
  // `address`: the loopback address that it comes from.
  Line(boost::asio::io_context& context, boost::asio::ssl::context& tls, const Target& target,
       std::string address);

  // False when it was closed before the handshake was over.
  boost::asio::awaitable<bool> open();
  // One request and its answer. `unanswered`: the connection ended.
  boost::asio::awaitable<Answered> ask(std::uint64_t number);
  // The server closes it after this answer.
  bool last() const { return last_; }
  // Closes it; what waits for it ends.
  void cut();

 private:
  using Stream = boost::asio::ssl::stream<boost::asio::ip::tcp::socket>;
  boost::asio::io_context& context_;
  boost::asio::ssl::context& tls_;
  const Target& target_;
  const std::string address_;
  boost::asio::ip::tcp::socket socket_;  // Until it is connected.
  std::unique_ptr<Stream> stream_;       // From then on, until it is closed.
  std::string received_;
  bool last_ = false;
};

}  // namespace telaio::bench
