// SPDX-License-Identifier: EUPL-1.2
// A checkpoint: the signed statement "the log named so had this size and this root" (C2SP
// tlog-checkpoint, docs/formats/checkpoint.md). Whoever keeps one can later prove that the log only
// grew since, or that it was changed.
#pragma once

#include "log/tree/hashing.hpp"
#include "log/tree/signed_note.hpp"

namespace telaio::log::tree {

struct Checkpoint {
  std::string origin;  // Name of the log, and of the key that signs for it.
  std::uint64_t size = 0;
  Hash root{};

  bool operator==(const Checkpoint&) const = default;
};

// Three lines. We write no extension lines: witnesses need not understand them.
std::string checkpoint_text(const Checkpoint& checkpoint);
// log.checkpoint_malformed. Extension lines of others are accepted and passed over.
Result<Checkpoint, Refusal> parse_checkpoint_text(std::string_view text);

// A whole signed checkpoint file.
std::string sign_checkpoint(const Checkpoint& checkpoint, const NoteSigner& signer);
// Reads one and checks the log's own signature; the origin must be the key's name
// (log.origin_differs).
Result<Checkpoint, Refusal> open_checkpoint(std::string_view note, const VerifierKey& log_key);

}  // namespace telaio::log::tree
