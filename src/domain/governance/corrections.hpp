// SPDX-License-Identifier: EUPL-1.2
// Corrections of what was written by mistake, in the stream of the wrong event (cartella-sociale
// 10.3). Nothing is changed: a later event says what counts instead, and the first one stays
// readable. `Corrections` folds any stream; whoever folds an aggregate asks it which events count.
//
// Pure code: no clock, no I/O. `evolve` applies one stored event and cannot fail.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/code.hpp"
#include "domain/code_lists.hpp"
#include "domain/event.hpp"

namespace telaio::domain {

struct Corrections {
  struct Recorded {
    schema::Fact type = schema::Fact::NONE;
    schema::VisibilityClass visibility = schema::VisibilityClass::p0;
    Date effective;  // As corrected by the last value correction.
    bool is_void = false;
    // Whose key seals its text, for the facts that have one.
    std::optional<Uuid> text_subject;
    schema::VisibilityClass text_visibility = schema::VisibilityClass::p3;
  };

  std::map<EventId, Recorded> events;  // Every event of the stream.
};

// It was declared void: it counts for nothing.
bool is_void(const Corrections& corrections, const EventId& event);

// void_event: no new value. value: a new date, a new text, or both; `new_text` only for facts whose
// text is sealed (contact note, intervention, final evaluation).
struct CorrectEvent {
  EventId original;
  std::uint64_t original_position = 0;
  schema::CorrectionKind kind = schema::CorrectionKind::unknown;
  Code reason;
  std::optional<Date> new_effective;
  std::optional<std::string> new_text;
  OperatorId corrected_by;  // Who answers for it; the envelope names them.
};

struct CorrectionContext {
  Date today;
  const CodeLists& codes;
};

Decision decide(const Corrections& corrections, const CorrectEvent& command,
                const CorrectionContext& context);

Corrections evolve(Corrections corrections, const schema::Header& stored);

}  // namespace telaio::domain
