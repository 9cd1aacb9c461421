// SPDX-License-Identifier: EUPL-1.2
// The usual kind of projection: each fact stands for some rows of its own, whatever else happened,
// and queries put them together on a date. That makes corrections one rule for all of them: a
// voided fact loses its rows, a fact with a corrected date gets them again with the new date; from
// the correction's position on, never before it.
#pragma once

#include <optional>
#include <vector>

#include "view/projection.hpp"

namespace telaio::view {

struct Correction {
  Position position = 0;  // Of the EventCorrected.
  EventId event;
  schema::CorrectionKind kind = schema::CorrectionKind::unknown;
  Code reason;
  Date old_effective;  // Before and after; equal unless the date was corrected.
  Date new_effective;
  bool text_replaced = false;  // The new text is the sealed part of event `position`.
  Date recorded_on;
  OperatorId by;
  bool operator==(const Correction&) const = default;
};

// A fact with what corrections made of it.
struct FactState {
  Date effective;       // The date that counts: the event's own, or the last corrected one.
  bool voided = false;  // For good: later corrections of a voided fact count for nothing.
};

// Where index() leaves the rows of one fact. Keys must be different from those of any other fact:
// they end with the fact's position, or contain an id that only this fact introduces.
class FactRows {
 public:
  virtual ~FactRows() = default;
  virtual void put(Table table, BytesView key, BytesView value) = 0;
  void put(Table table, const Bytes& key) { put(table, key, {}); }
};

class FactProjection : public Projection {
 public:
  void apply(const Recorded& recorded, Rows& rows) const final;

 private:
  // Rows of a fact (never an EventCorrected): a function of its arguments alone, called again for
  // the same event when it is corrected. Dates that the fact repeats (its `on`, its `from`) are to
  // be taken from `state.effective`.
  virtual void index(const Recorded& recorded, const FactState& state, FactRows& rows) const = 0;
  // True: rows of a voided fact stay, with state.voided in hand to mark them (timeline).
  virtual bool keeps_voided() const { return false; }
};

// Corrections of the event at `original`, oldest first; of any FactProjection's rows.
std::vector<Correction> corrections_of(const ReadRows& rows, Position original);

}  // namespace telaio::view
