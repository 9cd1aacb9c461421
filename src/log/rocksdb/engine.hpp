// SPDX-License-Identifier: EUPL-1.2
// The log on disk: one machine, RocksDB embedded (docs/formats/log-store.md). One thread commits,
// in groups: while one group is being synced the next one forms, and one sync acknowledges all of
// it.
//
// Opening refuses what it cannot trust: another process in the folder (data.in_use), a log shorter
// than its anchor or with another history (log.behind_anchor), a missing anchor
// (log.anchor_missing), stored heads that disagree with the stored tree (log.damaged). After a
// failed write or sync nothing is acknowledged any more, and the process ends with status 3 and a
// line on standard error.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "base/clock.hpp"
#include "base/limits.hpp"
#include "log/stored_log.hpp"

namespace rocksdb {
class Env;
}

namespace telaio::log::rocksdb {

struct Place {
  std::filesystem::path log;     // The folder of the database.
  std::filesystem::path anchor;  // A folder outside the data folder and outside its backups.
};

struct Options {
  std::size_t block_cache_bytes = std::size_t{64} << 20U;
  // Free bytes on the log's disk below which appends are answered log.disk_reserve.
  std::uint64_t disk_reserve_bytes = limits::disk_reserve_bytes;
  // The upper part of it, where commits that record an access are still appended.
  std::uint64_t access_reserve_bytes = limits::access_reserve_bytes;
  // Events indexed in memory before they are written out sorted. Tests make it small.
  std::size_t recent_events_max = limits::recent_events_max;
  // The log whose missing anchor an operator accepts, by its id: a new anchor is made where the log
  // stands. Whoever sets it vouches that nothing is missing at the end.
  std::optional<Uuid> accept_missing_anchor;
  // For verification alone, read-only: opens a log whose head, records, tree and anchor disagree,
  // so that what is wrong with it can be found and the rest be read.
  bool inspect_damaged = false;
  // Tests make the disk fail through it; outlives the log. Null: the system's.
  ::rocksdb::Env* env = nullptr;
};

// Makes an empty log with a random id; the parent of `place.log` exists. data.exists when there is
// one.
Result<std::unique_ptr<StoredLog>, Fault> create(const Place& place, const Clock& clock,
                                                 const Options& options = {});
// `clock` outlives the log.
Result<std::unique_ptr<StoredLog>, Fault> open(const Place& place, const Clock& clock,
                                               const Options& options = {});
// The log as it is now; it does not follow. Works beside a service that has it open. Appends and
// purges are refused (log.read_only).
Result<std::unique_ptr<StoredLog>, Fault> open_read_only(const Place& place,
                                                         const Options& options = {});

}  // namespace telaio::log::rocksdb
