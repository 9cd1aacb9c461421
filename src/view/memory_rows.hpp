// SPDX-License-Identifier: EUPL-1.2
// Rows in memory, with all their versions: what tests fold a prefix of a log into, to compare it
// with an as-of read of the store. Not thread-safe.
#pragma once

#include <map>
#include <memory>
#include <optional>

#include "crypto/digest.hpp"
#include "view/recorded.hpp"
#include "view/rows.hpp"

namespace telaio::view {

class MemoryRows final : public Rows {
 public:
  // Later writes belong to the event at `position`. It never goes back (asserted).
  void begin(Position position);

  // Reads of this object see everything written.
  std::optional<Bytes> get(Table table, BytesView key) const override;
  void scan(Table table, BytesView prefix, const Visit& visit, BytesView first) const override;
  std::optional<Fault> fault() const override { return std::nullopt; }
  void put(Table table, BytesView key, BytesView value) override;
  void erase(Table table, BytesView key) override;

  // The rows as of `position`. Lives no longer than this object, which must not change meanwhile.
  std::unique_ptr<ReadRows> at(Position position) const;
  // As Runner::digest: of all versions up to `as_of`, or of all.
  crypto::Sha256 digest(std::optional<Position> as_of = std::nullopt) const;

 private:
  class At;
  using Versions = std::map<Position, std::optional<Bytes>>;  // Nothing: erased there.
  using Map = std::map<Bytes, Versions>;                      // By table id and key.
  static std::optional<Bytes> get_at(const Map& rows, Table table, BytesView key,
                                     Position position);
  static void scan_at(const Map& rows, Table table, BytesView prefix, const Visit& visit,
                      BytesView first, Position position);
  void write(Table table, BytesView key, std::optional<Bytes> value);

  Map rows_;
  Position position_ = 0;
};

}  // namespace telaio::view
