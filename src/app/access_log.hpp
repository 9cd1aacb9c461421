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

// Why something was read: the purpose in the header of its RecordAccessed (cartella-sociale 12.2).
namespace purposes {
inline constexpr Code reading("access_log");
inline constexpr Code search("search");
inline constexpr Code disclosure("disclosure");        // A print or an export.
inline constexpr Code audit_opening("audit_opening");  // An auditor gave a reason to see names.
inline constexpr Code verification("verification");    // Somebody had the log checked.
}  // namespace purposes

// One subject that one request shows: a person, or the case when the page is the case's.
struct Access {
  Uuid subject;
  std::optional<CaseId> case_file;
  schema::RecordPart part = schema::RecordPart::unknown;
  schema::AccessAction action = schema::AccessAction::view;
  schema::AccessResult result = schema::AccessResult::allowed;
  std::optional<Code> reason;  // Given by an auditor, or for an emergency access.
};

// How the accesses of one request are recorded.
struct Recording {
  Code purpose = purposes::reading;
  // Names the session without telling its token: what was opened with a reason is open in it alone.
  std::optional<Uuid> session;
  // A request that may be sent twice: its command id and hash. Nothing: each call is a fact.
  std::optional<CommandId> command;
  crypto::Sha256 request_hash{};
  // Nothing: the stream of the actor's unit and of the day.
  std::optional<log::StreamId> stream;
};

// One RecordAccessed per element, in one commit. Not needed for class P2 and below. Refuses
// command.id_reused; faults as Transactor::run.
Result<Outcome, Failure> record_accesses(Transactor& transactor, const Actor& actor,
                                         std::span<const Access> accesses,
                                         const Recording& recording = {});

}  // namespace telaio::app
