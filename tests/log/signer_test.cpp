// SPDX-License-Identifier: EUPL-1.2
// The signer says nothing that contradicts what it said before, whatever log it is given (T29).
#include "log/signer.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <random>

#include "log/log_faults.hpp"
#include "log/memory/memory_log.hpp"
#include "tests/log/fixtures.hpp"

namespace telaio::log::testing {
namespace {

tree::NoteSigner key_of(std::uint8_t number) {
  crypto::Ed25519Seed seed{};
  seed[0] = std::byte{number};
  return {"telaio.example/test", seed};
}

class SignerTest : public ::testing::Test {
 protected:
  std::filesystem::path state() const { return folder_.path() / "log.signed"; }
  // A log of `size` events; those from `fork` on differ with `flavour`.
  std::unique_ptr<StoredLog> log_of(std::uint64_t size, std::uint64_t fork = 0,
                                    std::uint64_t flavour = 0) {
    auto events = memory::create(clock_);
    for (std::uint64_t i = 0; i < size; ++i) {
      const std::uint64_t number = i < fork ? i : i + 1'000 * flavour;
      appended(append_and_wait(*events, simple_commit(number, stream_of(1))));
    }
    return events;
  }

  TemporaryFolder folder_{TemporaryFolder::InMemory()};
  ManualClock clock_{Instant()};
};

TEST_F(SignerTest, SignsTheEmptyLogAtItsMaking) {
  const auto events = log_of(0);
  const auto signer = Signer::create(*events, key_of(1), state());
  ASSERT_TRUE(signer.has_value());
  EXPECT_EQ((*signer)->latest().checkpoint.size, 0);
  EXPECT_EQ(Signer::read_state(state(), key_of(1).verifier()).value().note,
            (*signer)->latest().note);
}

TEST_F(SignerTest, SignsWhatTheLogHas) {
  const auto events = log_of(3);
  const auto signer = Signer::create(*events, key_of(1), state()).value();
  appended(append_and_wait(*events, simple_commit(900, stream_of(1))));
  const auto head = signer->sign_now();
  ASSERT_TRUE(head.has_value());
  EXPECT_EQ(head->checkpoint.size, 4);
  EXPECT_EQ(head->checkpoint.root, events->head().root);
  EXPECT_EQ(tree::open_checkpoint(head->note, signer->verifier()).value(), head->checkpoint);
  EXPECT_EQ(Signer::read_state(state(), signer->verifier()).value().checkpoint.size, 4);
}

TEST_F(SignerTest, RepeatsItsNoteWhileNothingChanges) {
  const auto events = log_of(3);
  const auto signer = Signer::create(*events, key_of(1), state()).value();
  const std::string note = signer->sign_now().value().note;
  EXPECT_EQ(signer->sign_now().value().note, note);
}

TEST_F(SignerTest, RefusesAStateOfAnotherKeyOrNone) {
  const auto events = log_of(3);
  ASSERT_TRUE(Signer::create(*events, key_of(1), state()).has_value());
  EXPECT_EQ(Signer::open(*events, key_of(2), state()).error().code, faults::signer_state);
  std::filesystem::remove(state());
  EXPECT_EQ(Signer::open(*events, key_of(1), state()).error().code, faults::signer_state);
}

TEST_F(SignerTest, RefusesADamagedState) {
  const auto events = log_of(3);
  ASSERT_TRUE(Signer::create(*events, key_of(1), state()).has_value());
  std::fstream(state(), std::ios::in | std::ios::out) << "x";
  EXPECT_EQ(Signer::open(*events, key_of(1), state()).error().code, faults::signer_state);
}

TEST_F(SignerTest, IsNotBegunTwice) {
  const auto events = log_of(1);
  ASSERT_TRUE(Signer::create(*events, key_of(1), state()).has_value());
  EXPECT_EQ(Signer::create(*events, key_of(1), state()).error().code, faults::exists);
}

TEST_F(SignerTest, ReleasesNothingThatItCouldNotWriteDown) {
  const auto events = log_of(1);
  std::filesystem::create_directory(folder_.path() / "gone");
  const auto place = folder_.path() / "gone" / "log.signed";
  const auto signer = Signer::create(*events, key_of(1), place).value();
  std::filesystem::remove_all(folder_.path() / "gone");
  appended(append_and_wait(*events, simple_commit(900, stream_of(1))));
  EXPECT_EQ(signer->sign_now().error().code, faults::signer_state);
  EXPECT_EQ(signer->latest().checkpoint.size, 1);
}

// One thousand restores of a log that is smaller, another, or the same and longer.
TEST_F(SignerTest, ContinuesOnlyLogsThatContinueWhatItSigned) {
  std::mt19937_64 random(test_seed());
  int continued = 0;
  int refused = 0;
  for (int script = 0; script < 1'000; ++script) {
    std::filesystem::remove(state());
    const std::uint64_t signed_size = random() % 12 + 1;
    const auto first = log_of(signed_size);
    ASSERT_TRUE(Signer::create(*first, key_of(1), state()).has_value());

    const std::uint64_t size = random() % 16;
    const std::uint64_t fork = random() % 16;
    const auto second = log_of(size, fork, 1);
    const bool continues = size >= signed_size && fork >= signed_size;
    auto signer = Signer::open(*second, key_of(1), state());
    ASSERT_EQ(signer.has_value(), continues) << signed_size << " " << size << " " << fork;
    if (!continues) {
      EXPECT_EQ(signer.error().code, faults::behind_anchor);
      ++refused;
      continue;
    }
    EXPECT_EQ((*signer)->sign_now().value().checkpoint.root, second->head().root);
    ++continued;
  }
  EXPECT_GT(continued, 50);
  EXPECT_GT(refused, 50);
}

TEST_F(SignerTest, SignsByItselfWhileTheLogGrows) {
  const auto events = log_of(1);
  const auto signer = Signer::create(*events, key_of(1), state()).value();
  std::atomic<bool> failed = false;
  {
    SigningThread signing(*events, *signer, [&](const Fault&) { failed = true; });
    appended(append_and_wait(*events, simple_commit(900, stream_of(1))));
    // The thread signs within its interval; the state file is what everybody can see.
    while (Signer::read_state(state(), signer->verifier()).value().checkpoint.size < 2) {
      std::this_thread::yield();
    }
  }
  EXPECT_FALSE(failed);
  EXPECT_EQ(signer->latest().checkpoint.size, 2);
}

}  // namespace
}  // namespace telaio::log::testing
