// SPDX-License-Identifier: EUPL-1.2
// Attestations out of a file, into an installation: finds whose each row is, applies the rules, and
// tells the outcome of every row. Good rows do not wait for bad ones; the same file read twice
// registers nothing twice.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/isee_csv.hpp"
#include "app/texts/texts.hpp"
#include "tools/installation/installation.hpp"

namespace telaio::cli {

enum class RowOutcome : std::uint8_t {
  registered,     // Or, on trial, would be.
  already_known,  // The same DSU with the same indicator is there.
  refused
};

struct ImportedRow {
  std::uint32_t line = 0;
  RowOutcome outcome = RowOutcome::refused;
  std::vector<app::IseeCsvError> errors;  // Only with `refused`.
  std::vector<std::string_view> flags;    // Kept, and worth a second look.
};

// `trial`: nothing is written; each row is judged on what is there now. A fault of the machine
// stops the whole; what was registered before stays, and reading the file again goes on from there.
Result<std::vector<ImportedRow>, Fault> import_isee(tools::Installation& installation,
                                                    const app::IseeCsv& csv, bool trial);

// The file again, each row with its outcome in four more columns: the refused rows are corrected
// there and read again.
std::string report_of(const app::IseeCsv& csv, const std::vector<ImportedRow>& rows,
                      const app::Texts& texts);

}  // namespace telaio::cli
