// SPDX-License-Identifier: EUPL-1.2
// Statements of a log that are not checkpoints, signed with its key: so far, what a bundle that is
// handed over holds (docs/formats/export.md).
#pragma once

#include "log/data_folder.hpp"

namespace telaio::log {

// Reads the signing key for this one signature. `text` cannot be taken for a checkpoint (asserted).
// log.signer_key.
Result<tree::NoteSignature, Fault> sign_statement(const DataPaths& paths, std::string_view text);

}  // namespace telaio::log
