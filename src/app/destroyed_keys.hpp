// SPDX-License-Identifier: EUPL-1.2
// Which data keys the log says were destroyed on purpose. A sealed part that is absent was purged
// only if its key is among them; otherwise it is missing, which is damage (log-and-evidence 6.2).
#pragma once

#include <set>
#include <vector>

#include "log/chain_file.hpp"
#include "log/stored_log.hpp"
#include "log/verify.hpp"
#include "vault/key_ref.hpp"

namespace telaio::app {

using DestroyedKeys = std::set<vault::KeyRef>;

// Out of every SubjectKeyDestroyed. Reads the index of streams whole, then those of disposals.
Result<DestroyedKeys, Fault> destroyed_keys(const log::StoredLog& events);

// The heads of the erasure ledger that the log knows of (ErasureCompleted): a ledger that does not
// continue each of them is older than the log.
Result<std::vector<log::ChainHead>, Fault> ledger_heads(const log::StoredLog& events);

// Adds the keys that the event destroyed, if it is a SubjectKeyDestroyed; `header` as stored.
void add_destroyed_keys(BytesView header, DestroyedKeys& keys);

// The key that part `number` of the event with this header is sealed with; nothing when the header
// does not verify or has no such part.
std::optional<vault::KeyRef> key_of(BytesView header, std::uint32_t number);

// For log::VerifyOptions::purged. Holds what it needs.
log::PurgedOnPurpose purged_by(DestroyedKeys keys);

// A sealed part, the key it is under, and whether its bytes are still there.
struct KeyedPart {
  log::PartRef ref;
  vault::KeyRef key;
  bool stored = false;
};

// Every sealed part whose key is among them, in the order of the log, which is read whole.
Result<std::vector<KeyedPart>, Fault> parts_under(const log::EventLog& events,
                                                  const DestroyedKeys& keys);

}  // namespace telaio::app
