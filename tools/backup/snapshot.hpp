// SPDX-License-Identifier: EUPL-1.2
// A consistent copy of a RocksDB database that another process may be writing to. The database is
// opened for reading, which takes no lock, and a checkpoint of it is made: hard links to the files
// that never change, a copy of the rest, the write-ahead log up to what is in it now. Then the live
// write-ahead log is synced, so that the copy holds nothing that a power cut could take from the
// original.
#pragma once

#include <filesystem>
#include <set>

#include "base/result.hpp"

namespace telaio::backup {

// `into` must not exist; its parent lies on the disk of `database` (else files are copied). Removed
// again after a fault. Fault: backup.io.
Result<Done, Fault> take_snapshot(const std::filesystem::path& database,
                                  const std::filesystem::path& into);

// The numbers of the key-encryption keys that wrap anything in a copy of the vault's store
// (docs/formats/vault-store.md).
Result<std::set<std::uint32_t>, Fault> wrapping_keys(const std::filesystem::path& vault);

// Every row of every column family, read with its checksums. Answers with their number;
// backup.damaged.
Result<std::uint64_t, Fault> read_all_rows(const std::filesystem::path& database);

}  // namespace telaio::backup
