// SPDX-License-Identifier: EUPL-1.2
#include "tests/torture/server_process.hpp"

#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <thread>

#include "tests/torture/station.hpp"

namespace telaio::torture {
namespace {

constexpr std::size_t answer_bytes = 17 + crypto::sha256_size;

sockaddr_un address_of(const std::filesystem::path& socket) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::snprintf(address.sun_path, sizeof(address.sun_path), "%s", socket.c_str());
  return address;
}

std::filesystem::path socket_in(const std::filesystem::path& root) {
  return root / "socket";
}

Bytes answer_to(std::uint64_t command, Station& station) {
  Bytes answer;
  auto commit = commit_of_number(command, *station.vault);
  if (!commit) return Bytes(answer_bytes);
  const crypto::Sha256 digest = digest_of(*commit);
  const auto outcome = log::append_and_wait(station.events(), *std::move(commit));
  const auto* done = std::get_if<log::Appended>(&outcome);
  answer.push_back(std::byte{done != nullptr});
  append_u64(answer, done != nullptr ? done->first : 0);
  append_u64(answer, done != nullptr ? done->last : 0);
  append(answer, digest);
  return answer;
}

void serve_client(int socket, Station& station) {
  std::array<std::byte, 8> request;
  while (read_fully(socket, request)) {
    const Bytes answer = answer_to(read_u64(request), station);
    if (::send(socket, answer.data(), answer.size(), MSG_NOSIGNAL) < 0) break;
  }
  ::close(socket);
}

}  // namespace

bool read_fully(int socket, std::span<std::byte> bytes) {
  while (!bytes.empty()) {
    const auto got = ::read(socket, bytes.data(), bytes.size());
    if (got <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(got));
  }
  return true;
}

ServerProcess::ServerProcess(const std::filesystem::path& root)
    : socket_(socket_in(root)), pid_(::fork()) {
  if (pid_ != 0) return;
  const std::string program = child_program().string();
  ::execl(program.c_str(), program.c_str(), "serve", root.c_str(), nullptr);
  ::_exit(127);
}

ServerProcess::~ServerProcess() {
  kill();
}

void ServerProcess::kill() {
  if (pid_ == 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  pid_ = 0;
}

bool ServerProcess::runs() {
  if (pid_ != 0 && ::waitpid(pid_, nullptr, WNOHANG) != 0) pid_ = 0;
  return pid_ != 0;
}

int ServerProcess::connect() {
  const sockaddr_un address = address_of(socket_);
  while (runs()) {
    const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
    const auto* generic = reinterpret_cast<const sockaddr*>(&address);
    if (::connect(socket, generic, sizeof(address)) == 0) return socket;
    ::close(socket);
    ::usleep(1'000);  // Polls for the other process's socket; no result depends on it.
  }
  return -1;
}

void be_a_client(int socket, Ledger& ledger) {
  for (;;) {
    const std::uint64_t command = ledger.next_command();
    Bytes request;
    append_u64(request, command);
    if (::send(socket, request.data(), request.size(), MSG_NOSIGNAL) < 0) break;
    std::array<std::byte, answer_bytes> answer;
    if (!read_fully(socket, answer)) break;
    const BytesView view = answer;
    if (view[0] != std::byte{1}) {
      ledger.refused(command);
      continue;
    }
    Acknowledged where{read_u64(view.subspan(1)), read_u64(view.subspan(9)), {}};
    std::ranges::copy(view.subspan(17), where.digest.begin());
    ledger.acknowledged(command, where);
  }
  ::close(socket);
}

int serve(const std::filesystem::path& root) {
  const SystemClock clock;
  auto station = open_station(root, clock);
  if (!station) {
    std::fprintf(stderr, "%s [%s]\n", station.error().detail.c_str(), station.error().code.c_str());
    return 3;
  }
  station->folder.start_signing([](const Fault&) { std::_Exit(3); });
  const sockaddr_un address = address_of(socket_in(root));
  ::unlink(address.sun_path);
  const int listener = ::socket(AF_UNIX, SOCK_STREAM, 0);
  const auto* generic = reinterpret_cast<const sockaddr*>(&address);
  if (::bind(listener, generic, sizeof(address)) != 0 || ::listen(listener, 64) != 0) return 3;
  // Until it is killed: there is no other end.
  for (;;) {
    const int socket = ::accept(listener, nullptr, nullptr);
    if (socket < 0) continue;
    std::thread(serve_client, socket, std::ref(*station)).detach();
  }
}

}  // namespace telaio::torture
