// SPDX-License-Identifier: EUPL-1.2
// telaio monthly-run and telaio accounts on a demonstration Ambito.
#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/zone.hpp"
#include "crypto/random.hpp"
#include "tools/generator/demo.hpp"
#include "tools/installation/installation.hpp"
#include "tools/telaio/fee_command_group.hpp"

namespace telaio::cli {
namespace {

namespace json = boost::json;

const Date until = Date::of(2026, 3, 31);

class AccountsCommands : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::filesystem::temp_directory_path() /
              ("telaio-accounts-" + to_string(crypto::random_uuid()));
    std::filesystem::create_directories(folder_);
    const std::filesystem::path source = TELAIO_SOURCE_DIR;
    generator::Plan plan;
    plan.families = 12;
    plan.years = 1;
    plan.until = until;
    ManualClock clock(rome_day_start(plan.from()));
    auto catalogue = app::load_catalogue(source / "config/codes");
    const auto installation =
        *tools::Installation::create(folder_ / "data", std::move(*catalogue), clock);
    generator::load_demo(*installation, clock, plan, source / "config", [](Date, std::uint64_t) {});
  }
  static void TearDownTestSuite() { std::filesystem::remove_all(folder_); }

  struct Ran {
    int exit = 0;
    std::string out;
    std::string err;
    json::object answer() const { return json::parse(out).as_object(); }
  };
  static Ran run(std::vector<std::string> arguments) {
    std::ostringstream out;
    std::ostringstream err;
    Cli cli{out, err};
    CLI::App app;
    add_accounts_commands(app, cli);
    arguments.insert(arguments.end(), {"--data", (folder_ / "data").string()});
    std::ranges::reverse(arguments);
    app.parse(arguments);
    return {static_cast<int>(cli.exit), out.str(), err.str()};
  }
  static Ran monthly(std::vector<std::string> more, const std::string& month = "2026-02") {
    more.insert(more.begin(), {"monthly-run", "--comune", "015209", "--month", month, "--json"});
    return run(std::move(more));
  }
  static Ran file(const std::string& format, const std::filesystem::path& out) {
    return run({"accounts", "--comune", "015209", "--month", "2026-02", "--format", format, "--out",
                out.string(), "--json"});
  }
  static std::filesystem::path folder_;
};
std::filesystem::path AccountsCommands::folder_;

TEST_F(AccountsCommands, CountsThenDoesThenRepeatsNothingAndWritesTheFiles) {
  const json::object counted = monthly({"--dry-run"}).answer();
  const Ran done = monthly({});
  const json::object first = done.answer();
  EXPECT_GT(first.at("invoices").to_number<int>(), 0);
  EXPECT_EQ(counted.at("services"), first.at("services"));
  EXPECT_NE(done.err.find("Fatture e avvisi: "), std::string::npos) << done.err;
  EXPECT_EQ(done.exit, first.at("refused").as_array().empty() ? 0 : 1);
  const json::object again = monthly({}).answer();
  EXPECT_EQ(again.at("invoices").to_number<int>(), 0);
  EXPECT_EQ(again.at("notices").to_number<int>(), 0);

  const std::filesystem::path csv = folder_ / "quote.csv";
  const Ran written = file("csv", csv);
  ASSERT_EQ(written.exit, 0) << written.err;
  EXPECT_EQ(written.answer().at("invoices"), first.at("invoices"));
  EXPECT_EQ(written.answer().at("total"), first.at("amount"));
  std::ifstream in(csv, std::ios::binary);
  std::stringstream content;
  content << in.rdbuf();
  EXPECT_NE(content.str().find("Sesto San Giovanni"), std::string::npos);
  // It holds names: nobody but its owner reads it.
  const auto mode = std::filesystem::status(csv).permissions();
  EXPECT_EQ(mode, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  ASSERT_EQ(file("xlsx", folder_ / "quote.xlsx").exit, 0);
  EXPECT_GT(std::filesystem::file_size(folder_ / "quote.xlsx"), 1'000U);
}

TEST_F(AccountsCommands, AWrongQuestionIsWrongUsage) {
  EXPECT_EQ(monthly({}, "2026-13").exit, 2);
  EXPECT_EQ(monthly({}, "febbraio").exit, 2);
  EXPECT_EQ(monthly({"--service", "NESSUNO"}).exit, 2);
  EXPECT_EQ(monthly({"--due-on", "domani"}).exit, 2);
  EXPECT_EQ(run({"monthly-run", "--comune", "015146", "--month", "2026-02"}).exit, 2);
}

TEST_F(AccountsCommands, AFileThatCannotBeWrittenIsAFault) {
  EXPECT_EQ(file("csv", folder_ / "none" / "quote.csv").exit, 3);
}

}  // namespace
}  // namespace telaio::cli
