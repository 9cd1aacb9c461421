// SPDX-License-Identifier: EUPL-1.2
// A proof to hand over: that a log only grew since an older size, as one text: the older size, the
// hashes of the consistency proof, and the newer signed checkpoint. It is the body that C2SP
// tlog-witness defines for add-checkpoint, so any witness can judge it too
// (docs/formats/witness.md). Whoever checks brings the older root: from the checkpoint he kept.
#pragma once

#include <vector>

#include "log/tree/checkpoint.hpp"

namespace telaio::log::tree {

// tlog-witness: more hashes than a tree of 2^63 leaves needs are refused.
inline constexpr std::size_t consistency_hashes_max = 63;

struct ConsistencyBundle {
  std::uint64_t old_size = 0;
  std::vector<Hash> hashes;
  std::string checkpoint;  // The whole signed note.

  bool operator==(const ConsistencyBundle&) const = default;
};

std::string format_consistency(const ConsistencyBundle& bundle);
// log.consistency_malformed.
Result<ConsistencyBundle, Refusal> parse_consistency(std::string_view text);

// The newer checkpoint, proved to continue `held`. log.consistency_wrong when it is not, or when
// the bundle speaks of another older size; otherwise what open_checkpoint says.
Result<Checkpoint, Refusal> verify_consistency_bundle(const ConsistencyBundle& bundle,
                                                      const Checkpoint& held,
                                                      const VerifierKey& log_key);

}  // namespace telaio::log::tree
