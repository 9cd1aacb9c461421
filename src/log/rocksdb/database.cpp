// SPDX-License-Identifier: EUPL-1.2
#include "log/rocksdb/database.hpp"

#include <fmt/format.h>
#include <rocksdb/cache.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>

#include <cstdarg>

#include "log/log_faults.hpp"
#include "log/rocksdb/keys.hpp"

namespace telaio::log::rocksdb {
namespace {

constexpr int bloom_bits_per_key = 10;
constexpr std::size_t large_write_buffer_bytes = std::size_t{64} << 20U;
constexpr std::size_t small_write_buffer_bytes = std::size_t{16} << 20U;
// A service that is writing may delete a file between our listing and our opening it.
constexpr int read_only_attempts_max = 10;

// Readers leave no trace: RocksDB's own log file would take the place of the running service's.
class SilentLogger final : public rdb::Logger {
 public:
  using rdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

rdb::ColumnFamilyOptions family_options(const std::shared_ptr<rdb::Cache>& cache,
                                        rdb::CompressionType compression,
                                        std::size_t write_buffer_bytes, bool filtered) {
  rdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.block_size = std::size_t{16} << 10U;
  table.format_version = 5;
  // Indexes and filters live in the cache too, in pieces: else each file that is open holds its own
  // in memory, and memory grows with the log.
  table.cache_index_and_filter_blocks = true;
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  table.index_type = rdb::BlockBasedTableOptions::kTwoLevelIndexSearch;
  table.partition_filters = filtered;
  if (filtered) table.filter_policy.reset(rdb::NewBloomFilterPolicy(bloom_bits_per_key));
  rdb::ColumnFamilyOptions options;
  options.table_factory.reset(rdb::NewBlockBasedTableFactory(table));
  options.compression = compression;
  options.write_buffer_size = write_buffer_bytes;
  options.force_consistency_checks = true;
  return options;
}

// What is taken in sorted, each file over all keys: without this RocksDB puts file after file into
// a level of its own, and a read has to look into each of them.
rdb::ColumnFamilyOptions taken_in(rdb::ColumnFamilyOptions options) {
  options.level_compaction_dynamic_level_bytes = true;
  return options;
}

// In the order of the handles that RocksDB returns.
std::vector<rdb::ColumnFamilyDescriptor> families(const Options& options) {
  const auto cache = rdb::NewLRUCache(options.block_cache_bytes);
  // Ciphertext and hashes do not compress.
  const auto none = rdb::kNoCompression;
  const auto lz4 = rdb::kLZ4Compression;
  return {
      {rdb::kDefaultColumnFamilyName, family_options(cache, none, small_write_buffer_bytes, false)},
      {std::string(records_family), family_options(cache, lz4, large_write_buffer_bytes, false)},
      {std::string(parts_family), family_options(cache, none, large_write_buffer_bytes, false)},
      {std::string(streams_family),
       taken_in(family_options(cache, lz4, small_write_buffer_bytes, false))},
      {std::string(commands_family),
       taken_in(family_options(cache, none, small_write_buffer_bytes, true))},
      {std::string(tree_family), family_options(cache, none, small_write_buffer_bytes, false)},
  };
}

bool holds_log(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::exists(path / "CURRENT", ignored);
}

Result<Done, Fault> check_presence(const std::filesystem::path& path, Access access) {
  const bool present = holds_log(path);
  if (access == Access::create && present) {
    return Fault{std::string(faults::exists), fmt::format("{} holds a log", path.string())};
  }
  if (access != Access::create && !present) {
    return Fault{std::string(faults::missing), fmt::format("{} holds no log", path.string())};
  }
  return Done{};
}

rdb::Status open_read_only(const rdb::DBOptions& options, const std::string& path,
                           const std::vector<rdb::ColumnFamilyDescriptor>& descriptors,
                           std::vector<rdb::ColumnFamilyHandle*>& handles, rdb::DB** db) {
  rdb::Status status;
  for (int attempt = 0; attempt < read_only_attempts_max; ++attempt) {
    handles.clear();
    status = rdb::DB::OpenForReadOnly(options, path, descriptors, &handles, db);
    if (status.ok()) break;
  }
  return status;
}

}  // namespace

void ClosedBy::operator()(rdb::ColumnFamilyHandle* handle) const {
  // Fails only for a handle of another database.
  db->DestroyColumnFamilyHandle(handle).PermitUncheckedError();
}

rdb::DBOptions database_options(const Options& options) {
  rdb::DBOptions settings;
  settings.env = options.env != nullptr ? options.env : rdb::Env::Default();
  settings.wal_recovery_mode = rdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  settings.recycle_log_file_num = 0;
  settings.track_and_verify_wals_in_manifest = true;
  settings.paranoid_checks = true;
  settings.unordered_write = false;
  settings.enable_pipelined_write = false;
  settings.two_write_queues = false;
  settings.manual_wal_flush = false;
  settings.max_total_wal_size = std::uint64_t{256} << 20U;
  settings.bytes_per_sync = std::uint64_t{1} << 20U;
  settings.max_background_jobs = 2;
  settings.keep_log_file_num = 4;
  settings.max_log_file_size = std::size_t{16} << 20U;
  settings.stats_dump_period_sec = 0;
  return settings;
}

std::optional<std::string> wrong_setting(const rdb::DBOptions& options) {
  if (options.unordered_write) return "unordered_write is on";
  if (options.enable_pipelined_write) return "enable_pipelined_write is on";
  if (options.two_write_queues) return "two_write_queues is on";
  if (options.manual_wal_flush) return "manual_wal_flush is on";
  if (options.recycle_log_file_num != 0) return "recycle_log_file_num is not 0";
  if (!options.paranoid_checks) return "paranoid_checks is off";
  if (options.wal_recovery_mode != rdb::WALRecoveryMode::kTolerateCorruptedTailRecords) {
    return "wal_recovery_mode is not kTolerateCorruptedTailRecords";
  }
  return std::nullopt;
}

Result<Database, Fault> open_database(const std::filesystem::path& path, Access access,
                                      const Options& options) {
  if (const auto checked = check_presence(path, access); !checked) return checked.error();

  rdb::DBOptions settings = database_options(options);
  settings.create_if_missing = access == Access::create;
  settings.create_missing_column_families = access == Access::create;
  settings.error_if_exists = access == Access::create;
  // A reader beside a running service holds every file from the start: none can vanish under it.
  settings.max_open_files = access == Access::read ? -1 : 1'000;
  if (access == Access::read) settings.info_log = std::make_shared<SilentLogger>();

  const auto descriptors = families(options);
  std::vector<rdb::ColumnFamilyHandle*> handles;
  rdb::DB* raw = nullptr;
  const rdb::Status status =
      access == Access::read ? open_read_only(settings, path.string(), descriptors, handles, &raw)
                             : rdb::DB::Open(settings, path.string(), descriptors, &handles, &raw);
  if (!status.ok()) return fault_of(status, fmt::format("opening {}", path.string()));

  Database database;
  database.db.reset(raw);
  const auto family = [&](std::size_t i) { return Family(handles[i], ClosedBy{raw}); };
  database.meta = family(0);
  database.records = family(1);
  database.parts = family(2);
  database.streams = family(3);
  database.commands = family(4);
  database.tree = family(5);

  if (const auto wrong = wrong_setting(raw->GetDBOptions())) {
    return Fault{std::string(faults::options_wrong), *wrong};
  }
  return database;
}

Fault fault_of(const rdb::Status& status, std::string_view what) {
  const std::string said = status.ToString();
  std::string_view code = faults::unreadable;
  if (status.IsCorruption()) code = faults::damaged;
  // RocksDB has no kind of its own for a lock held by another process, or by this one.
  const bool locked = said.find("While lock file") != std::string::npos ||
                      said.find("lock hold by current process") != std::string::npos;
  if (status.IsIOError() && locked) code = faults::in_use;
  return {std::string(code), fmt::format("{}: {}", what, said)};
}

}  // namespace telaio::log::rocksdb
