// SPDX-License-Identifier: EUPL-1.2
// telaio isee import on a demonstration Ambito: whose a row is, what happens to good and bad rows
// of one file, and that reading it again changes nothing.
#include <gtest/gtest.h>

#include "app/isee_csv_refusals.hpp"
#include "app/isee_lookups.hpp"
#include "domain/isee/isee_refusals.hpp"
#include "schemas/read.hpp"
#include "tests/tools/demo_folder.hpp"
#include "tools/telaio/isee_import.hpp"

namespace telaio::generator {
namespace {

using cli::RowOutcome;

const std::string header =
    "codice_fiscale;tipo;isee;numero_dsu;data_presentazione;valida_dal;valida_al;canale\n";

class IseeImport : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    Plan plan;
    plan.families = 4;
    plan.years = 1;
    plan.until = test::story_end;
    demo_ = std::make_unique<test::DemoFolder>(plan);
  }
  static void TearDownTestSuite() { demo_.reset(); }

  tools::Installation& installation() { return demo_->installation(); }

  // The codice fiscale of somebody who belongs to one household.
  std::string anybody() {
    std::string code;
    demo_->each([&](const log::StoredEvent&, const schema::Header& header_of) {
      const auto* composed = header_of.fact_as_HouseholdComposed();
      if (composed == nullptr || !code.empty()) return;
      const PersonId person = schema::read(&composed->members()->Get(0)->person());
      code = app::codice_fiscale_of(installation().transactor(), person)->value_or("");
    });
    return code;
  }
  std::size_t acquired() {
    std::size_t count = 0;
    demo_->each([&](const log::StoredEvent&, const schema::Header& header_of) {
      if (header_of.fact_type() == schema::Fact::IseeAttestationAcquired) ++count;
    });
    return count;
  }
  static std::string row(const std::string& code, const std::string& isee, const std::string& dsu) {
    return code + ";universita;" + isee + ";" + dsu + ";01/11/2026;01/11/2026;31/12/2026;caf\n";
  }
  std::vector<cli::ImportedRow> import(const std::string& text, bool trial = false) {
    const auto csv = app::read_isee_csv(text);
    EXPECT_TRUE(csv.has_value());
    EXPECT_TRUE(installation().views().catch_up().has_value());
    auto rows = cli::import_isee(installation(), *csv, trial);
    EXPECT_TRUE(rows.has_value());
    return rows ? std::move(*rows) : std::vector<cli::ImportedRow>();
  }

  static std::unique_ptr<test::DemoFolder> demo_;
};
std::unique_ptr<test::DemoFolder> IseeImport::demo_;

TEST_F(IseeImport, RegistersTheGoodRowsOnceAndTellsWhyOfTheOthers) {
  const std::string code = anybody();
  ASSERT_FALSE(code.empty());
  const std::string file = header + row(code, "8.400,00", "INPS-ISEE-2026-00000901Z-00") +
                           row(code, "1,234.56", "INPS-ISEE-2026-00000902Z-00") +
                           row("RSSMRA80A01F205X", "1,00", "INPS-ISEE-2026-00000903Z-00") +
                           row(code, "9.000,00", "prot. 77");
  const auto before = acquired();

  const auto tried = import(file, true);
  EXPECT_EQ(tried.at(0).outcome, RowOutcome::registered);
  EXPECT_EQ(acquired(), before);

  const auto rows = import(file);
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(rows[0].outcome, RowOutcome::registered);
  EXPECT_EQ(rows[1].outcome, RowOutcome::refused);
  EXPECT_EQ(rows[1].errors.at(0).refusal.code, app::refusals::csv_amount_english);
  EXPECT_EQ(rows[2].errors.at(0).refusal.code, app::refusals::csv_person_unknown);
  EXPECT_EQ(rows[3].outcome, RowOutcome::registered);
  EXPECT_EQ(rows[3].flags.at(0), domain::refusals::isee_dsu_unusual);
  EXPECT_EQ(acquired(), before + 2);

  const auto again = import(file);
  EXPECT_EQ(again[0].outcome, RowOutcome::already_known);
  EXPECT_EQ(again[3].outcome, RowOutcome::already_known);
  EXPECT_EQ(acquired(), before + 2);
}

TEST_F(IseeImport, TellsWhatTheRulesRefuse) {
  const std::string code = anybody();
  const auto rows = import(header + code +
                           ";universita;1,00;INPS-ISEE-2026-00000904Z-00;01/12/2099;01/12/2099;"
                           "31/12/2099;caf\n");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].errors.at(0).refusal.code, domain::refusals::isee_presented_in_future);
}

TEST_F(IseeImport, ReportsEveryRowAsItWasWithItsOutcome) {
  const std::string code = anybody();
  const auto csv = app::read_isee_csv(header + row(code, "-1", "=1+1") + "solo questo\n");
  ASSERT_TRUE(csv.has_value());
  const auto rows = cli::import_isee(installation(), *csv, true);
  ASSERT_TRUE(rows.has_value());
  const std::string report = cli::report_of(*csv, *rows, app::Texts::built_in());
  EXPECT_NE(report.find(code + ";universita;'-1;'=1+1;"), std::string::npos) << report;
  EXPECT_NE(report.find("rifiutata;isee;isee_csv.amount_negative;"), std::string::npos) << report;
  EXPECT_NE(report.find("solo questo;;;;;;;;rifiutata;;isee_csv.columns_differ;"),
            std::string::npos)
      << report;
}

}  // namespace
}  // namespace telaio::generator
