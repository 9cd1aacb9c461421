// SPDX-License-Identifier: EUPL-1.2
// Erasure, restore and backup, again and again with other people and other bytes: as many rounds as
// there is time for. The tests run a few; a torture run many. The seed repeats the people and the
// order, not keys and nonces.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace telaio::erasure_test {

struct Findings {
  std::uint64_t rounds = 0;
  std::uint64_t searched = 0;      // Marks looked for, of all kinds.
  std::vector<std::string> wrong;  // One sentence each, with the round it was found in.
};

// T31: of every erased person nothing is found in any file of the data folder or, once their term
// is over, of any backup, nor through the databases' iterators; nothing opens; every proof
// verifies.
Findings erasure_rounds(std::uint64_t rounds, std::uint64_t seed);
// T32: backup, erase, restore: unreadable before anything is served.
Findings resurrection_rounds(std::uint64_t rounds, std::uint64_t seed);
// T37: a backup, restored, has the root of the log when it was made.
Findings backup_rounds(std::uint64_t rounds, std::uint64_t seed);

}  // namespace telaio::erasure_test
