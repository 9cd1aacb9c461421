// SPDX-License-Identifier: EUPL-1.2
// A file of comma-separated values (RFC 4180), as rows of text. The separator is the one the first
// line uses: a semicolon, as spreadsheets set to Italian write it, or a comma. UTF-8, with or
// without a byte order mark. Pure; every limit has a name, and a row that cannot be read is told
// with its line, while the others are read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace telaio::app {

namespace csv_limits {
// A body with ten thousand attestations a year sends files of about 2 MB.
inline constexpr std::size_t file_bytes_max = std::size_t{8} << 20U;
inline constexpr std::size_t rows_max = 10'000;  // Without the header.
inline constexpr std::size_t columns_max = 60;
inline constexpr std::size_t field_bytes_max = 4'000;
}  // namespace csv_limits

struct CsvRow {
  std::uint32_t line = 0;  // Where it begins, from 1.
  std::vector<std::string> fields;
  // Empty when the row could be read; else one of the csv_* codes of isee_csv_refusals.hpp, and
  // `fields` holds what was read before.
  std::string_view wrong;
};

struct CsvFile {
  char separator = ';';
  std::vector<std::string> header;
  std::vector<CsvRow> rows;  // Without empty lines.
};

// Refuses the whole only when no row of it can be trusted: too large, not UTF-8, no header, too
// many rows.
Result<CsvFile, Refusal> read_csv(std::string_view bytes);

// A field as a spreadsheet opens it without taking it for a formula, quoted where it must be.
std::string csv_field(std::string_view text, char separator);

}  // namespace telaio::app
