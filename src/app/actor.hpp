// SPDX-License-Identifier: EUPL-1.2
// Who acts, in which role and for which office: it goes into the header of every event and before
// every authorisation.
#pragma once

#include "base/code.hpp"
#include "base/id.hpp"
#include "schemas/event_generated.h"

namespace telaio::app {

struct Actor {
  OperatorId id;
  schema::Role role = schema::Role::unknown;
  Code unit;  // Office; empty for roles of the whole Ambito.
  Code body;  // The public body, e.g. the lead Comune's ISTAT code.
};

}  // namespace telaio::app
