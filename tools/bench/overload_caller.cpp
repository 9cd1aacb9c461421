// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/overload_caller.hpp"

#include <fmt/format.h>

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <charconv>

namespace telaio::bench {
namespace {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
constexpr auto as_value = asio::as_tuple(asio::use_awaitable);

constexpr std::size_t answer_bytes_max = 64U << 10U;
constexpr std::size_t read_bytes = 4U << 10U;

// What stands between `label` and the next of `ends`; empty when it is not there.
std::string_view between(std::string_view text, std::string_view label, std::string_view ends) {
  const auto at = text.find(label);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = text.substr(at + label.size());
  return rest.substr(0, rest.find_first_of(ends));
}

std::uint64_t number_in(std::string_view text) {
  std::uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

std::string request_of(const Target& target, std::uint64_t number) {
  const Writer& writer = target.writers[number % target.writers.size()];
  const std::string& file = writer.cases[number / target.writers.size() % writer.cases.size()];
  return fmt::format(
      "POST /api/v1/cases/{}/interventions HTTP/1.1\r\nHost: localhost:{}\r\nCookie: {}\r\n"
      "Origin: {}\r\nContent-Type: application/json\r\nIdempotency-Key: {}{:016x}\r\n"
      "Content-Length: {}\r\n\r\n{}",
      file, target.port, writer.cookie, target.origin, target.run, number, target.body.size(),
      target.body);
}

Answered read_answer(std::string_view head, std::string_view body) {
  const std::uint64_t status = number_in(between(head, " ", " \r"));
  const std::string_view code = between(body, "\"code\":\"", "\"");
  if (status == 201)
    return {Fate::acknowledged, number_in(between(body, "\"position\":", ",}")), {}};
  if (status == 503 && code == "http.overloaded") return {Fate::overloaded, 0, {}};
  return {Fate::other, 0, fmt::format("{} {}", status, code)};
}

Line::Line(asio::io_context& context, asio::ssl::context& tls, const Target& target,
           std::string address)
    : context_(context),
      tls_(tls),
      target_(target),
      address_(std::move(address)),
      socket_(context) {}

void Line::cut() {
  boost::system::error_code ignored;  // It is thrown away in any case.
  socket_.close(ignored);
  if (stream_) stream_->next_layer().close(ignored);
}

asio::awaitable<bool> Line::open() {
  last_ = false;
  received_.clear();
  stream_.reset();
  socket_ = Tcp::socket(context_);
  boost::system::error_code error;
  socket_.open(Tcp::v4(), error);
  if (!error) socket_.bind({asio::ip::make_address(address_), 0}, error);
  if (error) co_return false;
  const Tcp::endpoint there(asio::ip::make_address("127.0.0.1"), target_.port);
  const auto [connecting] = co_await socket_.async_connect(there, as_value);
  if (connecting) co_return false;
  socket_.set_option(Tcp::no_delay(true), error);
  // Only who is let in costs what TLS needs.
  stream_ = std::make_unique<Stream>(std::move(socket_), tls_);
  const auto [greeting] =
      co_await stream_->async_handshake(asio::ssl::stream_base::client, as_value);
  co_return !greeting;
}

asio::awaitable<Answered> Line::ask(std::uint64_t number) {
  const Answered lost{Fate::unanswered, 0, {}};
  const std::string request = request_of(target_, number);
  const asio::const_buffer bytes(request.data(), request.size());
  const auto [writing, written] = co_await asio::async_write(*stream_, bytes, as_value);
  if (writing) co_return lost;

  received_.clear();
  std::array<char, read_bytes> part{};
  std::size_t body_at = std::string::npos;
  std::size_t length = 0;
  while (body_at == std::string::npos || received_.size() < body_at + length) {
    if (received_.size() > answer_bytes_max) co_return lost;
    const asio::mutable_buffer room(part.data(), part.size());
    const auto [reading, got] = co_await stream_->async_read_some(room, as_value);
    if (reading) co_return lost;
    received_.append(part.data(), got);
    if (body_at != std::string::npos) continue;
    const auto end = received_.find("\r\n\r\n");
    if (end == std::string::npos) continue;
    body_at = end + 4;
    const std::string_view head(received_.data(), body_at);
    length = number_in(between(head, "Content-Length: ", "\r"));
    last_ = head.find("Connection: close") != std::string_view::npos;
  }
  const std::string_view all(received_);
  co_return read_answer(all.substr(0, body_at), all.substr(body_at, length));
}

}  // namespace telaio::bench
