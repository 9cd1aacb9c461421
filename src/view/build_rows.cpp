// SPDX-License-Identifier: EUPL-1.2
#include "view/build_rows.hpp"

#include <fmt/format.h>
#include <rocksdb/sst_file_writer.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <system_error>

#include "base/assert.hpp"
#include "view/row_keys.hpp"
#include "view/view_faults.hpp"

namespace telaio::view {
namespace {

bool starts_with(BytesView key, BytesView prefix) {
  return key.size() >= prefix.size() && std::ranges::equal(key.first(prefix.size()), prefix);
}

}  // namespace

const ReadRows& BuildRows::stored() const {
  if (!stored_) {
    stored_ = stored_rows(store_, slot_, std::numeric_limits<Position>::max(), nullptr);
  }
  return *stored_;
}

const std::map<Bytes, std::size_t>& BuildRows::newest() const {
  for (; indexed_ < entries_.size(); ++indexed_) {
    if (entries_[indexed_].row_size == 0) continue;
    newest_[to_bytes(row(entries_[indexed_]))] = indexed_;
  }
  return newest_;
}

std::optional<Bytes> BuildRows::get(Table table, BytesView key) const {
  TELAIO_ASSERT(key.size() == table.key_size);
  const auto& pending = newest();
  const auto found = pending.find(row_key(table, key));
  if (found == pending.end()) return stored().get(table, key);
  const BytesView kept = value(entries_[found->second]);
  if (kept.front() == tombstone_mark) return std::nullopt;
  return to_bytes(kept.subspan(1));
}

void BuildRows::scan(Table table, BytesView prefix, const Visit& visit, BytesView first) const {
  std::map<Bytes, Bytes> merged;
  const auto collect = [&](BytesView key, BytesView value) {
    merged[to_bytes(key)] = to_bytes(value);
    return true;
  };
  stored().scan(table, prefix, collect, first);

  const auto& pending = newest();
  const Bytes start = row_key(table, prefix);
  const Bytes from = std::max(start, row_key(table, first));
  for (auto at = pending.lower_bound(from); at != pending.end(); ++at) {
    if (!starts_with(at->first, start)) break;
    const Bytes key(at->first.begin() + 1, at->first.end());
    const BytesView kept = value(entries_[at->second]);
    if (kept.front() == tombstone_mark) {
      merged.erase(key);
    } else {
      merged[key] = to_bytes(kept.subspan(1));
    }
  }
  for (const auto& [key, value] : merged) {
    if (!visit(key, value)) return;
  }
}

std::optional<Fault> BuildRows::fault() const {
  return stored_ ? stored_->fault() : std::nullopt;
}

void BuildRows::put(Table table, BytesView key, BytesView value) {
  write(table, key, row_mark, value);
}

void BuildRows::erase(Table table, BytesView key) {
  write(table, key, tombstone_mark, {});
}

void BuildRows::write(Table table, BytesView key, std::byte mark, BytesView value) {
  TELAIO_ASSERT(key.size() == table.key_size);
  TELAIO_ASSERT(value.size() < std::numeric_limits<std::uint32_t>::max());
  Entry entry;
  entry.offset = arena_.size();
  entry.row_size = static_cast<std::uint32_t>(1 + key.size());
  entry.value_size = static_cast<std::uint32_t>(1 + value.size());
  entry.position = position_;
  arena_.push_back(static_cast<std::byte>(table.id));
  append(arena_, key);
  arena_.push_back(mark);
  append(arena_, value);
  entries_.push_back(entry);
}

void BuildRows::rewind(std::size_t count) {
  TELAIO_ASSERT(count <= entries_.size());
  if (count == entries_.size()) return;
  arena_.resize(entries_[count].offset);
  entries_.resize(count);
  newest_.clear();
  indexed_ = 0;
}

void BuildRows::forget(const std::vector<DerivedTable>& tables, const Uuid& subject) {
  for (Entry& entry : entries_) {
    const bool theirs = std::ranges::any_of(tables, [&](const DerivedTable& derived) {
      const BytesView key = row(entry);
      if (key.empty() || key.front() != static_cast<std::byte>(derived.table.id)) return false;
      return starts_with(key.subspan(1 + derived.subject_offset), subject.view());
    });
    if (!theirs) continue;
    std::fill_n(arena_.begin() + static_cast<std::ptrdiff_t>(entry.offset),
                entry.row_size + entry.value_size, std::byte{0});
    entry.row_size = 0;
    entry.value_size = 0;
  }
  newest_.clear();
  indexed_ = 0;
  // It keeps files open that are to go.
  stored_.reset();
}

Bytes BuildRows::full_key(const Entry& entry) const {
  Bytes key;
  key.reserve(slot_size + entry.row_size + version_size);
  append_u16(key, slot_);
  append(key, row(entry));
  append_u64(key, ~entry.position);
  return key;
}

Result<Done, Fault> BuildRows::add_to(rocksdb::WriteBatch& batch) const {
  for (const Entry& entry : entries_) {
    if (entry.row_size == 0) continue;
    const Bytes key = full_key(entry);
    const auto added = batch.Put(store_.rows.get(), slice_of(key), slice_of(value(entry)));
    if (!added.ok()) return store_fault(faults::write_failed, "write rows", added);
  }
  return Done{};
}

Result<Done, Fault> BuildRows::ingest() {
  std::vector<std::size_t> order;
  order.reserve(entries_.size());
  for (std::size_t index = 0; index < entries_.size(); ++index) {
    if (entries_[index].row_size > 0) order.push_back(index);
  }
  if (order.empty()) {
    clear();
    return Done{};
  }
  // Row, then newest version first; of two writes of one event to one row, the last one first.
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    const std::string_view row_a = as_text(row(entries_[a]));
    const std::string_view row_b = as_text(row(entries_[b]));
    if (const int way = row_a.compare(row_b); way != 0) return way < 0;
    if (entries_[a].position != entries_[b].position) {
      return entries_[a].position > entries_[b].position;
    }
    return a > b;
  });

  rocksdb::Options options(rocksdb::DBOptions(), store_.db->GetOptions(store_.rows.get()));
  rocksdb::SstFileWriter writer(rocksdb::EnvOptions(), options, store_.rows.get());
  const std::string path = (store_.directory / fmt::format("run-{}.ingest", slot_)).string();
  // A run that was taken in and could not be removed is a table of the store under a second name.
  std::error_code in_use;
  std::filesystem::remove(path, in_use);
  if (in_use) {
    return store_fault(faults::write_failed, "write a sorted run",
                       rocksdb::Status::IOError(path, in_use.message()));
  }
  auto status = writer.Open(path);
  Bytes previous;
  for (const std::size_t index : order) {
    if (!status.ok()) break;
    Bytes key = full_key(entries_[index]);
    if (key == previous) continue;
    status = writer.Put(slice_of(key), slice_of(value(entries_[index])));
    previous = std::move(key);
  }
  if (status.ok()) status = writer.Finish();
  if (!status.ok()) return store_fault(faults::write_failed, "write a sorted run", status);

  rocksdb::IngestExternalFileOptions ingest;
  ingest.move_files = true;
  status = store_.db->IngestExternalFile(store_.rows.get(), {path}, ingest);
  if (!status.ok()) return store_fault(faults::write_failed, "ingest a sorted run", status);
  clear();
  return Done{};
}

void BuildRows::clear() {
  arena_.clear();
  entries_.clear();
  newest_.clear();
  indexed_ = 0;
  stored_.reset();
}

}  // namespace telaio::view
