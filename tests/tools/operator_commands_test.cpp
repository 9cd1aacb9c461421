// SPDX-License-Identifier: EUPL-1.2
// telaio operator: an installation that begins empty gets its first administrator from whoever
// holds the machine, and everybody else from an administrator who signs in.
#include "tools/telaio/operator_commands.hpp"

#include <gmock/gmock.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/clock.hpp"
#include "crypto/random.hpp"
#include "tools/installation/installation.hpp"
#include "tools/installation/lists_folder.hpp"
#include "tools/telaio/usage.hpp"

namespace telaio::cli {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using ::testing::EndsWith;

struct Ran {
  ExitCode exit = ExitCode::success;
  std::string out;
  std::string err;
  std::string password() const {
    return std::string(json::parse(out).as_object().at("password").as_string());
  }
};

class OperatorCommands : public ::testing::Test {
 protected:
  OperatorCommands()
      : root_(fs::temp_directory_path() / ("telaio-operator-" + to_string(crypto::random_uuid()))) {
    fs::create_directories(root_);
    auto catalogue = app::load_catalogue(tools::lists_folder({}) / "codes");
    EXPECT_TRUE(tools::Installation::create(data(), std::move(*catalogue), clock_).has_value());
  }
  ~OperatorCommands() override {
    std::error_code ignored;
    fs::remove_all(root_, ignored);
  }

  std::string data() const { return (root_ / "site").string(); }
  std::unique_ptr<tools::Installation> open() const {
    auto catalogue = app::load_catalogue(tools::lists_folder({}) / "codes");
    return tools::Installation::open(data(), std::move(*catalogue), clock_).value();
  }

  Ran run(std::vector<std::string> arguments) const {
    std::ostringstream out;
    std::ostringstream err;
    Cli cli{out, err};
    CLI::App app;
    speak_italian(app, "test");
    add_operator_commands(app, cli);
    arguments.insert(arguments.begin(), "operator");
    std::ranges::reverse(arguments);
    try {
      app.parse(arguments);
    } catch (const CLI::ParseError& error) {
      end_parse(app, error, cli);
    }
    return {cli.exit, out.str(), err.str()};
  }
  Ran add(const std::string& user, const std::string& role, std::vector<std::string> more = {}) {
    std::vector<std::string> words{"add",       "--data", data(),         "--json",
                                   "--user",    user,     "--role",       role,
                                   "--surname", "Prova",  "--given-name", "Inventata"};
    words.insert(words.end(), more.begin(), more.end());
    return run(words);
  }
  static void expect_refused(const Ran& ran, ExitCode exit, const std::string& code) {
    EXPECT_EQ(ran.exit, exit) << ran.err;
    EXPECT_THAT(ran.err, EndsWith("[" + code + "]\n"));
    EXPECT_EQ(ran.out, "");
  }

  // The first administrator, with a password of their own by now; answers the options that sign in.
  std::vector<std::string> administrator() {
    const Ran ran = add("capo", "administrator");
    EXPECT_EQ(ran.exit, ExitCode::success) << ran.err;
    const std::string chosen = "una frase lunga quanto basta";
    {
      const auto installation = open();
      auto& accounts = installation->vault().accounts();
      const auto signed_in = accounts.sign_in("capo", ran.password(), std::nullopt);
      EXPECT_TRUE(signed_in.has_value());
      EXPECT_TRUE(signed_in->password_change_due);
      EXPECT_TRUE(
          accounts.change_password(signed_in->operator_id, ran.password(), chosen).has_value());
    }
    const std::string file = (root_ / "password").string();
    std::ofstream(file) << chosen << "\n";
    return {"--by", "capo", "--password-file", file};
  }

  fs::path root_;
  SystemClock clock_;
};

TEST_F(OperatorCommands, BeginWithAnAdministrator) {
  expect_refused(add("prima", "social_worker"), ExitCode::check_failed, "cli.first_administrator");
  EXPECT_EQ(open()->events().head().size, 0U);
  administrator();
  const auto installation = open();
  const auto operators = *installation->operators().list();
  ASSERT_EQ(operators.size(), 1U);
  EXPECT_EQ(operators.front().display_name, "Inventata Prova");
  ASSERT_EQ(operators.front().in_force.size(), 1U);
  EXPECT_EQ(operators.front().in_force.front().role, schema::Role::administrator);
}

TEST_F(OperatorCommands, ThenNeedAnAdministratorWhoSignsIn) {
  const auto by = administrator();
  expect_refused(add("neri", "social_worker"), ExitCode::usage, "cli.option_missing");
  expect_refused(add("altro", "administrator"), ExitCode::usage, "cli.option_missing");
  auto wrong = by;
  std::ofstream(wrong.back() = (root_ / "wrong").string()) << "nessuno lo indovina mai\n";
  expect_refused(add("neri", "social_worker", wrong), ExitCode::check_failed,
                 "session.credentials_wrong");

  auto unit = by;
  unit.insert(unit.end(), {"--unit", "SSG"});
  const Ran added = add("neri", "social_worker", unit);
  ASSERT_EQ(added.exit, ExitCode::success) << added.err;
  const Ran reset = [&] {
    std::vector<std::string> words{"password", "--data", data(), "--json", "--user", "neri"};
    words.insert(words.end(), by.begin(), by.end());
    return run(words);
  }();
  ASSERT_EQ(reset.exit, ExitCode::success) << reset.err;
  EXPECT_NE(reset.password(), added.password());
  const auto installation = open();
  EXPECT_FALSE(installation->vault().accounts().sign_in("neri", added.password(), std::nullopt));
  EXPECT_TRUE(installation->vault().accounts().sign_in("neri", reset.password(), std::nullopt));
}

TEST_F(OperatorCommands, LeaveNothingBehindWhenTheyAreRefused) {
  const auto by = administrator();
  const auto before = open()->events().head().size;
  expect_refused(add("capo", "head", by), ExitCode::check_failed, "account.user_name_taken");
  auto unit = by;
  unit.insert(unit.end(), {"--unit", "NESSUNO"});
  expect_refused(add("neri", "social_worker", unit), ExitCode::check_failed,
                 "authorisation.unknown_unit");
  EXPECT_EQ(run({"add", "--data", data(), "--user", "neri", "--role", "sindaco", "--surname", "P",
                 "--given-name", "I"})
                .exit,
            ExitCode::usage);
  const auto installation = open();
  EXPECT_EQ(installation->events().head().size, before);
  EXPECT_EQ(installation->vault().accounts().list()->size(), 1U) << "an account without a person";
}

}  // namespace
}  // namespace telaio::cli
