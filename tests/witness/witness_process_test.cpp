// SPDX-License-Identifier: EUPL-1.2
// The real witness over HTTP, asked by the real submitter for a real log: it cosigns, it is killed
// between what it wrote and what it says, it is started again, and it never takes anything back.
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/inotify.h>

#include <array>
#include <atomic>
#include <fstream>
#include <thread>

#include "log/data_folder.hpp"
#include "server/evidence.hpp"
#include "tests/witness/witness_process.hpp"
#include "tests/witness/witnessed_log.hpp"
#include "witness/post.hpp"
#include "witness/submitter.hpp"
#include "witness/witness_faults.hpp"
#include "witness/witness_folder.hpp"

namespace telaio::witness {
namespace {

using testing::WitnessedLog;
using testing::WitnessProcess;

const std::atomic<bool> never_stopping{false};

class TheProcess : public ::testing::Test {
 protected:
  TheProcess() { log_.grow_to(60); }
  std::filesystem::path folder() const { return folder_.path() / "w"; }
  std::string state() const {
    std::ifstream in(folder() / (origin_hash(log_.origin()) + ".checkpoint"));
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }
  std::uint64_t remembered() const {
    const auto note = tree::parse_note(state());
    return note ? tree::parse_checkpoint_text(note->text).value().size : 0;
  }
  Result<HttpAnswer, Fault> ask(const WitnessProcess& witness, std::uint64_t old,
                                std::uint64_t size) const {
    return post_checkpoint(witness.address(), log_.request(old, size), never_stopping);
  }

