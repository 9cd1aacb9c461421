// SPDX-License-Identifier: EUPL-1.2
// A commit that may be placed: within every limit, its headers verified, its parts equal to their
// descriptors. Prepared on the caller's thread, so that the one thread that orders commits hashes
// as little as possible.
#pragma once

#include <vector>

#include "base/result.hpp"
#include "log/event_log.hpp"

namespace telaio::log {

struct PreparedCommit {
  Commit commit;
  std::vector<crypto::Sha256> commitments;  // One per event, in the order of `commit.writes`.
  std::size_t bytes = 0;                    // Headers and parts.
};

Result<PreparedCommit, Rejected> prepare(Commit commit);

}  // namespace telaio::log
