// SPDX-License-Identifier: EUPL-1.2
// Rows of a build while it is fed: writes are kept in memory until they become one batch (live) or
// one sorted, ingested file (rebuild); reads see them over what the slot already holds.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "view/rows.hpp"
#include "view/store_impl.hpp"

namespace rocksdb {
class WriteBatch;
}

namespace telaio::view {

// Not thread-safe: it belongs to whoever feeds the build.
class BuildRows final : public Rows {
 public:
  BuildRows(Store::Impl& store, Slot slot) : store_(store), slot_(slot) {}

  // Later writes belong to the event at `position`.
  void begin(Position position) { position_ = position; }

  std::optional<Bytes> get(Table table, BytesView key) const override;
  // Reads the whole prefix before the first visit, so that a visit may write.
  void scan(Table table, BytesView prefix, const Visit& visit, BytesView first) const override;
  std::optional<Fault> fault() const override;
  void put(Table table, BytesView key, BytesView value) override;
  void erase(Table table, BytesView key) override;

  // Writes not yet on disk: how many, and their bytes.
  std::size_t count() const { return entries_.size(); }
  std::size_t bytes() const { return arena_.size(); }
  // Forgets the writes after the first `count`.
  void rewind(std::size_t count);
  // Erasure: makes the writes to rows that name the subject nothing. They still count in count().
  void forget(const std::vector<DerivedTable>& tables, const Uuid& subject);

  Result<Done, Fault> add_to(rocksdb::WriteBatch& batch) const;
  // Sorts the writes into one file and hands it to the store, durable; then as after clear().
  Result<Done, Fault> ingest();
  // The writes are on disk: reads find them there.
  void clear();

 private:
  // A row key and a stored value, one after the other in arena_.
  struct Entry {
    std::size_t offset = 0;
    std::uint32_t row_size = 0;  // 0: forgotten.
    std::uint32_t value_size = 0;
    Position position = 0;
  };
  void write(Table table, BytesView key, std::byte mark, BytesView value);
  BytesView row(const Entry& entry) const {
    return BytesView(arena_).subspan(entry.offset, entry.row_size);
  }
  BytesView value(const Entry& entry) const {
    return BytesView(arena_).subspan(entry.offset + entry.row_size, entry.value_size);
  }
  Bytes full_key(const Entry& entry) const;
  const std::map<Bytes, std::size_t>& newest() const;
  const ReadRows& stored() const;

  Store::Impl& store_;
  Slot slot_;
  Position position_ = 0;
  Bytes arena_;
  std::vector<Entry> entries_;  // In the order written.
  // Row key -> index of its newest entry, for the first `indexed_` entries: made only when apply()
  // reads, which most projections never do.
  mutable std::map<Bytes, std::size_t> newest_;
  mutable std::size_t indexed_ = 0;
  mutable std::unique_ptr<ReadRows> stored_;  // What is on disk since the last clear().
};

}  // namespace telaio::view
