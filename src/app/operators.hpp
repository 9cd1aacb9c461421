// SPDX-License-Identifier: EUPL-1.2
// Who may do what, and what colleagues call them: read from the governance stream, which is the
// only source of authorisations (local accounts only prove who somebody is).
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "app/actor.hpp"
#include "app/failure.hpp"
#include "app/opening.hpp"
#include "app/transact.hpp"
#include "domain/governance/authorisations.hpp"

namespace telaio::app {

struct OperatorSummary {
  OperatorId id;
  std::string display_name;  // "Elena Riva"; empty when erased.
  std::vector<domain::Authorisations::Entry> in_force;
};

class Operators {
 public:
  // `transactor` outlives this object. Thread-safe.
  explicit Operators(const Transactor& transactor);

  // The actor an operator is today: the first authorisation in force; nothing without one. `body`
  // is the public body of the installation.
  Result<std::optional<Actor>, Failure> actor(const OperatorId& id, const Code& body);

  // The same if it takes neither the disk nor a wait; nothing says nothing about the operator: ask
  // actor().
  std::optional<Actor> kept_actor(const OperatorId& id, const Code& body);

  // Given name and surname; "—" when the operator is unknown or the name was erased.
  Result<std::string, Failure> display_name(const OperatorId& id);

  // All that ever had an authorisation, with what is in force today.
  Result<std::vector<OperatorSummary>, Failure> list();

 private:
  // Reads what the stream has grown by since the last call. The caller holds `mutex_`.
  Result<Done, Failure> refresh();
  // From what was read so far. The caller holds `mutex_`.
  std::optional<Actor> actor_of(const OperatorId& id, const Code& body) const;

  const Transactor& transactor_;
  Opening opening_;
  std::mutex mutex_;
  std::uint64_t seen_ = 0;                 // Events of the log when the stream was last read.
  log::Version next_ = 0;                  // First version of the stream not folded yet.
  domain::Authorisations authorisations_;  // Fold of versions before next_.
  std::map<OperatorId, log::Position> named_at_;
  std::map<OperatorId, std::string> names_;  // Opened so far; a handful of colleagues.
};

}  // namespace telaio::app
