// SPDX-License-Identifier: EUPL-1.2
// The files of the accounts office. The spreadsheet is read back by openpyxl, which shares no code
// with the library that wrote it.
#include "app/sheets/accounts_sheet.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "base/limits.hpp"

namespace telaio::app::sheets {
namespace {

Invoice invoice(std::string person, std::int64_t cents) {
  Invoice made;
  made.number = "00000000000000000000000000000001";
  made.person = std::move(person);
  made.issued_on = Date::of(2026, 3, 5);
  made.due_on = Date::of(2026, 4, 4);
  made.total = Money::from_cents(cents);
  made.lines = {{"Assistenza domiciliare", false, made.total}};
  return made;
}

Accounts one_of(Invoice made) {
  return {"Sesto San Giovanni", Date::of(2026, 2, 1), {std::move(made)}};
}

std::string line(const std::string& text, int number) {
  std::size_t from = 0;
  for (int i = 0; i < number; ++i) from = text.find("\r\n", from) + 2;
  return text.substr(from, text.find("\r\n", from) - from);
}

// What openpyxl makes of the file, with `expression` over the workbook `w`.
std::string read_back(const Accounts& accounts, const std::string& expression) {
  const auto bytes = to_xlsx(accounts);
  EXPECT_TRUE(bytes.has_value()) << bytes.error().detail;
  const auto path = std::filesystem::temp_directory_path() /
                    ("telaio-sheet-" + std::to_string(::getpid()) + ".xlsx");
  std::ofstream(path, std::ios::binary) << as_text(*bytes);
  const std::string command = "/usr/bin/python3 -c \"import openpyxl; w=openpyxl.load_workbook('" +
                              path.string() + "'); print((" + expression + "))\" 2>&1";
  std::string answer;
  FILE* reader = ::popen(command.c_str(), "r");
  char buffer[4096];
  while (const std::size_t size = std::fread(buffer, 1, sizeof(buffer), reader)) {
    answer.append(buffer, size);
  }
  EXPECT_EQ(::pclose(reader), 0) << answer;
  std::filesystem::remove(path);
  return answer;
}

TEST(AccountsCsv, HasARowForEachLineInItalianForm) {
  Invoice paid = invoice("Rossi Elena", 123'03);
  paid.lines = {{"Assistenza domiciliare", false, Money::from_cents(143'03)},
                {"Assistenza domiciliare", true, Money::from_cents(-20'00)}};
  paid.state = NoticeState::paid;
  paid.notice_amount = paid.total;
  paid.iuv = "01000000000000043";
  paid.closed_on = Date::of(2026, 3, 20);
  const std::string csv = to_csv(one_of(paid));
  EXPECT_EQ(csv.substr(0, 3), "\xEF\xBB\xBF");
  EXPECT_EQ(line(csv, 1),
            "01/02/2026;Sesto San Giovanni;00000000000000000000000000000001;Rossi Elena;"
            "05/03/2026;04/04/2026;Assistenza domiciliare;Quota;143,03;123,03;Pagato;123,03;"
            "01000000000000043;20/03/2026");
  EXPECT_NE(line(csv, 2).find(";Conguaglio;-20,00;123,03;"), std::string::npos);
  EXPECT_EQ(line(csv, 3), "");
}

TEST(AccountsCsv, ATypedNameIsNeverAFormulaAndNeverBreaksARow) {
  EXPECT_NE(to_csv(one_of(invoice("=1+1", 1))).find(";'=1+1;"), std::string::npos);
  EXPECT_NE(to_csv(one_of(invoice("@SUM(A1)", 1))).find(";'@SUM(A1);"), std::string::npos);
  EXPECT_NE(to_csv(one_of(invoice("Rossi; \"Elena\"", 1))).find(";\"Rossi; \"\"Elena\"\"\";"),
            std::string::npos);
}

TEST(AccountsCsv, OfNothingHasItsHeadAlone) {
  const std::string csv = to_csv({"Sesto San Giovanni", Date::of(2026, 2, 1), {}});
  EXPECT_EQ(line(csv, 0).substr(3, 5), "Mese;");
  EXPECT_EQ(line(csv, 1), "");
}

TEST(AccountsXlsx, AmountsAreNumbersAndDatesAreDates) {
  const Accounts accounts = one_of(invoice("Rossi Elena", 995));
  EXPECT_EQ(read_back(accounts, "w.sheetnames"), "['Fatture', 'Righe']\n");
  EXPECT_EQ(read_back(accounts, "repr(w['Fatture']['G2'].value), w['Fatture']['G2'].number_format"),
            "('9.95', '#,##0.00')\n");
  EXPECT_EQ(read_back(accounts, "w['Fatture']['E2'].value.isoformat()"), "2026-03-05T00:00:00\n");
  EXPECT_EQ(read_back(accounts, "w['Fatture']['D2'].value, w['Righe']['B2'].value"),
            "('Rossi Elena', 'Rossi Elena')\n");
}

// Every cent of a euro, of a thousand and of the largest invoice there may be comes back as it was.
TEST(AccountsXlsx, EveryAmountReadsBackToTheSameCents) {
  Accounts accounts{"Sesto San Giovanni", Date::of(2026, 2, 1), {}};
  std::string cents = "[";
  for (const std::int64_t base : {std::int64_t{0}, std::int64_t{1'000'00}, std::int64_t{-7'000'00},
                                  limits::amount_cents_max - 100}) {
    for (std::int64_t cent = 0; cent < 100; ++cent) {
      accounts.invoices.push_back(invoice("Rossi", base + cent));
      cents += std::to_string(base + cent) + ",";
    }
  }
  EXPECT_EQ(read_back(accounts,
                      "[round(r[6].value*100) for r in "
                      "w['Fatture'].iter_rows(min_row=2,max_row=401)]==" +
                          cents + "]"),
            "True\n");
}

TEST(AccountsXlsx, TheTotalIsTheSumOfTheRows) {
  Accounts accounts = one_of(invoice("Rossi", 10));
  accounts.invoices.push_back(invoice("Verdi", 20));
  accounts.invoices.push_back(invoice("Bianchi", -5));
  EXPECT_EQ(read_back(accounts,
                      "w['Fatture']['A5'].value, w['Fatture']['G5'].value, "
                      "w['Righe']['E5'].value"),
            "('Totale', 0.25, 0.25)\n");
}

TEST(AccountsXlsx, ATypedNameIsAText) {
  EXPECT_EQ(read_back(one_of(invoice("=1+1", 1)),
                      "w['Fatture']['D2'].value, w['Fatture']['D2'].data_type"),
            "('=1+1', 's')\n");
}

TEST(AccountsTotals, DoNotFitBeyondSixtyFourBits) {
  Accounts accounts = one_of(invoice("Rossi", std::numeric_limits<std::int64_t>::max()));
  EXPECT_TRUE(total_of(accounts).has_value());
  accounts.invoices.push_back(invoice("Verdi", 1));
  EXPECT_FALSE(total_of(accounts).has_value());
  EXPECT_FALSE(to_xlsx(accounts).has_value());
}

}  // namespace
}  // namespace telaio::app::sheets
