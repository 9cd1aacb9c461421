// SPDX-License-Identifier: EUPL-1.2
// A process with a log and a vault in it, to be killed: crash_server LOG ANCHOR VAULT KEYS SOCKET.
// Opens both, then seals and appends what its clients ask for over a Unix socket, as the service
// does: a client sends a command number (8 bytes), gets a status byte (1 appended, 0 not), first
// and last position (8 bytes each) and the digest of the appended bytes (32).
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdio>
#include <thread>

#include "log/rocksdb/engine.hpp"
#include "tests/crash/ledger.hpp"

namespace telaio::log::testing {
namespace {

bool read_fully(int socket, std::span<std::byte> bytes) {
  while (!bytes.empty()) {
    const auto got = ::read(socket, bytes.data(), bytes.size());
    if (got <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(got));
  }
  return true;
}

void serve(int socket, EventLog& events, vault::Vault& vault) {
  std::array<std::byte, 8> request;
  while (read_fully(socket, request)) {
    Commit commit = crash_commit(read_u64(request), vault);
    const crypto::Sha256 digest = digest_of(commit);
    const auto outcome = append_and_wait(events, std::move(commit));
    const auto* done = std::get_if<Appended>(&outcome);
    Bytes answer{std::byte{done != nullptr}};
    append_u64(answer, done != nullptr ? done->first : 0);
    append_u64(answer, done != nullptr ? done->last : 0);
    append(answer, digest);
    if (::write(socket, answer.data(), answer.size()) < 0) break;
  }
  ::close(socket);
}

int listen_at(const char* path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::snprintf(address.sun_path, sizeof(address.sun_path), "%s", path);
  ::unlink(path);
  const int listener = ::socket(AF_UNIX, SOCK_STREAM, 0);
  const auto* generic = reinterpret_cast<const sockaddr*>(&address);
  if (::bind(listener, generic, sizeof(address)) != 0 || ::listen(listener, 64) != 0) return -1;
  return listener;
}

int failed(const Fault& fault) {
  std::fprintf(stderr, "%s [%s]\n", fault.detail.c_str(), fault.code.c_str());
  return 3;
}

int run(char** arguments) {
  const SystemClock clock;
  const rocksdb::Place place{arguments[1], arguments[2]};
  const auto events = rocksdb::open(place, clock);
  if (!events) return failed(events.error());
  const auto vault = vault::open(arguments[3], arguments[4], clock);
  if (!vault) return failed(vault.error());
  const int listener = listen_at(arguments[5]);
  if (listener < 0) return 3;
  // Until it is killed: there is no other end.
  for (;;) {
    const int socket = ::accept(listener, nullptr, nullptr);
    if (socket < 0) continue;
    std::thread(serve, socket, std::ref(**events), std::ref(**vault)).detach();
  }
}

}  // namespace
}  // namespace telaio::log::testing

int main(int count, char** arguments) {
  if (count != 6) return 2;
  return telaio::log::testing::run(arguments);
}
