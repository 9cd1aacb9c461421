// SPDX-License-Identifier: EUPL-1.2
// Opens the private parts of events for a page that may show them: rows hold positions, the log
// holds the ciphertext, the vault the key. The caller has authorised and recorded the access first
// (app/authorise.hpp, app/access_log.hpp).
#pragma once

#include <cstdint>
#include <optional>

#include "base/result.hpp"
#include "log/event_log.hpp"
#include "schemas/event_generated.h"
#include "vault/vault.hpp"

namespace telaio::app {

// One private part of one event. `content` is absent when the ciphertext was purged or the key
// destroyed: the page then says that the content was erased, never fails.
struct OpenedPart {
  std::optional<schema::PrivateFactUnion> content;
};

class Opening {
 public:
  // Both outlive this object. Thread-safe.
  Opening(const log::EventLog& events, vault::Vault& vault) : events_(events), vault_(vault) {}

  // Faults: log.absent (no such position or part), vault.* when the part is damaged or its key
  // missing though never destroyed.
  Result<OpenedPart, Fault> part(log::Position position, std::uint16_t number) const;
  // The same on an event already read.
  Result<OpenedPart, Fault> part(const log::StoredEvent& stored, std::uint16_t number) const;

 private:
  const log::EventLog& events_;
  vault::Vault& vault_;
};

}  // namespace telaio::app
