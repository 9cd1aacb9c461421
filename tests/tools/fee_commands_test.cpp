// SPDX-License-Identifier: EUPL-1.2
// The surface that outside checks use: names, shapes and exit codes of contract.md, on the
// published regulations.
#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>
#include <fstream>
#include <sstream>

#include <unistd.h>

#include "tools/telaio/fee_command_group.hpp"

namespace telaio::cli {
namespace {

namespace json = boost::json;

struct Ran {
  int exit = 0;
  std::string out;
  std::string err;

  json::object answer() const { return json::parse(out).as_object(); }
};

Ran run(std::vector<std::string> arguments) {
  std::ostringstream out;
  std::ostringstream err;
  Cli cli{out, err};
  CLI::App app;
  add_fee_commands(app, cli);
  std::reverse(arguments.begin(), arguments.end());
  app.parse(arguments);
  return {static_cast<int>(cli.exit), out.str(), err.str()};
}

const std::string published = std::string(TELAIO_SOURCE_DIR) + "/config/regulations/published.json";

Ran fee(const std::string& id, std::vector<std::string> more) {
  std::vector<std::string> arguments = {"fee", published, "--id", id, "--json"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(arguments);
}

// A file of this test, gone when it ends.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string_view text)
      : path_(::testing::TempDir() + "fee_commands_test." + std::to_string(::getpid()) + ".json") {
    std::ofstream(path_) << text;
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() { std::remove(path_.c_str()); }

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

constexpr std::string_view holed = R"({"id": "x", "unit": "EUR/hour", "formula": {"segments": [
  {"from": null, "to": "100.00", "base": "1.00", "x0": "0", "num": "0", "den": "1"},
  {"from": "100.02", "to": null, "base": "2.00", "x0": "0", "num": "0", "den": "1"}]}})";

TEST(FeeCommand, AnswersTheExactFractionAndTheRoundedAmount) {
  const Ran ran = fee("dairago-sad", {"--isee", "9000.00"});
  EXPECT_EQ(ran.exit, 0);
  EXPECT_EQ(ran.err, "");
  const json::object answer = ran.answer();
  EXPECT_EQ(answer.at("exact"), "17223/2449");
  EXPECT_EQ(answer.at("amount"), "7.03");
  EXPECT_EQ(answer.at("status"), "determined");
  EXPECT_EQ(answer.at("steps").as_array().size(), 3U);
  EXPECT_EQ(answer.at("steps").at(0).at("kind"), "segment_value");
  EXPECT_EQ(answer.at("steps").at(0).at("segment"), 1);
}

TEST(FeeCommand, PricesAQuantityByTheStagesOfTheRegulation) {
  const auto answer = fee("dairago-sad", {"--isee", "9000", "--quantity", "17.5"}).answer();
  EXPECT_EQ(answer.at("exact"), "602805/4898");
  EXPECT_EQ(answer.at("amount"), "123.03");
}

TEST(FeeCommand, RoundsAsAsked) {
  for (const auto& [mode, amount] : {std::pair{"half_up", "5.00"},
                                     {"half_even", "5.00"},
                                     {"half_down", "4.99"},
                                     {"truncate", "4.99"}}) {
    EXPECT_EQ(fee("teramo-sad", {"--isee", "29970.00", "--rounding", mode}).answer().at("amount"),
              amount);
  }
}

TEST(FeeCommand, AnswersWithTheNoIseeRule) {
  const auto answer = fee("vicenza-meals-2023", {"--no-isee"}).answer();
  EXPECT_EQ(answer.at("amount"), "9.30");
  EXPECT_EQ(answer.at("steps").at(0).at("kind"), "no_isee_rule");
}

