// SPDX-License-Identifier: EUPL-1.2
// A regulation as the fact RegulationPublished (stream regulation-<id>), and back: what the log
// keeps is enough to price with, so an old fee can be recomputed from events alone.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/regulations/regulations_refusals.hpp"
#include "base/code.hpp"
#include "base/date.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "domain/fees/regulation.hpp"
#include "schemas/regulation_generated.h"

namespace telaio::app::regulations {

// What a text does not say of itself and the publisher decides.
struct Publication {
  RegulationId regulation;
  Code comune;
  Code service_code;
  std::optional<Date> valid_from;     // Prevails over that of the text.
  std::optional<OperatorId> read_by;  // Who signed `signed_reading`.
  // Of the act as received; of the published text where the regulation quotes one.
  std::vector<std::uint8_t> text_sha256;
  std::optional<RegulationId> replaces;  // The version that this one amends.
};

// Refuses a text with errors that nobody signed a reading of (fees.anomaly_unsigned), and one
// without a first day in force.
Result<schema::RegulationPublishedT, Refusal> to_event(const domain::fees::Regulation& regulation,
                                                       const Publication& publication);

// From the reader of a stored fact, or from the struct of one not yet stored. A segment whose
// numbers are missing reads as not computable. The fact names service and unit by their codes: so
// do `service` and `unit_text`.
domain::fees::Regulation from_event(const schema::RegulationPublished& fact);
domain::fees::Regulation from_event(const schema::RegulationPublishedT& fact);

}  // namespace telaio::app::regulations
