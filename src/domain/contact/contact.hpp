// SPDX-License-Identifier: EUPL-1.2
// A contact at the front door (segretariato sociale, PUA): somebody asks, or is reported, and the
// service decides what follows (cartella-sociale 2.1). Whoever asks may stay anonymous.
//
// Pure code: no clock, no I/O. `evolve` applies one stored event and cannot fail.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/code.hpp"
#include "domain/code_lists.hpp"
#include "domain/event.hpp"

namespace telaio::domain {

struct Contact {
  enum class Status : std::uint8_t { none, logged, decided };

  Status status = Status::none;
  ContactId id;
  bool anonymous = false;
  std::vector<PersonId> persons;
  Date on;
  schema::AccessOutcome outcome = schema::AccessOutcome::unknown;
  std::optional<Date> decided_on;
  Code decided_reason;
};

// An anonymous contact names no person, and so has no private note either: nobody's key could seal
// it. Any other contact names at least one person.
struct LogAccessContact {
  ContactId contact;
  schema::ContactChannel channel = schema::ContactChannel::unknown;
  schema::AccessReason reason = schema::AccessReason::unknown;
  schema::InterlocutorKind interlocutor = schema::InterlocutorKind::unknown;
  bool anonymous = false;
  Code area;
  Code comune;  // Of the Ambito.
  Code desk;    // One of the units.
  std::uint16_t minutes = 0;
  std::vector<PersonId> persons;  // The first one's key seals the note.
  std::string note;               // May be empty.
  Date on;
};

// Once per contact.
struct DecideOutcome {
  ContactId contact;
  schema::AccessOutcome outcome = schema::AccessOutcome::unknown;
  Code reason;
  Date on;
  OperatorId decided_by;
};

struct ContactContext {
  Date today;
  const CodeLists& codes;
};

Decision decide(const Contact& contact, const LogAccessContact& command,
                const ContactContext& context);
Decision decide(const Contact& contact, const DecideOutcome& command,
                const ContactContext& context);

Contact evolve(Contact contact, const schema::Header& stored);

}  // namespace telaio::domain
