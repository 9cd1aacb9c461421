// SPDX-License-Identifier: EUPL-1.2
// A fee regulation as a Comune or the Ambito published it: one stream per version. What it says is
// written once; later facts only end it. An amendment is a new version that names the one it
// replaces. How a regulation is read and priced is domain/fees; which versions may stand beside
// each other is versions.hpp.
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

struct RegulationFile {
  std::optional<schema::RegulationPublishedT> published;
  std::vector<schema::RegulationWithdrawnT> withdrawals;  // In the order they were recorded.
};

// A version of the same Comune and service, with what ended it.
struct RegulationVersion {
  RegulationId id;
  Code comune;
  Code service_code;
  std::string act;
  Date valid_from;
  std::optional<Date> last_day;  // Before `valid_from`: it never held.
  bool withdrawn = false;
  bool operator==(const RegulationVersion&) const = default;
};

// How many findings the check of its tariffs gave (holes, overlaps, unreadable numbers are errors;
// jumps and decreases are warnings).
struct FindingCounts {
  std::uint32_t errors = 0;
  std::uint32_t warnings = 0;
};

// `regulation.comune` empty: the regulation is the whole Ambito's. With errors it is accepted only
// if `signed_reading` says how it is read and `read_by` who decided so. One that `replaces` another
// ends it on the day before its own first; no two versions hold on the same day.
struct PublishRegulation {
  schema::RegulationPublishedT regulation;
  FindingCounts findings;
};

// `from` is the first day on which it no longer holds. Repealed (abrogato): it held until then.
// Annulled (annullato): by a court or by the body itself, as if it had never held from that day.
struct WithdrawRegulation {
  RegulationId regulation;
  schema::WithdrawalKind kind = schema::WithdrawalKind::unknown;
  Date from;
  std::string act;
};

struct RegulationContext {
  Date today;
  const CodeLists& codes;
  // The other versions of the same Comune and service, and the one that is replaced.
  std::vector<RegulationVersion> others = {};
};

Decision decide(const RegulationFile& file, const PublishRegulation& command,
                const RegulationContext& context);

Decision decide(const RegulationFile& file, const WithdrawRegulation& command,
                const RegulationContext& context);

RegulationFile evolve(RegulationFile file, const schema::Header& stored);

}  // namespace telaio::domain
