// SPDX-License-Identifier: EUPL-1.2
#include "view/memory_rows.hpp"

#include <algorithm>
#include <limits>

#include "base/assert.hpp"
#include "view/row_keys.hpp"

namespace telaio::view {
namespace {

constexpr Position latest = std::numeric_limits<Position>::max();

}  // namespace

class MemoryRows::At final : public ReadRows {
 public:
  At(const Map& rows, Position position) : rows_(rows), position_(position) {}
  std::optional<Bytes> get(Table table, BytesView key) const override {
    return get_at(rows_, table, key, position_);
  }
  void scan(Table table, BytesView prefix, const Visit& visit, BytesView first) const override {
    scan_at(rows_, table, prefix, visit, first, position_);
  }
  std::optional<Fault> fault() const override { return std::nullopt; }

 private:
  const Map& rows_;
  Position position_;
};

namespace {

// The version that counts at `position`; null when the row is not there then.
const Bytes* version_at(const std::map<Position, std::optional<Bytes>>& versions,
                        Position position) {
  auto after = versions.upper_bound(position);
  if (after == versions.begin()) return nullptr;
  const auto& version = std::prev(after)->second;
  return version ? &*version : nullptr;
}

}  // namespace

void MemoryRows::begin(Position position) {
  TELAIO_ASSERT(position >= position_);
  position_ = position;
}

std::optional<Bytes> MemoryRows::get(Table table, BytesView key) const {
  return get_at(rows_, table, key, latest);
}

void MemoryRows::scan(Table table, BytesView prefix, const Visit& visit, BytesView first) const {
  scan_at(rows_, table, prefix, visit, first, latest);
}

void MemoryRows::put(Table table, BytesView key, BytesView value) {
  write(table, key, to_bytes(value));
}

void MemoryRows::erase(Table table, BytesView key) {
  write(table, key, std::nullopt);
}

std::unique_ptr<ReadRows> MemoryRows::at(Position position) const {
  return std::make_unique<At>(rows_, position);
}

crypto::Sha256 MemoryRows::digest(std::optional<Position> as_of) const {
  RowsDigest digest;
  for (const auto& [row, versions] : rows_) {
    for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
      if (as_of && version->first > *as_of) continue;
      digest.add(row, version->first, stored_value(version->second));
    }
  }
  return digest.finish();
}

std::optional<Bytes> MemoryRows::get_at(const Map& rows, Table table, BytesView key,
                                        Position position) {
  TELAIO_ASSERT(key.size() == table.key_size);
  const auto found = rows.find(row_key(table, key));
  if (found == rows.end()) return std::nullopt;
  const Bytes* value = version_at(found->second, position);
  return value != nullptr ? std::optional(*value) : std::nullopt;
}

void MemoryRows::scan_at(const Map& rows, Table table, BytesView prefix, const Visit& visit,
                         BytesView first, Position position) {
  const Bytes start = row_key(table, prefix);
  const Bytes from = std::max(start, row_key(table, first));
  for (auto row = rows.lower_bound(from); row != rows.end(); ++row) {
    const BytesView key = row->first;
    if (key.size() < start.size() || !std::ranges::equal(key.first(start.size()), start)) return;
    const Bytes* value = version_at(row->second, position);
    if (value != nullptr && !visit(key.subspan(1), *value)) return;
  }
}

void MemoryRows::write(Table table, BytesView key, std::optional<Bytes> value) {
  TELAIO_ASSERT(key.size() == table.key_size);
  rows_[row_key(table, key)][position_] = std::move(value);
}

}  // namespace telaio::view
