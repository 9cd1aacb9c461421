// SPDX-License-Identifier: EUPL-1.2
// T1, T14: the server is killed with -9 under eight clients, again and again on the same log. After
// each death everything acknowledged is there once, in its place, byte for byte; everything else is
// whole or absent; the tree is that of the events.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <random>
#include <span>
#include <thread>

#include "log/rocksdb/engine.hpp"
#include "log/verify.hpp"
#include "tests/crash/ledger.hpp"

namespace telaio::log::testing {
namespace {

constexpr int rounds = 20;
constexpr std::size_t clients = 8;

// Where one log with its vault lives.
struct Home {
  rocksdb::Place log;
  std::filesystem::path vault;
  std::filesystem::path keys;
  std::filesystem::path socket;
};

// The server as a child process.
class Server {
 public:
  explicit Server(const Home& home) : socket_(home.socket), pid_(::fork()) {
    if (pid_ != 0) return;
    ::execl(TELAIO_CRASH_SERVER, TELAIO_CRASH_SERVER, home.log.log.c_str(), home.log.anchor.c_str(),
            home.vault.c_str(), home.keys.c_str(), home.socket.c_str(), nullptr);
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
    std::array<std::byte, 17 + crypto::sha256_size> answer;
    if (!read_fully(socket, answer)) break;
    const BytesView view = answer;
    if (view[0] == std::byte{1}) {
      crypto::Sha256 digest;
      std::ranges::copy(view.subspan(17), digest.begin());
      ledger.acknowledged(command, read_u64(view.subspan(1)), read_u64(view.subspan(9)), digest);
    } else {
      ledger.refused(command);
    }
  }
  ::close(socket);
}

// Runs clients until `acks` more commits are acknowledged, then kills the server under them.
void run_and_kill(const Home& home, Ledger& ledger, std::size_t acks) {
  Server server(home);
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

// The stored events of a commit are those that the command number stands for: the headers describe
// the parts, and each part opens and says what it must.
void expect_commit_at(const std::vector<StoredEvent>& stored, std::uint64_t command, Position first,
                      vault::Vault& vault) {
  const auto numbers = event_numbers(command);
  ASSERT_LE(first + numbers.size(), stored.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const StoredEvent& found = stored[first + i];
    ASSERT_EQ(found.command, command_of(command)) << "position " << first + i;
    ASSERT_EQ(found.place, i);
    const bool second_stream = command % 5 == 0 && i + 1 == numbers.size();
    ASSERT_EQ(found.stream, second_stream ? stream_of(100 + command % 7) : stream_of(command % 17));
    ASSERT_EQ(found.header, header_of(numbers[i], parts_of(found)));
    for (const Bytes& part : parts_of(found)) {
      const vault::KeyRef key{subject_of(numbers[i]), 3, 1};
      const auto opened = vault.open(place_of(numbers[i]), key, part);
      ASSERT_TRUE(opened.has_value()) << "position " << first + i << ": " << opened.error().detail;
      ASSERT_EQ(*opened, plaintext_of(numbers[i]));
    }
  }
  ASSERT_TRUE(stored[first + numbers.size() - 1].ends_commit());
}

std::size_t sealed_parts(const std::vector<StoredEvent>& stored) {
  std::size_t count = 0;
  for (const StoredEvent& event : stored) count += event.parts.size();
  return count;
}

// Everything the ledger knows, held against the reopened log and vault; then every request in
// flight is sent again, and answers once. Yields how many sealed parts the log holds.
void check_after_crash(const Home& home, Ledger& ledger, std::size_t& parts) {
  const SystemClock clock;
  const auto opened = rocksdb::open(home.log, clock);
  ASSERT_TRUE(opened.has_value()) << opened.error().detail;
  StoredLog& events = **opened;
  const auto vault = vault::open(home.vault, home.keys, clock);
  ASSERT_TRUE(vault.has_value()) << vault.error().detail;
  const auto stored = all_events(events);
  const VerifyReport report = verify_log(events);
  ASSERT_TRUE(report.intact()) << report.first.front().detail;
  ASSERT_EQ(report.events, stored.size());
  parts = sealed_parts(stored);

  for (const auto& [command, known_place] : ledger.acks()) {
    const auto request = request_of(fmt::format("request {}", command));
    const auto known = events.find_commit(command_of(command), request).value();
    ASSERT_TRUE(known.first_outcome.has_value()) << "acknowledged and lost: " << command;
    ASSERT_EQ(known.first_outcome->first, known_place.first);
    ASSERT_EQ(known.first_outcome->last, known_place.last);
    const auto found =
        std::span(stored).subspan(known_place.first, known_place.last - known_place.first + 1);
    ASSERT_EQ(digest_of(found), known_place.digest) << "other bytes than were sent: " << command;
    expect_commit_at(stored, command, known_place.first, **vault);
  }
  std::set<CommandId> seen;
  for (const StoredEvent& event : stored) {
    if (event.place == 0) ASSERT_TRUE(seen.insert(event.command).second) << "done twice";
  }
  const auto in_flight = ledger.in_flight();
  for (const std::uint64_t command : in_flight) {
    Commit sent = crash_commit(command, **vault);
    const auto known = events.find_commit(sent.command, sent.request_hash).value();
    crypto::Sha256 digest = digest_of(sent);
    if (known.first_outcome) {
      const auto [first, last] = std::pair(known.first_outcome->first, known.first_outcome->last);
      expect_commit_at(stored, command, first, **vault);
      digest = digest_of(std::span(stored).subspan(first, last - first + 1));
    }
    const auto done = appended(append_and_wait(events, std::move(sent)));
    ASSERT_TRUE(done);
    ASSERT_EQ(done->duplicate, known.first_outcome.has_value());
    ledger.acknowledged(command, done->first, done->last, digest);
  }
}

TEST(Crash, LosesNothingAcknowledgedInTwentyKills) {
  const TemporaryFolder folder{TemporaryFolder::InMemory()};
  const Home home{{folder.path() / "log", folder.path() / "anchor"},
                  folder.path() / "vault",
                  folder.path() / "keys",
                  folder.path() / "socket"};
  {
    const SystemClock clock;
    ASSERT_TRUE(rocksdb::create(home.log, clock).has_value());
    ASSERT_TRUE(vault::create(home.vault, home.keys, clock).has_value());
  }
  std::mt19937_64 random(test_seed());
  Ledger ledger;
  std::size_t parts = 0;
  for (int round = 0; round < rounds; ++round) {
    // Every fifth server is killed while it opens, now earlier, now later.
    const std::size_t acks = round % 5 == 4 ? 0 : 1 + random() % 120;
    if (acks == 0) {
      Server server(home);
      ::usleep(static_cast<useconds_t>(random() % 100'000));
      server.kill();
    }
    run_and_kill(home, ledger, acks);
    if (HasFatalFailure()) return;
    check_after_crash(home, ledger, parts);
    ASSERT_FALSE(HasFatalFailure()) << "round " << round;
  }
  EXPECT_GT(parts, ledger.acks().size() / 2);  // The test had its subject.
  std::cout << rounds << " kills, " << ledger.acks().size() << " commits acknowledged, " << parts
            << " sealed parts opened\n";
}

}  // namespace
}  // namespace telaio::log::testing
