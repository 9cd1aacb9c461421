// SPDX-License-Identifier: EUPL-1.2
// telaio log, verify, prove, verify-proof: what they print and how they end (contract.md).
#include <gmock/gmock.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fstream>
#include <sstream>

#include "log/data_folder.hpp"
#include "log/rocksdb/database.hpp"
#include "log/rocksdb/keys.hpp"
#include "tests/log/fixtures.hpp"
#include "tools/telaio/cli.hpp"
#include "tools/telaio/event_json.hpp"
#include "tools/telaio/log_report.hpp"

namespace telaio::cli {
namespace {

using namespace log::testing;  // NOLINT(google-build-using-namespace): fixtures of the log.
using ::testing::HasSubstr;
using ::testing::StartsWith;

struct Ran {
  ExitCode exit = ExitCode::success;
  std::string out;
  std::string err;
  json::object object() const { return json::parse(out).as_object(); }
};

class LogCommands : public ::testing::Test {
 protected:
  LogCommands() {
    auto folder = *log::LogFolder::create(paths(), clock_);
    for (std::uint64_t i = 0; i < 5; ++i) {
      appended(append_and_wait(folder.events(),
                               commit_of(i, {write_to(stream_of(i % 2), log::Expectation::any(),
                                                      {event_of_number(i, {part_of(i)})})})));
    }
    EXPECT_TRUE(folder.signer().sign_now().has_value());
    appended(append_and_wait(folder.events(), simple_commit(9, stream_of(7))));
    head_ = folder.events().head();
    key_ = folder.signer().verifier().text();
  }

  log::DataPaths paths() const { return log::data_paths(folder_.path() / "demo"); }

  Ran run(std::vector<std::string> arguments) const {
    std::ostringstream out;
    std::ostringstream err;
    Cli cli{out, err};
    CLI::App app;
    add_log_commands(app, cli);
    const auto data = paths().data.string();
    for (std::string& argument : arguments) {
      if (argument == "DATA") argument = data;
    }
    std::reverse(arguments.begin(), arguments.end());
    app.parse(arguments);
    return {cli.exit, out.str(), err.str()};
  }
  std::string file(const std::string& name) const { return (folder_.path() / name).string(); }

