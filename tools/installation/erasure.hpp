// SPDX-License-Identifier: EUPL-1.2
// The erasure of one subject from the order of the second person to the receipt (docs/formats/
// erasures.md): events, ledger, keys, views, ciphertexts. A machine of steps, each durable before
// the next and each safe to repeat: whatever was killed is ended by running it again.
//
// Needs the installation for itself, as every command that writes does.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "app/commands.hpp"
#include "domain/disposal/disposal.hpp"
#include "tools/installation/installation.hpp"

namespace telaio::tools {

enum class ErasureStep : std::uint8_t {
  destruction_recorded,  // SubjectKeyDestroyed is in the log: from here on nothing stops it.
  protected_recorded,    // The same for keys of class P5, without saying whose they are.
  ledger_written,
  keys_destroyed,
  survivors_rewrapped,
  rows_purged,
  parts_purged,
  completed  // ErasureCompleted is in the log, and signed.
};
inline constexpr std::size_t erasure_steps = 8;

// Called after each step; false stops there, as a kill would. For tests.
using AfterStep = std::function<bool(ErasureStep)>;

struct ErasureOrder {
  Uuid subject;
  domain::DisposalId disposal;
  app::Actor destroyed_by;
};

struct ErasureOutcome {
  log::Position completed = 0;  // Of ErasureCompleted.
  std::uint32_t keys = 0;       // Class P5 not counted: whose those are is not said anywhere.
  std::uint32_t parts = 0;
  Date backups_expire_on;
};

// Nothing when `after` stopped it. Refuses what the rules refuse (domain/disposal): nothing is
// touched then. After a fault run it again.
Result<std::optional<ErasureOutcome>, app::Failure> execute_erasure(Installation& installation,
                                                                    const ErasureOrder& order,
                                                                    const Clock& clock,
                                                                    const AfterStep& after = {});

// A command of one of the two persons, with an id and envelope of its own.
app::CommandRequest disposal_request(const app::Actor& actor);

// Where an erasure stands and who did what, out of the subject's stream: what `status` and
// `receipt` print. Also for a log opened for reading.
struct DisposalHistory {
  struct Entry {
    log::Position position = 0;
    Instant recorded;
    OperatorId by;
    Bytes header;  // Verified; the fact is in it.
  };
  domain::Disposal state;
  std::vector<Entry> entries;  // In the order of the stream.
};
Result<DisposalHistory, Fault> history_of(const log::EventLog& events, const Uuid& subject);

}  // namespace telaio::tools
