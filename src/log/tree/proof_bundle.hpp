// SPDX-License-Identifier: EUPL-1.2
// A proof to hand over: that one entry stands in the log, as one text file that checks alone (C2SP
// tlog-proof@v1, docs/formats/proof.md). `extra` holds our 80-byte entry: with it the leaf hash can
// be computed, and nothing in the file needs to be believed. That the entry is the event shown is
// checked from the stored bytes, which travel beside it.
#pragma once

#include "log/frame.hpp"
#include "log/tree/checkpoint.hpp"

namespace telaio::log::tree {

struct ProofBundle {
  Entry entry{};
  Position position = 0;
  std::vector<Hash> hashes;  // From the leaf's sibling up.
  std::string checkpoint;    // The whole signed note.

  bool operator==(const ProofBundle&) const = default;
};

std::string format_proof(const ProofBundle& bundle);
// log.proof_malformed.
Result<ProofBundle, Refusal> parse_proof(std::string_view text);

// The checkpoint the entry is proved under. log.proof_wrong when the hashes do not lead to its
// root; otherwise what open_checkpoint says.
Result<Checkpoint, Refusal> verify_proof(const ProofBundle& bundle, const VerifierKey& log_key);

}  // namespace telaio::log::tree