TEST(FeeCommand, GivesAPercentageUnlessTheFullCostIsKnown) {
  const auto percent = fee("senna-lodigiana-sad-2024", {"--isee", "2000.01"}).answer();
  EXPECT_EQ(percent.at("amount"), "30.00");
  EXPECT_EQ(percent.at("in_percent"), true);
  const auto money =
      fee("senna-lodigiana-sad-2024", {"--isee", "2000.01", "--full-cost", "20.00"}).answer();
  EXPECT_EQ(money.at("amount"), "6.00");
  EXPECT_EQ(money.at("body_share"), "14.00");
}

// Dairago, 11.00 at the top: 10% more on Sundays.
TEST(FeeCommand, AddsTheSurchargeOfTheNumberGiven) {
  const auto answer = fee("dairago-sad", {"--isee", "20000", "--surcharge", "1"}).answer();
  EXPECT_EQ(answer.at("amount"), "12.10");
  EXPECT_EQ(answer.at("steps").at(2).at("kind"), "surcharge");
}

// San Giuliano, 603.70 at the top: 10% less for a second child, up to an ISEE of 40000.00.
TEST(FeeCommand, GivesTheDiscountOfTheNumberGivenUpToItsIsee) {
  const auto amount = [](const char* isee, const char* number) {
    const auto answer = fee("san-giuliano-nido", {"--isee", isee, "--discount", number}).answer();
    return std::string(answer.at("amount").as_string());
  };
  const auto whole = fee("san-giuliano-nido", {"--isee", "40000.00"}).answer();
  EXPECT_EQ(whole.at("amount"), "544.00");
  EXPECT_EQ(amount("40000.00", "1"), "489.60");
  EXPECT_EQ(amount("40000.00", "2"), "435.20");
  EXPECT_EQ(amount("40000.01", "1"), "603.70");
}

TEST(FeeCommand, RefusesASurchargeOrADiscountThatTheRegulationHasNot) {
  for (const char* option : {"--surcharge", "--discount"}) {
    const Ran ran = fee("dairago-sad", {"--isee", "9000", option, "2"});
    EXPECT_EQ(ran.exit, 1) << option;
    EXPECT_EQ(ran.answer().at("code"), "fees.adjustment_unknown");
  }
}

TEST(FeeCommand, AsksOfWhoLivesElsewhereTheAmountForThose) {
  EXPECT_EQ(fee("san-giuliano-nido", {"--no-isee", "--non-resident"}).answer().at("amount"),
            "644.90");
  // Where the act says nothing of them, as a resident.
  EXPECT_EQ(fee("dairago-sad", {"--isee", "20000", "--non-resident"}).answer().at("amount"),
            "11.00");
}

TEST(FeeCommand, LeavesOutWhatAnotherBodyPaysAndNeverGoesBelowZero) {
  EXPECT_EQ(fee("dairago-sad", {"--isee", "20000", "--quantity", "2", "--third-payer", "5.50"})
                .answer()
                .at("amount"),
            "16.50");
  EXPECT_EQ(fee("dairago-sad", {"--isee", "20000", "--third-payer", "11.01"}).answer().at("amount"),
            "0.00");
  EXPECT_EQ(fee("dairago-sad", {"--isee", "20000", "--third-payer", "5,50"}).exit, 2);
}

TEST(FeeCommand, ExemptsForTheReasonsOfTheRegulationOnly) {
  const TemporaryFile file(R"({"id": "x", "unit": "EUR/hour", "exemptions": ["court_order"],
    "formula": {"segments": [
      {"from": null, "to": null, "base": "4.00", "x0": "0", "num": "0", "den": "1"}]}})");
  const auto priced = [&](const char* reason) {
    return run({"fee", file.path(), "--isee", "100.00", "--exemption", reason, "--json"});
  };
  EXPECT_EQ(priced("court_order").answer().at("amount"), "0.00");
  EXPECT_EQ(priced("court_order").answer().at("steps").at(0).at("kind"), "exemption");
  const Ran other = priced("child_protection");
  EXPECT_EQ(other.exit, 1);
  EXPECT_EQ(other.answer().at("code"), "fees.exemption_not_stated");
  const Ran unknown = priced("poverty");
  EXPECT_EQ(unknown.exit, 2);
  EXPECT_NE(unknown.err.find("[cli.exemption_unknown]"), std::string::npos);
}

