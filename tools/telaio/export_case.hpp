// SPDX-License-Identifier: EUPL-1.2
// Everything the log holds of one case, as a bundle to hand over: the whole streams of the case and
// of all that stands on its timeline (persons, household, attestations, services, fees, contacts).
// Texts are opened where the vault has the key; those of class P5 (secret addresses, protected
// informants) stay sealed. Each subject's export is recorded, durably, before anything is opened.
#pragma once

#include <iosfwd>

#include "app/failure.hpp"
#include "tools/installation/installation.hpp"

namespace telaio::cli {

struct CaseExport {
  std::uint64_t events = 0;
  std::uint64_t parts = 0;   // Sealed parts in the bundle.
  std::uint64_t opened = 0;  // Of these, in clear too.
  std::uint64_t size = 0;    // Events of the signed log that the proofs stand under.
};

// Writes the bundle to `out`; whether that failed is the caller's to see. Refuses case.not_found
// and export.too_large; faults of log, vault and views.
Result<CaseExport, app::Failure> export_case(tools::Installation& installation,
                                             const CaseId& case_file, Instant now,
                                             std::ostream& out);

}  // namespace telaio::cli
