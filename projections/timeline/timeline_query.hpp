// SPDX-License-Identifier: EUPL-1.2
// Questions to the `timeline` projection. Every function reads rows at one position of the log
// (view::Runner::ask gives them).
//
// A case is about itself, its subjects, its household, its contacts (the one it came from and those
// of its subjects) and its services (those asked for within it, and those its subjects asked for
// without a case). All facts of these are on its timeline, whenever they happened.
#pragma once

#include <optional>
#include <vector>

#include "projections/timeline/timeline_rows.hpp"
#include "view/fact_projection.hpp"

namespace telaio::projections::timeline {

using view::Position;

struct Row {
  Position position = 0;
  EventId event;
  schema::Fact type = schema::Fact::NONE;
  std::uint8_t kind = 0;  // Tells facts of one type apart: the number of the fact's own enum.
  Date on;                // When it happened, as corrected.
  std::optional<Date> to;
  Instant recorded;
  Date recorded_on;
  std::int32_t late_days = 0;  // From `on` to `recorded_on`; 0 when recorded in advance.
  schema::VisibilityClass visibility = schema::VisibilityClass::p0;
  bool confidential = false;
  bool voided = false;
  About about = About::case_file;
  Uuid subject;                               // The person, household, … that the fact is about.
  std::vector<view::Correction> corrections;  // Oldest first.
  bool operator==(const Row&) const = default;
};

// Where the next page begins: after this row.
struct Cursor {
  Date on;
  Position position = 0;
  bool operator==(const Cursor&) const = default;
};

struct Wanted {
  CaseId case_file;
  std::optional<Date> on;           // Only facts that happened on this date or before.
  std::vector<schema::Fact> types;  // Only these; empty: all.
  std::optional<Cursor> after;
  std::size_t limit = 50;  // At least 1.
};

struct Page {
  std::vector<Row> rows;       // By date, newest first; then by position, newest first.
  std::optional<Cursor> next;  // Nothing: this is the last page.
  bool operator==(const Page&) const = default;
};
Page page(const view::ReadRows& rows, const Wanted& wanted);

struct Count {
  schema::Fact type = schema::Fact::NONE;
  std::vector<Position> positions;  // The facts counted, in the order of pages.
  std::size_t count() const { return positions.size(); }
  bool operator==(const Count&) const = default;
};
struct Counts {
  std::vector<Count> by_type;    // Types that occur, in the order of their numbers.
  std::vector<Position> voided;  // Facts that count for nothing: on the pages, not above.
  // Rows of all pages together.
  std::size_t rows() const;
  bool operator==(const Counts&) const = default;
};
// Of all pages that `case_file` and `on` give.
Counts counts(const view::ReadRows& rows, const CaseId& case_file, std::optional<Date> on);

}  // namespace telaio::projections::timeline
