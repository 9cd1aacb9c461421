// SPDX-License-Identifier: EUPL-1.2
// Another process that works on an installation while its disk fails, and tells on standard output
// what it was promised. It is another process because it may have to end.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "tests/torture/ledger.hpp"
#include "tests/torture/process.hpp"
#include "tests/torture/torture.hpp"

namespace telaio::torture {

// Where a full disk is met: each is a place where the installation writes.
struct WriteSite {
  std::string_view name;
  std::string_view folder;  // Beginning of the path.
  std::string_view file;    // Part of the path behind it.
  bool create = false;      // Making the file fails; else writing to it.
};
std::span<const WriteSite> write_sites();

// ---- In the child ----

// Calls fail at random, about one in a thousand.
int work_on_failing_disk(const std::filesystem::path& root, std::uint64_t seed);
// From some moment on the disk has no room at `site`.
int work_on_full_disk(const std::filesystem::path& root, std::uint64_t seed, std::size_t site);

// ---- In the parent ----

// How it ended, and what it had told.
struct WorkDone {
  Ended ended;
  Acks acks;
  std::uint64_t failures = 0;  // Calls that were made to fail.
  std::uint64_t refused = 0;   // Appends answered with a typed refusal.
  bool acknowledged_after_failed_sync = false;
  bool reserve_held = false;  // The full disk was seen before it was met.
};
// Starts the child program with these arguments and waits for its end.
WorkDone watch_work(const std::filesystem::path& root, const std::vector<std::string>& arguments);
// An end that a failing disk may have: done, ended with status 3 (the log could not be made
// durable), refused to open (4), or aborted by RocksDB itself. Never by our own assertions.
void require_honest_end(const WorkDone& work);

}  // namespace telaio::torture
