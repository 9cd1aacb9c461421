// SPDX-License-Identifier: EUPL-1.2
// A case handed over as one file: it checks alone with the log's public key, every byte of it
// counts, and what is wrong is named. The case is one of the demonstration Ambito, exported by the
// real command from a real folder.
#include <gmock/gmock.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <sstream>

#include "base/zone.hpp"
#include "crypto/random.hpp"
#include "log/frame.hpp"
#include "schemas/read.hpp"
#include "schemas/verified.hpp"
#include "tools/generator/demo.hpp"
#include "tools/installation/installation.hpp"
#include "tools/telaio/export_check.hpp"
#include "tools/telaio/export_commands.hpp"
#include "tools/telaio/export_refusals.hpp"

namespace telaio::cli {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

struct Ran {
  ExitCode exit = ExitCode::success;
  std::string out;
  std::string err;
  json::object answer() const { return json::parse(out).as_object(); }
};

Ran run(std::vector<std::string> arguments) {
  std::ostringstream out;
  std::ostringstream err;
  Cli cli{out, err};
  CLI::App app;
  add_export_commands(app, cli);
  std::ranges::reverse(arguments);
  app.parse(arguments);
  return {cli.exit, out.str(), err.str()};
}

std::string content(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

class Handover : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::filesystem::temp_directory_path() /
              ("telaio-export-" + to_string(crypto::random_uuid()));
    std::filesystem::create_directories(folder_);
    generator::Plan plan;
    plan.families = 2;
    plan.years = 1;
    plan.until = Date::of(2026, 3, 31);
    ManualClock clock(rome_day_start(plan.from()));
    auto catalogue = app::load_catalogue(std::filesystem::path(TELAIO_SOURCE_DIR) / "config/codes");
    const auto installation = *tools::Installation::create(data(), std::move(*catalogue), clock);
    generator::load_demo(*installation, clock, plan,
                         std::filesystem::path(TELAIO_SOURCE_DIR) / "config",
                         [](Date, std::uint64_t) {});
    key_ = installation->folder().signer().verifier();
    find_case(installation->events());
    events_before_ = installation->events().head().size;
  }
  static void TearDownTestSuite() { std::filesystem::remove_all(folder_); }

  // The case with the fewest events: its bundle is changed byte by byte below.
  static void find_case(const log::EventLog& events) {
    std::map<Uuid, int> cases;
    for (log::Position at = 0;;) {
      const auto page = events.read_all(at, {}).value();
      for (const log::StoredEvent& event : page.events) {
        if (event.stream.kind == static_cast<std::uint16_t>(schema::StreamKind::case_file)) {
          ++cases[event.stream.id];
        }
      }
      at += page.events.size();
      if (page.end) break;
    }
    ASSERT_FALSE(cases.empty());
    case_ = std::ranges::min_element(cases, {}, [](const auto& one) { return one.second; })->first;
  }

  static std::filesystem::path data() { return folder_ / "data"; }
  static std::filesystem::path bundle_file() { return folder_ / "case.telaio"; }
  // Exported once; every test starts from these bytes.
  static const std::string& bundle() {
    static const std::string bytes = [] {
      const Ran ran = run({"export", "case", to_string(case_), "--data", data().string(), "--out",
                           bundle_file().string(), "--json"});
      EXPECT_EQ(ran.exit, ExitCode::success) << ran.err;
      return content(bundle_file());
    }();
    return bytes;
  }
  static ExportReport check(const std::string& bytes) {
    std::istringstream in(bytes);
    return check_export(in, key_);
  }
  static std::vector<std::string> codes(const ExportReport& report) {
    std::vector<std::string> found;
    for (const ExportFinding& finding : report.first) found.emplace_back(finding.refusal.code);
    return found;
  }
  static std::vector<std::string> lines(const std::string& bytes) {
    std::vector<std::string> all;
    std::istringstream in(bytes);
    for (std::string line; std::getline(in, line);) all.push_back(line);
    return all;
  }
  static std::string joined(const std::vector<std::string>& all) {
    std::string bytes;
    for (const std::string& line : all) bytes += line + "\n";
    return bytes;
  }
  // What somebody can do who has the bundle and no key: change an event and write the line's
  // digest anew.
  static std::string with_event(json::object changed) {
    changed.erase("digest");
    std::string text = json::serialize(changed);
    text.pop_back();
    const auto digest = to_base64(crypto::sha256(as_bytes(text)));
    return text + ",\"digest\":\"" + digest + "\"}";
  }
  static json::object object(const std::string& line) { return json::parse(line).as_object(); }

  static inline std::filesystem::path folder_;
  static inline log::tree::VerifierKey key_;
  static inline Uuid case_;
  static inline std::uint64_t events_before_ = 0;
};

