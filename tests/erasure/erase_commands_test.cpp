// SPDX-License-Identifier: EUPL-1.2
// telaio erase, keys and backup as operators type them: what they print and how they end.
#include <gmock/gmock.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fstream>
#include <sstream>

#include "crypto/random.hpp"
#include "log/data_folder.hpp"
#include "log/record.hpp"
#include "log/statement.hpp"
#include "log/tree/proof_bundle.hpp"
#include "schemas/event_generated.h"
#include "tests/erasure/world.hpp"
#include "tools/telaio/cli.hpp"
#include "tools/telaio/export_check.hpp"
#include "tools/telaio/export_commands.hpp"
#include "tools/telaio/export_refusals.hpp"
#include "tools/telaio/usage.hpp"

namespace telaio::cli {
namespace {

namespace json = boost::json;
using erasure_test::Subject;
using erasure_test::World;
using ::testing::EndsWith;
using ::testing::HasSubstr;

struct Ran {
  ExitCode exit = ExitCode::success;
  std::string out;
  std::string err;
  json::object object() const { return json::parse(out).as_object(); }
};

class Commands : public ::testing::Test {
 protected:
  Commands()
      : world_(21),
        subject_(world_.register_person()),
        case_(world_.open_case(subject_)),
        id_(to_string(subject_.id)) {
    password_ = (world_.root() / "password").string();
    std::ofstream(password_) << World::password << "\n";
    wrong_password_ = (world_.root() / "wrong").string();
    std::ofstream(wrong_password_) << "nessuno lo indovina mai\n";
    world_.close();
  }

  Ran run(std::vector<std::string> arguments) const {
    std::ostringstream out;
    std::ostringstream err;
    Cli cli{out, err};
    CLI::App app;
    speak_italian(app, "test");
    add_log_commands(app, cli);
    add_erase_commands(app, cli);
    add_backup_commands(app, cli);
    add_export_commands(app, cli);
    std::reverse(arguments.begin(), arguments.end());
    try {
      app.parse(arguments);
    } catch (const CLI::ParseError& error) {
      end_parse(app, error, cli);
    }
    return {cli.exit, out.str(), err.str()};
  }
  std::vector<std::string> erase(const std::string& command, std::vector<std::string> more) const {
    std::vector<std::string> words{"erase",     command, "--data", world_.data().string(),
                                   "--subject", id_};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }
  std::vector<std::string> by(const std::string& user, std::vector<std::string> words) const {
    for (const auto& word :
         {std::string("--user"), user, std::string("--password-file"), password_}) {
      words.push_back(word);
    }
    return words;
  }
  std::vector<std::string> authorise(const std::string& user) const {
    return by(user, erase("authorise", {"--rule", "VII.12", "--authority", "SAB", "--act-number",
                                        "1234", "--act-date", "2026-02-27"}));
  }
  void erase_subject() {
    ASSERT_EQ(run(by("archivista", erase("request", {"--reason", "termine"}))).exit,
              ExitCode::success);
    ASSERT_EQ(run(authorise("archivista")).exit, ExitCode::success);
    ASSERT_EQ(run(by("custode", erase("execute", {}))).exit, ExitCode::success);
  }
  // What the log's own administrator can do: hand over the lines that `keep` accepts, signed.
  ExportReport handed_over(const std::string& file,
                           const std::function<bool(const ExportedEvent&)>& keep) const {
    const auto paths = log::data_paths(world_.data());
    const auto key = log::read_log_key(paths).value();
    std::ifstream in(file, std::ios::binary);
    std::string line;
    std::getline(in, line);
    ExportTitle title = read_title(line).value();
    std::vector<ExportedEvent> events;
    while (std::getline(in, line)) {
      auto event = read_event(line).event;
      if (event && keep(*event)) events.push_back(std::move(*event));
    }
    title.events = events.size();
    std::stringstream bundle;
    ExportWriter writer(bundle);
    writer.title(title);
    for (const ExportedEvent& event : events) writer.event(event);
    writer.close(log::sign_statement(paths, writer.statement(key.name)).value());
    return check_export(bundle, key);
  }
  void expect_ends(const Ran& ran, ExitCode exit, const std::string& code) {
    EXPECT_EQ(ran.exit, exit) << ran.err;
    EXPECT_THAT(ran.err, EndsWith("[" + code + "]\n"));
    EXPECT_EQ(ran.out, "");
  }

