// SPDX-License-Identifier: EUPL-1.2
// Files of evidence that the operator names on the command line.
#pragma once

#include <optional>
#include <string>

#include "base/bytes.hpp"
#include "log/tree/checkpoint.hpp"
#include "tools/telaio/cli.hpp"

namespace telaio::cli {

// The file's bytes, note_bytes_max at most; nothing after telling that it cannot be read.
std::optional<Bytes> read_note(const std::string& file, Cli& cli);
// The checkpoint somebody kept, checked with the log's key; nothing after telling what is wrong.
std::optional<log::tree::Checkpoint> kept_checkpoint(const std::string& file,
                                                     const log::tree::VerifierKey& key, Cli& cli);

}  // namespace telaio::cli
