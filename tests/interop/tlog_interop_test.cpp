// SPDX-License-Identifier: EUPL-1.2
// Our log read by others: checkpoints, tiles, inclusion and consistency proofs of a real log are
// checked by golang.org/x/mod/sumdb, which shares no code with ours. A test that only says yes
// proves nothing: every kind of file is also damaged, and must then be refused.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <sstream>

#include "base/clock.hpp"
#include "tests/interop/exported_evidence.hpp"
#include "tests/log/fixtures.hpp"

namespace telaio::log::testing {
namespace {

struct Checked {
  int exit = -1;
  std::string said;
};

class TlogInterop : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(std::filesystem::exists(TELAIO_TLOGCHECK))
        << "golang-go and golang-golang-x-mod-dev are needed: tools/test installs them";
  }

  // A log of so many events, and its evidence in a folder.
  Exported export_log(std::uint64_t events, std::uint64_t stride) {
    auto log = LogFolder::create(paths_, clock_).value();
    std::vector<NewEvent> batch;
    for (std::uint64_t i = 0; i < events; ++i) {
      batch.push_back(
          event_of_number(i, i % 3 == 0 ? std::vector<Bytes>{part_of(i)} : std::vector<Bytes>{}));
    }
    appended(append_and_wait(log.events(), commit_of(1, {write_to(stream_of(1), Expectation::any(),
                                                                  std::move(batch))})));
    std::ifstream file(paths_.signing_key());
    std::string text;
    std::getline(file, text);
    return export_evidence(log, tree::NoteSigner::parse(text).value(), stride, evidence());
  }

  Checked check() const {
    const std::string command =
        fmt::format("'{}' '{}' 2>&1", TELAIO_TLOGCHECK, evidence().string());
    Checked checked;
    FILE* pipe = popen(command.c_str(), "r");
    if (pipe == nullptr) return checked;
    std::array<char, 1024> buffer{};
    while (std::fgets(buffer.data(), buffer.size(), pipe) != nullptr) checked.said += buffer.data();
    checked.exit = WEXITSTATUS(pclose(pipe));
    return checked;
  }

  std::filesystem::path evidence() const { return folder_.path() / "evidence"; }

 private:
  TemporaryFolder folder_{TemporaryFolder::InMemory()};
  DataPaths paths_ = data_paths(folder_.path() / "log");
  ManualClock clock_{Instant::from_micros(1'767'225'600'000'000)};
};

std::string content(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Every root and every tile of sizes 0 to 300, and every seventh proof; all of them, which takes a
// minute, with TELAIO_INTEROP_STRIDE=1.
TEST_F(TlogInterop, OthersFindEveryRootTileAndProofRight) {
  const char* wanted = std::getenv("TELAIO_INTEROP_STRIDE");
  const std::uint64_t stride = wanted == nullptr ? 7 : std::strtoull(wanted, nullptr, 10);
  const Exported exported = export_log(300, stride);
  ASSERT_GE(exported.inclusion, 300 * 299 / 2 / stride - 300);
  const Checked checked = check();
  EXPECT_EQ(checked.exit, 0) << checked.said;
  // One full tile of leaves, 44 widths of the next, and one above the full one.
  EXPECT_EQ(checked.said, fmt::format("entries 300 checkpoints 301 tiles 46 inclusion {} "
                                      "consistency {}\n",
                                      exported.inclusion, exported.consistency));
}

TEST_F(TlogInterop, TheEmptyLogIsRightToo) {
  export_log(1, 1);
  EXPECT_EQ(check().said, "entries 1 checkpoints 2 tiles 1 inclusion 1 consistency 3\n");
}

TEST_F(TlogInterop, OthersRefuseEvidenceWithOneBitChanged) {
  const std::uint64_t seed = test_seed();
  std::mt19937_64 random(seed);
  export_log(20, 1);
  ASSERT_EQ(check().exit, 0) << check().said;
  const std::array files = {evidence() / "log.vkey",
                            evidence() / "checkpoint/20",
                            evidence() / "checkpoint/0",
                            evidence() / "tile/0/000.p/20",
                            evidence() / "tile/entries/000.p/20",
                            evidence() / "proofs"};
  for (const auto& file : files) {
    const std::string right = content(file);
    for (int round = 0; round < 20; ++round) {
      std::string wrong = right;
      const auto bit = random() % (wrong.size() * 8);
      wrong[bit / 8] = static_cast<char>(wrong[bit / 8] ^ (1 << (bit % 8)));
      std::ofstream(file, std::ios::binary | std::ios::trunc) << wrong;
      EXPECT_EQ(check().exit, 1) << file << " bit " << bit << " seed " << seed;
    }
    std::ofstream(file, std::ios::binary | std::ios::trunc) << right;
  }
  EXPECT_EQ(check().exit, 0) << "all is as it was";
}

TEST_F(TlogInterop, OthersRefuseTheCheckpointOfAnotherHistory) {
  export_log(20, 1);
  // The right signature under another size: the checkpoint of 19 where that of 20 should be.
  std::filesystem::copy_file(evidence() / "checkpoint/19", evidence() / "checkpoint/20",
                             std::filesystem::copy_options::overwrite_existing);
  EXPECT_EQ(check().exit, 1);
}

}  // namespace
}  // namespace telaio::log::testing
