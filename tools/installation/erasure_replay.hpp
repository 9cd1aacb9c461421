// SPDX-License-Identifier: EUPL-1.2
// What the erasure ledger says, done again: on a vault or a log that may be older than an erasure,
// before anybody opens anything in it.
#pragma once

#include "app/erasure_ledger.hpp"
#include "log/data_folder.hpp"
#include "vault/vault.hpp"

namespace telaio::tools {

// The installation's ledger, to append. Makes one for a log that has none and never destroyed a
// key. Faults as ErasureLedger::open.
Result<app::ErasureLedger, Fault> open_ledger(const log::DataPaths& paths,
                                              const log::StoredLog& events,
                                              std::string_view origin);

// Destroys every listed key that the vault does not know as destroyed, and wraps the survivors
// anew. Answers with their number; 0 touches nothing.
Result<std::size_t, Fault> replay_on_vault(const app::ErasureLedger& ledger, vault::Vault& vault);
// Purges every sealed part under a listed key. Answers with their number. Reads the whole log.
Result<std::size_t, Fault> replay_on_log(const app::ErasureLedger& ledger, log::EventLog& events);

}  // namespace telaio::tools