TEST(FeeCommand, TellsNotAccessibleFromRefused) {
  const Ran beyond = fee("broni-sad", {"--isee", "15000.01"});
  EXPECT_EQ(beyond.exit, 0);
  EXPECT_EQ(beyond.answer().at("status"), "not_accessible");
  EXPECT_TRUE(beyond.answer().at("amount").is_null());

  const Ran in_hole = fee("vicenza-meals-2023", {"--isee", "3331.20"});
  EXPECT_EQ(in_hole.exit, 1);
  EXPECT_EQ(in_hole.answer().at("status"), "refused");
  EXPECT_EQ(in_hole.answer().at("code"), "fees.hole");
  EXPECT_TRUE(in_hole.answer().at("exact").is_null());
  EXPECT_NE(in_hole.err.find("[fees.hole]"), std::string::npos);
}

TEST(FeeCommand, NamesTheMistakeInAnAmount) {
  const std::pair<const char*, const char*> mistakes[] = {
      {"9000,00", "[fees.amount_comma]"},
      {"9.000,00", "[fees.amount_thousands_separator]"},
      {"9000.005", "[fees.amount_three_decimals]"},
      {"-1", "[fees.amount_negative]"},
      {"much", "[fees.amount_malformed]"}};
  for (const auto& [isee, code] : mistakes) {
    const Ran ran = fee("dairago-sad", {"--isee=" + std::string(isee)});
    EXPECT_EQ(ran.exit, 2) << isee;
    EXPECT_EQ(ran.out, "") << isee;
    EXPECT_NE(ran.err.find(code), std::string::npos) << ran.err;
  }
}

TEST(FeeCommand, SaysWhichArgumentsAreMissing) {
  EXPECT_NE(run({"fee", published, "--isee", "1"}).err.find("[cli.id_missing]"), std::string::npos);
  EXPECT_NE(fee("nowhere", {"--isee", "1"}).err.find("[cli.id_unknown]"), std::string::npos);
  EXPECT_NE(fee("dairago-sad", {}).err.find("[cli.isee_missing]"), std::string::npos);
  EXPECT_NE(fee("dairago-sad", {"--isee", "1", "--no-isee"}).err.find("[cli.isee_missing]"),
            std::string::npos);
  const Ran no_file = run({"fee", published + ".none", "--isee", "1"});
  EXPECT_EQ(no_file.exit, 2);
  EXPECT_NE(no_file.err.find("[cli.file_unreadable]"), std::string::npos);
  const Ran folder = run({"fee", TELAIO_SOURCE_DIR, "--isee", "1"});
  EXPECT_NE(folder.exit, 0);
}

TEST(FeeCommand, TakesTheOnlyRegulationOfAFileWithoutAnId) {
  const TemporaryFile file(holed);
  EXPECT_EQ(run({"fee", file.path(), "--isee", "100.00", "--json"}).answer().at("amount"), "1.00");
}

TEST(RegulationCheck, NamesEveryFindingOfTheWholeFile) {
  const Ran ran = run({"regulation", "check", published, "--json"});
  EXPECT_EQ(ran.exit, 1);
  const auto answer = ran.answer();
  EXPECT_EQ(answer.at("errors"), 6);
  EXPECT_EQ(answer.at("warnings"), 8);
  EXPECT_EQ(answer.at("regulations").as_array().size(), 16U);
  const auto& first = answer.at("findings").at(0).as_object();
  EXPECT_EQ(first.at("severity"), "error");
  EXPECT_EQ(first.at("code"), "regulation.hole");
  EXPECT_EQ(first.at("at"), "0.00");
  EXPECT_EQ(first.at("message"),
            "Nessuna fascia da 0.00 a 0.00: aggiungi la fascia che manca o firma come va letto il "
            "testo.");
  EXPECT_EQ(first.at("regulation"), "san-giuliano-nido");
}

