// SPDX-License-Identifier: EUPL-1.2
#include "tests/inps/test_server.hpp"

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "base/clock.hpp"
#include "crypto/random.hpp"
#include "http/tls_certificate.hpp"

namespace telaio::inps::test {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
using ErrorCode = boost::system::error_code;
using Stream = asio::ssl::stream<Tcp::socket>;

struct TestServer::Parts {
  Parts(Answering given, const std::string& name)
      : answering(std::move(given)),
        folder(std::filesystem::temp_directory_path() /
               ("telaio-inps-" + to_string(crypto::random_uuid()))),
        context(asio::ssl::context::tls_server),
        acceptor(loop, Tcp::endpoint(asio::ip::address_v4::loopback(), 0)) {
    std::filesystem::create_directories(folder);
    const auto files = http::ensure_certificate(folder, {name}, SystemClock().now());
    if (!files) throw std::runtime_error(files.error().detail);
    authority = files->certificate;
    context.use_certificate_chain_file(files->certificate.string());
    context.use_private_key_file(files->key.string(), asio::ssl::context::pem);
    thread = std::thread([this] { accept(); });
  }
  ~Parts() {
    stopping = true;
    // A last caller wakes the accepting thread.
    ErrorCode ignored;
    Tcp::socket last(loop);
    last.connect(acceptor.local_endpoint(), ignored);
    thread.join();
    std::filesystem::remove_all(folder);
  }

  void accept() {
    while (!stopping) {
      ErrorCode error;
      Tcp::socket socket(loop);
      acceptor.accept(socket, error);
      if (error || stopping) continue;
      answer(std::move(socket));
    }
  }

  void answer(Tcp::socket socket) {
    ErrorCode error;
    Stream stream(std::move(socket), context);
    stream.handshake(asio::ssl::stream_base::server, error);
    if (error) return;
    std::string bytes;
    const std::size_t head =
        asio::read_until(stream, asio::dynamic_buffer(bytes), "\r\n\r\n", error);
    const std::size_t named = bytes.find("Content-Length: ");
    if (error || named == std::string::npos) return;
    const std::size_t length = std::stoul(bytes.substr(named + 16, 8));
    if (bytes.size() < head + length) {
      asio::read(stream, asio::dynamic_buffer(bytes),
                 asio::transfer_exactly(head + length - bytes.size()), error);
    }
    {
      const std::scoped_lock lock(mutex);
      requests.push_back(bytes.substr(0, bytes.find("\r\n")) + "\n" + bytes.substr(head));
    }
    const std::string_view all = bytes;
    const Reply reply = answering(all.substr(0, head), all.substr(head));
    for (auto waited = std::chrono::milliseconds(0); waited < reply.wait && !stopping;
         waited += std::chrono::milliseconds(10)) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    if (reply.hang_up) return;
    std::string sent = "HTTP/1.1 " + std::to_string(reply.status) +
                       " X\r\nContent-Type: application/json\r\nContent-Length: " +
                       std::to_string(reply.body.size()) + "\r\nConnection: close\r\n\r\n" +
                       reply.body;
    if (!reply.raw.empty()) sent = reply.raw;
    if (reply.half) sent.resize(sent.size() - reply.body.size() / 2);
    asio::write(stream, asio::buffer(sent), error);
    stream.shutdown(error);
  }

  const Answering answering;
  const std::filesystem::path folder;
  std::filesystem::path authority;
  asio::io_context loop;
  asio::ssl::context context;
  Tcp::acceptor acceptor;
  std::atomic<bool> stopping{false};
  mutable std::mutex mutex;
  std::vector<std::string> requests;
  std::thread thread;
};

namespace {

// The replies in order, the last one for ever.
TestServer::Answering in_order(std::vector<Reply> replies) {
  return [replies = std::move(replies), number = std::size_t{0}](std::string_view,
                                                                 std::string_view) mutable {
    return replies[std::min(number++, replies.size() - 1)];
  };
}

}  // namespace

TestServer::TestServer(std::vector<Reply> replies, const std::string& name)
    : parts_(std::make_unique<Parts>(in_order(std::move(replies)), name)) {}
TestServer::TestServer(Answering answering)
    : parts_(std::make_unique<Parts>(std::move(answering), "localhost")) {}
TestServer::~TestServer() = default;

std::uint16_t TestServer::port() const {
  return parts_->acceptor.local_endpoint().port();
}
const std::filesystem::path& TestServer::authority() const {
  return parts_->authority;
}
std::vector<std::string> TestServer::requests() const {
  const std::scoped_lock lock(parts_->mutex);
  return parts_->requests;
}

}  // namespace telaio::inps::test
