// SPDX-License-Identifier: EUPL-1.2
// The cosignatures a log has got from its witnesses, the last of each, kept in files beside the
// signer's state: DIR.anchor/witness-<key id>.cosigned, a checkpoint with the log's signature and
// the witness's (docs/formats/witness.md). They are evidence for others; the log itself believes
// its own signer. Thread-safe.
#pragma once

#include <filesystem>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "log/tree/checkpoint.hpp"

namespace telaio::witness {

namespace tree = log::tree;

// A checkpoint that a witness cosigned.
struct CosignedHead {
  tree::VerifierKey witness;
  tree::Checkpoint checkpoint;
  Instant seen_at;  // As the witness states it, in whole seconds.
  tree::NoteSignature log_signature;
  tree::NoteSignature cosignature;
};

class CosignedHeads {
 public:
  // Reads what is kept of these witnesses. What is missing, damaged or not theirs is left out: the
  // witness gives it again.
  CosignedHeads(std::filesystem::path folder, const tree::VerifierKey& log_key,
                std::span<const tree::VerifierKey> witnesses);

  // `note` is the checkpoint as sent, `lines` what the witness answered. Durable before it answers.
  // witness.answer_wrong when no line is a valid cosignature of `witness`; witness.state when it
  // could not be written.
  Result<CosignedHead, Fault> keep(const tree::VerifierKey& witness, std::string_view note,
                                   std::string_view lines);

  // The last of this witness.
  std::optional<CosignedHead> of(const tree::VerifierKey& witness) const;
  // The largest that any witness cosigned, and of those the one seen last.
  std::optional<CosignedHead> largest() const;
  // The note with the cosignatures of its text added; the same note when there are none.
  std::string with_cosignatures(std::string_view note) const;
  // The largest cosigned checkpoint as a note with all its cosignatures; empty when there is none.
  std::string largest_note() const;

 private:
  std::filesystem::path file_of(const tree::VerifierKey& witness) const;
  Result<CosignedHead, Fault> read(const tree::VerifierKey& witness, std::string_view note) const;

  const std::filesystem::path folder_;
  const tree::VerifierKey log_key_;
  mutable std::mutex mutex_;
  std::vector<CosignedHead> heads_;  // At most one of each witness.
};

}  // namespace telaio::witness