TEST(RegulationCheck, AcceptsOneElement) {
  const TemporaryFile file(holed);
  const Ran ran = run({"regulation", "check", file.path()});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_EQ(
      ran.out,
      "x: errore in 100.01: Nessuna fascia da 100.01 a 100.01: aggiungi la fascia che manca o "
      "firma come va letto il testo. [regulation.hole]\n"
      "Regolamenti 1, errori 1, avvertenze 0\n");
}

TEST(RegulationCheck, SucceedsWhereThereAreOnlyWarnings) {
  const TemporaryFile file(R"({"id": "x", "unit": "EUR/hour", "formula": {"segments": [
    {"from": null, "to": "100.00", "base": "2.00", "x0": "0", "num": "0", "den": "1"},
    {"from": "100.01", "to": null, "base": "1.00", "x0": "0", "num": "0", "den": "1"}]}})");
  const Ran ran = run({"regulation", "check", file.path(), "--json"});
  EXPECT_EQ(ran.exit, 0);
  EXPECT_EQ(ran.answer().at("valid"), true);
  EXPECT_EQ(ran.answer().at("findings").at(0).at("severity"), "warning");
}

TEST(RegulationCheck, RefusesAFileThatIsNoRegulation) {
  const TemporaryFile file("{]");
  const Ran ran = run({"regulation", "check", file.path(), "--json"});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_EQ(ran.out, "");
  EXPECT_NE(ran.err.find("[regulation.file_unreadable]"), std::string::npos);
}

TEST(UniformityCommand, AnswersTheWorstDifferenceAndTheMeans) {
  const Ran ran = run({"uniformity", published, "--id", "dairago-sad", "--id", "broni-sad",
                       "--max-isee", "20000.00", "--step", "100.00", "--json"});
  EXPECT_EQ(ran.exit, 0);
  const auto answer = ran.answer();
  const auto& worst = answer.at("d_max").as_object();
  EXPECT_EQ(worst.at("amount"), "8.06");
  EXPECT_EQ(worst.at("at_isee"), "11428.99");
  EXPECT_EQ(worst.at("highest"), "dairago-sad");
  EXPECT_EQ(worst.at("lowest"), "broni-sad");
  // Computed apart from this program, with Python's fractions.
  EXPECT_EQ(answer.at("d_mean_exact"), "72563/15100");
  EXPECT_EQ(answer.at("d_mean"), "4.81");
  EXPECT_EQ(answer.at("same"), "0.0000");
  EXPECT_EQ(answer.at("access"), "0.7512");
  EXPECT_EQ(answer.at("u_exact"), "21300/93863");
  EXPECT_EQ(answer.at("u"), "0.2269");
}

// The largest threshold of the two is 15,000.00. Computed apart from this program, with Python's
// fractions.
TEST(UniformityCommand, GoesOneStepBeyondTheLargestThreshold) {
  const auto answer =
      run({"uniformity", published, "--id", "dairago-sad", "--id", "broni-sad", "--json"}).answer();
  EXPECT_EQ(answer.at("max_isee"), "15100.00");
  EXPECT_EQ(answer.at("d_mean_exact"), "72563/15100");
  EXPECT_EQ(answer.at("access"), "0.9934");
  EXPECT_EQ(answer.at("u_exact"), "21300/93863");
}

TEST(UniformityCommand, RefusesUnlikeUnits) {
  const Ran ran = run({"uniformity", published, "--id", "dairago-sad", "--id", "broni-meals"});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_NE(ran.err.find("[fees.unlike_units]"), std::string::npos);
}

TEST(UniformityCommand, RefusesAStepOfZeroAndASingleRegulation) {
  EXPECT_EQ(run({"uniformity", published, "--id", "dairago-sad", "--step", "0"}).exit, 2);
  EXPECT_EQ(run({"uniformity", published, "--id", "dairago-sad"}).exit, 1);
}

