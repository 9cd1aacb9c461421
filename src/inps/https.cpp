// SPDX-License-Identifier: EUPL-1.2
// The only file where Asio, Beast and TLS are instantiated for a client.
#include "inps/https.hpp"

#include <openssl/ssl.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include "inps/inps_reasons.hpp"
#include "inps/wire.hpp"

namespace telaio::inps {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using Tcp = asio::ip::tcp;
using Stream = beast::ssl_stream<beast::tcp_stream>;
using ErrorCode = boost::system::error_code;
using Sent = http::request<http::string_body>;

constexpr auto as_value = asio::as_tuple(asio::use_awaitable);
constexpr std::uint32_t header_bytes_max = 16U << 10U;

Received nobody(std::string_view reason) {
  return {0, {}, reason, true};
}
Received unusable(std::string_view reason) {
  return {0, {}, reason, false};
}

std::string_view reason_of(const ErrorCode& error, std::string_view otherwise) {
  return error == beast::error::timeout ? reasons::timeout : otherwise;
}

// One message over one connection. Parameters are values, as coroutines want; `stream` outlives it
// (the caller runs the loop to its end).
asio::awaitable<Received> converse(Stream& stream, Tcp::resolver& resolver, Peer peer,
                                   Sent request) {
  const std::string port = std::to_string(peer.port);
  const auto [unknown, addresses] = co_await resolver.async_resolve(peer.host, port, as_value);
  if (unknown) co_return nobody(reasons::unreachable);
  auto& socket = beast::get_lowest_layer(stream);
  const auto [refused, endpoint] = co_await socket.async_connect(addresses, as_value);
  if (refused) co_return nobody(reason_of(refused, reasons::unreachable));
  const auto [distrust] = co_await stream.async_handshake(asio::ssl::stream_base::client, as_value);
  if (distrust) co_return nobody(reason_of(distrust, reasons::untrusted));
  const auto [unsent, sent] = co_await http::async_write(stream, request, as_value);
  if (unsent) co_return nobody(reason_of(unsent, reasons::closed));

  beast::flat_buffer buffer(header_bytes_max + answer_bytes_max);
  http::response_parser<http::string_body> parser;
  parser.header_limit(header_bytes_max);
  parser.body_limit(answer_bytes_max);
  const auto [broken, read] = co_await http::async_read(stream, buffer, parser, as_value);
  if (broken == http::error::body_limit || broken == http::error::header_limit ||
      broken == http::error::buffer_overflow) {
    co_return unusable(reasons::too_large);
  }
  const bool not_http = broken.category() == make_error_code(http::error::end_of_stream).category();
  if (not_http && broken != http::error::end_of_stream && broken != http::error::partial_message) {
    co_return unusable(reasons::malformed);
  }
  if (broken) co_return nobody(reason_of(broken, reasons::closed));
  // The message is whole: how the connection ends is of no interest.
  Received received{parser.get().result_int(), std::move(parser.get().body()), {}, false};
  co_return received;
}

Sent request_of(const Peer& peer, const Message& message) {
  Sent request{http::verb::post, "", 11};
  request.target(peer.path + message.path);
  request.set(http::field::host, peer.host);
  request.set(http::field::content_type, message.content_type);
  request.set(http::field::accept, "application/json");
  if (!message.authorization.empty()) {
    request.set(http::field::authorization, message.authorization);
  }
  request.keep_alive(false);
  request.body() = message.body;
  request.prepare_payload();
  return request;
}

}  // namespace

struct Https::Parts {
  explicit Parts(Peer given) : peer(std::move(given)), context(asio::ssl::context::tls_client) {}

  const Peer peer;
  asio::ssl::context context;
};

Result<std::unique_ptr<Https>, Fault> Https::create(Peer peer) {
  auto parts = std::make_unique<Parts>(std::move(peer));
  ErrorCode error;
  SSL_CTX_set_min_proto_version(parts->context.native_handle(), TLS1_2_VERSION);
  parts->context.set_verify_mode(asio::ssl::verify_peer);
  parts->context.set_verify_callback(asio::ssl::host_name_verification(parts->peer.host));
  if (parts->peer.authorities) {
    parts->context.load_verify_file(parts->peer.authorities->string(), error);
  } else {
    parts->context.set_default_verify_paths(error);
  }
  if (error) return Fault{"inps.authorities", error.message()};
  return std::unique_ptr<Https>(new Https(std::move(parts)));
}

Https::Https(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Https::~Https() = default;

Received Https::post(const Message& message, std::chrono::milliseconds time) {
  if (time.count() <= 0) return nobody(reasons::timeout);
  const Peer& peer = parts_->peer;
  asio::io_context loop(1);
  Tcp::resolver resolver(loop);
  Stream stream(loop, parts_->context);
  if (SSL_set_tlsext_host_name(stream.native_handle(), peer.host.c_str()) != 1) {
    return nobody(reasons::untrusted);
  }
  beast::get_lowest_layer(stream).expires_after(time);
  // A name that nobody resolves has no deadline of its own: the loop has.
  Received received = nobody(reasons::timeout);
  asio::co_spawn(loop, converse(stream, resolver, peer, request_of(peer, message)),
                 [&received](const std::exception_ptr& thrown, Received given) {
                   received = thrown ? nobody(reasons::unreachable) : std::move(given);
                 });
  loop.run_for(time + std::chrono::seconds(1));
  return received;
}

}  // namespace telaio::inps
