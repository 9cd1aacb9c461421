// SPDX-License-Identifier: EUPL-1.2
// Signing keys as files: the private half of mode 0400, the public half beside it to give away.
// Used for the log's own key and for that of the erasure ledger.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.hpp"
#include "log/tree/signed_note.hpp"

namespace telaio::log {

struct KeyFiles {
  std::filesystem::path signing;   // Mode 0400.
  std::filesystem::path verifier;  // One line, "name+hash+key".
};

// A new random key of that name, durable when this answers. Replaces what is there: the caller has
// looked. Fault: log.signer_key.
Result<tree::NoteSigner, Fault> make_key(const KeyFiles& files, const std::string& name);
// Fault: log.signer_key, also when a file is there but is no key.
Result<tree::NoteSigner, Fault> read_key(const KeyFiles& files);
Result<tree::VerifierKey, Fault> read_verifier_key(const std::filesystem::path& verifier);

}  // namespace telaio::log
