// SPDX-License-Identifier: EUPL-1.2
// The one place of the program where an amount becomes a double: the cells of the format are.
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <array>
#include <memory>
#include <utility>

#include "app/sheets/accounts_sheet.hpp"

namespace telaio::app::sheets {
namespace {

constexpr int cents_per_euro = 100;
// The library writes its parts here before it packs them: memory, never a disk.
constexpr const char* parts_folder = "/dev/shm";

Fault failed(std::string detail) {
  return {"sheets.xlsx", std::move(detail)};
}

class MemoryFile {
 public:
  MemoryFile() : descriptor_(memfd_create("telaio-accounts", MFD_CLOEXEC)) {}
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  bool open() const { return descriptor_ >= 0; }
  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }
  Result<Bytes, Fault> content() const {
    const off_t end = lseek(descriptor_, 0, SEEK_END);
    if (end <= 0) return failed("nothing was written");
    Bytes bytes(static_cast<std::size_t>(end));
    for (std::size_t done = 0; done < bytes.size();) {
      const ssize_t read =
          pread(descriptor_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
      if (read <= 0) return failed("the file cannot be read back");
      done += static_cast<std::size_t>(read);
    }
    return bytes;
  }

 private:
  int descriptor_;
};

struct Formats {
  lxw_format* head = nullptr;
  lxw_format* amount = nullptr;
  lxw_format* date = nullptr;
  lxw_format* strong = nullptr;
};

Formats formats_of(lxw_workbook* workbook) {
  Formats formats;
  formats.head = workbook_add_format(workbook);
  format_set_bold(formats.head);
  formats.amount = workbook_add_format(workbook);
  format_set_num_format(formats.amount, "#,##0.00");
  formats.date = workbook_add_format(workbook);
  format_set_num_format(formats.date, "dd/mm/yyyy");
  formats.strong = workbook_add_format(workbook);
  format_set_bold(formats.strong);
  format_set_num_format(formats.strong, "#,##0.00");
  return formats;
}

// Writes cells from left to right, rows from top to bottom.
class Sheet {
 public:
  Sheet(lxw_workbook* workbook, const std::string& name, const Formats& formats)
      : sheet_(workbook_add_worksheet(workbook, name.c_str())), formats_(formats) {}

  void head(std::string_view key, double width) {
    worksheet_set_column(sheet_, column_, column_, width, nullptr);
    note(worksheet_write_string(sheet_, row_, column_++, text_of(key).c_str(), formats_.head));
  }
  // A string cell is never a formula, whatever it begins with.
  void text(const std::string& text) {
    note(worksheet_write_string(sheet_, row_, column_++, text.c_str(), nullptr));
  }
  void amount(Money money, bool strong = false) {
    // Nearest double of the exact decimal: one division of two integers that doubles hold exactly.
    const double euro = static_cast<double>(money.cents()) / cents_per_euro;
    note(worksheet_write_number(sheet_, row_, column_++, euro,
                                strong ? formats_.strong : formats_.amount));
  }
  void date(Date date) {
    const auto day = date.ymd();
    lxw_datetime value{static_cast<int>(day.year()),
                       static_cast<int>(static_cast<unsigned>(day.month())),
                       static_cast<int>(static_cast<unsigned>(day.day())),
                       0,
                       0,
                       0};
    note(worksheet_write_datetime(sheet_, row_, column_++, &value, formats_.date));
  }
  void skip() { ++column_; }
  void end_row() {
    ++row_;
    column_ = 0;
  }
  void freeze_head() { worksheet_freeze_panes(sheet_, 1, 0); }
  bool good() const { return good_; }

 private:
  void note(lxw_error error) { good_ = good_ && error == LXW_NO_ERROR; }

  lxw_worksheet* sheet_;
  const Formats& formats_;
  lxw_row_t row_ = 0;
  lxw_col_t column_ = 0;
  bool good_ = true;
};

struct Column {
  std::string_view key;
  double width;
};

template <std::size_t count>
void write_head(Sheet& sheet, const std::array<Column, count>& columns) {
  for (const Column& column : columns) sheet.head(column.key, column.width);
  sheet.end_row();
  sheet.freeze_head();
}

bool write_invoices(Sheet sheet, const Accounts& accounts) {
  constexpr std::array<Column, 11> columns{{{"column.month", 12},
                                            {"column.comune", 24},
                                            {"column.invoice", 34},
                                            {"column.person", 30},
                                            {"column.issued", 12},
                                            {"column.due", 12},
                                            {"column.total", 14},
                                            {"column.state", 16},
                                            {"column.notice_amount", 16},
                                            {"column.iuv", 22},
                                            {"column.closed", 12}}};
  write_head(sheet, columns);
  for (const Invoice& invoice : accounts.invoices) {
    sheet.date(accounts.month);
    sheet.text(accounts.comune);
    sheet.text(invoice.number);
    sheet.text(invoice.person);
    sheet.date(invoice.issued_on);
    sheet.date(invoice.due_on);
    sheet.amount(invoice.total);
    sheet.text(text_of(state_key(invoice.state)));
    if (invoice.notice_amount) {
      sheet.amount(*invoice.notice_amount);
    } else {
      sheet.skip();
    }
    sheet.text(invoice.iuv);
    if (invoice.closed_on) sheet.date(*invoice.closed_on);
    sheet.end_row();
  }
  const auto total = total_of(accounts);
  if (!total) return false;
  sheet.text(text_of("total"));
  for (std::size_t i = 1; i < 6; ++i) sheet.skip();
  sheet.amount(*total, true);
  return sheet.good();
}

bool write_lines(Sheet sheet, const Accounts& accounts) {
  constexpr std::array<Column, 5> columns{{{"column.invoice", 34},
                                           {"column.person", 30},
                                           {"column.service", 30},
                                           {"column.item", 14},
                                           {"column.amount", 14}}};
  write_head(sheet, columns);
  for (const Invoice& invoice : accounts.invoices) {
    for (const Line& line : invoice.lines) {
      sheet.text(invoice.number);
      sheet.text(invoice.person);
      sheet.text(line.service);
      sheet.text(text_of(line.settlement ? "item.settlement" : "item.fee"));
      sheet.amount(line.amount);
      sheet.end_row();
    }
  }
  // Lines sum to their invoices: the same total stands under both sheets.
  const auto total = total_of(accounts);
  if (!total) return false;
  sheet.text(text_of("total"));
  for (std::size_t i = 1; i < 4; ++i) sheet.skip();
  sheet.amount(*total, true);
  return sheet.good();
}

}  // namespace

Result<Bytes, Fault> to_xlsx(const Accounts& accounts) {
  const MemoryFile file;
  if (!file.open()) return failed("memfd_create");
  std::string folder(parts_folder);
  lxw_workbook_options options{};
  options.tmpdir = folder.data();
  lxw_workbook* workbook = workbook_new_opt(file.path().c_str(), &options);
  if (workbook == nullptr) return failed("workbook_new_opt");
  const Formats formats = formats_of(workbook);
  bool good = write_invoices(Sheet(workbook, text_of("sheet.invoices"), formats), accounts);
  good = write_lines(Sheet(workbook, text_of("sheet.lines"), formats), accounts) && good;
  const lxw_error closed = workbook_close(workbook);  // Frees it, whatever it answers.
  if (closed != LXW_NO_ERROR) return failed(lxw_strerror(closed));
  if (!good) return failed("a cell could not be written");
  return file.content();
}

}  // namespace telaio::app::sheets