TEST(IseeEstimateCommand, SaysThatItIsSimulated) {
  const TemporaryFile file(R"({"members": 4, "children": 2, "home_value": "100000.00",
    "incomes": [{"kind": "other", "amount": "24000.00"}], "movable_balance": "14000.00"})");
  const Ran ran = run({"isee", "estimate", file.path(), "--json"});
  EXPECT_EQ(ran.exit, 0);
  const auto answer = ran.answer();
  EXPECT_EQ(answer.at("simulated"), true);
  EXPECT_EQ(answer.at("isee"), "12655.83");
  EXPECT_EQ(answer.at("ise"), "31133.33");
  EXPECT_EQ(answer.at("scale"), "2.46");
}

TEST(IseeEstimateCommand, TakesTheTwoIndicatorsAndTheChildrenOutside) {
  const TemporaryFile file(R"({"isr": "12000.00", "outside_children": [
    {"ise": "40000.00", "scale": "2.46"}, {"ise": "20000.00", "scale": "2.46"}]})");
  const auto answer = run({"isee", "estimate", file.path(), "--json"}).answer();
  EXPECT_EQ(answer.at("isee"), "13452.03");
  EXPECT_EQ(answer.at("components"), "1452.03");
}

TEST(IseeEstimateCommand, NamesWhatIsWrong) {
  for (const auto& [text, member] :
       {std::pair{R"({"members": 0})", "members"},
        {R"({"isr": 5})", "isr"},
        {R"({"rules": "old"})", "rules"},
        {R"({"incomes": [{"kind": "rent"}]})", "incomes"},
        {R"({"outside_children": [{"ise": "1", "scale": "0.99"}]})", "outside_children"},
        {R"({"child_under_three": 1})", "child_under_three"}}) {
    const TemporaryFile file(text);
    const Ran ran = run({"isee", "estimate", file.path(), "--json"});
    EXPECT_EQ(ran.exit, 1) << text;
    EXPECT_NE(ran.err.find(std::string("nel campo «") + member), std::string::npos) << ran.err;
  }
  const TemporaryFile list("[]");
  EXPECT_NE(run({"isee", "estimate", list.path()}).err.find("[cli.household_unreadable]"),
            std::string::npos);
}

TEST(CodiceFiscaleCommand, AnswersKindDateAndSex) {
  std::ostringstream out;
  std::ostringstream err;
  Cli cli{out, err, true};
  check_codice_fiscale(cli, "BNCLRA85T50I690K", Date::of(2026, 11, 22));
  EXPECT_EQ(cli.exit, ExitCode::success);
  const auto answer = json::parse(out.str()).as_object();
  EXPECT_EQ(answer.at("valid"), true);
  EXPECT_EQ(answer.at("kind"), "ordinary");
  EXPECT_EQ(answer.at("date"), "1985-12-10");
  EXPECT_EQ(answer.at("sex"), "F");
}

TEST(CodiceFiscaleCommand, KnowsEveryKind) {
  for (const auto& [code, kind] : {std::pair{"RSSMRA80A01H501U", "ordinary"},
                                   {"RSSMRA80A0MHRLMK", "omocodia"},
                                   {"80012000826", "provisional"},
                                   {"STP0301230000001", "STP"},
                                   {"ENI0301230000001", "ENI"}}) {
    const Ran ran = run({"codice-fiscale", "check", code, "--json"});
    EXPECT_EQ(ran.exit, 0) << code;
    EXPECT_EQ(ran.answer().at("kind"), kind);
  }
}

TEST(CodiceFiscaleCommand, FailsOnAWrongCheckLetterWithoutRepeatingTheCode) {
  const Ran ran = run({"codice-fiscale", "check", "RSSMRA80A01H501X", "--json"});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_EQ(ran.answer().at("valid"), false);
  EXPECT_EQ(ran.answer().at("code"), "identifiers.wrong_check_character");
  EXPECT_EQ((ran.out + ran.err).find("RSSMRA"), std::string::npos);
}

}  // namespace
}  // namespace telaio::cli
