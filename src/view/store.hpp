// SPDX-License-Identifier: EUPL-1.2
// The disk under the projections: one RocksDB at DIR/views that can be deleted at any time and is
// rebuilt from the log. A row's key is slot | table | key | inverted position, so the newest
// version comes first: now is the first hit, as of p is a seek (docs/formats/views.md).
//
// A slot holds one build of one projection; a rebuild fills a new slot and takes over by one write
// of the projection's mark. Thread-safe but for the writers: one Batch at a time per slot.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.hpp"
#include "base/result.hpp"
#include "crypto/digest.hpp"
#include "view/projection.hpp"
#include "view/rows.hpp"

namespace telaio::view {

using Slot = std::uint16_t;  // From 1.

// Why a projection stopped: the event it could not take.
struct Poison {
  Position position = 0;
  std::string code;  // One of the last in view_faults.hpp.
  bool operator==(const Poison&) const = default;
};

// How far a projection's rows go; written in the same batch as the rows.
struct Mark {
  Slot slot = 0;
  std::uint32_t code_version = 0;
  std::uint64_t applied =
      0;                    // Events applied: positions [0, applied). Also their count, kept apart:
  std::uint64_t count = 0;  // it must equal `applied` (E-6: a hole at zero lag is seen).
  std::uint64_t rolling = 0;  // Rolling hash of the applied positions, one by one.
  Instant last_recorded;      // Of the last event applied.
  std::optional<Poison> poison;
  bool operator==(const Mark&) const = default;
};
// The rolling hash after one more position.
std::uint64_t roll(std::uint64_t rolling, Position position);

enum class Access : std::uint8_t { read_write, read_only };

struct StoreOptions {
  Access access = Access::read_write;
  std::size_t cache_bytes = std::size_t{64} << 20U;  // Block cache.
  // Row bytes a build sorts in memory before they become one ingested file.
  std::size_t run_bytes = limits::rebuild_run_bytes_max;
};

class Store {
 public:
  // Faults: view.in_use (another process writes it; read_only still works), view.open_failed. Rows
  // that an interrupted rebuild left behind are removed.
  static Result<std::unique_ptr<Store>, Fault> open(const std::filesystem::path& directory,
                                                    const StoreOptions& options);
  Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  ~Store();

  struct NamedMark {
    std::string name;
    Mark mark;
  };
  Result<std::vector<NamedMark>, Fault> marks() const;
  Result<std::optional<Mark>, Fault> mark(std::string_view name) const;

  // Consistent rows of a projection, which the store outlives: at `as_of`, or at its mark. Nothing
  // when there is no mark. Unless `as_of` ends a commit, the answer may show half of one:
  // Runner::ask takes care of it.
  struct Reading {
    Mark mark;
    std::unique_ptr<ReadRows> rows;
  };
  Result<std::optional<Reading>, Fault> read(std::string_view name,
                                             std::optional<Position> as_of) const;

  // SHA-256 over every row version of the slot at or before `as_of`, in key order; the same for two
  // builds of the same log.
  Result<crypto::Sha256, Fault> digest(Slot slot, std::optional<Position> as_of) const;

  // A slot without rows that neither a mark nor `reserved` names.
  Result<Slot, Fault> fresh_slot(const std::vector<Slot>& reserved);
  // Removes the rows of a slot that no mark names, from all files too. Waits for readers that began
  // before it. Meanwhile the slot is not fresh: whoever drops it reserves it.
  Result<Done, Fault> drop(Slot slot);
  // Removes every version of every row whose key names the subject, from all tables on disk too.
  // Waits for readers that began before it. The last purge is followed by roll_files().
  Result<Done, Fault> purge(Slot slot, const std::vector<DerivedTable>& tables,
                            const Uuid& subject);
  // Writes anew the files that may still name what was purged or dropped: log and manifest.
  Result<Done, Fault> roll_files();
  Result<Done, Fault> put_mark(std::string_view name, const Mark& mark);
  // From now on the projection has no rows; those of its slot are to be dropped.
  Result<Done, Fault> remove_mark(std::string_view name);

  struct Impl;
  Impl& impl() { return *impl_; }

 private:
  Result<Done, Fault> drop_orphans();
  Result<Done, Fault> await_older_readers() const;

  std::unique_ptr<Impl> impl_;
};

}  // namespace telaio::view
