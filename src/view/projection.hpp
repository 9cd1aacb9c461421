// SPDX-License-Identifier: EUPL-1.2
// A projection: a fold of the log into rows that answer one question. It is a pure function of one
// event and the rows so far; order, versions, batches, restarts and rebuilds belong to the runner.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "view/recorded.hpp"
#include "view/rows.hpp"

namespace telaio::view {

// A table whose rows are made of derived values, and where in its keys the subject's id stands:
// what an erasure removes, all versions.
struct DerivedTable {
  Table table;
  std::uint16_t subject_offset = 0;
};

// Stateless and thread-safe: the live runner and a rebuild apply the same object at once.
class Projection {
 public:
  Projection() = default;
  Projection(const Projection&) = delete;
  Projection& operator=(const Projection&) = delete;
  virtual ~Projection() = default;

  // Stable, lower case, as in `telaio views rebuild --name …`; at most 31 characters.
  virtual std::string_view name() const = 0;
  // To be raised with every change of what apply() writes: stored rows are then rebuilt.
  virtual std::uint32_t code_version() const = 0;
  // Older code versions whose rows this code reads as its own: tables, keys and values are the
  // same, and derived_tables() names all of theirs that are made of derived values. Such rows are
  // served, as of where they ended, while the new ones are built. Not for rows that say who may see
  // what: their answers may not be old.
  virtual std::vector<std::uint32_t> reads_rows_of() const { return {}; }
  // Cannot fail and reads nothing but its arguments. Called once for each event of the log, in
  // order, RecordAccessed and facts unknown to this program included.
  virtual void apply(const Recorded& recorded, Rows& rows) const = 0;

  // Whether `recorded.derived` is to be made for this event (it costs a decryption).
  virtual bool wants_derived(const schema::Header& header) const;
  virtual std::vector<DerivedTable> derived_tables() const { return {}; }

  // Its own code version, or one of reads_rows_of().
  bool reads(std::uint32_t version) const;
};

}  // namespace telaio::view
