// SPDX-License-Identifier: EUPL-1.2
// From what a rule decided to what the log stores: the envelope is added, the private parts are
// sealed, their descriptors written into the header (docs/formats/event.md).
#pragma once

#include <optional>
#include <vector>

#include "app/actor.hpp"
#include "base/instant.hpp"
#include "base/result.hpp"
#include "domain/event.hpp"
#include "log/event_log.hpp"
#include "vault/vault.hpp"

namespace telaio::app {

// What every event of one command has in common.
struct Envelope {
  Actor actor;
  schema::Origin origin = schema::Origin::desk;
  schema::LegalBasis legal_basis = schema::LegalBasis::public_task;
  Code purpose;                       // Why the data are processed, e.g. "case_work".
  std::optional<Instant> written_at;  // On the device, when it was offline.
  std::optional<Uuid> correlation;
  std::optional<EventId> causation;
};

// The id of the `place`-th event of a command (from 0). Computed, so that a repeated command names
// the same events without reading them; as opaque as the command's own random id.
EventId event_id_of(const CommandId& command, std::uint32_t place);

// Encodes events in order, sealing their parts; `ids` has one id per event. Keys that did not exist
// are durable in the vault when this answers, with one sync for all of them.
Result<std::vector<log::NewEvent>, Fault> encode_events(
    vault::Vault& vault, const Envelope& envelope, const std::vector<EventId>& ids,
    const std::vector<domain::NewEvent>& events);

}  // namespace telaio::app
