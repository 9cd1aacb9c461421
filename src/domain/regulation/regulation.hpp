// SPDX-License-Identifier: EUPL-1.2
// A fee regulation as a Comune or the Ambito published it: one stream per version, written once.
// How it is read and priced is domain/fees.
//
// Pure code: no clock, no I/O. `evolve` applies one stored event and cannot fail.
#pragma once

#include <optional>

#include "base/code.hpp"
#include "domain/code_lists.hpp"
#include "domain/event.hpp"

namespace telaio::domain {

struct RegulationFile {
  std::optional<schema::RegulationPublishedT> published;
};

// How many findings the check of its tariffs gave (holes, overlaps, unreadable numbers are errors;
// jumps and decreases are warnings).
struct FindingCounts {
  std::uint32_t errors = 0;
  std::uint32_t warnings = 0;
};

// `regulation.comune` empty: the regulation is the whole Ambito's. With errors it is accepted only
// if `signed_reading` says how it is read and `read_by` who decided so.
struct PublishRegulation {
  schema::RegulationPublishedT regulation;
  FindingCounts findings;
};

struct RegulationContext {
  Date today;
  const CodeLists& codes;
};

Decision decide(const RegulationFile& file, const PublishRegulation& command,
                const RegulationContext& context);

RegulationFile evolve(RegulationFile file, const schema::Header& stored);

}  // namespace telaio::domain
