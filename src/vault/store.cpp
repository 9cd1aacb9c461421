// SPDX-License-Identifier: EUPL-1.2
#include "vault/store.hpp"

#include <fcntl.h>
#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/options.h>
#include <rocksdb/table.h>
#include <rocksdb/write_batch.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "base/assert.hpp"
#include "base/limits.hpp"

namespace telaio::vault {

namespace {

// In the order of Family. The first is RocksDB's own default family.
constexpr std::array<const char*, family_count> family_names = {
    "default", "keys", "protected_keys", "destroyed", "accounts", "sessions"};

constexpr std::size_t write_buffer_bytes = std::size_t{8} << 20U;
constexpr std::size_t write_buffers_total_bytes = std::size_t{24} << 20U;
constexpr std::size_t block_cache_bytes = std::size_t{8} << 20U;
constexpr double filter_bits_per_key = 10;

rocksdb::Slice slice(BytesView bytes) {
  if (bytes.empty()) return {};  // RocksDB compares what a null view points to.
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
BytesView view(const rocksdb::Slice& slice) {
  return std::as_bytes(std::span(slice.data(), slice.size()));
}

Fault storage_fault(std::string_view attempted, const rocksdb::Status& status) {
  return Fault{"vault.storage", std::string(attempted) + ": " + status.ToString()};
}

rocksdb::DBOptions database_options(bool create) {
  rocksdb::DBOptions options;
  options.create_if_missing = create;
  options.create_missing_column_families = create;
  options.error_if_exists = create;
  // A torn last record is what a power cut leaves; damage before it is refused.
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  options.recycle_log_file_num = 0;
  options.paranoid_checks = true;
  options.db_write_buffer_size = write_buffers_total_bytes;
  options.info_log_level = rocksdb::InfoLogLevel::WARN_LEVEL;
  options.keep_log_file_num = 2;
  TELAIO_ASSERT(!options.unordered_write);
  TELAIO_ASSERT(!options.enable_pipelined_write);
  TELAIO_ASSERT(!options.manual_wal_flush);
  return options;
}

rocksdb::ColumnFamilyOptions family_options(const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(filter_bits_per_key));
  rocksdb::ColumnFamilyOptions options;
  options.write_buffer_size = write_buffer_bytes;
  // Values are random bytes: they do not shrink, and uncompressed files can be searched for what
  // must not be in them.
  options.compression = rocksdb::kNoCompression;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

// RocksDB syncs what is in its folder, not that there is one: after a power cut it could be gone
// with every key in it.
Result<Done, Fault> sync_parent(const std::filesystem::path& folder) {
  std::error_code error;
  const auto parent = std::filesystem::absolute(folder, error).parent_path();
  const int directory = ::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = directory >= 0 && ::fsync(directory) == 0;
  error = std::error_code(errno, std::generic_category());
  if (directory >= 0) ::close(directory);
  if (!synced) return Fault{"vault.storage", "sync the vault's parent folder: " + error.message()};
  return Done{};
}

}  // namespace

struct Store::Database {
  std::filesystem::path folder;
  std::unique_ptr<rocksdb::DB> db;
  std::array<rocksdb::ColumnFamilyHandle*, family_count> families{};

  Database() = default;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  // The handles go before the database they belong to.
  ~Database() {
    for (rocksdb::ColumnFamilyHandle* const family : families) {
      if (family == nullptr) continue;
      const rocksdb::Status status = db->DestroyColumnFamilyHandle(family);
      TELAIO_ASSERT(status.ok());
    }
  }

  rocksdb::ColumnFamilyHandle* handle(Family family) const {
    return families[static_cast<std::size_t>(family)];
  }

