// SPDX-License-Identifier: EUPL-1.2
// Reading rows at a position: newest version at or before it, tombstones passed over.
#include <algorithm>

#include "base/assert.hpp"
#include "base/limits.hpp"
#include "view/row_keys.hpp"
#include "view/store_impl.hpp"
#include "view/view_faults.hpp"

namespace telaio::view {
namespace {

class StoredRows final : public ReadRows {
 public:
  StoredRows(const Store::Impl& store, Slot slot, Position as_of,
             std::shared_ptr<const rocksdb::Snapshot> snapshot)
      : store_(store), slot_(slot), as_of_(as_of), snapshot_(std::move(snapshot)) {}

  std::optional<Bytes> get(Table table, BytesView key) const override;
  void scan(Table table, BytesView prefix, const Visit& visit, BytesView first) const override;
  std::optional<Fault> fault() const override { return fault_; }

 private:
  Bytes slot_key(Table table, BytesView key) const {
    Bytes full = slot_prefix(slot_);
    append(full, row_key(table, key));
    return full;
  }
  Bytes at_version(BytesView row, Position position) const {
    Bytes full = to_bytes(row);
    append_u64(full, ~position);
    return full;
  }
  void check(const rocksdb::Iterator& at) const {
    if (!at.status().ok() && !fault_) {
      fault_ = store_fault(faults::read_failed, "read rows", at.status());
    }
  }
  // From a version newer than as_of_ to the first one that is not, or to the next row.
  void skip_newer(rocksdb::Iterator& at) const;
  // From a version of `row` to the first one of the next row.
  void skip_row(rocksdb::Iterator& at, BytesView row) const;

  const Store::Impl& store_;
  Slot slot_;
  Position as_of_;
  std::shared_ptr<const rocksdb::Snapshot> snapshot_;
  mutable std::unique_ptr<rocksdb::Iterator> getter_;  // Made by the first get, then reused.
  mutable std::optional<Fault> fault_;
};

BytesView row_of(const rocksdb::Iterator& at) {
  const BytesView key = bytes_of(at.key());
  return key.first(key.size() - version_size);
}

Position version_of(const rocksdb::Iterator& at) {
  return ~read_u64(bytes_of(at.key()).last(version_size));
}

std::optional<Bytes> StoredRows::get(Table table, BytesView key) const {
  TELAIO_ASSERT(key.size() == table.key_size);
  if (!getter_) {
    rocksdb::ReadOptions options;
    options.snapshot = snapshot_.get();
    options.prefix_same_as_start = true;
    getter_.reset(store_.db->NewIterator(options, store_.rows.get()));
  }
  const Bytes row = slot_key(table, key);
  getter_->Seek(slice_of(at_version(row, as_of_)));
  check(*getter_);
  if (!getter_->Valid() || !std::ranges::equal(row_of(*getter_), row)) return std::nullopt;
  const BytesView stored = bytes_of(getter_->value());
  if (stored.front() == tombstone_mark) return std::nullopt;
  return to_bytes(stored.subspan(1));
}

void StoredRows::skip_newer(rocksdb::Iterator& at) const {
  for (int step = 0; step < limits::view_scan_steps_max; ++step) {
    if (!at.Valid() || version_of(at) <= as_of_) return;
    at.Next();
  }
  if (!at.Valid() || version_of(at) <= as_of_) return;
  at.Seek(slice_of(at_version(row_of(at), as_of_)));
}

void StoredRows::skip_row(rocksdb::Iterator& at, BytesView row) const {
  for (int step = 0; step < limits::view_scan_steps_max; ++step) {
    at.Next();
    if (!at.Valid() || !std::ranges::equal(row_of(at), row)) return;
  }
  // Position 0 is the oldest version a row can have.
  at.Seek(slice_of(at_version(row, 0)));
  if (at.Valid() && std::ranges::equal(row_of(at), row)) at.Next();
}

void StoredRows::scan(Table table, BytesView prefix, const Visit& visit, BytesView first) const {
  TELAIO_ASSERT(prefix.size() <= table.key_size);
  const Bytes start = slot_key(table, prefix);
  const Bytes from = std::max(start, slot_key(table, first));
  const Bytes end = prefix_end(start);
  const rocksdb::Slice end_slice = slice_of(end);
  rocksdb::ReadOptions options;
  options.snapshot = snapshot_.get();
  options.total_order_seek = true;
  options.iterate_upper_bound = &end_slice;
  const std::unique_ptr<rocksdb::Iterator> at(store_.db->NewIterator(options, store_.rows.get()));
  at->Seek(slice_of(from));
  while (at->Valid()) {
    if (version_of(*at) > as_of_) {
      skip_newer(*at);
      continue;
    }
    const Bytes row = to_bytes(row_of(*at));
    const BytesView stored = bytes_of(at->value());
    if (stored.front() == row_mark &&
        !visit(BytesView(row).subspan(slot_size + 1), stored.subspan(1))) {
      return;
    }
    skip_row(*at, row);
  }
  check(*at);
}

}  // namespace

std::unique_ptr<ReadRows> stored_rows(const Store::Impl& store, Slot slot, Position as_of,
                                      std::shared_ptr<const rocksdb::Snapshot> snapshot) {
  return std::make_unique<StoredRows>(store, slot, as_of, std::move(snapshot));
}

}  // namespace telaio::view
