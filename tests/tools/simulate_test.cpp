// SPDX-License-Identifier: EUPL-1.2
// telaio simulate on a demonstration Ambito: trying the regulation that was in force changes
// nobody's fee by a cent, trying another one does, and neither writes a byte.
#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <sstream>

#include "app/regulations/regulation_json.hpp"
#include "app/simulation/published_texts.hpp"
#include "app/simulation/simulation.hpp"
#include "tests/tools/demo_folder.hpp"
#include "tools/telaio/fee_command_group.hpp"

namespace telaio::generator {
namespace {

namespace json = boost::json;

const std::string published = std::string(TELAIO_SOURCE_DIR) + "/config/regulations/published.json";

class Simulate : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    Plan plan;
    plan.families = 24;
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
  Ran run(std::vector<std::string> more) {
    std::ostringstream out;
    std::ostringstream err;
    cli::Cli cli{out, err};
    CLI::App app;
    cli::add_fee_commands(app, cli);
    std::vector<std::string> arguments{"simulate", published, "--data",
                                       demo_->installation().paths().data.string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    std::ranges::reverse(arguments);
    app.parse(arguments);
    return {static_cast<int>(cli.exit), out.str(), err.str()};
  }
  Ran sesto(const std::string& draft, const std::string& from = "2025-11-01") {
    return run({"--id", draft, "--service", "SAD", "--from", from, "--to", "2026-11-19", "--comune",
                "015209", "--json"});
  }
  static std::unique_ptr<test::DemoFolder> demo_;
};
std::unique_ptr<test::DemoFolder> Simulate::demo_;

TEST_F(Simulate, TheRegulationInForceChangesNothingToTheCent) {
  const auto before = demo_->installation().events().head();
  const auto ran = sesto("dairago-sad");
  ASSERT_EQ(ran.exit, 0) << ran.err;
  const auto answer = ran.answer();
  for (const char* changed : {"more", "less", "gains_access", "loses_access", "refused"}) {
    EXPECT_EQ(answer.at("effects").at(changed).as_int64(), 0) << changed;
  }
  EXPECT_EQ(demo_->installation().events().head().root, before.root);
}

// What so few people may not be shown of, read where it is not hidden.
TEST_F(Simulate, TheRegulationInForceTakesWhatWasPaid) {
  app::RealFeesQuestion question;
  question.service_code = Code("SAD");
  question.period = {Date::of(2025, 11, 1), Date::of(2026, 11, 19)};
  question.comune = Code("015209");
  question.events = demo_->installation().events().head().size;
  const auto fees = app::real_fees(demo_->installation().events(), question, {});
  const auto texts = app::regulations::load(app::simulation::published_texts());
  const auto trial = domain::fees::try_draft(texts->regulations.front().regulation, **fees);
  EXPECT_EQ(texts->regulations.front().regulation.slug, "dairago-sad");
  EXPECT_GE(trial->persons.size(), 5U) << "the test needs people who pay";
  EXPECT_EQ(trial->all.before, trial->all.after);
  EXPECT_GT(trial->all.before, Money());
}

TEST_F(Simulate, AnotherRegulationChangesWhoPays) {
  const auto answer = sesto("broni-sad").answer();
  EXPECT_EQ(answer.at("draft").as_string(), "broni-sad");
  EXPECT_NE(answer.at("effects"), sesto("dairago-sad").answer().at("effects"));
  EXPECT_EQ(answer.at("by_decile").as_array().size(), 11U);
}

TEST_F(Simulate, TwoDraftsAreComparedOnTheSamePeople) {
  const auto ran =
      run({"--id", "dairago-sad", "--against-id", "broni-sad", "--service", "SAD", "--from",
           "2025-11-01", "--to", "2026-11-19", "--comune", "015209", "--json"});
  ASSERT_EQ(ran.exit, 0) << ran.err;
  const auto answer = ran.answer();
  const auto& other = answer.at("against").as_object();
  EXPECT_EQ(other.at("draft").as_string(), "broni-sad");
  EXPECT_EQ(other.at("by_decile").as_array().size(), 11U);
  // Money of the same people: shown of both or of neither.
  EXPECT_EQ(other.contains("before"), answer.contains("before"));
}

TEST_F(Simulate, AsOfAnEarlierPositionKnowsFewerFees) {
  const auto early = run({"--id", "dairago-sad", "--service", "SAD", "--from", "2025-11-01", "--to",
                          "2026-11-19", "--as-of", "0", "--json"});
  EXPECT_EQ(early.answer().at("persons").as_int64(), 0);
  const auto beyond = run({"--id", "dairago-sad", "--service", "SAD", "--from", "2025-11-01",
                           "--to", "2026-11-19", "--as-of", "99999999", "--json"});
  EXPECT_EQ(beyond.exit, 1);
  EXPECT_NE(beyond.err.find("[view.future]"), std::string::npos) << beyond.err;
}

TEST_F(Simulate, SaysWhenThereIsNothingToTry) {
  const auto ran = run(
      {"--id", "dairago-sad", "--service", "SAD", "--from", "2019-01-01", "--to", "2019-12-31"});
  EXPECT_EQ(ran.exit, 0);
  EXPECT_NE(ran.out.find("Nessuna quota"), std::string::npos) << ran.out;
}

TEST_F(Simulate, RefusesADateThatIsNone) {
  const auto ran = sesto("dairago-sad", "2025-13-01");
  EXPECT_EQ(ran.exit, 2);
  EXPECT_NE(ran.err.find("[cli.date]"), std::string::npos) << ran.err;
  EXPECT_EQ(ran.out, "");
}

}  // namespace
}  // namespace telaio::generator
