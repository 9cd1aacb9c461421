// SPDX-License-Identifier: EUPL-1.2
// Who opened what, in which role, why: in the same log and tree as everything else, durable before
// the answer leaves (design 9). If it cannot be written, the caller must refuse the answer.
#pragma once

#include <optional>
#include <span>

#include "app/actor.hpp"
#include "app/failure.hpp"
#include "app/transact.hpp"

namespace telaio::app {

// One subject that one request shows: a person, or the case when the page is the case's.
struct Access {
  Uuid subject;
  std::optional<CaseId> case_file;
  schema::RecordPart part = schema::RecordPart::unknown;
  schema::AccessAction action = schema::AccessAction::view;
  schema::AccessResult result = schema::AccessResult::allowed;
  std::optional<Code> reason;  // Given by an auditor, or for an emergency access.
};

// One RecordAccessed per element, in one commit. Not needed for class P2 and below.
Result<Done, Failure> record_accesses(Transactor& transactor, const Actor& actor,
                                      std::span<const Access> accesses);

}  // namespace telaio::app
