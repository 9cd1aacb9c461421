// SPDX-License-Identifier: EUPL-1.2
// The log's half of a restore, in the quarantine: recomputed, compared with what lies beside the
// data folder, purged of what was erased since, and, if two persons decided so, begun as a new
// epoch.
#pragma once

#include "app/erasure_ledger.hpp"
#include "tools/backup/placing.hpp"
#include "tools/backup/restore.hpp"

namespace telaio::backup {

// All outlive the call.
struct LogWork {
  const RestoreOrder& order;
  const log::DataPaths& paths;
  const Prepared& prepared;  // The files are in it.
  const Manifest& manifest;
  const app::ErasureLedger& ledger;
  const Clock& clock;
};

struct PreparedLog {
  std::size_t parts_purged = 0;
  std::uint64_t size = 0;
  crypto::Sha256 root{};
  std::uint32_t epoch = 1;      // 1: no new one was begun.
  std::uint32_t old_epoch = 1;  // The one that ends.
};

// Faults as restore().
Result<PreparedLog, Fault> prepare_log(const LogWork& work);

// erasures.behind unless the ledger has that head among its own.
Result<Done, Fault> check_known(const app::ErasureLedger& ledger, const log::ChainHead& head);

}  // namespace telaio::backup
