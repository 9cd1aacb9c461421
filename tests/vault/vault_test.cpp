// SPDX-License-Identifier: EUPL-1.2
#include "vault/vault.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <set>

#include "base/limits.hpp"
#include "tests/vault/vault_folder.hpp"
#include "vault/key_ring.hpp"
#include "vault/store.hpp"

namespace {
std::atomic<int> sync_count{0};
}  // namespace

// Stands before the C library's, so that the syncs of RocksDB can be counted.
extern "C" int fdatasync(int descriptor) {
  ++sync_count;
  return static_cast<int>(::syscall(SYS_fdatasync, descriptor));
}

namespace telaio::vault {
namespace {

namespace fs = std::filesystem;

const Uuid mario = id_of(0x11);
const Uuid anna = id_of(0x22);
const PartPlace note{EventId(id_of(0x33)), "CaseNoteAdded", 0};

class VaultTest : public ::testing::Test {
 protected:
  std::unique_ptr<Vault> made() {
    return create(folder_.data(), folder_.keys(), clock_, quick).value();
  }
  std::unique_ptr<Vault> opened() {
    return open(folder_.data(), folder_.keys(), clock_, quick).value();
  }
  std::string open_fault() {
    const auto vault = open(folder_.data(), folder_.keys(), clock_, quick);
    return vault ? "opened" : vault.error().code;
  }
  fs::path key_file() const { return folder_.keys() / "kek-0001.key"; }

