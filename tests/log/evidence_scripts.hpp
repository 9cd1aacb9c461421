// SPDX-License-Identifier: EUPL-1.2
// Random attacks on the evidence, as many rounds as asked for: a few on every change, many at
// night, more before a release. Each is a function of rounds and seed; the same seed makes the same
// attacks. What must not happen is told in words, with what is needed to repeat it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace telaio::log::testing {

struct ScriptsDone {
  std::uint64_t rounds = 0;
  std::uint64_t attacks = 0;  // Steps that had to be refused or detected.
  std::uint64_t honest = 0;   // Steps that had to go through, and did.
  std::vector<std::string> violations;
};

// T29: the log is rolled back, forked or grown under a signer, or between two lives of it. It never
// signs a smaller log, another root for a size, or a log that does not continue what it signed.
ScriptsDone run_signer_scripts(std::uint64_t rounds, std::uint64_t seed);

// T30: somebody with every right changes, inserts, deletes, moves or replaces one stored event and
// makes everything else new to match: leaves, tree, indexes, head. Verification against a
// checkpoint kept from before finds it. One round in eight edits nothing, and must be found intact;
// one in sixteen is done on the engine on disk.
ScriptsDone run_insider_edits(std::uint64_t rounds, std::uint64_t seed);

}  // namespace telaio::log::testing
