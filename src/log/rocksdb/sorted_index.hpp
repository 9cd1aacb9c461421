// SPDX-License-Identifier: EUPL-1.2
// Writes a generation of the recent index into the indexes on disk: sorted files, made in one go
// and taken in by RocksDB as they are, all at once and with the mark that says so.
#pragma once

#include <filesystem>
#include <functional>
#include <thread>

#include "log/rocksdb/database.hpp"
#include "log/rocksdb/recent_index.hpp"

namespace telaio::log::rocksdb {

// Where the sorted files are made, before RocksDB takes them: beside its own, on the same disk.
std::filesystem::path sorting_folder(const std::filesystem::path& log);
// Files that a crash left behind.
void clear_sorting_folder(const std::filesystem::path& log);

// All its events are durable. Afterwards the stored mark says that the indexes hold them.
Result<Done, Fault> write_sorted(const Database& database, const Generation& generation,
                                 const std::filesystem::path& log);

// Writes what the recent index gives, as long as it lives.
class SortingThread {
 public:
  // The references outlive it. `failed` is called on its thread and does not return.
  SortingThread(const Database& database, RecentIndex& recent, std::filesystem::path log,
                std::function<void(const Fault&)> failed);
  SortingThread(const SortingThread&) = delete;
  SortingThread& operator=(const SortingThread&) = delete;
  // Ends what is being written, and leaves the rest to the next start.
  ~SortingThread();

 private:
  void run();

  const Database& database_;
  RecentIndex& recent_;
  std::filesystem::path log_;
  std::function<void(const Fault&)> failed_;
  std::thread thread_;  // Last: it uses all the others.
};

}  // namespace telaio::log::rocksdb
