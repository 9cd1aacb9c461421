// SPDX-License-Identifier: EUPL-1.2
// A process with a log in it, to be killed: crash_server LOG ANCHOR SOCKET. Opens the log (makes it
// if there is none), then serves appends over a Unix socket: a client sends a command number (8
// bytes), gets a status byte (1 appended, 0 not), first and last position (8 bytes each).
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

void serve(int socket, EventLog& events) {
  std::array<std::byte, 8> request;
  while (read_fully(socket, request)) {
    const auto outcome = append_and_wait(events, crash_commit(read_u64(request)));
    const auto* done = std::get_if<Appended>(&outcome);
    Bytes answer{std::byte{done != nullptr}};
    append_u64(answer, done != nullptr ? done->first : 0);
    append_u64(answer, done != nullptr ? done->last : 0);
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

int run(char** arguments) {
  const SystemClock clock;
  const rocksdb::Place place{arguments[1], arguments[2]};
  auto events = std::filesystem::exists(place.log / "CURRENT") ? rocksdb::open(place, clock)
                                                               : rocksdb::create(place, clock);
  if (!events) {
    std::fprintf(stderr, "%s [%s]\n", events.error().detail.c_str(), events.error().code.c_str());
    return 3;
  }
  const int listener = listen_at(arguments[3]);
  if (listener < 0) return 3;
  // Until it is killed: there is no other end.
  for (;;) {
    const int socket = ::accept(listener, nullptr, nullptr);
    if (socket < 0) continue;
    std::thread(serve, socket, std::ref(**events)).detach();
  }
}

}  // namespace
}  // namespace telaio::log::testing

int main(int count, char** arguments) {
  if (count != 4) return 2;
  return telaio::log::testing::run(arguments);
}
