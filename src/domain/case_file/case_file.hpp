// SPDX-License-Identifier: EUPL-1.2
// A case: the presa in carico of a person or a family, from the day the service takes it on to its
// closing, and the diary in between (cartella-sociale 3).
//
// Pure code: no clock, no I/O. `decide` answers a command with the events that follow from it or
// with a refusal; `evolve` applies one stored event and cannot fail. Plain values, nothing shared.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/code.hpp"
#include "domain/code_lists.hpp"
#include "domain/event.hpp"

namespace telaio::domain {

// Days after which writing down a fact late asks for a reason (users-and-jobs 3, dialog fields).
inline constexpr std::int32_t late_days_without_reason = 7;

struct CaseManagement {
  OperatorId case_manager;
  Code unit;
  Date from;
};

struct CaseFile {
  // As large after a thousand facts as after ten: cheap to keep (app/state_cache.hpp).
  static constexpr bool keeps_no_facts = true;
  enum class Status : std::uint8_t { none, in_charge, closed };

  Status status = Status::none;
  CaseId id;
  std::optional<HouseholdId> household;
  std::vector<PersonId> subjects;  // The first one is whose key seals texts about the family.
  Code area;
  Code competent_comune;
  Date since;
  std::optional<Date> closed_on;
  std::optional<CaseManagement> management;  // Present as long as the case is in charge.
};

struct TakeInCharge {
  CaseId case_file;
  Code number;  // What people quote, e.g. SSG-2024-0417; carries no meaning.
  std::optional<HouseholdId> household;
  std::vector<PersonId> subjects;
  Code area;
  Code competent_comune;
  schema::CompetenceBasis competence_basis = schema::CompetenceBasis::residence;
  schema::Mandate mandate = schema::Mandate::consensual;
  Code reason;
  std::optional<ContactId> source_contact;
  Date on;
  OperatorId case_manager;  // The first holder, assigned in the same commit.
  Code unit;
};

struct AssignCaseManager {
  OperatorId case_manager;
  Code unit;
  Date from;
  Code reason;
};

struct LogIntervention {
  schema::InterventionKind kind = schema::InterventionKind::note;
  Date on;
  std::uint16_t at_minutes = 0;  // Since midnight, Europe/Rome, 0 to 1439.
  std::uint16_t duration_minutes = 0;
  schema::InterventionPlace place = schema::InterventionPlace::unknown;
  std::vector<PersonId> participants;
  std::string text;  // UTF-8, up to limits::text_characters_max characters.
  bool confidential = false;
  std::optional<Code> late_reason;
};

struct CloseCase {
  Code reason;
  Date on;
  std::string final_evaluation;
};

struct CaseContext {
  Date today;
  const CodeLists& codes;
};

Decision decide(const CaseFile& file, const TakeInCharge& command, const CaseContext& context);
Decision decide(const CaseFile& file, const AssignCaseManager& command, const CaseContext& context);
Decision decide(const CaseFile& file, const LogIntervention& command, const CaseContext& context);
Decision decide(const CaseFile& file, const CloseCase& command, const CaseContext& context);

CaseFile evolve(CaseFile file, const schema::Header& stored);

}  // namespace telaio::domain
