// SPDX-License-Identifier: EUPL-1.2
#include "view/store.hpp"

#include <fmt/format.h>
#include <rocksdb/cache.h>
#include <rocksdb/convenience.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/table.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <thread>

#include "base/assert.hpp"
#include "base/clock.hpp"
#include "base/limits.hpp"
#include "view/row_codec.hpp"
#include "view/row_keys.hpp"
#include "view/store_impl.hpp"
#include "view/view_faults.hpp"

namespace telaio::view {
namespace {

// All versions of a row share a filter entry, so a get asks one bloom filter per file.
class WithoutVersion final : public rocksdb::SliceTransform {
 public:
  const char* Name() const override { return "telaio.row.v1"; }
  rocksdb::Slice Transform(const rocksdb::Slice& key) const override {
    return {key.data(), key.size() - version_size};
  }
  bool InDomain(const rocksdb::Slice& key) const override {
    return key.size() > slot_size + version_size;
  }
};

Mark decode_mark(BytesView bytes) {
  RowReader row(bytes);
  Mark mark;
  mark.slot = row.u16();
  mark.code_version = row.u32();
  mark.applied = row.u64();
  mark.count = row.u64();
  mark.rolling = row.u64();
  mark.last_recorded = row.instant();
  if (row.flag()) {
    Poison poison;
    poison.position = row.position();
    poison.code = row.text();
    mark.poison = poison;
  }
  return mark;
}

rocksdb::DBOptions database_options() {
  rocksdb::DBOptions options;
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  options.max_background_jobs = 2;
  options.keep_log_file_num = 2;
  options.max_total_wal_size = std::uint64_t{64} << 20U;
  // A manifest of its own for every change of the files: it is small, and an erasure must reach it.
  options.max_manifest_file_size = 1;
  // The usual four megabytes reserved for each would cost more than what is written.
  options.manifest_preallocation_size = std::size_t{16} << 10U;
  return options;
}

Bytes table_prefix(Slot slot, Table table) {
  Bytes prefix = slot_prefix(slot);
  prefix.push_back(static_cast<std::byte>(table.id));
  return prefix;
}

}  // namespace

void DropsHandle::operator()(rocksdb::ColumnFamilyHandle* handle) const {
  // The handle is ours and known to the database: this cannot fail.
  TELAIO_ASSERT(db->DestroyColumnFamilyHandle(handle).ok());
}

rocksdb::Slice slice_of(BytesView bytes) {
  const std::string_view text = as_text(bytes);
  return {text.data(), text.size()};
}

BytesView bytes_of(const rocksdb::Slice& slice) {
  return as_bytes({slice.data(), slice.size()});
}

Fault store_fault(std::string_view code, std::string_view attempted,
                  const rocksdb::Status& status) {
  return Fault{std::string(code), fmt::format("{}: {}", attempted, status.ToString())};
}

rocksdb::ColumnFamilyOptions rows_options(std::size_t cache_bytes) {
  rocksdb::ColumnFamilyOptions options;
  options.prefix_extractor = std::make_shared<WithoutVersion>();
  options.compression = rocksdb::kLZ4Compression;
  options.level_compaction_dynamic_level_bytes = true;
  options.write_buffer_size = std::size_t{16} << 20U;
  options.memtable_prefix_bloom_size_ratio = 0.1;
  rocksdb::BlockBasedTableOptions table;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  table.whole_key_filtering = false;
  table.block_cache = rocksdb::NewLRUCache(cache_bytes);
  table.cache_index_and_filter_blocks = true;
  table.format_version = 5;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

Bytes encode_mark(const Mark& mark) {
  RowWriter row;
  row.u16(mark.slot).u32(mark.code_version).u64(mark.applied).u64(mark.count).u64(mark.rolling);
  row.instant(mark.last_recorded).flag(mark.poison.has_value());
  if (mark.poison) row.position(mark.poison->position).text(mark.poison->code);
  return row.take();
}

Bytes slot_prefix(Slot slot) {
  Bytes prefix;
  append_u16(prefix, slot);
  return prefix;
}

Bytes prefix_end(Bytes prefix) {
  while (!prefix.empty() && prefix.back() == std::byte{0xff}) prefix.pop_back();
  TELAIO_ASSERT(!prefix.empty());
  prefix.back() = static_cast<std::byte>(std::to_integer<unsigned>(prefix.back()) + 1U);
  return prefix;
}

std::uint64_t roll(std::uint64_t rolling, Position position) {
  // The finaliser of splitmix64, chained: every position and their order change the value.
  std::uint64_t mixed = rolling + 0x9e3779b97f4a7c15U * (position + 1);
  mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
  return mixed ^ (mixed >> 31U);
}

Store::Store() : impl_(std::make_unique<Impl>()) {}
Store::~Store() = default;

Result<std::unique_ptr<Store>, Fault> Store::open(const std::filesystem::path& directory,
                                                  const StoreOptions& options) {
  std::error_code failed;
  if (options.access == Access::read_write) std::filesystem::create_directories(directory, failed);
  if (failed)
    return Fault{std::string(faults::open_failed), "create the views folder: " + failed.message()};

  const std::vector<rocksdb::ColumnFamilyDescriptor> families{
      {rocksdb::kDefaultColumnFamilyName, rocksdb::ColumnFamilyOptions()},
      {"rows", rows_options(options.cache_bytes)}};
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* opened = nullptr;
  const auto status =
      options.access == Access::read_write
          ? rocksdb::DB::Open(database_options(), directory.string(), families, &handles, &opened)
          : rocksdb::DB::OpenForReadOnly(database_options(), directory.string(), families, &handles,
                                         &opened);
  if (!status.ok()) {
    const bool locked = status.ToString().find("lock") != std::string::npos;
    return store_fault(locked ? faults::in_use : faults::open_failed, "open the views", status);
  }
  auto store = std::make_unique<Store>();
  store->impl_->db.reset(opened);
  store->impl_->marks = ColumnFamily(handles[0], DropsHandle{opened});
  store->impl_->rows = ColumnFamily(handles[1], DropsHandle{opened});
  store->impl_->directory = directory;
  store->impl_->run_bytes = options.run_bytes;
  if (options.access == Access::read_write) {
    if (const auto dropped = store->drop_orphans(); !dropped) return dropped.error();
  }
  return store;
}

Result<Done, Fault> Store::drop_orphans() {
  const auto marked = marks();
  if (!marked) return marked.error();
  rocksdb::ReadOptions options;
  options.total_order_seek = true;
  std::vector<Slot> orphans;
  const std::unique_ptr<rocksdb::Iterator> at(impl_->db->NewIterator(options, impl_->rows.get()));
  for (at->SeekToFirst(); at->Valid();) {
    const Slot slot = read_u16(bytes_of(at->key()));
    const bool owned = std::ranges::any_of(
        *marked, [&](const NamedMark& named) { return named.mark.slot == slot; });
    if (!owned) orphans.push_back(slot);
    at->Seek(slice_of(prefix_end(slot_prefix(slot))));
  }
  if (!at->status().ok()) return store_fault(faults::read_failed, "look for rows", at->status());
  for (const Slot slot : orphans) {
    if (auto dropped = drop(slot); !dropped) return dropped;
  }
  return Done{};
}

Result<std::vector<Store::NamedMark>, Fault> Store::marks() const {
  std::vector<NamedMark> found;
  const std::unique_ptr<rocksdb::Iterator> at(
      impl_->db->NewIterator(rocksdb::ReadOptions(), impl_->marks.get()));
  for (at->SeekToFirst(); at->Valid(); at->Next()) {
    found.push_back({at->key().ToString(), decode_mark(bytes_of(at->value()))});
  }
  if (!at->status().ok()) return store_fault(faults::read_failed, "read the marks", at->status());
  return found;
}

Result<std::optional<Mark>, Fault> Store::mark(std::string_view name) const {
  std::string stored;
  const auto status =
      impl_->db->Get(rocksdb::ReadOptions(), impl_->marks.get(), slice_of(as_bytes(name)), &stored);
  if (status.IsNotFound()) return std::optional<Mark>();
  if (!status.ok()) return store_fault(faults::read_failed, "read a mark", status);
  return std::optional(decode_mark(as_bytes(stored)));
}

Result<std::optional<Store::Reading>, Fault> Store::read(std::string_view name,
                                                         std::optional<Position> as_of) const {
  // Mark and rows out of one snapshot: a takeover in between would join two builds.
  rocksdb::DB* db = impl_->db.get();
  const std::shared_ptr<const rocksdb::Snapshot> snapshot(
      db->GetSnapshot(), [db](const rocksdb::Snapshot* held) { db->ReleaseSnapshot(held); });
  rocksdb::ReadOptions options;
  options.snapshot = snapshot.get();
  std::string stored;
  const auto status = db->Get(options, impl_->marks.get(), slice_of(as_bytes(name)), &stored);
  if (status.IsNotFound()) return std::optional<Reading>();
  if (!status.ok()) return store_fault(faults::read_failed, "read a mark", status);

  Reading reading;
  reading.mark = decode_mark(as_bytes(stored));
  const Position newest = std::numeric_limits<Position>::max();
  reading.rows = stored_rows(*impl_, reading.mark.slot, as_of.value_or(newest), snapshot);
  return std::optional(std::move(reading));
}

Result<crypto::Sha256, Fault> Store::digest(Slot slot, std::optional<Position> as_of) const {
  const Bytes first = slot_prefix(slot);
  const Bytes end = prefix_end(first);
  const rocksdb::Slice end_slice = slice_of(end);
  rocksdb::ReadOptions options;
  options.total_order_seek = true;
  options.fill_cache = false;
  options.readahead_size = std::size_t{2} << 20U;
  options.iterate_upper_bound = &end_slice;
  const std::unique_ptr<rocksdb::Iterator> at(impl_->db->NewIterator(options, impl_->rows.get()));
  RowsDigest digest;
  for (at->Seek(slice_of(first)); at->Valid(); at->Next()) {
    const BytesView key = bytes_of(at->key());
    const Position position = ~read_u64(key.last(version_size));
    if (as_of && position > *as_of) continue;
    digest.add(key.subspan(slot_size, key.size() - slot_size - version_size), position,
               bytes_of(at->value()));
  }
  if (!at->status().ok()) return store_fault(faults::read_failed, "digest the rows", at->status());
  return digest.finish();
}

Result<Slot, Fault> Store::fresh_slot(const std::vector<Slot>& reserved) {
  const auto marked = marks();
  if (!marked) return marked.error();
  for (Slot slot = 1; slot < std::numeric_limits<Slot>::max(); ++slot) {
    const bool marked_slot = std::ranges::any_of(
        *marked, [&](const NamedMark& named) { return named.mark.slot == slot; });
    if (marked_slot || std::ranges::find(reserved, slot) != reserved.end()) continue;
    const Bytes first = slot_prefix(slot);
    rocksdb::ReadOptions options;
    options.total_order_seek = true;
    const std::unique_ptr<rocksdb::Iterator> at(impl_->db->NewIterator(options, impl_->rows.get()));
    at->Seek(slice_of(first));
    if (!at->status().ok())
      return store_fault(faults::read_failed, "look for a slot", at->status());
    // A build that has not taken over yet has rows and no mark.
    if (!at->Valid() || !at->key().starts_with(slice_of(first))) return slot;
  }
  return Fault{std::string(faults::no_slot), "every slot of the views is taken"};
}

Result<Done, Fault> Store::drop(Slot slot) {
  const Bytes first = slot_prefix(slot);
  const Bytes end = prefix_end(first);
  const auto removed = impl_->db->DeleteRange(rocksdb::WriteOptions(), impl_->rows.get(),
                                              slice_of(first), slice_of(end));
  if (!removed.ok()) return store_fault(faults::write_failed, "drop a build", removed);
  if (auto waited = await_older_readers(); !waited) return waited;
  const rocksdb::Slice from = slice_of(first);
  const rocksdb::Slice to = slice_of(end);
  // Most of a build is in files of its own, which go without being read; the rest is rewritten.
  const auto unlinked =
      rocksdb::DeleteFilesInRange(impl_->db.get(), impl_->rows.get(), &from, &to, false);
  if (!unlinked.ok()) return store_fault(faults::write_failed, "remove a build's files", unlinked);
  rocksdb::CompactRangeOptions options;
  options.exclusive_manual_compaction = false;
  const auto compacted = impl_->db->CompactRange(options, impl_->rows.get(), &from, &to);
  if (!compacted.ok()) return store_fault(faults::write_failed, "compact a build", compacted);
  return Done{};
}

Result<Done, Fault> Store::purge(Slot slot, const std::vector<DerivedTable>& tables,
                                 const Uuid& subject) {
  for (const DerivedTable& derived : tables) {
    const Bytes first = table_prefix(slot, derived.table);
    const Bytes end = prefix_end(first);
    const rocksdb::Slice from = slice_of(first);
    const rocksdb::Slice to = slice_of(end);
    rocksdb::ReadOptions options;
    options.total_order_seek = true;
    options.iterate_upper_bound = &to;
    rocksdb::WriteBatch batch;
    const std::unique_ptr<rocksdb::Iterator> at(impl_->db->NewIterator(options, impl_->rows.get()));
    for (at->Seek(from); at->Valid(); at->Next()) {
      const BytesView key = bytes_of(at->key()).subspan(first.size() + derived.subject_offset);
      if (!std::ranges::equal(key.first(id_size), subject.view())) continue;
      const auto added = batch.Delete(impl_->rows.get(), at->key());
      if (!added.ok()) return store_fault(faults::write_failed, "purge rows", added);
    }
    if (!at->status().ok()) return store_fault(faults::read_failed, "purge rows", at->status());
    const auto written = impl_->db->Write(rocksdb::WriteOptions(), &batch);
    if (!written.ok()) return store_fault(faults::write_failed, "purge rows", written);
    // A deletion leaves the value on disk: the compaction rewrites the files without it, unless a
    // reader that began before may still ask for it.
    if (auto waited = await_older_readers(); !waited) return waited;
    const auto flushed = impl_->db->Flush(rocksdb::FlushOptions(), impl_->rows.get());
    if (!flushed.ok()) return store_fault(faults::write_failed, "flush a purge", flushed);
    rocksdb::CompactRangeOptions compact;
    compact.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForceOptimized;
    const auto compacted = impl_->db->CompactRange(compact, impl_->rows.get(), &from, &to);
    if (!compacted.ok()) return store_fault(faults::write_failed, "compact a purge", compacted);
  }
  return Done{};
}

Result<Done, Fault> Store::await_older_readers() const {
  const std::uint64_t deleted = impl_->db->GetLatestSequenceNumber();
  const Instant give_up = monotonic_now().plus_seconds(limits::view_purge_wait_seconds);
  while (monotonic_now() < give_up) {
    std::uint64_t oldest = 0;  // 0: nobody reads.
    const bool known = impl_->db->GetIntProperty(
        impl_->rows.get(), rocksdb::DB::Properties::kOldestSnapshotSequence, &oldest);
    TELAIO_ASSERT(known);
    if (oldest == 0 || oldest >= deleted) return Done{};
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return Fault{std::string(faults::write_failed), "a reader holds the rows to be removed"};
}

Result<Done, Fault> Store::roll_files() {
  // The write-ahead log still holds what was flushed, until no column family needs it; the manifest
  // names the first and last key of files that are gone, until it is written anew. Both happen when
  // the marks are flushed: each change of the files writes a new manifest (database_options).
  const auto marked = marks();
  if (!marked) return marked.error();
  for (const NamedMark& named : *marked) {
    if (auto written = put_mark(named.name, named.mark); !written) return written;
  }
  for (rocksdb::ColumnFamilyHandle* family : {impl_->rows.get(), impl_->marks.get()}) {
    const auto flushed = impl_->db->Flush(rocksdb::FlushOptions(), family);
    if (!flushed.ok()) return store_fault(faults::write_failed, "flush a purge", flushed);
  }
  // Files nobody needs go now, not when a thread of the database has the time.
  auto removed = impl_->db->DisableFileDeletions();
  if (removed.ok()) removed = impl_->db->EnableFileDeletions(true);
  if (!removed.ok()) return store_fault(faults::write_failed, "remove files", removed);
  return Done{};
}

Result<Done, Fault> Store::put_mark(std::string_view name, const Mark& mark) {
  rocksdb::WriteOptions options;
  options.sync = true;
  const Bytes value = encode_mark(mark);
  const auto status =
      impl_->db->Put(options, impl_->marks.get(), slice_of(as_bytes(name)), slice_of(value));
  if (!status.ok()) return store_fault(faults::write_failed, "write a mark", status);
  return Done{};
}

Result<Done, Fault> Store::remove_mark(std::string_view name) {
  rocksdb::WriteOptions options;
  options.sync = true;
  const auto status = impl_->db->Delete(options, impl_->marks.get(), slice_of(as_bytes(name)));
  if (!status.ok()) return store_fault(faults::write_failed, "remove a mark", status);
  return Done{};
}

}  // namespace telaio::view
