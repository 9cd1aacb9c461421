// SPDX-License-Identifier: EUPL-1.2
// Questions to the `caseload` projection. Every function reads rows at one position of the log
// (view::Runner::ask gives them); `on` is the date the answer is true for.
//
// A case is open from the day it was taken in charge up to, not including, the day it was closed.
// Its case manager is the last one assigned from that date or before; without one it is unassigned.
#pragma once

#include <optional>
#include <vector>

#include "view/recorded.hpp"
#include "view/rows.hpp"

namespace telaio::projections::caseload {

using view::Position;

struct Assignment {
  OperatorId manager;
  Code unit;
  Date from;
  Position position = 0;  // Of the CaseManagerAssigned.
  bool operator==(const Assignment&) const = default;
};

struct CaseState {
  CaseId case_file;
  Code number;
  std::optional<HouseholdId> household;
  std::vector<PersonId> subjects;  // The first one holds the key of the family's texts.
  Code area;
  Code comune;
  schema::Mandate mandate = schema::Mandate::unknown;
  Date taken_on;
  Position taken = 0;  // Of the TakenInCharge.
  std::optional<Assignment> assignment;
  std::optional<Date> closed_on;  // Only when closed on the date.
  std::optional<Code> closing_reason;
  std::optional<Position> closed;

  bool open() const { return !closed_on; }
  // Every fact the state follows from.
  std::vector<Position> positions() const;
  bool operator==(const CaseState&) const = default;
};
// Nothing when the case was not yet taken in charge on that date.
std::optional<CaseState> case_on(const view::ReadRows& rows, const CaseId& case_file, Date on);

// Which cases; an empty filter means all.
struct Filter {
  std::optional<OperatorId> manager;
  std::optional<Code> unit;
  std::optional<Code> comune;
  std::optional<Code> area;
};

// One number of the board and the cases behind it.
struct Number {
  // What is counted: exactly one of these; neither: cases without case manager.
  std::optional<OperatorId> manager;
  std::optional<Code> code;       // A unit, a Comune or an area.
  std::vector<CaseId> cases;      // In order of id.
  std::vector<Position> taken;    // Their TakenInCharge, in the same order: count() of them.
  std::vector<PersonId> persons;  // Subjects of those cases, each once.

  std::size_t count() const { return cases.size(); }
  bool operator==(const Number&) const = default;
};

struct Board {
  std::vector<CaseState> open;  // Open on the date and of the filter, in order of id.
  std::vector<Number> by_manager;
  std::vector<Number> by_unit;
  std::vector<Number> by_comune;
  std::vector<Number> by_area;
  bool operator==(const Board&) const = default;
};
// With a filter the work grows with the cases that ever matched it, not with the log.
Board board(const view::ReadRows& rows, Date on, const Filter& filter);

// Cases of which the person is a subject, open or closed on the date.
std::vector<CaseState> cases_of_subject(const view::ReadRows& rows, const PersonId& person,
                                        Date on);

}  // namespace telaio::projections::caseload
