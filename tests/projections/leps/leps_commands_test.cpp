// SPDX-License-Identifier: EUPL-1.2
// `telaio leps` from outside: the row of contract.md, exit codes, on a data folder on disk.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <sstream>

#include "log/data_folder.hpp"
#include "tests/projections/leps/leps_story.hpp"
#include "tools/telaio/cli.hpp"

namespace telaio::cli {
namespace {

namespace json = boost::json;
using namespace telaio::testing;

struct Ran {
  int exit = 0;
  std::string out;
  std::string err;

  json::object row(std::string_view code) const {
    const json::value answer = json::parse(out);
    for (const json::value& each : answer.at("indicators").as_array()) {
      if (each.at("code").as_string() == code) return each.as_object();
    }
    ADD_FAILURE() << "no row " << code << " in " << out;
    return {};
  }
};

// A data folder whose log holds what the story told.
class DataFolder {
 public:
  explicit DataFolder(const LepsStory& story) : clock_(Instant()) {
    auto folder = log::LogFolder::create(log::data_paths(data()), clock_).value();
    const auto page = story.events().read_all(0, {10'000, std::size_t{32} << 20U}).value();
    for (const log::StoredEvent& event : page.events) {
      clock_.set(event.recorded);
      log::Commit commit;
      commit.command = event.command;
      commit.writes.push_back(
          {event.stream, log::Expectation::any(), {log::NewEvent{event.header, {}}}});
      const auto outcome = log::append_and_wait(folder.events(), std::move(commit));
      EXPECT_TRUE(std::holds_alternative<log::Appended>(outcome));
    }
  }

  Ran run(std::vector<std::string> more) const {
    std::vector<std::string> arguments = {"leps", "--data", data().string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    std::ostringstream out;
    std::ostringstream err;
    Cli cli{out, err};
    CLI::App app;
    add_leps_commands(app, cli);
    std::reverse(arguments.begin(), arguments.end());
    app.parse(arguments);
    return {static_cast<int>(cli.exit), out.str(), err.str()};
  }

 private:
  std::filesystem::path data() const { return folder_.path() / "data"; }

  Folder folder_;
  ManualClock clock_;
};

// 28 FTE for 130,000 residents; one household met in time and one late.
void tell(LepsStory& story) {
  story.today(day("2025-01-02"));
  story.compose(day("2020-01-01"), {comune_a, comune_b});
  story.population(comune_a, day("2025-01-01"), 100'000);
  story.population(comune_b, day("2025-01-01"), 30'000);
  story.worker(1, 2'800, day("2025-01-01"));
  story.today(day("2025-07-20"));
  story.receive(1, comune_a, day("2025-03-10"));
  story.receive(2, comune_b, day("2025-03-10"));
  story.meet(1, day("2025-07-08"));
  story.meet(2, day("2025-07-09"));
}

TEST(LepsCommand, PrintsTheRowOfTheContract) {
  LepsStory story;
  tell(story);
  const Ran ran = DataFolder(story).run({"--on", "2025-12-31", "--json"});
  ASSERT_EQ(ran.exit, 0) << ran.err;
  const json::object row = ran.row("SSP-1");
  EXPECT_EQ(row.at("unit"), json::value(to_string(ambito())));
  EXPECT_EQ(row.at("window"), "2025");
  EXPECT_EQ(row.at("numerator"), 2'800);
  EXPECT_EQ(row.at("denominator"), 130'000);
  EXPECT_EQ(row.at("excluded"), 0);
  EXPECT_EQ(row.at("value"), "4643");
  EXPECT_EQ(row.at("shown"), "1:4.643");
  EXPECT_EQ(row.at("threshold"), "5000");
  EXPECT_EQ(row.at("status"), "Met");
  EXPECT_EQ(row.at("rule_version"), "ssp.lep_ratio@2021-01-01");
  EXPECT_EQ(row.at("events"), 3);
  EXPECT_EQ(row.at("kind"), "N");
  EXPECT_EQ(row.at("evidence"), "B");
  const json::value answer = json::parse(ran.out);
  EXPECT_EQ(answer.at("indicators").as_array().size(), 9U);
}

TEST(LepsCommand, ListsTheEventsBehindANumber) {
  LepsStory story;
  tell(story);
  const Ran ran = DataFolder(story).run({"--on", "2025-12-31", "--events", "ADI-1", "--json"});
  const json::object row = ran.row("ADI-1");
  EXPECT_EQ(row.at("value"), "50.00");
  EXPECT_EQ(row.at("status"), "NotMet");
  EXPECT_EQ(row.at("events"), 3);
  EXPECT_EQ(row.at("event_lists").at("numerator"), (json::array{6}));
  EXPECT_EQ(row.at("event_lists").at("denominator"), (json::array{4, 5}));
  EXPECT_EQ(row.at("event_lists").at("short"), (json::array{5}));
}

TEST(LepsCommand, AnswersAsOfAPositionAndAsKnownOnADay) {
  LepsStory story;
  tell(story);
  const DataFolder folder(story);
  const auto denominator = [&](std::vector<std::string> more) {
    more.insert(more.end(), {"--on", "2025-12-31", "--json"});
    return folder.run(more).row("ADI-1").at("denominator");
  };
  EXPECT_EQ(denominator({"--as-of", "4"}), 1);
  EXPECT_EQ(denominator({"--as-of", "5"}), 2);
  EXPECT_EQ(denominator({"--known", "2025-07-19"}), 0);
  EXPECT_EQ(denominator({"--known", "2025-07-20"}), 2);
  // Before anything was recorded nothing is known of any Ambito.
  const Ran before = folder.run({"--known", "2024-12-31", "--on", "2024-12-31", "--json"});
  EXPECT_EQ(before.row("SSP-1").at("status"), "InsufficientData");
}

TEST(LepsCommand, AnswersForOneComuneAndForAComplianceExport) {
  LepsStory story;
  tell(story);
  const DataFolder folder(story);
  const Ran comune = folder.run({"--on", "2025-12-31", "--unit", "017029", "--json"});
  EXPECT_EQ(comune.row("ADI-1").at("value"), "100.00");
  EXPECT_EQ(comune.row("ADI-1").at("unit"), "017029");
  EXPECT_EQ(comune.row("ADI-1").at("status"), "Met");
  const Ran compliance =
      folder.run({"--on", "2025-12-31", "--unit", "017029", "--compliance", "--json"});
  EXPECT_EQ(compliance.row("ADI-1").at("status"), "NoThreshold");
  const Ran published = folder.run({"--on", "2025-12-31", "--publish", "--json"});
  EXPECT_TRUE(published.row("ADI-1").at("denominator").is_null());
  EXPECT_EQ(published.row("ADI-1").at("suppressed"), true);
}

TEST(LepsCommand, RefusesWithACodeAndAnExitStatus) {
  LepsStory story;
  tell(story);
  const DataFolder folder(story);
  const Ran unit = folder.run({"--on", "2025-12-31", "--unit", "015146"});
  EXPECT_EQ(unit.exit, 1);
  EXPECT_NE(unit.err.find("[leps.unit_unknown]"), std::string::npos);
  const Ran date = folder.run({"--on", "31/12/2025"});
  EXPECT_EQ(date.exit, 2);
  EXPECT_NE(date.err.find("[cli.date]"), std::string::npos);
  EXPECT_EQ(folder.run({"--on", "2025-12-31", "--window", "2025-Q5"}).exit, 2);
  EXPECT_EQ(folder.run({"--on", "2025-12-31", "--as-of", "8"}).exit, 1);
  EXPECT_EQ(folder.run({"--on", "2025-12-31", "--as-of", "7"}).exit, 0);
}

TEST(LepsCommand, PrintsForPeopleInItalian) {
  LepsStory story;
  tell(story);
  const Ran ran = DataFolder(story).run({"--on", "2025-12-31"});
  EXPECT_EQ(ran.exit, 0);
  EXPECT_NE(ran.out.find("1:4.643"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("<= 1:5.000"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("Non confermato"), std::string::npos) << ran.out;
}

}  // namespace
}  // namespace telaio::cli
