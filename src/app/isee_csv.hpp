// SPDX-License-Identifier: EUPL-1.2
// A file of attestations (docs/formats/isee-csv.md), read row by row into commands. Pure: whose
// they are is not known here. Nothing is guessed: an amount is written the Italian way, and one
// that could be read in two ways is refused; each wrong field of a row is told, with its column,
// and a wrong row leaves the others alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/csv_rows.hpp"
#include "domain/isee/isee.hpp"

namespace telaio::app {

struct IseeCsvError {
  std::string column;  // As the header names it; empty: the whole row.
  Refusal refusal;
};

struct IseeCsvRow {
  std::uint32_t line = 0;  // From 1, the header is line 1.
  std::vector<std::string> fields;
  std::vector<IseeCsvError> errors;
  // Usable without errors. Household, attestation and beneficiary are still to be found.
  domain::AcquireAttestation command;
  std::string codice_fiscale;
  std::string case_number;  // Empty: the person's only household.
};

struct IseeCsv {
  char separator = ';';
  std::vector<std::string> header;
  std::vector<IseeCsvRow> rows;
};

// Refuses the whole only for what makes every row doubtful: size, encoding, the header.
Result<IseeCsv, Refusal> read_isee_csv(std::string_view bytes);

// "1.234,56", "1234,56", "1234". Refuses with a code of isee_csv_refusals.hpp; "1.234" could be a
// thousand or one and a bit.
Result<Money, Refusal> parse_italian_amount(std::string_view text);

}  // namespace telaio::app
