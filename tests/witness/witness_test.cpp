// SPDX-License-Identifier: EUPL-1.2
// What a witness answers, what it remembers, and what it never does: cosign a smaller tree, or
// another history, whatever happened in between.
#include "witness/witness.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <thread>

#include "tests/witness/witnessed_log.hpp"
#include "witness/witness_faults.hpp"
#include "witness/witness_folder.hpp"

namespace telaio::witness {
namespace {

using testing::WitnessedLog;

class AWitness : public ::testing::Test {
 protected:
  AWitness() {
    log_.grow_to(20);
    witness_ = open().value();
  }
  Result<std::unique_ptr<Witness>, Fault> open(bool begin = false) {
    return Witness::open(
        {folder_.path() / "w", "witness.example/w1", {{log_.origin(), log_.key()}}, begin}, clock_);
  }
  void restart() {
    witness_.reset();
    witness_ = open().value();
  }
  std::filesystem::path state_file() const {
    return folder_.path() / "w" / (origin_hash(log_.origin()) + ".checkpoint");
  }
  Answer add(std::uint64_t old, std::uint64_t size) {
    return witness_->add_checkpoint(log_.request(old, size));
  }
  // The size that a line cosigns, checked as anybody would.
  void expect_cosigned(const Answer& answer, std::uint64_t size) {
    ASSERT_EQ(answer.status, 200) << answer.body;
    const auto note = tree::parse_note(log_.checkpoint(size) + answer.body);
    ASSERT_TRUE(note.has_value());
    const auto key = witness_->verifier();
    const auto verified = tree::verify_note(*note, std::span(&key, 1));
    ASSERT_TRUE(verified.has_value());
    EXPECT_EQ(verified->at(0).seen_at, clock_.now());
  }
  void expect_known(const Answer& answer, std::uint64_t size) {
    EXPECT_EQ(answer.status, 409);
    EXPECT_EQ(answer.content_type, "text/x.tlog.size");
    EXPECT_EQ(answer.body, std::to_string(size) + "\n");
  }

