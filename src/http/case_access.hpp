// SPDX-License-Identifier: EUPL-1.2
// The case as the log has it, at any moment, and what this caller may see of it. Every page of a
// case begins here: read, ask app/authorise, record, and only then open names and texts.
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "domain/case_file/case_file.hpp"
#include "http/site.hpp"

namespace telaio::http {

// A case folded from its stream: what was known at a position and true on a date.
struct CaseAt {
  static constexpr bool keeps_no_facts = true;  // app/state_cache.hpp.
  domain::CaseFile file;
  schema::Mandate mandate = schema::Mandate::consensual;
  Code number;
  // The last management, also after the closing: who had the case still answers for it.
  std::optional<domain::CaseManagement> management;
  std::uint64_t events = 0;     // Of the stream, as known.
  log::Position last = 0;       // Of the last of them.
  log::Version version = 0;     // Of the last of them.
  std::optional<Date> last_on;  // Effective date of the newest of them.
};

// One fact that holds; `events`, `last` and `version` of the stream are the reader's to say.
CaseAt evolve(CaseAt at, const schema::Header& header, log::Position position);

// Nothing when no such case was known then. `as_of`: after the whole commit that contains it.
Result<std::optional<CaseAt>, app::Failure> read_case(const Site& site, const CaseId& id,
                                                      std::optional<log::Position> as_of,
                                                      std::optional<Date> on);

// What the caller may see of a case, by today's permissions (also of its past).
struct CaseAccess {
  CaseAt now;
  app::Assignment assignment = app::Assignment::none;
  bool names = false;  // P1 and P2: who they are, how much they pay.
  bool texts = false;  // P3: the diary.
  bool court = false;  // P4.
  bool write = false;
  std::optional<Code> reason;  // An auditor's, when the case is open in clear.

  bool masked() const { return !names; }
};
// Or the answer to give instead: 404, 403 (recorded as a refused access), 5xx.
std::variant<CaseAccess, Response> case_access(Site& site, const Call& call, const CaseId& id);

app::Assignment assignment_of(const app::Actor& actor, const CaseAt& file);

// Records that this caller is shown `part` of the case; the answer to give instead when that fails.
std::optional<Response> record_case(Site& site, const Call& call, const CaseId& id,
                                    const CaseAccess& access, schema::RecordPart part,
                                    schema::AccessAction action = schema::AccessAction::view);

}  // namespace telaio::http