  Result<Done, Fault> open(bool create) {
    const auto cache = rocksdb::NewLRUCache(block_cache_bytes);
    std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
    for (const char* const name : family_names) {
      descriptors.emplace_back(name, family_options(cache));
    }
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    rocksdb::DB* opened = nullptr;
    const rocksdb::Status status = rocksdb::DB::Open(database_options(create), folder.string(),
                                                     descriptors, &handles, &opened);
    if (!status.ok()) return storage_fault("open the vault", status);
    db.reset(opened);
    TELAIO_ASSERT(handles.size() == family_count);
    std::copy(handles.begin(), handles.end(), families.begin());
    return Done{};
  }
};

Store::Store(std::unique_ptr<Database> database) : database_(std::move(database)) {}
Store::~Store() = default;

Result<std::unique_ptr<Store>, Fault> Store::create(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return Fault{"vault.storage", "make the vault's folder: " + error.message()};
  const bool empty = std::filesystem::is_empty(folder, error);
  if (error) return Fault{"vault.storage", "read the vault's folder: " + error.message()};
  if (!empty) return Fault{"vault.exists", "the vault's folder is not empty"};
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  if (error) return Fault{"vault.storage", "protect the vault's folder: " + error.message()};

  auto database = std::make_unique<Database>();
  database->folder = folder;
  const auto opened = database->open(true);
  if (!opened) return opened.error();
  if (const auto synced = sync_parent(folder); !synced) return synced.error();
  return std::unique_ptr<Store>(new Store(std::move(database)));
}

Result<std::unique_ptr<Store>, Fault> Store::open(const std::filesystem::path& folder) {
  std::error_code error;
  if (!std::filesystem::exists(folder / "CURRENT", error)) {
    return Fault{"vault.absent", "there is no vault in the folder"};
  }
  auto database = std::make_unique<Database>();
  database->folder = folder;
  const auto opened = database->open(false);
  if (!opened) return opened.error();
  return std::unique_ptr<Store>(new Store(std::move(database)));
}

Result<std::optional<Bytes>, Fault> Store::get(Family family, BytesView key) const {
  rocksdb::PinnableSlice value;
  const rocksdb::Status status =
      database_->db->Get(rocksdb::ReadOptions(), database_->handle(family), slice(key), &value);
  if (status.IsNotFound()) return std::optional<Bytes>();
  if (!status.ok()) return storage_fault("read a row", status);
  return std::optional<Bytes>(to_bytes(view(value)));
}

Result<std::optional<Row>, Fault> Store::last(Family family, BytesView prefix) const {
  TELAIO_ASSERT(prefix.size() >= 16);
  // Keys are at most 8 bytes longer than the prefixes asked for.
  Bytes beyond = to_bytes(prefix);
  beyond.resize(prefix.size() + 8, std::byte{0xff});
  const std::unique_ptr<rocksdb::Iterator> iterator(
      database_->db->NewIterator(rocksdb::ReadOptions(), database_->handle(family)));
  iterator->SeekForPrev(slice(beyond));
  if (!iterator->Valid()) {
    if (!iterator->status().ok()) return storage_fault("seek a row", iterator->status());
    return std::optional<Row>();
  }
  if (!iterator->key().starts_with(slice(prefix))) return std::optional<Row>();
  return std::optional<Row>(
      Row{to_bytes(view(iterator->key())), to_bytes(view(iterator->value()))});
}

Result<Done, Fault> Store::scan(Family family, BytesView prefix, const Visit& visit) const {
  const std::unique_ptr<rocksdb::Iterator> iterator(
      database_->db->NewIterator(rocksdb::ReadOptions(), database_->handle(family)));
  for (iterator->Seek(slice(prefix)); iterator->Valid(); iterator->Next()) {
    if (!iterator->key().starts_with(slice(prefix))) break;
    if (!visit(view(iterator->key()), view(iterator->value()))) return Done{};
  }
  if (!iterator->status().ok()) return storage_fault("scan rows", iterator->status());
  return Done{};
}

Result<Done, Fault> Store::write(std::span<const Write> writes, Durability durability) {
  if (writes.empty()) return Done{};
  std::error_code error;
  const auto space = std::filesystem::space(database_->folder, error);
  if (error) return Fault{"vault.storage", "ask for free space: " + error.message()};
  if (space.available < limits::vault_disk_reserve_bytes) {
    return Fault{"vault.disk_reserve", "free space is below the reserve: nothing was written"};
  }

  rocksdb::WriteBatch batch;
  for (const Write& write : writes) {
    rocksdb::ColumnFamilyHandle* const family = database_->handle(write.family);
    const rocksdb::Status status = write.value
                                       ? batch.Put(family, slice(write.key), slice(*write.value))
                                       : batch.Delete(family, slice(write.key));
    if (!status.ok()) return storage_fault("collect rows", status);
  }
  rocksdb::WriteOptions options;
  options.sync = durability == Durability::synced;
  const rocksdb::Status status = database_->db->Write(options, &batch);
  if (!status.ok()) return storage_fault("write rows", status);
  return Done{};
}

Result<Done, Fault> Store::compact() {
  rocksdb::DB& db = *database_->db;
  const std::vector<rocksdb::ColumnFamilyHandle*> families(database_->families.begin(),
                                                           database_->families.end());
  // All families at once, so that no family keeps the old write-ahead log alive.
  rocksdb::Status status = db.Flush(rocksdb::FlushOptions(), families);
  if (!status.ok()) return storage_fault("flush", status);

  rocksdb::CompactRangeOptions options;
  options.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForceOptimized;
  for (rocksdb::ColumnFamilyHandle* const family : families) {
    status = db.CompactRange(options, family, nullptr, nullptr);
    if (!status.ok()) return storage_fault("compact", status);
  }
  // RocksDB deletes replaced files when it gets to it; allowing deletions does it now.
  status = db.DisableFileDeletions();
  if (!status.ok()) return storage_fault("delete replaced files", status);
  status = db.EnableFileDeletions(/*force=*/true);
  if (!status.ok()) return storage_fault("delete replaced files", status);
  return Done{};
}

}  // namespace telaio::vault
