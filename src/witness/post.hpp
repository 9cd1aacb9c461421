// SPDX-License-Identifier: EUPL-1.2
// One HTTP question to a witness, over a connection of its own, within a deadline and size limits.
#pragma once

#include <atomic>
#include <string>

#include "base/result.hpp"
#include "witness/address.hpp"

namespace telaio::witness {

// Bytes of an answer: a few cosignature lines.
inline constexpr std::size_t answer_bytes_max = std::size_t{64} << 10U;

struct HttpAnswer {
  unsigned status = 0;
  std::string content_type;
  std::string body;
};

// POST <path>/add-checkpoint. Blocks; ends soon after `stopping` is set. Faults
// witness.unreachable, witness.authorities, witness.answer_wrong (not HTTP, or too long).
Result<HttpAnswer, Fault> post_checkpoint(const Address& address, std::string body,
                                          const std::atomic<bool>& stopping);

}  // namespace telaio::witness
