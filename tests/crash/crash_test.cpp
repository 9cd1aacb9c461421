// SPDX-License-Identifier: EUPL-1.2
// T1, T14: the server is killed with -9 under eight clients, again and again on the same log. After
// each death everything acknowledged is there once, in its place, byte for byte; everything else is
// whole or absent; the tree is that of the events.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>
#include <thread>

#include "log/rocksdb/engine.hpp"
#include "log/verify.hpp"
#include "tests/crash/ledger.hpp"

namespace telaio::log::testing {
namespace {

constexpr int rounds = 20;
constexpr std::size_t clients = 8;

// The server as a child process.
class Server {
 public:
  Server(const rocksdb::Place& place, const std::filesystem::path& socket)
      : socket_(socket), pid_(::fork()) {
    if (pid_ != 0) return;
    ::execl(TELAIO_CRASH_SERVER, TELAIO_CRASH_SERVER, place.log.c_str(), place.anchor.c_str(),
            socket.c_str(), nullptr);
    ::_exit(127);
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server() { kill(); }

  void kill() {
    if (pid_ == 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = 0;
  }
  // Connects as soon as the server listens; -1 when it ended before.
  int connect() {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::snprintf(address.sun_path, sizeof(address.sun_path), "%s", socket_.c_str());
    for (;;) {
      const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
      const auto* generic = reinterpret_cast<const sockaddr*>(&address);
      if (::connect(socket, generic, sizeof(address)) == 0) return socket;
      ::close(socket);
      if (::waitpid(pid_, nullptr, WNOHANG) != 0) {
        pid_ = 0;
        return -1;
      }
      ::usleep(1'000);  // Polls for the other process's socket; no result depends on it.
    }
  }

 private:
  std::filesystem::path socket_;
  pid_t pid_;
};

bool read_fully(int socket, std::span<std::byte> bytes) {
  while (!bytes.empty()) {
    const auto got = ::read(socket, bytes.data(), bytes.size());
    if (got <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(got));
  }
  return true;
}

// Sends one commit after the other until the server is gone.
void be_a_client(int socket, Ledger& ledger) {
  for (;;) {
    const std::uint64_t command = ledger.next_command();
    Bytes request;
    append_u64(request, command);
    if (::send(socket, request.data(), request.size(), MSG_NOSIGNAL) < 0) break;
    std::array<std::byte, 17> answer;
    if (!read_fully(socket, answer)) break;
    const BytesView view = answer;
    if (view[0] == std::byte{1}) {
      ledger.acknowledged(command, read_u64(view.subspan(1)), read_u64(view.subspan(9)));
    } else {
      ledger.refused(command);
    }
  }
  ::close(socket);
}

// Runs clients until `acks` more commits are acknowledged, then kills the server under them.
void run_and_kill(const rocksdb::Place& place, const std::filesystem::path& socket, Ledger& ledger,
                  std::size_t acks) {
  Server server(place, socket);
  if (acks == 0) return server.kill();  // In the middle of opening, or before.
  const std::size_t enough = ledger.acknowledged_count() + acks;
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < clients; ++i) {
    const int connection = server.connect();
    ASSERT_GE(connection, 0) << "the server ended by itself";
    threads.emplace_back(be_a_client, connection, std::ref(ledger));
  }
  while (ledger.acknowledged_count() < enough) ::usleep(200);
  server.kill();
  for (std::thread& thread : threads) thread.join();
}

// Compares the stored events of a commit with those that were sent. The sealed parts are compared
// byte for byte; what opens them is not the log's to know.
void expect_commit_at(const std::vector<StoredEvent>& stored, std::uint64_t command,
                      Position first) {
  const Commit sent = crash_commit(command);
  Position at = first;
  for (const StreamWrite& write : sent.writes) {
    for (const NewEvent& event : write.events) {
      ASSERT_LT(at, stored.size());
      const StoredEvent& found = stored[at];
      ASSERT_EQ(found.command, sent.command) << "position " << at;
      ASSERT_EQ(found.place, at - first);
      ASSERT_EQ(found.stream, write.stream);
      ASSERT_EQ(found.header, event.header);
      ASSERT_EQ(found.parts.size(), event.parts.size());
      for (std::size_t i = 0; i < event.parts.size(); ++i) {
        ASSERT_EQ(found.parts[i], event.parts[i]) << "position " << at << " part " << i;
      }
      ++at;
    }
  }
  ASSERT_TRUE(stored[at - 1].ends_commit());
}

// Everything the ledger knows, held against the reopened log; then every request in flight is sent
// again, and answers once.
void check_after_crash(const rocksdb::Place& place, Ledger& ledger) {
  const SystemClock clock;
  const auto opened = rocksdb::open(place, clock);
  ASSERT_TRUE(opened.has_value()) << opened.error().detail;
  StoredLog& events = **opened;
  const auto stored = all_events(events);
  const VerifyReport report = verify_log(events);
  ASSERT_TRUE(report.intact()) << report.first.front().detail;
  ASSERT_EQ(report.events, stored.size());

  for (const auto& [command, place_of] : ledger.acks()) {
    const Commit sent = crash_commit(command);
    const auto known = events.find_commit(sent.command, sent.request_hash).value();
    ASSERT_TRUE(known.first_outcome.has_value()) << "acknowledged and lost: " << command;
    ASSERT_EQ(known.first_outcome->first, place_of.first);
    ASSERT_EQ(known.first_outcome->last, place_of.last);
    expect_commit_at(stored, command, place_of.first);
  }
  std::set<CommandId> seen;
  for (const StoredEvent& event : stored) {
    if (event.place == 0) ASSERT_TRUE(seen.insert(event.command).second) << "done twice";
  }
  const auto in_flight = ledger.in_flight();
  for (const std::uint64_t command : in_flight) {
    Commit sent = crash_commit(command);
    const auto known = events.find_commit(sent.command, sent.request_hash).value();
    if (known.first_outcome) expect_commit_at(stored, command, known.first_outcome->first);
    const auto done = appended(append_and_wait(events, std::move(sent)));
    ASSERT_TRUE(done);
    ASSERT_EQ(done->duplicate, known.first_outcome.has_value());
    ledger.acknowledged(command, done->first, done->last);
  }
}

TEST(Crash, LosesNothingAcknowledgedInTwentyKills) {
  const TemporaryFolder folder{TemporaryFolder::InMemory()};
  const rocksdb::Place place{folder.path() / "log", folder.path() / "anchor"};
  const auto socket = folder.path() / "socket";
  {
    const SystemClock clock;
    ASSERT_TRUE(rocksdb::create(place, clock).has_value());
  }
  std::mt19937_64 random(test_seed());
  Ledger ledger;
  for (int round = 0; round < rounds; ++round) {
    // Every fifth server is killed while it opens, now earlier, now later.
    const std::size_t acks = round % 5 == 4 ? 0 : 1 + random() % 120;
    if (acks == 0) {
      Server server(place, socket);
      ::usleep(static_cast<useconds_t>(random() % 100'000));
      server.kill();
    }
    run_and_kill(place, socket, ledger, acks);
    if (HasFatalFailure()) return;
    check_after_crash(place, ledger);
    ASSERT_FALSE(HasFatalFailure()) << "round " << round;
  }
  std::cout << rounds << " kills, " << ledger.acks().size() << " commits acknowledged\n";
}

}  // namespace
}  // namespace telaio::log::testing