  TemporaryFolder folder_;
  ManualClock clock_{Instant::from_micros(1'767'225'600'000'000)};
  log::Head head_;
  std::string key_;
};

TEST_F(LogCommands, HeadHasExactlyTheFieldsOfTheContract) {
  const Ran ran = run({"log", "head", "--data", "DATA", "--json"});
  EXPECT_EQ(ran.exit, ExitCode::success);
  const json::object object = ran.object();
  EXPECT_EQ(object.size(), 4);
  EXPECT_EQ(object.at("size"), 6);
  EXPECT_EQ(object.at("root"), json::value(to_base64(head_.root)));
  EXPECT_EQ(object.at("log_id"), json::value(to_string(head_.log_id)));
  EXPECT_EQ(object.at("signed_size"), 5);
}

TEST_F(LogCommands, HeadIsReadBesideARunningService) {
  const auto folder = log::LogFolder::open(paths(), clock_);
  ASSERT_TRUE(folder.has_value());
  EXPECT_EQ(run({"log", "head", "--data", "DATA", "--json"}).object().at("size"), 6);
}

TEST_F(LogCommands, StatsCountEventsCommitsAndStreams) {
  const json::object object = run({"log", "stats", "--data", "DATA", "--json"}).object();
  EXPECT_EQ(object.at("events"), 6);
  EXPECT_EQ(object.at("commits"), 6);
  EXPECT_EQ(object.at("streams"), 3);
  EXPECT_EQ(object.at("kinds").at("case_file").at("events"), 6);
}

TEST_F(LogCommands, DumpPrintsOneObjectPerEvent) {
  const Ran ran = run({"log", "dump", "--data", "DATA", "--from", "1", "--to", "3"});
  std::istringstream lines(ran.out);
  std::string line;
  std::vector<json::object> events;
  while (std::getline(lines, line)) events.push_back(json::parse(line).as_object());
  ASSERT_EQ(events.size(), 3);
  EXPECT_EQ(events[0].at("position"), 1);
  EXPECT_EQ(events[0].at("stream"), json::value("case_file-" + to_string(stream_of(1).id)));
  EXPECT_EQ(events[0].at("version"), 0);
  EXPECT_EQ(events[0].at("recorded"), "2026-01-01T00:00:00.000000Z");
  EXPECT_EQ(events[0].at("header").at("type"), "PersonRegistered");
  EXPECT_EQ(events[0].at("header").at("fact").at("person"), json::value(to_string(uuid_of(1))));
  EXPECT_EQ(events[0].at("header").at("unit"), "U1");
  EXPECT_EQ(events[0].at("parts").at(0).at("length"), 104);
  EXPECT_EQ(events[0].at("parts").at(0).at("stored"), true);
}

TEST_F(LogCommands, StreamNamesAreReadBack) {
  EXPECT_EQ(parse_stream_name(stream_name(stream_of(5, 4))), stream_of(5, 4));
  EXPECT_EQ(parse_stream_name("4-" + to_string(uuid_of(5))), stream_of(5, 4));
  EXPECT_EQ(parse_stream_name(stream_name(stream_of(5, 999))), stream_of(5, 999));
  EXPECT_EQ(parse_stream_name("nothing-" + to_string(uuid_of(5))), std::nullopt);
  EXPECT_EQ(parse_stream_name("case_file"), std::nullopt);
}

TEST_F(LogCommands, VerifyTellsThatTheLogIsIntact) {
  const Ran ran = run({"verify", "--data", "DATA"});
  EXPECT_EQ(ran.exit, ExitCode::success);
  EXPECT_THAT(ran.out, HasSubstr("[log.intact]"));
  EXPECT_THAT(ran.out, HasSubstr(to_base64(head_.root)));
  EXPECT_EQ(run({"verify", "--data", "DATA", "--json"}).object().at("intact"), true);
}

TEST_F(LogCommands, VerifyNamesTheFirstBrokenPosition) {
  {
    auto database = log::rocksdb::open_database(paths().log, log::rocksdb::Access::write, {});
    const log::rocksdb::PartKey key = log::rocksdb::part_key({3, 0});
    ASSERT_TRUE(database->db->Delete(::rocksdb::WriteOptions(), database->parts.get(), key).ok());
  }
  const Ran ran = run({"verify", "--data", "DATA", "--json"});
  EXPECT_EQ(ran.exit, ExitCode::check_failed);
  EXPECT_EQ(ran.object().at("intact"), false);
  EXPECT_EQ(ran.object().at("first_broken"), 3);
  EXPECT_THAT(ran.err, HasSubstr("[log.part_missing]"));
  EXPECT_EQ(run({"verify", "--data", "DATA", "--to", "2"}).exit, ExitCode::success);
  EXPECT_EQ(run({"verify", "--data", "DATA", "--stream", stream_name(stream_of(1))}).exit,
            ExitCode::check_failed);
  EXPECT_EQ(run({"verify", "--data", "DATA", "--stream", stream_name(stream_of(0))}).exit,
            ExitCode::success);
}

TEST_F(LogCommands, VerifyComparesACheckpointKeptElsewhere) {
  std::filesystem::copy(paths().signed_head(), file("kept"));
  EXPECT_EQ(run({"verify", "--data", "DATA", "--checkpoint", file("kept")}).exit,
            ExitCode::success);
  std::fstream(file("kept"), std::ios::in | std::ios::out) << "x";
  const Ran ran = run({"verify", "--data", "DATA", "--checkpoint", file("kept")});
  EXPECT_EQ(ran.exit, ExitCode::check_failed);
  EXPECT_THAT(ran.err, HasSubstr("[log.signature_wrong]"));
}

TEST_F(LogCommands, ProofChecksAloneWithTheKey) {
  const Ran made =
      run({"prove", "--data", "DATA", "--position", "5", "--size", "6", "--out", file("p")});
  ASSERT_EQ(made.exit, ExitCode::success) << made.err;
  const Ran checked = run({"verify-proof", file("p"), "--key", key_, "--json"});
  EXPECT_EQ(checked.exit, ExitCode::success) << checked.err;
  EXPECT_EQ(checked.object().at("position"), 5);
  EXPECT_EQ(checked.object().at("size"), 6);
}

TEST_F(LogCommands, ProofUsesTheLastSignatureBesideARunningService) {
  const auto folder = log::LogFolder::open(paths(), clock_);
  ASSERT_TRUE(folder.has_value());
  const Ran made = run({"prove", "--data", "DATA", "--position", "4"});
  EXPECT_EQ(made.exit, ExitCode::success);
  EXPECT_THAT(made.out, StartsWith("c2sp.org/tlog-proof@v1\nextra "));
  const Ran later = run({"prove", "--data", "DATA", "--position", "5"});
  EXPECT_EQ(later.exit, ExitCode::check_failed);
  EXPECT_THAT(later.err, HasSubstr("[log.position_unknown]"));
}

TEST_F(LogCommands, ProofOfASizeThatIsNotSignedIsRefused) {
  const Ran ran = run({"prove", "--data", "DATA", "--position", "1", "--size", "3"});
  EXPECT_EQ(ran.exit, ExitCode::check_failed);
  EXPECT_THAT(ran.err, HasSubstr("[log.size_not_signed]"));
}

TEST_F(LogCommands, ChangedProofsAndOtherKeysAreRefused) {
  ASSERT_EQ(run({"prove", "--data", "DATA", "--position", "2", "--out", file("p")}).exit,
            ExitCode::success);
  std::ifstream in(file("p"));
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string changed = text;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    std::ofstream(file("q"), std::ios::trunc) << changed;
    ASSERT_EQ(run({"verify-proof", file("q"), "--key", key_}).exit, ExitCode::check_failed) << at;
  }
  const std::string other = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  const Ran ran = run({"verify-proof", file("p"), "--key", other});
  EXPECT_EQ(ran.exit, ExitCode::check_failed);
  EXPECT_THAT(ran.err, HasSubstr("[log.signature_missing]"));
}

TEST_F(LogCommands, ContinuityIsProvedSinceAKeptCheckpoint) {
  std::filesystem::copy(paths().signed_head(), file("kept"));  // Of five events.
  const Ran made =
      run({"prove-growth", "--data", "DATA", "--since", file("kept"), "--out", file("c")});
  ASSERT_EQ(made.exit, ExitCode::success) << made.err;
  const Ran checked =
      run({"verify-growth", file("c"), "--key", key_, "--since", file("kept"), "--json"});
  EXPECT_EQ(checked.exit, ExitCode::success) << checked.err;
  EXPECT_EQ(checked.object().at("from"), 5);
  EXPECT_EQ(checked.object().at("size"), 6);
  // Not since another one: the newest, which the proof does not speak of.
  std::filesystem::copy(paths().signed_head(), file("newest"));
  const Ran other = run({"verify-growth", file("c"), "--key", key_, "--since", file("newest")});
  EXPECT_EQ(other.exit, ExitCode::check_failed);
  EXPECT_THAT(other.err, HasSubstr("[log.consistency_wrong]"));
}

TEST_F(LogCommands, NoContinuityIsProvedToAnotherHistory) {
  std::ifstream key_file(paths().signing_key());
  std::string text;
  std::getline(key_file, text);
  const auto key = log::tree::NoteSigner::parse(text).value();
  std::ofstream(file("kept")) << log::tree::sign_checkpoint({key.name(), 3, log::tree::Hash{}},
                                                            key);
  const Ran made = run({"prove-growth", "--data", "DATA", "--since", file("kept")});
  EXPECT_EQ(made.exit, ExitCode::check_failed);
  EXPECT_EQ(made.out, "");
  EXPECT_THAT(made.err, HasSubstr("[log.consistency_wrong]"));
  std::ofstream(file("longer")) << log::tree::sign_checkpoint({key.name(), 99, log::tree::Hash{}},
                                                              key);
  EXPECT_THAT(run({"prove-growth", "--data", "DATA", "--since", file("longer")}).err,
              HasSubstr("[log.checkpoint_ahead]"));
}

// Text of a PDF as poppler reads it, which shares no code with what wrote it.
std::string text_of_pdf(const std::string& file) {
  std::string text;
  FILE* pipe = popen(("pdftotext '" + file + "' - 2>&1").c_str(), "r");
  std::array<char, 4096> buffer{};
  while (std::fgets(buffer.data(), buffer.size(), pipe) != nullptr) text += buffer.data();
  EXPECT_EQ(pclose(pipe), 0) << text;
  return text;
}

TEST_F(LogCommands, CertificateSaysWhatWasCheckedByWhomAndHowToRepeatIt) {
  const Ran ran = run(
      {"verify", "--data", "DATA", "--certificate", file("c.pdf"), "--asked-by", "Anna Bianchi"});
  EXPECT_EQ(ran.exit, ExitCode::success) << ran.err;
  const std::string text = text_of_pdf(file("c.pdf"));
  for (const std::string& expected :
       {std::string("Certificato di verifica del registro"), std::string("Registro integro"),
        to_string(head_.log_id), to_base64(head_.root), std::string("Anna Bianchi"),
        std::string("Tutto il registro"), std::string("telaio verify --data"),
        // The present head, signed for this: six events, of which five had been signed.
        std::string("Firma gli eventi e la radice di questa verifica.")}) {
    EXPECT_THAT(text, HasSubstr(expected));
  }
}

TEST_F(LogCommands, CertificateOfADamagedLogSaysSo) {
  {
    auto database = log::rocksdb::open_database(paths().log, log::rocksdb::Access::write, {});
    const log::rocksdb::PartKey key = log::rocksdb::part_key({3, 0});
    ASSERT_TRUE(database->db->Delete(::rocksdb::WriteOptions(), database->parts.get(), key).ok());
  }
  const Ran ran = run({"verify", "--data", "DATA", "--certificate", file("c.pdf")});
  EXPECT_EQ(ran.exit, ExitCode::check_failed);
  const std::string text = text_of_pdf(file("c.pdf"));
  EXPECT_THAT(text, HasSubstr("Registro non integro"));
  EXPECT_THAT(text, HasSubstr("[log.part_missing]"));
}

TEST_F(LogCommands, AFolderWithoutALogIsRefused) {
  const Ran ran = run({"log", "head", "--data", file("nothing"), "--json"});
  EXPECT_EQ(ran.exit, ExitCode::check_failed);
  EXPECT_THAT(ran.err, HasSubstr("[data.missing]"));
  EXPECT_EQ(ran.out, "");
}

TEST_F(LogCommands, AMissingAnchorIsAcceptedByNameOnly) {
  std::filesystem::remove(paths().anchor / "log.anchor");
  const Ran refused = run({"log", "head", "--data", "DATA", "--json"});
  EXPECT_EQ(refused.exit, ExitCode::check_failed);
  EXPECT_THAT(refused.err, HasSubstr("[log.anchor_missing]"));
  const Ran accepted = run({"log", "head", "--data", "DATA", "--json", "--accept-missing-anchor",
                            to_string(head_.log_id)});
  EXPECT_EQ(accepted.exit, ExitCode::success);
}

}  // namespace
}  // namespace telaio::cli
