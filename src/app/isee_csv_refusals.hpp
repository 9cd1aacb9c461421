// SPDX-License-Identifier: EUPL-1.2
// Why a file of attestations, a row or a field of it is refused. Each code has an Italian text in
// config/texts.
#pragma once

#include <string_view>

namespace telaio::app::refusals {

// ---- The file ----
inline constexpr std::string_view csv_file_too_large = "isee_csv.file_too_large";
inline constexpr std::string_view csv_not_utf8 = "isee_csv.not_utf8";
inline constexpr std::string_view csv_header_missing = "isee_csv.header_missing";
inline constexpr std::string_view csv_rows_too_many = "isee_csv.rows_too_many";
inline constexpr std::string_view csv_column_unknown = "isee_csv.column_unknown";
inline constexpr std::string_view csv_column_repeated = "isee_csv.column_repeated";
inline constexpr std::string_view csv_column_missing = "isee_csv.column_missing";

// ---- A row ----
inline constexpr std::string_view csv_quote = "isee_csv.quote";
// The rest of the file is inside the quote: no row after it is read.
inline constexpr std::string_view csv_quote_open = "isee_csv.quote_open";
inline constexpr std::string_view csv_columns_too_many = "isee_csv.columns_too_many";
inline constexpr std::string_view csv_columns_differ = "isee_csv.columns_differ";
inline constexpr std::string_view csv_field_too_long = "isee_csv.field_too_long";

// ---- A field ----
inline constexpr std::string_view csv_field_empty = "isee_csv.field_empty";
inline constexpr std::string_view csv_field_text = "isee_csv.field_text";
inline constexpr std::string_view csv_kind = "isee_csv.kind";
inline constexpr std::string_view csv_channel = "isee_csv.channel";
inline constexpr std::string_view csv_flag = "isee_csv.flag";
inline constexpr std::string_view csv_date = "isee_csv.date";
inline constexpr std::string_view csv_amount = "isee_csv.amount";
inline constexpr std::string_view csv_amount_english = "isee_csv.amount_english";
inline constexpr std::string_view csv_amount_ambiguous = "isee_csv.amount_ambiguous";
inline constexpr std::string_view csv_amount_decimals = "isee_csv.amount_decimals";
inline constexpr std::string_view csv_amount_negative = "isee_csv.amount_negative";
inline constexpr std::string_view csv_amount_too_large = "isee_csv.amount_too_large";
inline constexpr std::string_view csv_scale = "isee_csv.scale";
inline constexpr std::string_view csv_codice_fiscale = "isee_csv.codice_fiscale";

// ---- Whose it is ----
inline constexpr std::string_view csv_person_unknown = "isee_csv.person_unknown";
inline constexpr std::string_view csv_person_ambiguous = "isee_csv.person_ambiguous";
inline constexpr std::string_view csv_household_unknown = "isee_csv.household_unknown";
inline constexpr std::string_view csv_household_ambiguous = "isee_csv.household_ambiguous";

}  // namespace telaio::app::refusals
