// SPDX-License-Identifier: EUPL-1.2
// A whole installation's storage below one folder, as the service opens it (log, anchor, signer,
// vault, keys), and what must be true of it after whatever was done to it.
#pragma once

#include <optional>

#include "base/clock.hpp"
#include "log/data_folder.hpp"
#include "tests/torture/ledger.hpp"
#include "tests/torture/torture.hpp"

namespace telaio::torture {

struct Station {
  log::LogFolder folder;
  std::unique_ptr<vault::Vault> vault;

  log::StoredLog& events() { return folder.events(); }
};

// So few events in memory that even a short session writes sorted indexes out, many times.
inline constexpr std::size_t generation_events = 16;
inline log::rocksdb::Options small_generations() {
  log::rocksdb::Options options;
  options.recent_events_max = generation_events;
  return options;
}

// Where things are below `root`.
log::DataPaths paths_in(const std::filesystem::path& root);

Result<Station, Fault> create_station(const std::filesystem::path& root, const Clock& clock,
                                      const log::rocksdb::Options& options = small_generations());
Result<Station, Fault> open_station(const std::filesystem::path& root, const Clock& clock,
                                    const log::rocksdb::Options& options = small_generations());

// Closes it first: it cannot be open twice.
Result<Station, Fault> open_again(Station station, const std::filesystem::path& root,
                                  const Clock& clock);

// What one commit of `commit_of_number` looks like in the log, whole, at `first`.
void require_commit(std::span<const log::StoredEvent> stored, std::uint64_t command,
                    log::Position first, vault::Vault& vault);
// Everything acknowledged is there once, at its place, byte for byte, and opens; nothing is there
// twice; the tree is that of the events, both indexes are whole. Answers with all events.
std::vector<log::StoredEvent> require_whole(Station& station, const Acks& acks);
// Sends a command, once more or for the first time, and requires the one outcome it may have; it is
// acknowledged in the ledger then.
void require_settles(Station& station, std::span<const log::StoredEvent> stored,
                     std::uint64_t command, Ledger& ledger);

// Waits until the anchor is where the log is: that of the last group is written behind its answer.
void wait_anchored(const std::filesystem::path& root, std::uint64_t size);

// The root of every size from 0 to the log's.
std::vector<crypto::Sha256> roots_of(const log::EventLog& events);

}  // namespace telaio::torture
