// SPDX-License-Identifier: EUPL-1.2
// What deciding yields: facts to append, each with its public half and its private parts. The
// public half is a struct that flatc generates from schemas/; the private parts are sealed by app
// before anything reaches the log. `evolve` of every aggregate reads public facts only.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "schemas/event_generated.h"

namespace telaio::domain {

// One private table, and whose it is: of a person, for P4 of the case. For P5 the key is of the
// event, and the person concerned is known to the vault alone.
struct PrivatePart {
  Uuid subject;
  schema::VisibilityClass visibility = schema::VisibilityClass::p1;
  schema::PrivateFactUnion content;
};

struct NewEvent {
  schema::FactUnion fact;
  schema::VisibilityClass visibility = schema::VisibilityClass::p0;  // The highest it holds.
  Date effective_from;               // When the fact became true; never a recording date.
  std::optional<Date> effective_to;  // Last day, for a fact that names an interval.
  std::vector<PrivatePart> parts;
};

// The events that follow from a command, in order; none when the wish was already granted, so that
// a retry is always safe. Or why not.
using Decision = Result<std::vector<NewEvent>, Refusal>;

template <class Fact>
NewEvent event(Fact fact, schema::VisibilityClass visibility, Date effective_from) {
  NewEvent made;
  made.fact.Set(std::move(fact));
  made.visibility = visibility;
  made.effective_from = effective_from;
  return made;
}

template <class Private>
PrivatePart sealed(const Uuid& subject, schema::VisibilityClass visibility, Private content) {
  PrivatePart part;
  part.subject = subject;
  part.visibility = visibility;
  part.content.Set(std::move(content));
  return part;
}

// A date people wrote, as a value of a refusal's message.
RefusalValue date_value(std::string_view name, Date date);

}  // namespace telaio::domain
