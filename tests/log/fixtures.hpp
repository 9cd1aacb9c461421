// SPDX-License-Identifier: EUPL-1.2
// What the tests of the log write: small synthetic events, named by number. No personal data, no
// meaning: the log does not look at it.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "log/event_log.hpp"

namespace telaio::log::testing {

// An id whose last bytes are `number`.
Uuid uuid_of(std::uint64_t number);
StreamId stream_of(std::uint64_t number, std::uint16_t kind = 4);
CommandId command_of(std::uint64_t number);
// As if of a request: the digest of a text.
crypto::Sha256 request_of(std::string_view text);

// Ciphertext-like bytes: the same for the same number and length.
Bytes part_of(std::uint64_t number, std::size_t length = 104);
// A finished header that describes the parts.
Bytes header_of(std::uint64_t number, const std::vector<Bytes>& parts);
// An event without parts, or with these.
NewEvent event_of_number(std::uint64_t number, std::vector<Bytes> parts = {});

StreamWrite write_to(const StreamId& stream, Expectation expected, std::vector<NewEvent> events);
Commit commit_of(std::uint64_t command, std::vector<StreamWrite> writes,
                 std::vector<Guard> guards = {});
// One event on one stream, whatever its version.
Commit simple_commit(std::uint64_t command, const StreamId& stream);

// The outcome as Appended; a test failure and nothing otherwise.
std::optional<Appended> appended(const AppendOutcome& outcome);
std::string describe(const AppendOutcome& outcome);

// All events of a log, page by page.
std::vector<StoredEvent> all_events(const EventLog& events, const ReadLimits& limits = {});

// A folder of its own, removed with all that is in it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  // In memory where the system has such a place: for tests that sync thousands of times and do not
  // depend on a disk.
  struct InMemory {};
  explicit TemporaryFolder(InMemory);
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();
  const std::filesystem::path& path() const { return path_; }

 private:
  explicit TemporaryFolder(const std::filesystem::path& parent);
  std::filesystem::path path_;
};

// For random tests: a seed out of TELAIO_SEED, or a fresh one; printed.
std::uint64_t test_seed();

}  // namespace telaio::log::testing
