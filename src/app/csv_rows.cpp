// SPDX-License-Identifier: EUPL-1.2
#include "app/csv_rows.hpp"

#include <algorithm>

#include "app/isee_csv_refusals.hpp"
#include "base/text.hpp"

namespace telaio::app {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

class Scanner {
 public:
  Scanner(std::string_view bytes, char separator) : bytes_(bytes), separator_(separator) {}

  bool at_end() const { return at_ == bytes_.size(); }
  std::uint32_t line() const { return line_; }

  // One row, up to and with its end of line.
  CsvRow row() {
    CsvRow row;
    row.line = line_;
    for (bool more = true; more;) {
      std::string field;
      more = read_field(row, field);
      if (row.fields.size() == csv_limits::columns_max) row.wrong = refusals::csv_columns_too_many;
      if (row.fields.size() < csv_limits::columns_max) row.fields.push_back(std::move(field));
    }
    return row;
  }

 private:
  // False at the end of the row.
  bool read_field(CsvRow& row, std::string& field) {
    const bool quoted = !at_end() && bytes_[at_] == '"';
    if (quoted) {
      ++at_;
      if (!read_quoted(field)) {
        row.wrong = refusals::csv_quote_open;
        return false;
      }
    }
    while (!at_end()) {
      const char next = take();
      if (next == separator_) return check(row, field, true);
      if (next == '\n') return check(row, field, false);
      if (next == '\r' && (at_end() || bytes_[at_] == '\n')) continue;
      // Text after a closing quote, or a quote within plain text: nobody knows what was meant.
      if (quoted || next == '"') row.wrong = refusals::csv_quote;
      field.push_back(next);
    }
    return check(row, field, false);
  }

  // After the opening quote, up to the closing one; false when there is none.
  bool read_quoted(std::string& field) {
    while (!at_end()) {
      const char next = take();
      if (next != '"') {
        field.push_back(next);
        continue;
      }
      if (at_end() || bytes_[at_] != '"') return true;
      field.push_back('"');
      ++at_;
    }
    return false;
  }

  static bool check(CsvRow& row, std::string& field, bool more) {
    if (field.size() > csv_limits::field_bytes_max) {
      row.wrong = refusals::csv_field_too_long;
      field.clear();
    }
    return more;
  }

  char take() {
    const char next = bytes_[at_++];
    if (next == '\n') ++line_;
    return next;
  }

  std::string_view bytes_;
  char separator_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
};

bool is_empty_line(const CsvRow& row) {
  return row.wrong.empty() && row.fields.size() == 1 && is_blank(row.fields.front());
}

bool is_utf8(std::string_view bytes) {
  // is_clean_text refuses carriage returns, which end lines here.
  std::string plain(bytes);
  std::erase(plain, '\r');
  return is_clean_text(plain);
}

}  // namespace

Result<CsvFile, Refusal> read_csv(std::string_view bytes) {
  if (bytes.size() > csv_limits::file_bytes_max) {
    return Refusal{refusals::csv_file_too_large,
                   {{"massimo", std::to_string(csv_limits::file_bytes_max)}}};
  }
  if (bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
  if (!is_utf8(bytes)) return Refusal{refusals::csv_not_utf8, {}};
  CsvFile file;
  const std::string_view first = bytes.substr(0, bytes.find('\n'));
  file.separator = first.find(';') == std::string_view::npos ? ',' : ';';
  Scanner scanner(bytes, file.separator);
  if (is_blank(first)) return Refusal{refusals::csv_header_missing, {}};
  CsvRow header = scanner.row();
  if (!header.wrong.empty()) return Refusal{header.wrong, {}};
  file.header = std::move(header.fields);
  while (!scanner.at_end()) {
    CsvRow row = scanner.row();
    if (is_empty_line(row)) continue;
    if (file.rows.size() == csv_limits::rows_max) {
      return Refusal{refusals::csv_rows_too_many,
                     {{"massimo", std::to_string(csv_limits::rows_max)}}};
    }
    file.rows.push_back(std::move(row));
  }
  return file;
}

std::string csv_field(std::string_view text, char separator) {
  std::string field(text);
  // A spreadsheet runs what begins like a formula.
  const bool formula =
      !field.empty() && std::string_view("=+-@\t").find(field.front()) != std::string_view::npos;
  if (formula) field.insert(field.begin(), '\'');
  const bool plain = field.find_first_of("\"\r\n") == std::string::npos &&
                     field.find(separator) == std::string::npos;
  if (plain) return field;
  std::string quoted = "\"";
  for (const char character : field) {
    if (character == '"') quoted.push_back('"');
    quoted.push_back(character);
  }
  quoted.push_back('"');
  return quoted;
}

}  // namespace telaio::app