  World world_;
  Subject subject_;
  CaseId case_;
  std::string id_;
  std::string password_;
  std::string wrong_password_;
};

TEST_F(Commands, EraseSomebodyWithTwoPersonsAndAReceipt) {
  expect_ends(run(authorise("archivista")), ExitCode::check_failed, "disposal.unknown");
  const Ran asked = run(by("archivista", erase("request", {"--reason", "termine", "--json"})));
  ASSERT_EQ(asked.exit, ExitCode::success) << asked.err;
  expect_ends(run(by("custode", erase("execute", {}))), ExitCode::check_failed,
              "disposal.not_authorised");
  expect_ends(run(erase("receipt", {})), ExitCode::check_failed, "erase.receipt_missing");
  ASSERT_EQ(run(authorise("archivista")).exit, ExitCode::success);
  expect_ends(run(by("archivista", erase("execute", {}))), ExitCode::check_failed,
              "disposal.same_author");

  const Ran held = run(by("custode", erase("hold", {"--reason", "causa", "--json"})));
  ASSERT_EQ(held.exit, ExitCode::success) << held.err;
  expect_ends(run(by("custode", erase("execute", {}))), ExitCode::check_failed, "disposal.on_hold");
  const std::string hold(held.object().at("hold").as_string());
  ASSERT_EQ(run(by("custode", erase("release", {"--hold", hold, "--reason", "finita"}))).exit,
            ExitCode::success);

  const Ran done = run(by("custode", erase("execute", {"--json"})));
  ASSERT_EQ(done.exit, ExitCode::success) << done.err;
  EXPECT_EQ(done.object().at("keys"), 2);
  EXPECT_EQ(done.object().at("parts"), 3);
  EXPECT_EQ(done.object().at("disposal"), asked.object().at("disposal"));
  expect_ends(run(by("custode",
                     erase("execute", {"--disposal",
                                       std::string(asked.object().at("disposal").as_string())}))),
              ExitCode::check_failed, "disposal.already_erased");

  const Ran receipt = run(erase("receipt", {"--json"}));
  ASSERT_EQ(receipt.exit, ExitCode::success) << receipt.err;
  EXPECT_EQ(receipt.object().at("parts"), 3);
  const auto bundle = log::tree::parse_proof(std::string(receipt.object().at("proof").as_string()));
  ASSERT_TRUE(bundle.has_value());
  const auto key = log::read_log_key(log::data_paths(world_.data())).value();
  EXPECT_TRUE(log::tree::verify_proof(*bundle, key).has_value());
  EXPECT_THAT(run(erase("receipt", {})).out, HasSubstr("Parti riservate cancellate: 3"));
  EXPECT_EQ(run(erase("status", {"--json"})).object().at("disposals").at(0).at("stage"),
            "completed");

  const Ran verified = run({"verify", "--data", world_.data().string(), "--json"});
  EXPECT_EQ(verified.exit, ExitCode::success) << verified.err;
  EXPECT_EQ(verified.object().at("purged"), 4);
}

TEST_F(Commands, AskWhoeverDecidesForTheRightPassword) {
  auto words = erase("request", {"--reason", "termine", "--user", "archivista", "--password-file",
                                 wrong_password_});
  expect_ends(run(words), ExitCode::check_failed, "session.credentials_wrong");
  expect_ends(run(by("nessuno", erase("request", {"--reason", "termine"}))), ExitCode::check_failed,
              "session.credentials_wrong");
}

TEST_F(Commands, RefuseWhatCannotBeMeant) {
  const std::string data = world_.data().string();
  expect_ends(run(by("archivista", {"erase", "request", "--data", data, "--subject", "Mario",
                                    "--reason", "termine"})),
              ExitCode::usage, "cli.id_malformed");
  expect_ends(run(by("archivista", {"erase", "request", "--data", data, "--subject",
                                    to_string(crypto::random_uuid()), "--reason", "termine"})),
              ExitCode::check_failed, "disposal.subject_unknown");
  expect_ends(run(by("archivista", erase("request", {"--reason", "due parole"}))), ExitCode::usage,
              "cli.code_malformed");
  auto tomorrow = authorise("archivista");
  tomorrow[13] = "2026-02-30";
  expect_ends(run(tomorrow), ExitCode::usage, "cli.date");
  expect_ends(run(erase("execute", {})), ExitCode::usage, "cli.option_missing");
}

TEST_F(Commands, ThatWriteNeedTheFolderForThemselves) {
  ASSERT_TRUE(world_.open());
  expect_ends(run(by("archivista", erase("request", {"--reason", "termine"}))),
              ExitCode::check_failed, "data.in_use");
  EXPECT_EQ(run(erase("status", {})).exit, ExitCode::success);
}

TEST_F(Commands, BackUpCheckAndRestore) {
  const std::string data = world_.data().string();
  const std::string logs = (world_.root() / "logs").string();
  const std::string vaults = (world_.root() / "vaults").string();
  const Ran made = run({"backup", "create", "log", "--data", data, "--folder", logs, "--json"});
  ASSERT_EQ(made.exit, ExitCode::success) << made.err;
  ASSERT_EQ(run({"backup", "create", "vault", "--data", data, "--folder", vaults}).exit,
            ExitCode::success);
  expect_ends(run({"backup", "create", "vault", "--data", data, "--folder", logs}),
              ExitCode::check_failed, "backup.kind_differs");
  const Ran checked = run({"backup", "check", "log", "--folder", logs, "--json"});
  ASSERT_EQ(checked.exit, ExitCode::success) << checked.err;
  EXPECT_EQ(checked.object().at("computed_root"), made.object().at("root"));
  EXPECT_EQ(checked.object().at("intact"), true);
  EXPECT_EQ(run({"backup", "check", "vault", "--folder", vaults, "--keys", data + ".keys"}).exit,
            ExitCode::success);

  expect_ends(run({"backup", "restore", "--data", data, "--log", logs}), ExitCode::check_failed,
              "restore.not_empty");
  std::filesystem::remove_all(world_.data());
  expect_ends(run({"backup", "restore", "--data", data}), ExitCode::check_failed,
              "restore.nothing_asked");
  expect_ends(run({"backup", "restore", "--data", data, "--log", logs, "--new-epoch"}),
              ExitCode::usage, "cli.epoch_incomplete");
  const Ran restored =
      run({"backup", "restore", "--data", data, "--log", logs, "--vault", vaults, "--json"});
  ASSERT_EQ(restored.exit, ExitCode::success) << restored.err;
  EXPECT_EQ(restored.object().at("root"), made.object().at("root"));
  EXPECT_TRUE(world_.open());
}

TEST_F(Commands, HandOverACaseWithWhatWasErasedAndWhy) {
  erase_subject();
  const std::string file = (world_.root() / "case.telaio").string();
  const Ran made = run({"export", "case", to_string(case_), "--data", world_.data().string(),
                        "--out", file, "--json"});
  ASSERT_EQ(made.exit, ExitCode::success) << made.err;
  const ExportReport whole = handed_over(file, [](const ExportedEvent&) { return true; });
  EXPECT_TRUE(whole.intact());
  EXPECT_EQ(whole.parts_absent, 3);  // Identity, phone and address; class 5 is on no timeline.

  const ExportReport unexplained = handed_over(file, [](const ExportedEvent& event) {
    const auto record = log::read_record(event.record);
    return record->frame.stream.kind != static_cast<std::uint16_t>(schema::StreamKind::disposal);
  });
  EXPECT_EQ(unexplained.findings, 3);
  ASSERT_FALSE(unexplained.first.empty());
  EXPECT_EQ(unexplained.first.front().refusal.code, refusals::export_part_missing);
}

TEST_F(Commands, RotateTheKeysAndDestroyOldOnesNoBackupNeeds) {
  const std::string data = world_.data().string();
  const Ran rotated = run(by("custode", {"keys", "rotate", "--data", data, "--json"}));
  ASSERT_EQ(rotated.exit, ExitCode::success) << rotated.err;
  EXPECT_EQ(rotated.object().at("newest"), 2);
  EXPECT_EQ(rotated.object().at("destroyed"), (json::array{1}));
  const Ran expired = run({"keys", "expire", "--data", data, "--json"});
  ASSERT_EQ(expired.exit, ExitCode::success) << expired.err;
  EXPECT_EQ(expired.object().at("destroyed"), json::array{});
  EXPECT_TRUE(world_.open());
}

}  // namespace
}  // namespace telaio::cli
