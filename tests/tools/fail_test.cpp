// SPDX-License-Identifier: EUPL-1.2
// How a command says no: one Italian line, its code at the end, and the exit code.
#include <gmock/gmock.h>

#include <filesystem>
#include <sstream>

#include "log/log_faults.hpp"
#include "tools/telaio/cli.hpp"
#include "tools/telaio/cli_refusals.hpp"

namespace telaio::cli {
namespace {

struct Told {
  std::ostringstream out;
  std::ostringstream err;
  Cli cli{out, err};
};

TEST(Fail, FillsTheSentenceOfARefusal) {
  Told told;
  fail(told.cli, ExitCode::usage, Refusal{refusals::file_unreadable, {{"file", "a.json"}}});
  EXPECT_EQ(told.err.str(),
            "Il file a.json non si legge: controlla il percorso e i permessi. "
            "[cli.file_unreadable]\n");
  EXPECT_EQ(told.out.str(), "");
  EXPECT_EQ(told.cli.exit, ExitCode::usage);
}

TEST(Fail, NamesTheOptionThatIsWrong) {
  Told told;
  fail(told.cli, ExitCode::usage, Refusal{"fees.amount_comma", {}}, "--isee");
  EXPECT_EQ(told.err.str(),
            "--isee: L'importo ha la virgola dove serve il punto: scrivilo come 1234.56. "
            "[fees.amount_comma]\n");
}

TEST(Fail, ARuleOfOursIsARefusalAndTheMachineIsAFault) {
  Told told;
  fail(told.cli, Fault{std::string(log::faults::in_use), ""});
  EXPECT_EQ(told.cli.exit, ExitCode::check_failed);
  fail(told.cli, Fault{std::string(log::faults::damaged), ""});
  EXPECT_EQ(told.cli.exit, ExitCode::fault);
}

TEST(Fail, ShowsTheDetailOnlyWhereItNamesAPathAPositionOrANumber) {
  const auto texts = app::Texts::built_in();
  const std::string sentence = "Le viste non si scrivono: controlla spazio su disco e permessi.";
  EXPECT_EQ(line_of(texts, {"view.write_failed", "a reader holds the rows to be purged"}),
            sentence + " [view.write_failed]");
  EXPECT_EQ(line_of(texts, {"view.write_failed", "write /var/x: no space"}),
            sentence + " Dettaglio tecnico: write /var/x: no space [view.write_failed]");
  EXPECT_EQ(line_of(texts, {"view.write_failed", "row 7:\nbad"}),
            sentence + " Dettaglio tecnico: row 7: bad [view.write_failed]");
}

TEST(Fail, ACodeWithoutATextStillGivesASentence) {
  EXPECT_EQ(line_of(app::Texts::built_in(), {"no.such_code", "in English"}),
            "Qualcosa non ha funzionato: riprovare o segnalare il codice all'assistenza. "
            "[no.such_code]");
}

// A command can fail with the code of a refusal whose values it does not have.
TEST(Fail, NeverShowsASentenceWithItsPlaceholders) {
  EXPECT_EQ(line_of(app::Texts::built_in(), {"log.too_large", ""}),
            "Qualcosa non ha funzionato: riprovare o segnalare il codice all'assistenza. "
            "[log.too_large]");
}

// A file of texts that CMake does not build in would be missing here.
TEST(Texts, BuiltIntoTheProgramAreThoseOfTheFolder) {
  const auto folder = std::filesystem::path(TELAIO_SOURCE_DIR) / "config/texts";
  const auto loaded = app::Texts::load(folder);
  ASSERT_TRUE(loaded) << loaded.error().detail;
  EXPECT_EQ(loaded->size(), app::Texts::built_in().size());
  EXPECT_TRUE(*loaded == app::Texts::built_in());
}

}  // namespace
}  // namespace telaio::cli