  log::testing::TemporaryFolder folder_;
  WitnessedLog log_;
};

TEST_F(TheProcess, CosignsOverHttpAndEndsWhenTold) {
  WitnessProcess witness(folder(), log_.key());
  ASSERT_TRUE(witness.running());
  const auto first = ask(witness, 0, 5);
  ASSERT_TRUE(first.has_value()) << first.error().detail;
  EXPECT_EQ(first->status, 200);
  const auto again = ask(witness, 0, 9);
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->status, 409);
  EXPECT_EQ(again->content_type, "text/x.tlog.size");
  EXPECT_EQ(again->body, "5\n");
  // As large as HTTP takes at all, and one byte more.
  for (const std::size_t size : {std::size_t{1} << 20U, (std::size_t{1} << 20U) + 1}) {
    const auto refused = post_checkpoint(witness.address(), std::string(size, 'x'), never_stopping);
    ASSERT_TRUE(refused.has_value()) << refused.error().detail;
    EXPECT_EQ(refused->status, size == std::size_t{1} << 20U ? 400 : 413);
  }
  EXPECT_EQ(remembered(), 5);
  EXPECT_EQ(witness.end(SIGTERM), 0);
}

// Kills the process as soon as the new state has its name: what it would have said then may or may
// not have left. Whatever the client heard, the witness must remember at least that.
TEST_F(TheProcess, KilledBetweenWritingAndAnsweringTakesNothingBack) {
  std::uint64_t known = 0;
  int unheard = 0;
  constexpr int rounds = 12;
  for (int round = 0; round < rounds; ++round) {
    WitnessProcess witness(folder(), log_.key());
    ASSERT_TRUE(witness.running()) << round;
    const int watch = ::inotify_init1(IN_CLOEXEC);
    ASSERT_GE(::inotify_add_watch(watch, folder().c_str(), IN_MOVED_TO), 0);
    std::thread killer([&] {
      pollfd ready{watch, POLLIN, 0};
      if (::poll(&ready, 1, 20'000) == 1) witness.kill_now();
    });
    const std::uint64_t next = known + 1 + static_cast<std::uint64_t>(round) % 3;
    const auto answer = ask(witness, known, next);
    killer.join();
    ::close(watch);
    witness.end(SIGKILL);
    if (!answer) ++unheard;
    if (answer) EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(remembered(), next) << "the rename was seen";
    WitnessProcess started(folder(), log_.key());
    ASSERT_TRUE(started.running());
    const auto rolled_back = ask(started, known, known);
    ASSERT_TRUE(rolled_back.has_value());
    EXPECT_EQ(rolled_back->status, 409) << "a smaller tree after " << next;
    EXPECT_EQ(rolled_back->body, std::to_string(next) + "\n");
    known = next;
  }
  RecordProperty("answers_unheard", unheard);
  std::printf("%d of %d answers did not arrive\n", unheard, rounds);
}

TEST_F(TheProcess, RefusesToForget) {
  {
    WitnessProcess witness(folder(), log_.key());
    ASSERT_TRUE(ask(witness, 0, 5).has_value());
  }
  std::filesystem::remove(folder() / (origin_hash(log_.origin()) + ".checkpoint"));
  WitnessProcess forgetful(folder(), log_.key());
  EXPECT_FALSE(forgetful.running());
  WitnessProcess told(folder(), log_.key(), {"--begin"});
  EXPECT_TRUE(told.running());
}

// ---- A log that asks for cosignatures, as the service does ----

class TheSubmitter : public ::testing::Test {
 protected:
  TheSubmitter() : log_(log::LogFolder::create(paths_, clock_).value()) { grow(); }

  void grow() {
    using namespace log::testing;
    appended(
        append_and_wait(log_.events(), simple_commit(log_.events().head().size, stream_of(1))));
    EXPECT_TRUE(log_.signer().sign_now().has_value());
  }
  std::unique_ptr<Submitter> submitter(const WitnessProcess& witness) {
    return std::make_unique<Submitter>(
        log_.events(), log_.signer(), paths_.anchor,
        std::vector<AskedWitness>{{witness.address(), witness.key()}},
        std::chrono::milliseconds(20), [this](const std::string&, const Fault& fault) {
          const std::lock_guard lock(mutex_);
          told_.push_back(fault.code);
        });
  }
  // Waits for what the submitter's thread will reach; false after ten seconds.
  template <class Condition>
  static bool eventually(const Condition& condition) {
    for (int i = 0; i < 1'000; ++i) {
      if (condition()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
  }
  bool was_told(std::string_view code) {
    const std::lock_guard lock(mutex_);
    return std::find(told_.begin(), told_.end(), code) != told_.end();
  }
  static bool reached(const Submitter& submitter, std::uint64_t size) {
    const auto largest = submitter.heads().largest();
    return largest && largest->checkpoint.size == size;
  }

  log::testing::TemporaryFolder folder_;
  SystemClock clock_;
  log::DataPaths paths_ = log::data_paths(folder_.path() / "data");
  log::LogFolder log_;
  std::mutex mutex_;
  std::vector<std::string> told_;
};

TEST_F(TheSubmitter, HasEveryCheckpointCosignedAndKeepsTheLast) {
  WitnessProcess witness(folder_.path() / "w", log_.signer().verifier());
  ASSERT_TRUE(witness.running());
  {
    const auto asked = submitter(witness);
    ASSERT_TRUE(eventually([&] { return reached(*asked, 1); }));
    for (int i = 0; i < 3; ++i) grow();
    ASSERT_TRUE(eventually([&] { return reached(*asked, 4); }));
    const auto status = asked->status();
    ASSERT_EQ(status.size(), 1);
    EXPECT_EQ(status[0].name, "witness.example/w1");
    EXPECT_EQ(status[0].size, 4);
    EXPECT_EQ(status[0].failed, "");

    // As /checkpoint serves it: the log's signature and the witness's, both checked.
    const auto evidence = server::evidence_of(log_, paths_, asked.get());
    const auto shown = evidence.head().value();
    const auto note = tree::parse_note(shown.checkpoint).value();
    const std::array keys = {log_.signer().verifier(), witness.key()};
    EXPECT_EQ(tree::verify_note(note, keys).value().size(), 2);
    ASSERT_TRUE(shown.witnessed.has_value());
    EXPECT_EQ(shown.witnessed->size, 4);
    EXPECT_EQ(shown.witnessed->checkpoint, shown.checkpoint);
    // One event more: the newest is signed only, the cosigned one is still there, and proofs of
    // what it covers stand under it.
    grow();
    const auto proof = evidence.proof(3).value();
    ASSERT_TRUE(proof.has_value());
    EXPECT_NE(proof->find("witness.example/w1"), std::string::npos);
  }
  // Kept beside the signer's state: there again after a restart, without asking anybody.
  witness.end(SIGKILL);
  const auto asked = submitter(witness);
  const auto largest = asked->heads().largest();
  ASSERT_TRUE(largest.has_value());
  EXPECT_GE(largest->checkpoint.size, 4);
  EXPECT_TRUE(eventually([&] { return was_told(faults::unreachable); }));
}

TEST_F(TheSubmitter, GoesOnAfterTheWitnessWasKilled) {
  const auto folder = folder_.path() / "w";
  std::uint64_t size = 1;
  for (int round = 0; round < 3; ++round) {
    WitnessProcess witness(folder, log_.signer().verifier());
    ASSERT_TRUE(witness.running());
    const auto asked = submitter(witness);
    grow();
    ++size;
    EXPECT_TRUE(eventually([&] { return reached(*asked, size); })) << round;
    witness.end(SIGKILL);
  }
}

TEST_F(TheSubmitter, FindsTheSizeAgainWhenItForgot) {
  WitnessProcess witness(folder_.path() / "w", log_.signer().verifier());
  {
    const auto asked = submitter(witness);
    ASSERT_TRUE(eventually([&] { return reached(*asked, 1); }));
  }
  for (const auto& file : std::filesystem::directory_iterator(paths_.anchor)) {
    if (file.path().extension() == ".cosigned") std::filesystem::remove(file.path());
  }
  grow();
  const auto asked = submitter(witness);
  EXPECT_TRUE(eventually([&] { return reached(*asked, 2); }));
}

TEST_F(TheSubmitter, RaisesTheAlarmWhenTheWitnessKnowsMoreThanTheLog) {
  WitnessProcess witness(folder_.path() / "w", log_.signer().verifier());
  // What an attacker with an older copy of everything but the witness would have: the witness saw
  // five events of this log, which now holds one.
  std::ifstream file(paths_.signing_key());
  std::string text;
  std::getline(file, text);
  const auto key = tree::NoteSigner::parse(text).value();
  const std::string note = tree::sign_checkpoint({key.name(), 5, tree::Hash{}}, key);
  ASSERT_EQ(post_checkpoint(witness.address(), "old 0\n\n" + note, never_stopping).value().status,
            200);
  const auto asked = submitter(witness);
  EXPECT_TRUE(eventually([&] { return was_told(faults::ahead); }));
  EXPECT_EQ(asked->status()[0].failed, faults::ahead);
  // The log grows to the same size, and is another one all the same.
  for (int i = 0; i < 4; ++i) grow();
  EXPECT_TRUE(eventually([&] { return was_told(faults::differs); }));
  EXPECT_FALSE(asked->heads().largest().has_value());
}

TEST_F(TheSubmitter, BelievesNoWitnessButTheOneItKnows) {
  WitnessProcess witness(folder_.path() / "w", log_.signer().verifier());
  auto other = witness.key();
  other.key[0] ^= std::byte{1};
  const Submitter asked(log_.events(), log_.signer(), paths_.anchor, {{witness.address(), other}},
                        std::chrono::milliseconds(20),
                        [this](const std::string&, const Fault& fault) {
                          const std::lock_guard lock(mutex_);
                          told_.push_back(fault.code);
                        });
  EXPECT_TRUE(eventually([&] { return was_told(faults::answer_wrong); }));
  EXPECT_FALSE(asked.heads().largest().has_value());
}

}  // namespace
}  // namespace telaio::witness
