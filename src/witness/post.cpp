// SPDX-License-Identifier: EUPL-1.2
// The only file of this module where Asio, Beast and TLS are instantiated.
#include "witness/post.hpp"

#include <fmt/format.h>
#include <openssl/ssl.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <optional>

#include "witness/witness_faults.hpp"

namespace telaio::witness {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using Tcp = asio::ip::tcp;
using Plain = beast::tcp_stream;
using Secure = beast::ssl_stream<beast::tcp_stream>;
using ErrorCode = boost::system::error_code;
using Outcome = Result<HttpAnswer, Fault>;

constexpr auto as_value = asio::as_tuple(asio::use_awaitable);
constexpr std::uint32_t header_bytes_max = 16U << 10U;
// How soon a stop is noticed.
constexpr std::chrono::milliseconds stop_period{100};

Fault fault_of(std::string_view code, const Address& address, std::string_view what) {
  return {std::string(code), fmt::format("{}:{}: {}", address.host, address.port, what)};
}

// One question over one connection. Parameters are values, as coroutines want; `stream` and
// `resolver` outlive it (the caller runs the loop to its end).
template <class Stream>
asio::awaitable<Outcome> converse(Stream& stream, Tcp::resolver& resolver, Address address,
                                  std::string body) {
  const auto unreachable = [&address](const ErrorCode& error) {
    return Outcome(fault_of(faults::unreachable, address, error.message()));
  };
  const std::string port = std::to_string(address.port);
  const auto [unknown, addresses] = co_await resolver.async_resolve(address.host, port, as_value);
  if (unknown) co_return unreachable(unknown);
  auto& socket = beast::get_lowest_layer(stream);
  const auto [closed, endpoint] = co_await socket.async_connect(addresses, as_value);
  if (closed) co_return unreachable(closed);
  if constexpr (std::is_same_v<Stream, Secure>) {
    const auto [distrust] =
        co_await stream.async_handshake(asio::ssl::stream_base::client, as_value);
    if (distrust) co_return unreachable(distrust);
  }

  http::request<http::string_body> request{http::verb::post, address.path + "/add-checkpoint", 11};
  request.set(http::field::host, address.host);
  request.set(http::field::content_type, "text/plain");
  request.keep_alive(false);
  request.body() = std::move(body);
  request.prepare_payload();
  const auto [unsent, sent] = co_await http::async_write(stream, request, as_value);
  if (unsent) co_return unreachable(unsent);

  beast::flat_buffer buffer(header_bytes_max + answer_bytes_max);
  http::response_parser<http::string_body> parser;
  parser.header_limit(header_bytes_max);
  parser.body_limit(answer_bytes_max);
  const auto [broken, read] = co_await http::async_read(stream, buffer, parser, as_value);
  if (broken == http::error::end_of_stream || broken == http::error::partial_message) {
    co_return unreachable(broken);
  }
  const bool not_http = broken.category() == make_error_code(http::error::end_of_stream).category();
  if (not_http) co_return Outcome(fault_of(faults::answer_wrong, address, broken.message()));
  if (broken) co_return unreachable(broken);
  HttpAnswer answer;
  answer.status = parser.get().result_int();
  answer.content_type = parser.get()[http::field::content_type];
  answer.body = std::move(parser.get().body());
  co_return Outcome(std::move(answer));
}

template <class Stream>
Outcome run(asio::io_context& loop, Stream& stream, const Address& address, std::string body,
            const std::atomic<bool>& stopping) {
  Tcp::resolver resolver(loop);
  beast::get_lowest_layer(stream).expires_after(address.time);
  std::optional<Outcome> outcome;
  asio::co_spawn(loop, converse(stream, resolver, address, std::move(body)),
                 [&](const std::exception_ptr& thrown, Outcome given) {
                   outcome = thrown ? Outcome(fault_of(faults::unreachable, address, "it threw"))
                                    : std::move(given);
                 });
  // A name that nobody resolves has no deadline of its own: the turns have.
  for (auto left = address.time + std::chrono::seconds(1); left.count() > 0 && !outcome;
       left -= stop_period) {
    if (stopping.load()) break;
    loop.run_for(stop_period);
  }
  // What is still under way is destroyed with the loop, before what it refers to.
  if (!outcome) return fault_of(faults::unreachable, address, "no answer in time");
  return std::move(*outcome);
}

}  // namespace

Result<HttpAnswer, Fault> post_checkpoint(const Address& address, std::string body,
                                          const std::atomic<bool>& stopping) {
  if (!address.secure) {
    asio::io_context loop(1);
    Plain stream(loop);
    return run(loop, stream, address, std::move(body), stopping);
  }
  asio::ssl::context context(asio::ssl::context::tls_client);
  ErrorCode error;
  SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
  context.set_verify_mode(asio::ssl::verify_peer);
  context.set_verify_callback(asio::ssl::host_name_verification(address.host));
  if (address.authorities) {
    context.load_verify_file(address.authorities->string(), error);
  } else {
    context.set_default_verify_paths(error);
  }
  if (error) return Fault{std::string(faults::authorities), error.message()};
  asio::io_context loop(1);
  Secure stream(loop, context);
  if (SSL_set_tlsext_host_name(stream.native_handle(), address.host.c_str()) != 1) {
    return fault_of(faults::unreachable, address, "the name cannot be asked for");
  }
  return run(loop, stream, address, std::move(body), stopping);
}

}  // namespace telaio::witness
