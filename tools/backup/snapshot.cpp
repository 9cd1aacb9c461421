// SPDX-License-Identifier: EUPL-1.2
#include "tools/backup/snapshot.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/utilities/checkpoint.h>
#include <unistd.h>

#include <cstdarg>
#include <functional>
#include <limits>
#include <memory>
#include <vector>

#include "log/file_io.hpp"
#include "tools/backup/backup_faults.hpp"

namespace telaio::backup {
namespace {

// A service that is writing may delete a file between our listing and our linking it.
constexpr int attempts_max = 10;
constexpr std::size_t wrapped_number_size = 4;

// A reader leaves no trace: RocksDB's own log file would take the place of the running service's.
class SilentLogger final : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

Fault fault_of(std::string_view code, std::string_view attempted, const rocksdb::Status& status) {
  return {std::string(code), fmt::format("{}: {}", attempted, status.ToString())};
}

struct Reader {
  std::unique_ptr<rocksdb::DB> database;
  std::vector<std::string> names;
  std::vector<rocksdb::ColumnFamilyHandle*> families;

  Reader() = default;
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader() {
    for (auto* family : families) {
      database->DestroyColumnFamilyHandle(family).PermitUncheckedError();
    }
  }

  rocksdb::Status open(const std::filesystem::path& folder) {
    rocksdb::DBOptions options;
    options.info_log = std::make_shared<SilentLogger>();
    options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
    options.max_open_files = -1;  // Held from the start: none can vanish under us.
    auto status = rocksdb::DB::ListColumnFamilies(options, folder.string(), &names);
    if (!status.ok()) return status;
    std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
    for (const auto& name : names) descriptors.emplace_back(name, rocksdb::ColumnFamilyOptions());
    rocksdb::DB* raw = nullptr;
    status = rocksdb::DB::OpenForReadOnly(options, folder.string(), descriptors, &families, &raw);
    database.reset(raw);
    return status;
  }
};

rocksdb::Status try_snapshot(const std::filesystem::path& database,
                             const std::filesystem::path& into) {
  Reader reader;
  auto status = reader.open(database);
  if (!status.ok()) return status;
  rocksdb::Checkpoint* raw = nullptr;
  status = rocksdb::Checkpoint::Create(reader.database.get(), &raw);
  const std::unique_ptr<rocksdb::Checkpoint> checkpoint(raw);
  if (!status.ok()) return status;
  // Never flushes: a reader could not, and what is not flushed is in the write-ahead log.
  return checkpoint->CreateCheckpoint(into.string(), std::numeric_limits<std::uint64_t>::max());
}

// Whoever wrote it: what is copied of the write-ahead log must not be lost where it came from.
Result<Done, Fault> sync_live_log(const std::filesystem::path& database) {
  std::error_code error;
  for (auto entry = std::filesystem::directory_iterator(database, error);
       !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    if (entry->path().extension() != ".log") continue;
    const log::FileHandle file(::open(entry->path().c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.open()) continue;  // No longer needed: what it held is in a synced file.
    if (::fdatasync(file.get()) != 0) return log::system_fault(faults::io, "sync", entry->path());
  }
  if (error) return Fault{std::string(faults::io), "list the database: " + error.message()};
  return Done{};
}

using Visit = std::function<void(const std::string& family, const rocksdb::Slice& key,
                                 const rocksdb::Slice& value)>;

rocksdb::Status scan(const std::filesystem::path& database, const Visit& visit) {
  Reader reader;
  auto status = reader.open(database);
  if (!status.ok()) return status;
  rocksdb::ReadOptions options;
  options.verify_checksums = true;
  options.fill_cache = false;
  for (std::size_t i = 0; i < reader.families.size(); ++i) {
    const std::unique_ptr<rocksdb::Iterator> row(
        reader.database->NewIterator(options, reader.families[i]));
    for (row->SeekToFirst(); row->Valid(); row->Next()) {
      visit(reader.names[i], row->key(), row->value());
    }
    if (!row->status().ok()) return row->status();
  }
  return status;
}

}  // namespace

Result<Done, Fault> take_snapshot(const std::filesystem::path& database,
                                  const std::filesystem::path& into) {
  rocksdb::Status status;
  for (int attempt = 0; attempt < attempts_max; ++attempt) {
    std::error_code ignored;
    std::filesystem::remove_all(into, ignored);
    std::filesystem::remove_all(into.string() + ".tmp", ignored);
    status = try_snapshot(database, into);
    if (status.ok()) return sync_live_log(database);
  }
  return fault_of(faults::io, fmt::format("copying {}", database.string()), status);
}

Result<std::set<std::uint32_t>, Fault> wrapping_keys(const std::filesystem::path& vault) {
  std::set<std::uint32_t> numbers;
  const auto status = scan(vault, [&](const std::string& family, const rocksdb::Slice& key,
                                      const rocksdb::Slice& value) {
    const bool secret = family == rocksdb::kDefaultColumnFamilyName && key.starts_with("secret/");
    if (!secret && family != "keys" && family != "protected_keys") return;
    if (value.size() < wrapped_number_size) return;
    numbers.insert(read_u32(std::as_bytes(std::span(value.data(), wrapped_number_size))));
  });
  if (!status.ok()) return fault_of(faults::damaged, "reading the copy of the vault", status);
  return numbers;
}

Result<std::uint64_t, Fault> read_all_rows(const std::filesystem::path& database) {
  std::uint64_t rows = 0;
  const auto status = scan(
      database, [&](const std::string&, const rocksdb::Slice&, const rocksdb::Slice&) { ++rows; });
  if (!status.ok()) return fault_of(faults::damaged, "reading a copy", status);
  return rows;
}

}  // namespace telaio::backup
