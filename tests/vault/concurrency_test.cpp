// SPDX-License-Identifier: EUPL-1.2
// Many threads on one vault. Made for the thread sanitizer; under RocksDB's uninstrumented library
// it needs TSAN_OPTIONS=ignore_noninstrumented_modules=1.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "tests/vault/vault_folder.hpp"
#include "vault/vault.hpp"
#include "vault/vault_refusals.hpp"

namespace telaio::vault {
namespace {

constexpr int thread_count = 8;
const PartPlace note{EventId(id_of(0x33)), "CaseNoteAdded", 0};

class VaultConcurrency : public ::testing::Test {
 protected:
  void SetUp() override { vault_ = create(folder_.data(), folder_.keys(), clock_, quick).value(); }

  // Runs `work(number of the thread)` on all threads at once.
  template <class Work>
  static void together(Work work) {
    std::atomic<int> ready{0};
    std::vector<std::thread> threads;
    for (int number = 0; number < thread_count; ++number) {
      threads.emplace_back([&, number] {
        ++ready;
        while (ready < thread_count) std::this_thread::yield();
        work(number);
      });
    }
    for (std::thread& thread : threads) thread.join();
  }

  VaultFolder folder_;
  ManualClock clock_{opening_hour};
  std::unique_ptr<Vault> vault_;
};

TEST_F(VaultConcurrency, GivesOneKeyToAllWhoAskForTheFirstOfASubject) {
  std::vector<std::vector<KeyRef>> keys(thread_count);
  together([&](int number) {
    for (int subject = 1; subject <= 20; ++subject) {
      const auto key = vault_->current_key(id_of(subject), 1);
      ASSERT_TRUE(key.has_value());
      keys[static_cast<std::size_t>(number)].push_back(*key);
    }
  });
  for (const auto& of_thread : keys) EXPECT_EQ(of_thread, keys.front());
}

// The rows are the truth: a second key under the same name would have replaced the first.
TEST_F(VaultConcurrency, OpensInEachThreadWhatAnyOtherSealed) {
  std::vector<Bytes> sealed(thread_count);
  together([&](int number) {
    const auto key = vault_->current_key(id_of(1), 4);
    ASSERT_TRUE(key.has_value());
    sealed[static_cast<std::size_t>(number)] =
        vault_->seal(note, *key, as_bytes("the same case")).value();
  });
  clock_.set(opening_hour.plus_seconds(3'600));  // Every opened key is read from its row again.
  together([&](int) {
    for (const Bytes& part : sealed) {
      EXPECT_TRUE(vault_->open(note, KeyRef{id_of(1), 4, 1}, part).has_value());
    }
  });
}

TEST_F(VaultConcurrency, MakesOverlappingBatchesWithoutWaitingInACircle) {
  together([&](int number) {
    std::vector<KeyRequest> requests;
    for (int i = 0; i < 60; ++i) {
      const int subject = 1 + (number % 2 == 0 ? i : 59 - i);
      requests.push_back({id_of(subject), 1, {}});
      requests.push_back({id_of(100), 5, id_of(subject)});
    }
    const auto keys = vault_->ensure_keys(requests);
    ASSERT_TRUE(keys.has_value());
    ASSERT_EQ(keys->size(), requests.size());
  });
  EXPECT_EQ(vault_->keys_of(id_of(100)).value().size(), 60U);
}

TEST_F(VaultConcurrency, NeverOpensAnErasedSubjectAgainWhileOthersWork) {
  std::vector<KeyRef> keys;
  std::vector<Bytes> sealed;
  for (int subject = 1; subject <= 3; ++subject) {
    keys.push_back(vault_->current_key(id_of(subject), 1).value());
    sealed.push_back(vault_->seal(note, keys.back(), as_bytes("personal")).value());
  }
  std::atomic<int> erased{0};
  together([&](int number) {
    if (number == 0) {
      for (int subject = 1; subject <= 3; ++subject) {
        ASSERT_TRUE(vault_->destroy_subject(id_of(subject)).has_value());
        erased = subject;
      }
      return;
    }
    while (erased < 3) {
      const auto before = static_cast<std::size_t>(erased.load());
      for (std::size_t i = 0; i < keys.size(); ++i) {
        const bool opens = vault_->open(note, keys[i], sealed[i]).has_value();
        EXPECT_FALSE(opens && i < before);
      }
      EXPECT_TRUE(vault_->current_key(id_of(200 + number), 1).has_value());
    }
  });
  for (std::size_t i = 0; i < keys.size(); ++i) {
    EXPECT_EQ(vault_->open(note, keys[i], sealed[i]).error().failure, OpenFailure::key_destroyed);
  }
}

TEST_F(VaultConcurrency, OpensEverythingWhileTheKeyEncryptionKeyIsRenewed) {
  const KeyRef key = vault_->current_key(id_of(1), 1).value();
  const Bytes sealed = vault_->seal(note, key, as_bytes("Mario")).value();
  std::atomic<bool> done{false};
  together([&](int number) {
    if (number == 0) {
      EXPECT_EQ(vault_->renew_key_encryption_key().value(), 2U);
      done = true;
      return;
    }
    for (int i = 1; !done; ++i) {
      clock_.set(opening_hour.plus_seconds(i * 100));
      EXPECT_TRUE(vault_->open(note, key, sealed).has_value());
    }
  });
}

// Eight guesses made at once must not all count as the first.
TEST_F(VaultConcurrency, SuspendsAnAccountHoweverManyGuessAtOnce) {
  const OperatorId elena(id_of(0x0e));
  ASSERT_TRUE(
      vault_->accounts().create(elena, "elena.riva", "quattro gatti bianchi", false).has_value());
  together([&](int) {
    EXPECT_FALSE(vault_->accounts().sign_in("elena.riva", "sbagliata", std::nullopt).has_value());
  });
  EXPECT_FALSE(
      vault_->accounts().sign_in("elena.riva", "quattro gatti bianchi", std::nullopt).has_value());
}

TEST_F(VaultConcurrency, DoesNotBringBackASessionThatEndsWhileItIsUsed) {
  const OperatorId elena(id_of(0x0e));
  for (int round = 0; round < 10; ++round) {
    const std::string token = vault_->sessions().start(elena, false).value().token;
    clock_.set(clock_.now().plus_seconds(61));  // Every use wants to write that it was seen.
    together([&](int number) {
      if (number == 0) {
        EXPECT_TRUE(vault_->sessions().end(token).has_value());
      } else {
        EXPECT_TRUE(vault_->sessions().find(token).has_value());
      }
    });
    EXPECT_FALSE(vault_->sessions().find(token).value().has_value());
  }
}

// Whoever reads the row just before it goes must not keep it in memory after.
TEST_F(VaultConcurrency, KeepsNoSessionThatEndsWhileItIsReadIntoMemory) {
  const OperatorId elena(id_of(0x0e));
  const OperatorId bruno(id_of(0x0b));
  for (int round = 0; round < 30; ++round) {
    const std::string token = vault_->sessions().start(elena, false).value().token;
    const std::string another = vault_->sessions().start(bruno, false).value().token;
    std::atomic<bool> ended{false};
    together([&](int number) {
      if (number == 0) {
        EXPECT_TRUE(vault_->sessions().end(token).has_value());
        ended = true;
        return;
      }
      for (int use = 0; use < 20; ++use) {
        const bool gone = ended;
        EXPECT_FALSE(gone && vault_->sessions().kept(token, true).has_value());
        const auto found = vault_->sessions().look(token);
        EXPECT_TRUE(found && !(gone && *found));
        // Others' changes empty the memory all the time.
        EXPECT_TRUE(vault_->sessions().find(another).has_value());
        if (number == 1) EXPECT_TRUE(vault_->sessions().end(another).has_value());
      }
    });
    EXPECT_FALSE(vault_->sessions().kept(token, true).has_value());
    EXPECT_FALSE(vault_->sessions().look(token).value().has_value());
  }
}

TEST_F(VaultConcurrency, MakesTheSameTokensInEveryThread) {
  const auto expected = vault_->tokens().of_name("Niccolò D'Angelo");
  together([&](int) {
    for (int i = 0; i < 20; ++i) {
      EXPECT_EQ(vault_->tokens().of_name("Niccolò D'Angelo"), expected);
    }
  });
}

}  // namespace
}  // namespace telaio::vault
