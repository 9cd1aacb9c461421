// SPDX-License-Identifier: EUPL-1.2
#include "tests/http/net_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>

#include "base/clock.hpp"

namespace telaio::http::test {

struct NetClient::Parts {
  int socket = -1;
  SSL_CTX* context = nullptr;
  SSL* ssl = nullptr;
  bool connected = false;
  bool finished = false;
  std::string pending;

  // Appends what came; false at the end of the connection or of the time.
  bool fill(Instant deadline) {
    std::array<char, 16'384> buffer;
    while (!finished) {
      const bool buffered = ssl != nullptr && SSL_has_pending(ssl) == 1;
      const std::int64_t left = (deadline.micros() - monotonic_now().micros()) / 1'000;
      if (!buffered) {
        if (left <= 0) return false;
        pollfd waiting{socket, POLLIN, 0};
        if (::poll(&waiting, 1, static_cast<int>(left)) <= 0) return false;
      }
      int count = 0;
      if (ssl != nullptr) {
        count = SSL_read(ssl, buffer.data(), buffer.size());
        const int error = SSL_get_error(ssl, count);
        if (count <= 0 && error == SSL_ERROR_WANT_READ) continue;
      } else {
        count = static_cast<int>(::recv(socket, buffer.data(), buffer.size(), 0));
      }
      if (count <= 0) {
        finished = true;
        return false;
      }
      pending.append(buffer.data(), static_cast<std::size_t>(count));
      return true;
    }
    return false;
  }
};

NetClient::NetClient(std::uint16_t port, Tls tls, int receive_buffer)
    : parts_(std::make_unique<Parts>()) {
  std::signal(SIGPIPE, SIG_IGN);
  parts_->socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (receive_buffer > 0) {
    ::setsockopt(parts_->socket, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof(receive_buffer));
  }
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const auto* generic = reinterpret_cast<const sockaddr*>(&address);
  if (::connect(parts_->socket, generic, sizeof(address)) != 0) return;
  if (tls == Tls::none) {
    parts_->connected = true;
    return;
  }
  parts_->context = SSL_CTX_new(TLS_client_method());
  if (tls == Tls::v1_2_only) SSL_CTX_set_max_proto_version(parts_->context, TLS1_2_VERSION);
  parts_->ssl = SSL_new(parts_->context);
  SSL_set_fd(parts_->ssl, parts_->socket);
  SSL_set_tlsext_host_name(parts_->ssl, "localhost");
  parts_->connected = SSL_connect(parts_->ssl) == 1;
}

NetClient::~NetClient() {
  if (parts_->ssl != nullptr) SSL_free(parts_->ssl);
  if (parts_->context != nullptr) SSL_CTX_free(parts_->context);
  if (parts_->socket >= 0) ::close(parts_->socket);
}

bool NetClient::connected() const {
  return parts_->connected;
}

std::string NetClient::version() const {
  return parts_->ssl == nullptr ? "" : SSL_get_version(parts_->ssl);
}

bool NetClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto part = static_cast<int>(std::min<std::size_t>(bytes.size(), 16'384));
    const auto sent = parts_->ssl != nullptr
                          ? static_cast<long>(SSL_write(parts_->ssl, bytes.data(), part))
                          : static_cast<long>(::send(parts_->socket, bytes.data(),
                                                     static_cast<std::size_t>(part), MSG_NOSIGNAL));
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

std::optional<Answer> NetClient::receive(std::chrono::milliseconds time, bool head) {
  const Instant deadline = monotonic_now().plus_micros(std::chrono::microseconds(time).count());
  std::size_t end = std::string::npos;
  while ((end = parts_->pending.find("\r\n\r\n")) == std::string::npos) {
    if (!parts_->fill(deadline)) return std::nullopt;
  }
  Answer answer;
  const std::string text = parts_->pending.substr(0, end + 2);
  answer.status = std::atoi(text.substr(9, 3).c_str());
  for (std::size_t at = text.find("\r\n") + 2; at < text.size();) {
    const std::size_t line_end = text.find("\r\n", at);
    const std::size_t colon = text.find(": ", at);
    answer.fields.push_back(
        {text.substr(at, colon - at), text.substr(colon + 2, line_end - colon - 2)});
    at = line_end + 2;
  }
  const auto length = static_cast<std::size_t>(
      std::atoll(std::string(field_value(answer.fields, "content-length")).c_str()));
  const std::size_t body = head ? 0 : length;
  while (parts_->pending.size() < end + 4 + body) {
    if (!parts_->fill(deadline)) return std::nullopt;
  }
  answer.body = parts_->pending.substr(end + 4, body);
  parts_->pending.erase(0, end + 4 + body);
  return answer;
}

std::optional<std::string> NetClient::event(std::chrono::milliseconds time) {
  const Instant deadline = monotonic_now().plus_micros(std::chrono::microseconds(time).count());
  std::size_t end = std::string::npos;
  while ((end = parts_->pending.find("\n\n")) == std::string::npos) {
    if (!parts_->fill(deadline)) return std::nullopt;
  }
  std::string found = parts_->pending.substr(0, end);
  parts_->pending.erase(0, end + 2);
  return found;
}

bool NetClient::ended(std::chrono::milliseconds time) {
  const Instant deadline = monotonic_now().plus_micros(std::chrono::microseconds(time).count());
  while (parts_->fill(deadline)) {
  }
  return parts_->finished;
}

std::optional<Answer> NetClient::ask(std::string_view bytes) {
  if (!send(bytes)) return std::nullopt;
  return receive();
}

}  // namespace telaio::http::test
