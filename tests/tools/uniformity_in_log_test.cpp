// SPDX-License-Identifier: EUPL-1.2
// telaio uniformity on a data folder: the regulations in force in the Comuni of the demonstration,
// which are those of example E39, give the figures of the published files.
#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <sstream>

#include "tests/tools/demo_folder.hpp"
#include "tools/telaio/fee_command_group.hpp"

namespace telaio::generator {
namespace {

namespace json = boost::json;

class UniformityInLog : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    Plan plan;
    plan.families = 5;
    plan.years = 1;
    plan.until = test::story_end;
    demo_ = std::make_unique<test::DemoFolder>(plan);
  }
  static void TearDownTestSuite() { demo_.reset(); }

  struct Ran {
    int exit = 0;
    std::string out;
    std::string err;
    json::object answer() const { return json::parse(out).as_object(); }
  };
  static Ran run(std::vector<std::string> more) {
    std::ostringstream out;
    std::ostringstream err;
    cli::Cli cli{out, err};
    CLI::App app;
    cli::add_fee_commands(app, cli);
    std::vector<std::string> arguments{"uniformity", "--data",
                                       demo_->installation().paths().data.string(), "--json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    std::ranges::reverse(arguments);
    app.parse(arguments);
    return {static_cast<int>(cli.exit), out.str(), err.str()};
  }
  static std::unique_ptr<test::DemoFolder> demo_;
};
std::unique_ptr<test::DemoFolder> UniformityInLog::demo_;

TEST_F(UniformityInLog, GivesTheFiguresOfThePublishedTexts) {
  const auto before = demo_->installation().events().head();
  const auto ran = run({"--service", "SAD", "--on", "2026-11-19"});
  ASSERT_EQ(ran.exit, 0) << ran.err;
  const auto answer = ran.answer();
  EXPECT_EQ(answer.at("d_max").at("amount"), "8.06");
  EXPECT_EQ(answer.at("d_max").at("at_isee"), "11428.99");
  EXPECT_EQ(answer.at("d_max").at("highest"), "015209");
  EXPECT_EQ(answer.at("d_max").at("lowest"), "015081");
  EXPECT_EQ(answer.at("d_mean_exact"), "72563/15100");
  EXPECT_EQ(answer.at("u_exact"), "21300/93863");
  EXPECT_EQ(answer.at("max_isee"), "15100.00");
  EXPECT_EQ(demo_->installation().events().head().root, before.root);
}

// Cologno Monzese takes over the tariff of Sesto San Giovanni from 1 April 2025.
TEST_F(UniformityInLog, AComuneThatTakesOverAnothersTariffIsEqualFromThatDay) {
  const auto before = run({"--service", "PASTI", "--on", "2025-03-31"});
  ASSERT_EQ(before.exit, 0) << before.err;
  EXPECT_NE(before.answer().at("u_exact"), "1/1");
  EXPECT_NE(before.answer().at("d_max").at("amount"), "0.00");
  const auto after = run({"--service", "PASTI", "--on", "2025-04-01"});
  ASSERT_EQ(after.exit, 0) << after.err;
  EXPECT_EQ(after.answer().at("u_exact"), "1/1") << after.out;
  EXPECT_EQ(after.answer().at("d_max").at("amount"), "0.00");
}

TEST_F(UniformityInLog, RefusesAServiceWithoutTwoRegulations) {
  const auto ran = run({"--service", "EDU", "--on", "2026-11-19"});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_NE(ran.err.find("[fees.too_few_regulations]"), std::string::npos) << ran.err;
}

TEST_F(UniformityInLog, SeesNoRegulationBeforeTheFirst) {
  EXPECT_EQ(run({"--service", "SAD", "--on", "2001-01-01"}).exit, 1);
  EXPECT_EQ(run({"--service", "SAD", "--on", "not-a-date"}).exit, 2);
}

}  // namespace
}  // namespace telaio::generator
