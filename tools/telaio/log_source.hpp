// SPDX-License-Identifier: EUPL-1.2
// Opening the log for a subcommand, and telling in Italian why it cannot be.
#pragma once

#include <memory>

#include "log/data_folder.hpp"
#include "tools/telaio/log_report.hpp"

namespace telaio::cli {

// "Frase in italiano (detail in English) [code]"; exit status 1 for what was refused, 3 for a fault
// of the machine.
void fail_with(Cli& cli, const Fault& fault);
void fail_with(Cli& cli, const Refusal& refusal);

// Nothing when the accepted log id is not one; then the failure is told.
std::optional<log::rocksdb::Options> options_of(const LogSource& source, Cli& cli);
// The log, for reading; null after telling why not. `inspect` opens a damaged one too.
std::unique_ptr<log::StoredLog> open_log(const LogSource& source, Cli& cli, bool inspect = false);
// The last signed head; nothing when there is none that this log's key signed.
std::optional<log::SignedHead> signed_head(const LogSource& source);

}  // namespace telaio::cli