TEST_F(Handover, ChecksAloneWithTheLogsKey) {
  ASSERT_FALSE(bundle().empty());
  const Ran ran = run({"verify-export", bundle_file().string(), "--key", key_.text(), "--json"});
  EXPECT_EQ(ran.exit, ExitCode::success) << ran.err;
  const auto answer = ran.answer();
  EXPECT_EQ(answer.at("intact"), true);
  EXPECT_EQ(answer.at("case"), json::value(to_string(case_)));
  EXPECT_GT(answer.at("events").to_number<int>(), 3);
  EXPECT_GT(answer.at("parts").to_number<int>(), 0);
  EXPECT_GT(answer.at("streams").to_number<int>(), 2);
  EXPECT_EQ(answer.at("parts_absent"), 0);
}

TEST_F(Handover, IsItsOwnersToRead) {
  (void)bundle();
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(bundle_file()).permissions(),
            perms::owner_read | perms::owner_write);
}

TEST_F(Handover, LeavesItsTraceInTheLogBeforeItIsWritten) {
  const auto title = read_title(lines(bundle()).front());
  ASSERT_TRUE(title.has_value());
  const auto events = log::open_log_read_only(log::data_paths(data())).value();
  std::set<Uuid> exported;
  for (const auto& event : events->read_all(events_before_, {}).value().events) {
    const auto* header = schema::verified_header(event.header);
    const auto* fact = header->fact_as_RecordAccessed();
    if (fact == nullptr || fact->action() != schema::AccessAction::export_) continue;
    exported.insert(schema::read(fact->subject()));
  }
  EXPECT_THAT(exported, Contains(case_));
  EXPECT_GT(exported.size(), 1) << "the persons too";
  // The checkpoint of the bundle already covers these facts.
  const auto checkpoint = log::tree::open_checkpoint(title->checkpoint, key_).value();
  EXPECT_GT(checkpoint.size, events_before_);
}

TEST_F(Handover, HoldsTextsInClearButNotThoseOfProtectedPersons) {
  std::size_t opened = 0;
  for (const std::string& line : lines(bundle())) {
    const auto event = object(line);
    if (!event.contains("opened")) continue;
    opened += event.at("opened").as_array().size();
    const auto& parts = event.at("event").at("parts");
    for (const auto& one : event.at("opened").as_array()) {
      const auto number = one.at("part").to_number<std::size_t>();
      EXPECT_NE(parts.at(number).at("visibility"), "p5");
    }
  }
  EXPECT_GT(opened, 0);
}

// Every byte counts: each is changed once, in a way of its own.
TEST_F(Handover, IsRefusedWithAnyByteChanged) {
  const std::uint64_t seed = std::random_device()();
  std::mt19937_64 random(seed);
  const std::string& right = bundle();
  // A stride keeps the sanitized run short; TELAIO_EXPORT_STRIDE=1 changes every byte.
  const char* wanted = std::getenv("TELAIO_EXPORT_STRIDE");
  const std::size_t stride =
      wanted != nullptr ? std::strtoull(wanted, nullptr, 10) : right.size() / 150 + 1;
  std::size_t changed = 0;
  for (std::size_t at = random() % stride; at < right.size(); at += stride, ++changed) {
    std::string wrong = right;
    wrong[at] = static_cast<char>(wrong[at] ^ static_cast<char>(1U << (random() % 8)));
    EXPECT_FALSE(check(wrong).intact()) << "byte " << at << ", seed " << seed;
  }
  // And every byte of the last line, which nothing after it covers.
  const std::size_t last = right.rfind('\n', right.size() - 2) + 1;
  for (std::size_t at = last; at < right.size(); ++at, ++changed) {
    std::string wrong = right;
    wrong[at] = static_cast<char>(wrong[at] ^ 1);
    EXPECT_FALSE(check(wrong).intact()) << "byte " << at;
  }
  std::printf("%zu bytes of %zu changed, all noticed\n", changed, right.size());
  EXPECT_TRUE(check(right).intact());
}

TEST_F(Handover, IsRefusedCutAnywhere) {
  const std::string& right = bundle();
  std::mt19937_64 random(1);
  for (int round = 0; round < 100; ++round) {
    const auto report = check(right.substr(0, random() % right.size()));
    EXPECT_FALSE(report.intact());
  }
  // At every line's end, and one byte before the end of all.
  const auto all = lines(right);
  for (std::size_t kept = 0; kept < all.size(); ++kept) {
    const auto report = check(joined({all.begin(), all.begin() + static_cast<long>(kept)}));
    EXPECT_THAT(codes(report), Contains(std::string(refusals::export_truncated))) << kept;
  }
  EXPECT_THAT(codes(check(right.substr(0, right.size() - 1))),
              Contains(std::string(refusals::export_truncated)));
  EXPECT_FALSE(check(right + "x").intact());
  EXPECT_FALSE(check(right + right).intact());
}