  log::testing::TemporaryFolder folder_{log::testing::TemporaryFolder::InMemory()};
  ManualClock clock_{Instant().plus_seconds(1'767'225'600)};
  WitnessedLog log_;
  std::unique_ptr<Witness> witness_;
};

TEST_F(AWitness, CosignsALogThatOnlyGrows) {
  expect_cosigned(add(0, 0), 0);
  expect_cosigned(add(0, 1), 1);
  expect_cosigned(add(1, 7), 7);
  clock_.set(clock_.now().plus_seconds(60));
  expect_cosigned(add(7, 7), 7);
  expect_cosigned(add(7, 20), 20);
}

TEST_F(AWitness, TellsTheSizeItKnowsToWhomeverIsWrongAboutIt) {
  expect_cosigned(add(0, 7), 7);
  expect_known(add(0, 20), 7);
  expect_known(add(5, 20), 7);
  expect_known(add(8, 20), 7);
  expect_cosigned(add(7, 20), 20);
}

TEST_F(AWitness, NeverCosignsASmallerTree) {
  expect_cosigned(add(0, 20), 20);
  for (std::uint64_t size = 0; size < 20; ++size) {
    expect_known(add(0, size), 20);
    expect_known(add(size, size), 20);
    // The old size it knows, above the checkpoint's: no proof can exist.
    const auto answer =
        witness_->add_checkpoint(tree::format_consistency({20, {}, log_.checkpoint(size)}));
    EXPECT_EQ(answer.status, 400);
  }
}

TEST_F(AWitness, NeverCosignsAnotherHistory) {
  expect_cosigned(add(0, 7), 7);
  WitnessedLog other(log_.origin(), 2);
  other.grow_to(20);
  EXPECT_EQ(witness_->add_checkpoint(other.request(7, 20)).status, 422);
  expect_known(witness_->add_checkpoint(other.request(7, 7)), 7);
  // A proof with a hash changed, missing, or too many.
  auto bundle = tree::parse_consistency(log_.request(7, 20)).value();
  ASSERT_FALSE(bundle.hashes.empty());
  auto changed = bundle;
  changed.hashes[0][0] ^= std::byte{1};
  EXPECT_EQ(witness_->add_checkpoint(tree::format_consistency(changed)).status, 422);
  auto shorter = bundle;
  shorter.hashes.pop_back();
  EXPECT_EQ(witness_->add_checkpoint(tree::format_consistency(shorter)).status, 422);
  auto longer = bundle;
  longer.hashes.emplace_back();
  EXPECT_EQ(witness_->add_checkpoint(tree::format_consistency(longer)).status, 422);
  expect_cosigned(add(7, 20), 20);
}

TEST_F(AWitness, WantsNoHashesForTheFirstCheckpoint) {
  auto bundle = tree::parse_consistency(log_.request(0, 7)).value();
  bundle.hashes.emplace_back();
  EXPECT_EQ(witness_->add_checkpoint(tree::format_consistency(bundle)).status, 422);
}

TEST_F(AWitness, CosignsForTheKeysItKnowsOnly) {
  WitnessedLog stranger("stranger.example/log");
  stranger.grow_to(3);
  EXPECT_EQ(witness_->add_checkpoint(stranger.request(0, 3)).status, 404);
  // The origin it knows, signed by somebody else.
  const tree::Checkpoint claimed{log_.origin(), 3, log_.events().root_at(3).value()};
  const std::string text = tree::checkpoint_text(claimed);
  const std::string note = tree::format_note({text, {stranger.signer().sign(text)}});
  EXPECT_EQ(witness_->add_checkpoint("old 0\n\n" + note).status, 403);
  // Its own name under a signature that does not fit.
  auto wrong = log_.signer().sign(text);
  wrong.signature[5] ^= std::byte{1};
  EXPECT_EQ(witness_->add_checkpoint("old 0\n\n" + tree::format_note({text, {wrong}})).status, 403);
  // Signatures of others beside the right one are passed over, and not passed on.
  const std::string both =
      tree::format_note({text, {stranger.signer().sign(text), log_.signer().sign(text)}});
  expect_cosigned(witness_->add_checkpoint("old 0\n\n" + both), 3);
  EXPECT_EQ(witness_->checkpoint(origin_hash(log_.origin())).body.find("stranger"),
            std::string::npos);
}

TEST_F(AWitness, RefusesHostileBodies) {
  const std::string good = log_.request(0, 7);
  const std::string hash(to_base64(tree::Hash{}));
  std::string sixty_four = "old 0\n";
  for (int i = 0; i < 64; ++i) sixty_four += hash + "\n";
  std::mt19937_64 random(log::testing::test_seed());
  std::string noise(4'096, '\0');
  for (char& c : noise) c = static_cast<char>(random());
  for (const std::string& body :
       {std::string(), std::string("\n"), std::string("old 0\n"), std::string("old 0\n\n"),
        "old\n\n" + log_.checkpoint(7), "old -1\n\n" + log_.checkpoint(7),
        "old 00\n\n" + log_.checkpoint(7), "old 99999999999999999999\n\n" + log_.checkpoint(7),
        sixty_four + "\n" + log_.checkpoint(7), "old 0\n!!!!\n\n" + log_.checkpoint(7),
        "old 0\n" + hash.substr(1) + "\n\n" + log_.checkpoint(7), "old 0\n" + log_.checkpoint(7),
        "old 0\r\n\r\n" + log_.checkpoint(7), good.substr(0, good.size() - 1),
        good + std::string(std::size_t{1} << 20U, 'x'), good + "x", noise, "old 0\n\n" + noise}) {
    EXPECT_EQ(witness_->add_checkpoint(body).status, 400) << body.substr(0, 60);
  }
  for (std::size_t length = 0; length < good.size(); ++length) {
    EXPECT_EQ(witness_->add_checkpoint(good.substr(0, length)).status, 400) << length;
  }
  EXPECT_EQ(witness_->checkpoint(origin_hash(log_.origin())).status, 404) << "nothing was kept";
  expect_cosigned(witness_->add_checkpoint(good), 7);
}

TEST_F(AWitness, RefusesEveryBitChanged) {
  const std::string good = log_.request(0, 7);
  for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
    std::string changed = good;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    const auto answer = witness_->add_checkpoint(changed);
    EXPECT_NE(answer.status, 200) << bit;
    EXPECT_NE(answer.status, 500) << bit;
  }
}

TEST_F(AWitness, RemembersAcrossARestart) {
  expect_cosigned(add(0, 7), 7);
  const std::string shown = witness_->checkpoint(origin_hash(log_.origin())).body;
  const auto key = witness_->verifier();
  restart();
  EXPECT_EQ(witness_->verifier(), key);
  EXPECT_EQ(witness_->checkpoint(origin_hash(log_.origin())).body, shown);
  expect_known(add(0, 20), 7);
  expect_cosigned(add(7, 20), 20);
}

TEST_F(AWitness, ShowsTheCheckpointAsCosigned) {
  EXPECT_EQ(witness_->checkpoint(origin_hash(log_.origin())).status, 404);
  EXPECT_EQ(witness_->checkpoint("..").status, 404);
  expect_cosigned(add(0, 7), 7);
  const auto note = tree::parse_note(witness_->checkpoint(origin_hash(log_.origin())).body);
  ASSERT_TRUE(note.has_value());
  const std::array keys = {log_.key(), witness_->verifier()};
  EXPECT_EQ(tree::verify_note(*note, keys).value().size(), 2);
}

TEST_F(AWitness, CosignsNothingThatItCouldNotWriteDown) {
  expect_cosigned(add(0, 7), 7);
  // Where the new state is to be written, there is a folder: the write fails, even for root.
  std::filesystem::create_directory(state_file().string() + ".new");
  const auto answer = add(7, 20);
  EXPECT_EQ(answer.status, 500);
  EXPECT_EQ(answer.body.find("witness.example"), std::string::npos);
  std::filesystem::remove(state_file().string() + ".new");
  expect_cosigned(add(7, 9), 9);
}

TEST_F(AWitness, DoesNotBeginAgainWhenItsStateIsGone) {
  expect_cosigned(add(0, 7), 7);
  witness_.reset();
  std::filesystem::remove(state_file());
  const auto opened = open();
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(opened.error().code, faults::state_missing);
  EXPECT_TRUE(open(true).has_value());
}

TEST_F(AWitness, DoesNotStartOnAStateThatIsNotItsOwn) {
  expect_cosigned(add(0, 7), 7);
  witness_.reset();
  const auto state = log::read_file(state_file(), tree::note_bytes_max, faults::state).value();
  for (std::size_t at = 0; at < state.size(); at += 7) {
    auto changed = state;
    changed[at] ^= std::byte{1};
    std::ofstream(state_file(), std::ios::binary | std::ios::trunc) << as_text(changed);
    const auto opened = open(true);
    ASSERT_FALSE(opened.has_value()) << at;
    EXPECT_EQ(opened.error().code, faults::state);
  }
  // The log's checkpoint without our cosignature; nothing at all.
  std::ofstream(state_file(), std::ios::binary | std::ios::trunc) << log_.checkpoint(3);
  EXPECT_EQ(open(true).error().code, faults::state);
  std::ofstream(state_file(), std::ios::binary | std::ios::trunc) << "";
  EXPECT_EQ(open(true).error().code, faults::state);
}

TEST_F(AWitness, HasItsFolderForItself) {
  const auto second = open();
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().code, faults::in_use);
}

TEST_F(AWitness, NeedsANameAtFirstAndKeepsIt) {
  const WitnessOptions unnamed{folder_.path() / "u", "", {{log_.origin(), log_.key()}}, false};
  EXPECT_EQ(Witness::open(unnamed, clock_).error().code, faults::key);
  witness_.reset();
  const WitnessOptions other{folder_.path() / "w", "other", {{log_.origin(), log_.key()}}, false};
  EXPECT_EQ(Witness::open(other, clock_).error().code, faults::key);
}

TEST_F(AWitness, LetsOneOfManyAtOnceGoFirst) {
  // Every thread asks for another size from 0: one is cosigned, the others are told its size.
  std::atomic<int> cosigned{0};
  std::vector<std::thread> threads;
  for (std::uint64_t size = 1; size <= 8; ++size) {
    threads.emplace_back([&, body = log_.request(0, size)] {
      if (witness_->add_checkpoint(body).status == 200) ++cosigned;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(cosigned.load(), 1);
}

}  // namespace
}  // namespace telaio::witness