  VaultFolder folder_;
  ManualClock clock_{opening_hour};
};

std::string text_of(const Result<Bytes, OpenError>& opened) {
  return opened ? std::string(as_text(*opened)) : std::string(name(opened.error().failure));
}

// ---- Keys ----

TEST_F(VaultTest, GivesASubjectOneKeyPerClass) {
  const auto vault = made();
  EXPECT_EQ(vault->current_key(mario, 1).value(), (KeyRef{mario, 1, 1}));
  EXPECT_EQ(vault->current_key(mario, 1).value(), (KeyRef{mario, 1, 1}));
  EXPECT_EQ(vault->current_key(mario, 3).value(), (KeyRef{mario, 3, 1}));
  EXPECT_EQ(vault->keys_of(mario).value().size(), 2U);
}

TEST_F(VaultTest, OpensWhatItSealed) {
  const auto vault = made();
  const KeyRef key = vault->current_key(mario, 1).value();
  const Bytes sealed = vault->seal(note, key, as_bytes("Mario Rossi")).value();
  EXPECT_EQ(sealed.size(), 104U);
  EXPECT_EQ(text_of(vault->open(note, key, sealed)), "Mario Rossi");
}

TEST_F(VaultTest, SealsTheSameTextToOtherBytesEachTime) {
  const auto vault = made();
  const KeyRef key = vault->current_key(mario, 1).value();
  EXPECT_NE(vault->seal(note, key, as_bytes("Mario")).value(),
            vault->seal(note, key, as_bytes("Mario")).value());
}

TEST_F(VaultTest, KeepsKeysOfSubjectsAndClassesApart) {
  const auto vault = made();
  const KeyRef marios = vault->current_key(mario, 1).value();
  const Bytes sealed = vault->seal(note, marios, as_bytes("Mario")).value();
  const KeyRef annas = vault->current_key(anna, 1).value();
  const KeyRef higher = vault->current_key(mario, 3).value();
  EXPECT_EQ(text_of(vault->open(note, annas, sealed)), "not_authentic");
  EXPECT_EQ(text_of(vault->open(note, higher, sealed)), "not_authentic");
}

TEST_F(VaultTest, SaysThatItNeverHadAKey) {
  const auto vault = made();
  const KeyRef never{mario, 1, 1};
  EXPECT_EQ(text_of(vault->open(note, never, Bytes(104))), "key_missing");
  EXPECT_EQ(vault->seal(note, never, {}).error().code, "vault.key_absent");
}

TEST_F(VaultTest, AnswersABatchOfRequestsInTheirOrder) {
  const auto vault = made();
  const KeyRef old = vault->current_key(anna, 1).value();
  const std::vector<KeyRequest> requests = {
      {mario, 3, {}}, {anna, 1, {}}, {mario, 1, {}}, {mario, 3, {}}};
  const std::vector<KeyRef> keys = vault->ensure_keys(requests).value();
  const std::vector<KeyRef> expected = {{mario, 3, 1}, old, {mario, 1, 1}, {mario, 3, 1}};
  EXPECT_EQ(keys, expected);
}

TEST_F(VaultTest, MakesNoKeyForAnEmptyBatch) {
  EXPECT_TRUE(made()->ensure_keys({}).value().empty());
}

TEST_F(VaultTest, GivesEveryPersonConcernedByAProtectedEventAKeyOfTheirOwn) {
  const auto vault = made();
  const EventId event(id_of(0x44));
  EXPECT_EQ(vault->protected_key(event, PersonId(mario)).value(), (KeyRef{event, 5, 1}));
  EXPECT_EQ(vault->protected_key(event, PersonId(anna)).value(), (KeyRef{event, 5, 2}));
  EXPECT_EQ(vault->protected_key(event, PersonId(mario)).value(), (KeyRef{event, 5, 1}));
  const EventId later(id_of(0x45));
  const std::vector<KeyRequest> both = {{later, 5, mario}, {later, 5, anna}};
  const std::vector<KeyRef> expected = {{later, 5, 1}, {later, 5, 2}};
  EXPECT_EQ(vault->ensure_keys(both).value(), expected);
}

// ---- Durability ----

TEST_F(VaultTest, SyncsAThousandNewKeysOnceBeforeItHandsThemOut) {
  const auto vault = made();
  std::vector<KeyRequest> requests;
  for (int i = 0; i < 1'000; ++i) {
    Uuid subject = id_of(1);
    subject.bytes[8] = static_cast<std::byte>(i / 256);
    subject.bytes[9] = static_cast<std::byte>(i % 256);
    requests.push_back({subject, 1, {}});
  }
  sync_count = 0;
  ASSERT_TRUE(vault->ensure_keys(requests).has_value());
  EXPECT_EQ(sync_count, 1);
  ASSERT_TRUE(vault->ensure_keys(requests).has_value());
  EXPECT_EQ(sync_count, 1);
}

TEST_F(VaultTest, SyncsEachNewKeyAndNoOldOne) {
  const auto vault = made();
  sync_count = 0;
  const KeyRef key = vault->current_key(mario, 1).value();
  EXPECT_EQ(sync_count, 1);
  ASSERT_EQ(vault->current_key(mario, 1).value(), key);
  ASSERT_TRUE(vault->seal(note, key, as_bytes("x")).has_value());
  EXPECT_EQ(sync_count, 1);
}

TEST_F(VaultTest, OpensAfterARestartWhatItSealedBefore) {
  KeyRef key;
  Bytes sealed;
  {
    const auto vault = made();
    key = vault->current_key(mario, 1).value();
    sealed = vault->seal(note, key, as_bytes("Mario Rossi")).value();
  }
  const auto vault = opened();
  EXPECT_EQ(text_of(vault->open(note, key, sealed)), "Mario Rossi");
  EXPECT_EQ(vault->current_key(mario, 1).value(), key);
}

// The writer prints each part it sealed, and kills itself after the last.
TEST_F(VaultTest, OpensWhatWasSealedByAProcessThatWasKilled) {
  made().reset();
  const std::string command = std::string(TELAIO_KILLED_WRITER) + " " + folder_.data().string() +
                              " " + folder_.keys().string();
  FILE* const pipe = ::popen(command.c_str(), "r");
  ASSERT_NE(pipe, nullptr);
  std::string output;
  for (int c = ::fgetc(pipe); c != EOF; c = ::fgetc(pipe)) output += static_cast<char>(c);
  const int status = ::pclose(pipe);
  // The shell that popen() starts reports the signal as an exit code of 128 + 9, or dies of it.
  ASSERT_TRUE((WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) ||
              (WIFEXITED(status) && WEXITSTATUS(status) == 137))
      << status;

  const auto vault = opened();
  std::istringstream lines(output);
  std::string subject;
  std::string sealed;
  int count = 0;
  while (lines >> subject >> sealed) {
    const KeyRef key{*parse_uuid(subject), 1, 1};
    ASSERT_EQ(text_of(vault->open(note, key, *from_hex(sealed))), "sealed before the end");
    ++count;
  }
  EXPECT_EQ(count, 50);
}

// ---- Opened keys ----

TEST_F(VaultTest, ForgetsOpenedKeysAfterAMinute) {
  const auto vault = made();
  const KeyRef key = vault->current_key(mario, 1).value();
  const Bytes sealed = vault->seal(note, key, as_bytes("Mario")).value();
  EXPECT_EQ(vault->open_key_count(), 1U);
  clock_.set(opening_hour.plus_seconds(limits::open_key_seconds));
  vault->forget_expired_keys();
  EXPECT_EQ(vault->open_key_count(), 0U);
  EXPECT_EQ(text_of(vault->open(note, key, sealed)), "Mario");
}

TEST_F(VaultTest, HoldsNoMoreOpenedKeysThanItsLimit) {
  const auto vault = made();
  std::vector<KeyRequest> requests;
  for (std::size_t i = 0; i < limits::open_keys_max + 1; ++i) {
    Uuid subject = id_of(1);
    subject.bytes[8] = static_cast<std::byte>(i >> 8U);
    subject.bytes[9] = static_cast<std::byte>(i & 0xffU);
    requests.push_back({subject, 1, {}});
  }
  const std::vector<KeyRef> keys = vault->ensure_keys(requests).value();
  EXPECT_EQ(vault->open_key_count(), limits::open_keys_max);
  EXPECT_TRUE(vault->seal(note, keys.front(), as_bytes("the one that was forgotten")).has_value());
}

// ---- What a thief of the folder sees ----

TEST_F(VaultTest, ShowsNoDataKeyInItsFilesNorInItsRows) {
  Bytes wrapped;
  {
    const auto vault = made();
    ASSERT_TRUE(vault->current_key(mario, 1).has_value());
  }
  {
    const auto store = Store::open(folder_.data()).value();
    wrapped = store->get(Family::keys, encode(KeyRef{mario, 1, 1})).value().value();
  }
  const auto data_key = KeyRing::load(folder_.keys()).value().unwrap(wrapped);
  ASSERT_TRUE(data_key.has_value());
  EXPECT_EQ(folder_.count_in_files(data_key->view()), 0U);
  EXPECT_EQ(folder_.count_in_rows(data_key->view()), 0U);
  // The search can find what is there.
  EXPECT_GE(folder_.count_in_files(wrapped), 1U);
  EXPECT_EQ(folder_.count_in_rows(wrapped), 1U);
}

TEST_F(VaultTest, ShowsNotWhoseAProtectedKeyIs) {
  const EventId event(id_of(0x44));
  const auto vault = made();
  ASSERT_TRUE(vault->protected_key(event, PersonId(mario)).has_value());
  EXPECT_EQ(folder_.count_in_files(mario.view()), 0U);
  EXPECT_EQ(folder_.count_in_rows(mario.view()), 0U);
  EXPECT_EQ(folder_.count_in_rows(event.view()), 1U);
}

// ---- Key files ----

TEST_F(VaultTest, KeepsItsKeyEncryptionKeyInAFileOnlyItsOwnerReads) {
  made().reset();
  struct stat status{};
  ASSERT_EQ(::stat(key_file().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777U, 0400U);
  EXPECT_EQ(status.st_size, 32);
  ASSERT_EQ(::stat(folder_.keys().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777U, 0700U);
}

TEST_F(VaultTest, RefusesAKeyFileOfAnyOtherMode) {
  made().reset();
  for (const mode_t mode : {0644U, 0600U, 0440U, 0404U, 0500U}) {
    ASSERT_EQ(::chmod(key_file().c_str(), mode), 0);
    EXPECT_EQ(open_fault(), "vault.key_file") << std::oct << mode;
  }
  ASSERT_EQ(::chmod(key_file().c_str(), 0400), 0);
  EXPECT_EQ(open_fault(), "opened");
}

TEST_F(VaultTest, RefusesAKeyFileOfAnotherSize) {
  made().reset();
  ASSERT_EQ(::chmod(key_file().c_str(), 0600), 0);
  fs::resize_file(key_file(), 31);
  ASSERT_EQ(::chmod(key_file().c_str(), 0400), 0);
  EXPECT_EQ(open_fault(), "vault.key_file");
}

TEST_F(VaultTest, RefusesAKeyFileThatIsALink) {
  made().reset();
  fs::rename(key_file(), folder_.root() / "elsewhere");
  fs::create_symlink(folder_.root() / "elsewhere", key_file());
  EXPECT_EQ(open_fault(), "vault.key_file");
}

TEST_F(VaultTest, RefusesToOpenWithoutItsKeyFile) {
  made().reset();
  fs::remove(key_file());
  EXPECT_EQ(open_fault(), "vault.key_file");
}

TEST_F(VaultTest, RefusesTheKeysOfAnotherVault) {
  made().reset();
  const VaultFolder other;
  create(other.data(), other.keys(), clock_, quick).value().reset();
  fs::remove(key_file());
  fs::copy_file(other.keys() / "kek-0001.key", key_file());
  EXPECT_EQ(open_fault(), "vault.wrong_keys");
}

TEST_F(VaultTest, IsNotMadeOverAnother) {
  made().reset();
  EXPECT_EQ(create(folder_.data(), folder_.root() / "new.keys", clock_, quick).error().code,
            "vault.exists");
  EXPECT_FALSE(fs::exists(folder_.root() / "new.keys"));
  EXPECT_EQ(create(folder_.root() / "new", folder_.keys(), clock_, quick).error().code,
            "vault.exists");
  EXPECT_FALSE(fs::exists(folder_.root() / "new"));
  EXPECT_EQ(open_fault(), "opened");
}

TEST_F(VaultTest, IsAbsentWhereNoneWasMade) {
  made().reset();
  EXPECT_EQ(open(folder_.root() / "nowhere", folder_.keys(), clock_, quick).error().code,
            "vault.absent");
}

TEST_F(VaultTest, IsNotReadWhenANewerProgramMadeIt) {
  made().reset();
  {
    const auto store = Store::open(folder_.data()).value();
    const Write newer{Family::meta, to_bytes(as_bytes("format")), from_hex("00000002")};
    ASSERT_TRUE(store->write(std::span(&newer, 1), Durability::synced).has_value());
  }
  EXPECT_EQ(open_fault(), "vault.format");
}

TEST_F(VaultTest, IsHeldByOneProcess) {
  const auto vault = made();
  EXPECT_EQ(open_fault(), "vault.storage");
}

TEST_F(VaultTest, KeepsItsTokensAcrossRestarts) {
  auto vault = made();
  const auto token = vault->tokens().of_whole_words("Rossi");
  const auto hash = vault->tokens().request_hash(OperatorId(), "POST /x", as_bytes("{}"));
  vault.reset();
  vault = opened();
  EXPECT_EQ(vault->tokens().of_whole_words("Rossi"), token);
  EXPECT_EQ(vault->tokens().request_hash(OperatorId(), "POST /x", as_bytes("{}")), hash);
}

}  // namespace
}  // namespace telaio::vault
