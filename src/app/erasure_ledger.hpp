// SPDX-License-Identifier: EUPL-1.2
// The erasure ledger: which keys were destroyed, so that a restored backup cannot bring them back
// (docs/formats/erasures.md). It lies outside the data folder and every backup; a record is durable
// in it before the first key is destroyed. Whoever restores anything reads it first.
//
// Not thread-safe; its owner guards it.
#pragma once

#include <optional>
#include <vector>

#include "base/instant.hpp"
#include "domain/disposal/disposal.hpp"
#include "log/chain_file.hpp"
#include "log/event_log.hpp"
#include "vault/key_ref.hpp"

namespace telaio::app {

struct Erasure {
  Instant recorded;
  domain::DisposalId disposal;           // Nil for keys of class P5: the link they hide.
  Uuid subject;                          // The same.
  log::Position position = 0;            // Of the SubjectKeyDestroyed that names the keys.
  std::uint32_t key_encryption_key = 0;  // The survivors end up wrapped under this one or a later.
  std::vector<vault::KeyRef> keys;       // At most domain::destroyed_keys_max.

  bool operator==(const Erasure&) const = default;
};

Bytes encode(const Erasure& erasure);
// Nothing when the bytes are not one.
std::optional<Erasure> decode_erasure(BytesView bytes);

class ErasureLedger {
 public:
  // For a new installation. `origin` is the log's.
  static Result<ErasureLedger, Fault> create(const log::ChainPlace& place, const Uuid& log_id,
                                             std::string_view origin);
  // Faults: erasures.missing, erasures.damaged, erasures.behind (an older copy stands there),
  // erasures.of_another, erasures.io, log.signer_key.
  static Result<ErasureLedger, Fault> open(const log::ChainPlace& place, const Uuid& log_id);
  // Without touching anything: also beside a running service.
  static Result<ErasureLedger, Fault> read(const log::ChainPlace& place, const Uuid& log_id);

  const std::vector<Erasure>& erasures() const { return erasures_; }
  log::ChainHead head() const { return chain_.head(); }
  bool continues(const log::ChainHead& head) const { return chain_.continues(head); }
  // Durable when it answers.
  Result<Done, Fault> append(const Erasure& erasure);

 private:
  explicit ErasureLedger(log::ChainFile chain) : chain_(std::move(chain)) {}
  static Result<ErasureLedger, Fault> decoded(log::ChainFile chain);

  log::ChainFile chain_;
  std::vector<Erasure> erasures_;
};

}  // namespace telaio::app
