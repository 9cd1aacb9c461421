// SPDX-License-Identifier: EUPL-1.2
#include "app/isee_csv.hpp"

#include <gmock/gmock.h>

#include "app/isee_csv_refusals.hpp"

namespace telaio::app {
namespace {

const std::string header =
    "codice_fiscale;tipo;isee;numero_dsu;data_presentazione;valida_dal;valida_al;canale";
const std::string good =
    "RSSMRA80A01F205X;ordinario;8.400,00;INPS-ISEE-2026-00000417D-00;20/01/2026;2026-01-20;"
    "31/12/2026;cittadino";

IseeCsv read(const std::string& text) {
  auto csv = read_isee_csv(text);
  EXPECT_TRUE(csv.has_value()) << csv.error().code;
  return csv ? std::move(*csv) : IseeCsv();
}
std::string refused(const std::string& text) {
  const auto csv = read_isee_csv(text);
  return csv ? "accepted" : std::string(csv.error().code);
}
std::vector<std::string> problems(const IseeCsvRow& row) {
  std::vector<std::string> all;
  for (const auto& error : row.errors)
    all.push_back(error.column + ":" + std::string(error.refusal.code));
  return all;
}
// The good row with one field replaced.
IseeCsvRow with(std::size_t place, const std::string& text) {
  std::vector<std::string> fields;
  std::string field;
  for (const char c : good + ";") {
    if (c != ';') field.push_back(c);
    if (c == ';') fields.push_back(std::exchange(field, ""));
  }
  fields[place] = text;
  std::string row;
  for (const auto& each : fields) row += (row.empty() ? "" : ";") + each;
  const auto csv = read(header + "\n" + row + "\n");
  EXPECT_EQ(csv.rows.size(), 1U);
  return csv.rows.empty() ? IseeCsvRow() : csv.rows.front();
}

TEST(IseeCsv, ReadsARowAsItIsPrinted) {
  const auto csv = read(header + "\n" + good + "\n");
  ASSERT_EQ(csv.rows.size(), 1U);
  const IseeCsvRow& row = csv.rows.front();
  EXPECT_THAT(problems(row), ::testing::IsEmpty());
  EXPECT_EQ(row.line, 2U);
  EXPECT_EQ(row.codice_fiscale, "RSSMRA80A01F205X");
  EXPECT_EQ(row.command.isee, Money::from_cents(8'400'00));
  EXPECT_EQ(row.command.kind, schema::IseeKind::ordinario);
  EXPECT_EQ(row.command.channel, schema::IseeChannel::citizen);
  EXPECT_EQ(row.command.presented_on, Date::of(2026, 1, 20));
  EXPECT_EQ(row.command.valid_to, Date::of(2026, 12, 31));
}

TEST(IseeCsv, ReadsEveryOptionalColumn) {
  const auto csv = read(header +
                        ";caso;tipo_stampato;nucleo_ridotto;corrente;modulo_corrente;"
                        "data_modulo_corrente;ise;isr;isp;scala;protocollo;data_protocollo;"
                        "annotazioni;testo_annotazioni;documenti;dsu_sostituita\n" +
                        good +
                        ";SSG-2026-1;ISEE ordinario;si;si;MS-1;02/03/2026;20.664,00;18000;"
                        "13320,00;2,46;2026/1;2026-03-01;si;Conto corrente | Immobile;si;"
                        "INPS-ISEE-2026-00000416D-00\n");
  const IseeCsvRow& row = csv.rows.at(0);
  EXPECT_THAT(problems(row), ::testing::IsEmpty());
  EXPECT_EQ(row.case_number, "SSG-2026-1");
  EXPECT_TRUE(row.command.reduced_household && row.command.corrente);
  EXPECT_EQ(row.command.corrente_form_on, Date::of(2026, 3, 2));
  EXPECT_EQ(row.command.ise, Money::from_cents(20'664'00));
  EXPECT_EQ(row.command.scale_hundredths, 246);
  EXPECT_EQ(row.command.filed_on, Date::of(2026, 3, 1));
  EXPECT_THAT(row.command.annotation_texts, ::testing::ElementsAre("Conto corrente", "Immobile"));
  EXPECT_TRUE(row.command.documents_given);
  EXPECT_EQ(row.command.replaces_dsu, "INPS-ISEE-2026-00000416D-00");
}

TEST(IseeCsv, ReadsCommasQuotesAByteOrderMarkAndLinesOfWindows) {
  std::string commas = header;
  std::ranges::replace(commas, ';', ',');
  const auto csv = read("\xEF\xBB\xBF" + commas +
                        "\r\nRSSMRA80A01F205X,ordinario,\"8.400,00\",\"D\"\"SU\",20/01/2026,"
                        "20/01/2026,31/12/2026,caf\r\n\r\n");
  ASSERT_EQ(csv.rows.size(), 1U);
  EXPECT_THAT(problems(csv.rows[0]), ::testing::IsEmpty());
  EXPECT_EQ(csv.separator, ',');
  EXPECT_EQ(csv.rows[0].command.dsu_number, "D\"SU");
}

TEST(IseeCsv, LetsNoBadRowHoldBackAGoodOne) {
  const auto csv = read(header + "\n" + good + "\nX;Y\n" + good + "Z\n" + good);
  ASSERT_EQ(csv.rows.size(), 4U);
  EXPECT_TRUE(csv.rows[0].errors.empty());
  EXPECT_THAT(problems(csv.rows[1]), ::testing::ElementsAre(":isee_csv.columns_differ"));
  EXPECT_EQ(csv.rows[1].line, 3U);
  EXPECT_THAT(problems(csv.rows[2]), ::testing::ElementsAre("canale:isee_csv.channel"));
  EXPECT_TRUE(csv.rows[3].errors.empty());
  EXPECT_EQ(csv.rows[3].line, 5U);
}

TEST(IseeCsv, TellsEveryWrongFieldOfARow) {
  const auto csv =
      read(header + "\nRSSMRA80A01F205Y;mensile;1,234.56;;30/02/2026;;2026-13-01;posta\n");
  EXPECT_THAT(problems(csv.rows.at(0)),
              ::testing::UnorderedElementsAre(
                  "codice_fiscale:isee_csv.codice_fiscale", "tipo:isee_csv.kind",
                  "isee:isee_csv.amount_english", "numero_dsu:isee_csv.field_empty",
                  "data_presentazione:isee_csv.date", "valida_dal:isee_csv.field_empty",
                  "valida_al:isee_csv.date", "canale:isee_csv.channel"));
}

TEST(IseeCsv, GuessesNoAmount) {
  const std::pair<const char*, std::string_view> wrong[] = {
      {"1,234.56", refusals::csv_amount_english},
      {"1.234", refusals::csv_amount_ambiguous},
      {"8400.00", refusals::csv_amount_ambiguous},
      {"8,400", refusals::csv_amount_decimals},
      {"1,005", refusals::csv_amount_decimals},
      {"-1,00", refusals::csv_amount_negative},
      {"1.23,00", refusals::csv_amount},
      {"1..234,00", refusals::csv_amount},
      {"mille", refusals::csv_amount},
      {"1e3", refusals::csv_amount},
      {"1,", refusals::csv_amount},
      {",50", refusals::csv_amount},
      {"100.000.000,01", refusals::csv_amount_too_large},
      {"99999999999999999999", refusals::csv_amount_too_large}};
  for (const auto& [text, code] : wrong) {
    const auto amount = parse_italian_amount(text);
    ASSERT_FALSE(amount.has_value()) << text;
    EXPECT_EQ(amount.error().code, code) << text;
  }
  const std::pair<const char*, std::int64_t> right[] = {{"0", 0},
                                                        {"0,01", 1},
                                                        {"8400", 840000},
                                                        {"8400,5", 840050},
                                                        {"8.400,00", 840000},
                                                        {"1.234.567,89", 123456789},
                                                        {"100.000.000,00", 10'000'000'000}};
  for (const auto& [text, cents] : right) {
    const auto amount = parse_italian_amount(text);
    ASSERT_TRUE(amount.has_value()) << text;
    EXPECT_EQ(amount->cents(), cents) << text;
  }
}

TEST(IseeCsv, KeepsAnUnusualDsuNumberAndAKindNobodyKnows) {
  EXPECT_THAT(problems(with(3, "prot. 2026/123")), ::testing::IsEmpty());
  const auto other = with(1, "altro");
  EXPECT_THAT(problems(other), ::testing::IsEmpty());
  EXPECT_EQ(other.command.kind, schema::IseeKind::unknown);
}

TEST(IseeCsv, RefusesAFileWhoseHeaderIsNotOurs) {
  EXPECT_EQ(refused(""), refusals::csv_header_missing);
  EXPECT_EQ(refused("\n" + good), refusals::csv_header_missing);
  EXPECT_EQ(refused(header + ";reddito\n"), refusals::csv_column_unknown);
  EXPECT_EQ(refused(header + ";isee\n"), refusals::csv_column_repeated);
  EXPECT_EQ(refused("codice_fiscale;tipo\n"), refusals::csv_column_missing);
  EXPECT_EQ(refused(header + "\n"), "accepted");
}

TEST(IseeCsv, RefusesWhatIsNotUtf8) {
  EXPECT_EQ(refused(header + "\n" + good + "\xE0\n"), refusals::csv_not_utf8);
  EXPECT_EQ(refused(std::string("\xFF\xFE") + header), refusals::csv_not_utf8);
  EXPECT_EQ(refused(header + std::string("\n\0", 2)), refusals::csv_not_utf8);
}

TEST(IseeCsv, ReadsAsManyRowsAsItMayAndNotOneMore) {
  std::string file = header + "\n";
  for (std::size_t i = 0; i < csv_limits::rows_max; ++i) file += good + "\n";
  EXPECT_EQ(read(file).rows.size(), csv_limits::rows_max);
  EXPECT_EQ(refused(file + good + "\n"), refusals::csv_rows_too_many);
  EXPECT_EQ(refused(std::string(csv_limits::file_bytes_max + 1, 'a')),
            refusals::csv_file_too_large);
}

TEST(IseeCsv, TellsAQuoteThatIsOutOfPlaceAndOneThatNeverEnds) {
  const auto inside =
      read(header + "\n\"RSSMRA80A01F205X\"x" + good.substr(16) + "\n" + good + "\n");
  ASSERT_EQ(inside.rows.size(), 2U);
  EXPECT_THAT(problems(inside.rows[0]), ::testing::ElementsAre(":isee_csv.quote"));
  EXPECT_TRUE(inside.rows[1].errors.empty());
  const auto open = read(header + "\n" + good + "\n\"" + good + "\n" + good + "\n");
  ASSERT_EQ(open.rows.size(), 2U);
  EXPECT_TRUE(open.rows[0].errors.empty());
  EXPECT_THAT(problems(open.rows[1]), ::testing::ElementsAre(":isee_csv.quote_open"));
}

TEST(IseeCsv, RefusesARowWithTooManyColumnsOrTooLongAField) {
  std::string wide(csv_limits::columns_max, ';');
  EXPECT_THAT(problems(read(header + "\n" + wide + "\n").rows.at(0)),
              ::testing::ElementsAre(":isee_csv.columns_too_many"));
  const auto longest = with(3, std::string(csv_limits::field_bytes_max, 'x'));
  EXPECT_THAT(problems(longest), ::testing::ElementsAre("numero_dsu:isee_csv.field_text"));
  const auto longer = with(3, std::string(csv_limits::field_bytes_max + 1, 'x'));
  EXPECT_THAT(problems(longer), ::testing::ElementsAre(":isee_csv.field_too_long"));
}

TEST(CsvField, IsNeverAFormulaAndIsReadBackAsItWas) {
  EXPECT_EQ(csv_field("=1+1", ';'), "'=1+1");
  EXPECT_EQ(csv_field("@x", ';'), "'@x");
  EXPECT_EQ(csv_field("a;b", ';'), "\"a;b\"");
  EXPECT_EQ(csv_field("a,b", ';'), "a,b");
  EXPECT_EQ(csv_field("a\"b", ','), "\"a\"\"b\"");
  EXPECT_EQ(csv_field("", ','), "");
}

}  // namespace
}  // namespace telaio::app