TEST_F(Handover, NamesTheEventThatWasChanged) {
  auto all = lines(bundle());
  const std::size_t victim = all.size() / 2;
  auto event = object(all[victim]);
  const auto position = event.at("position").to_number<log::Position>();
  // The record, one bit, with the line's digest written anew.
  auto record = from_base64(event.at("record").as_string()).value();
  record[20] ^= std::byte{1};
  event["record"] = to_base64(record);
  all[victim] = with_event(event);
  const auto report = check(joined(all));
  ASSERT_FALSE(report.intact());
  bool named = false;
  for (const ExportFinding& finding : report.first) {
    if (finding.line == 0 || !finding.position) continue;
    named = named || *finding.position == position;
  }
  EXPECT_TRUE(named);
  EXPECT_THAT(codes(report), Contains(std::string(refusals::export_altered)));
  // The others are right; the next of its stream may miss the one before it.
  EXPECT_GE(report.events, all.size() - 2 - 2);
}

TEST_F(Handover, NamesThePartThatWasChanged) {
  auto all = lines(bundle());
  for (std::string& line : all) {
    auto event = object(line);
    if (!event.contains("parts") || event.at("parts").as_array().empty()) continue;
    auto part = from_base64(event.at("parts").at(0).as_string()).value();
    part[30] ^= std::byte{1};
    event.at("parts").as_array()[0] = json::string(to_base64(part));
    line = with_event(event);
    EXPECT_THAT(codes(check(joined(all))), Contains(std::string(refusals::export_part)));
    return;
  }
  FAIL() << "no event with parts";
}

TEST_F(Handover, ATextInClearCannotBeChangedWithoutTheLogsKey) {
  auto all = lines(bundle());
  for (std::string& line : all) {
    auto event = object(line);
    if (!event.contains("opened") || event.at("opened").as_array().empty()) continue;
    event["opened"].as_array()[0].as_object()["content"] = json::object{{"text", "altro"}};
    line = with_event(event);
    EXPECT_THAT(codes(check(joined(all))), Contains(std::string(refusals::export_altered)));
    return;
  }
  FAIL() << "nothing in clear";
}

TEST_F(Handover, AnEventLeftOutAddedOrMovedIsNoticed) {
  const auto all = lines(bundle());
  auto without = all;
  without.erase(without.begin() + 2);
  EXPECT_FALSE(check(joined(without)).intact());
  auto twice = all;
  twice.insert(twice.begin() + 2, all[2]);
  EXPECT_THAT(codes(check(joined(twice))), Contains(std::string(refusals::export_order)));
  auto moved = all;
  std::swap(moved[1], moved[2]);
  EXPECT_THAT(codes(check(joined(moved))), Contains(std::string(refusals::export_order)));
}

TEST_F(Handover, AnotherKeyIsRefused) {
  auto other = key_;
  other.key[0] ^= std::byte{1};
  std::istringstream in(bundle());
  const auto report = check_export(in, other);
  EXPECT_FALSE(report.intact());
  EXPECT_EQ(report.events, 0);
}

TEST_F(Handover, HostileBundlesAreRefusedWithACode) {
  const std::string deep = "{\"a\":" + std::string(5'000, '[') + std::string(5'000, ']') + "}";
  const std::string title = lines(bundle()).front();
  std::string many = title;
  many.replace(many.find("\"events\":") + 9, 1, "99999999");
  for (const std::string& bytes :
       {std::string(), std::string("\n"), std::string("\n\n"), std::string("{}\n{}\n"),
        std::string("[]\n[]\n"), deep + "\n" + deep + "\n", many + "\n{}\n",
        title + "\n" + title + "\n" + title + "\n", std::string(1'000, '\n'),
        std::string(100'000, '\0'), title + "\n" + deep + "\n{}\n"}) {
    const auto report = check(bytes);
    EXPECT_FALSE(report.intact()) << bytes.substr(0, 40);
    EXPECT_FALSE(report.first.empty());
    EXPECT_EQ(report.events, 0);
  }
  const Ran ran = run({"verify-export", (folder_ / "nothing").string(), "--key", key_.text()});
  EXPECT_EQ(ran.exit, ExitCode::usage);
  EXPECT_THAT(ran.err, HasSubstr("[cli.file_unreadable]"));
}

TEST_F(Handover, OfACaseThatIsNotThereWritesNothing) {
  const auto out = folder_ / "none.telaio";
  const Ran ran = run(
      {"export", "case", std::string(32, '7'), "--data", data().string(), "--out", out.string()});
  EXPECT_EQ(ran.exit, ExitCode::check_failed);
  EXPECT_THAT(ran.err, HasSubstr("[export.case_absent]"));
  EXPECT_FALSE(std::filesystem::exists(out));
  EXPECT_FALSE(std::filesystem::exists(out.string() + ".part"));
  const Ran wrong = run({"export", "case", "x", "--data", data().string(), "--out", out.string()});
  EXPECT_EQ(wrong.exit, ExitCode::usage);
}

}  // namespace
}  // namespace telaio::cli
