// SPDX-License-Identifier: EUPL-1.2
// The rows of one projection, as the projection and its queries see them: tables of keys and values
// at one moment of the log. Versions, positions and disks are behind it (view/store.hpp on disk,
// view/memory_rows.hpp in tests), so a fold of a prefix and an as-of read meet the same queries.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace telaio::view {

// A table of a projection. All its keys have the same length (asserted): keys are made of opaque
// ids, codes, dates and positions, never of a text. Ids 1 to 199 belong to projections; 200 and
// above to this module.
struct Table {
  std::uint8_t id = 0;
  std::uint16_t key_size = 0;
};

// Sees one row; the views live only during the call. False ends the scan.
using Visit = std::function<bool(BytesView key, BytesView value)>;

// Rows at one position of the log. Not thread-safe: one reader, one thread.
class ReadRows {
 public:
  ReadRows() = default;
  ReadRows(const ReadRows&) = delete;
  ReadRows& operator=(const ReadRows&) = delete;
  virtual ~ReadRows() = default;

  // Nothing: no such row at this position (never written, or erased since).
  virtual std::optional<Bytes> get(Table table, BytesView key) const = 0;
  // Rows whose key starts with `prefix`, in key order, from key `first` on when it is given (a
  // whole key, or the start of one; not below `prefix`).
  virtual void scan(Table table, BytesView prefix, const Visit& visit,
                    BytesView first = {}) const = 0;
  // Set for good by the first read that the disk refused; what was answered since is incomplete.
  // Queries need not look: whoever runs them does (Runner::ask), once, at the end.
  virtual std::optional<Fault> fault() const = 0;
};

// The same, open to the writes of one event. Reads see the writes made so far.
class Rows : public ReadRows {
 public:
  virtual void put(Table table, BytesView key, BytesView value) = 0;
  // Leaves a tombstone: earlier positions keep what they said.
  virtual void erase(Table table, BytesView key) = 0;
};

}  // namespace telaio::view
