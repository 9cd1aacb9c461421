// SPDX-License-Identifier: EUPL-1.2
// The only file where Asio, Beast and TLS are instantiated for a client.
#include "inps/client.hpp"

#include <openssl/ssl.h>

#include <atomic>
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

constexpr auto as_value = asio::as_tuple(asio::use_awaitable);
constexpr std::uint32_t header_bytes_max = 16U << 10U;
constexpr std::size_t port_digits_max = 5;

Answer no_answer(std::string_view reason) {
  return {Outcome::offline, std::nullopt, reason};
}

std::string_view reason_of(const ErrorCode& error, std::string_view otherwise) {
  return error == beast::error::timeout ? reasons::timeout : otherwise;
}

// One question over one connection. Parameters are values, as coroutines want; `stream` outlives it
// (the caller runs the loop to its end).
asio::awaitable<Answer> converse(Stream& stream, Tcp::resolver& resolver, Settings settings,
                                 Question question) {
  const std::string port = std::to_string(settings.port);
  const auto [unknown, addresses] = co_await resolver.async_resolve(settings.host, port, as_value);
  if (unknown) co_return no_answer(reasons::unreachable);
  auto& socket = beast::get_lowest_layer(stream);
  const auto [refused, endpoint] = co_await socket.async_connect(addresses, as_value);
  if (refused) co_return no_answer(reason_of(refused, reasons::unreachable));
  const auto [distrust] = co_await stream.async_handshake(asio::ssl::stream_base::client, as_value);
  if (distrust) co_return no_answer(reason_of(distrust, reasons::untrusted));

  http::request<http::string_body> request{http::verb::post, "", 11};
  request.target(settings.path + std::string(path_of(question.depth)));
  request.set(http::field::host, settings.host);
  request.set(http::field::content_type, "application/json");
  request.set(http::field::accept, "application/json");
  request.keep_alive(false);
  request.body() = to_json(question);
  request.prepare_payload();
  const auto [unsent, sent] = co_await http::async_write(stream, request, as_value);
  if (unsent) co_return no_answer(reason_of(unsent, reasons::closed));

  beast::flat_buffer buffer(header_bytes_max + answer_bytes_max);
  http::response_parser<http::string_body> parser;
  parser.header_limit(header_bytes_max);
  parser.body_limit(answer_bytes_max);
  const auto [broken, read] = co_await http::async_read(stream, buffer, parser, as_value);
  if (broken == http::error::body_limit || broken == http::error::header_limit ||
      broken == http::error::buffer_overflow) {
    co_return Answer{Outcome::internal_error, std::nullopt, reasons::too_large};
  }
  const bool not_http = broken.category() == make_error_code(http::error::end_of_stream).category();
  if (not_http && broken != http::error::end_of_stream && broken != http::error::partial_message) {
    co_return Answer{Outcome::internal_error, std::nullopt, reasons::malformed};
  }
  if (broken) co_return no_answer(reason_of(broken, reasons::closed));
  // The message is whole: how the connection ends is of no interest.
  co_return read_answer(parser.get().result_int(), parser.get().body(), question);
}

}  // namespace

struct Client::Parts {
  explicit Parts(Settings given)
      : settings(std::move(given)), context(asio::ssl::context::tls_client) {}

  const Settings settings;
  asio::ssl::context context;
  std::atomic<std::int32_t> under_way{0};
};

std::optional<Settings> parse_address(std::string_view url) {
  constexpr std::string_view scheme = "https://";
  if (!url.starts_with(scheme)) return std::nullopt;
  url.remove_prefix(scheme.size());
  Settings settings;
  const std::size_t slash = url.find('/');
  if (slash != std::string_view::npos) settings.path = url.substr(slash);
  std::string_view host = url.substr(0, slash);
  if (const std::size_t colon = host.find(':'); colon != std::string_view::npos) {
    const std::string_view digits = host.substr(colon + 1);
    std::uint32_t port = 0;
    for (const char digit : digits) {
      if (digit < '0' || digit > '9') return std::nullopt;
      port = port * 10 + static_cast<std::uint32_t>(digit - '0');
      if (port > 65'535) return std::nullopt;
    }
    if (port == 0 || digits.size() > port_digits_max) return std::nullopt;
    settings.port = static_cast<std::uint16_t>(port);
    host = host.substr(0, colon);
  }
  const bool plain =
      host.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-") ==
      std::string_view::npos;
  const bool path = settings.path.find_first_of("?# \t\r\n") == std::string::npos;
  if (host.empty() || !plain || !path) return std::nullopt;
  while (settings.path.ends_with('/')) settings.path.pop_back();
  settings.host = host;
  return settings;
}

Result<std::unique_ptr<Client>, Fault> Client::create(Settings settings) {
  auto parts = std::make_unique<Parts>(std::move(settings));
  ErrorCode error;
  SSL_CTX_set_min_proto_version(parts->context.native_handle(), TLS1_2_VERSION);
  parts->context.set_verify_mode(asio::ssl::verify_peer);
  parts->context.set_verify_callback(asio::ssl::host_name_verification(parts->settings.host));
  if (parts->settings.authorities) {
    parts->context.load_verify_file(parts->settings.authorities->string(), error);
  } else {
    parts->context.set_default_verify_paths(error);
  }
  if (error) return Fault{"inps.authorities", error.message()};
  return std::unique_ptr<Client>(new Client(std::move(parts)));
}

Client::Client(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Client::~Client() = default;

Answer Client::ask(const Question& question) {
  const Settings& settings = parts_->settings;
  // Counts itself out at every way out.
  struct Turn {
    std::atomic<std::int32_t>& count;
    std::int32_t before;
    ~Turn() { count.fetch_sub(1); }
  };
  const Turn turn{parts_->under_way, parts_->under_way.fetch_add(1)};
  if (turn.before >= questions_parallel_max) return no_answer(reasons::busy);

  asio::io_context loop(1);
  Tcp::resolver resolver(loop);
  Stream stream(loop, parts_->context);
  if (SSL_set_tlsext_host_name(stream.native_handle(), settings.host.c_str()) != 1) {
    return no_answer(reasons::untrusted);
  }
  beast::get_lowest_layer(stream).expires_after(settings.time);
  // A name that nobody resolves has no deadline of its own: the loop has.
  Answer answer = no_answer(reasons::timeout);
  asio::co_spawn(loop, converse(stream, resolver, settings, question),
                 [&answer](const std::exception_ptr& thrown, Answer given) {
                   answer = thrown ? no_answer(reasons::unreachable) : std::move(given);
                 });
  loop.run_for(settings.time + std::chrono::seconds(1));
  return answer;
}

}  // namespace telaio::inps
