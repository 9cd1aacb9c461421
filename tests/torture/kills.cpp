// SPDX-License-Identifier: EUPL-1.2
// T1: the server is killed with -9 under eight clients, again and again on the same log. After each
// death everything acknowledged is there once, in its place, byte for byte; everything else is
// whole or absent; the tree is that of the events; and what was in flight, sent again, is done once
// (T14).
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

#include "tests/torture/server_process.hpp"
#include "tests/torture/station.hpp"
#include "tests/torture/tests.hpp"

namespace telaio::torture {
namespace {

using log::testing::TemporaryFolder;

constexpr std::size_t clients = 8;
constexpr std::uint64_t acks_max = 120;
// A log that grew for so many kills takes too long to check: the next one begins.
constexpr std::uint64_t kills_per_log = 25;

// Runs clients until `acks` more commits are acknowledged, then kills the server under them.
void run_and_kill(const std::filesystem::path& root, Ledger& ledger, std::uint64_t acks) {
  ServerProcess server(root);
  const std::size_t enough = ledger.acknowledged_count() + acks;
  std::vector<std::thread> threads;
  bool connected = true;
  for (std::size_t i = 0; i < clients && connected; ++i) {
    const int connection = server.connect();
    connected = connection >= 0;
    if (connected) threads.emplace_back(be_a_client, connection, std::ref(ledger));
  }
  while (connected && ledger.acknowledged_count() < enough && server.runs()) ::usleep(200);
  const bool died = !server.runs();
  server.kill();
  for (std::thread& thread : threads) thread.join();
  require(connected && !died, "the server ended by itself");
}

// Now earlier, now later, while it opens.
void kill_while_opening(const std::filesystem::path& root, Random& random) {
  ServerProcess server(root);
  ::usleep(static_cast<useconds_t>(pick(random, 100'000)));
  server.kill();
}

void check_after_kill(const std::filesystem::path& root, Ledger& ledger, Run& run) {
  const SystemClock clock;
  auto station = open_station(root, clock);
  require(station.has_value(), "does not open: {}", station ? "" : station.error().detail);
  const auto stored = require_whole(*station, ledger.acks());
  const auto in_flight = ledger.in_flight();
  for (const std::uint64_t command : in_flight) {
    require_settles(*station, stored, command, ledger);
    run.count("in flight, settled");
  }
}

}  // namespace

void killed_servers(Run& run) {
  while (run.done() < run.rounds()) {
    const TemporaryFolder folder{TemporaryFolder::InMemory()};
    {
      const SystemClock clock;
      require(create_station(folder.path(), clock).has_value(), "cannot make the log");
    }
    Ledger ledger;
    for (std::uint64_t i = 0; i < kills_per_log && run.done() < run.rounds(); ++i) {
      if (i % 5 == 4) kill_while_opening(folder.path(), run.random());
      run_and_kill(folder.path(), ledger, 1 + pick(run.random(), acks_max));
      check_after_kill(folder.path(), ledger, run);
      run.round_done();
    }
    run.count("commits acknowledged", ledger.acknowledged_count());
  }
}

}  // namespace telaio::torture
