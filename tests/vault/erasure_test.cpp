// SPDX-License-Identifier: EUPL-1.2
// What remains of a subject whose keys were destroyed: nothing that opens anything.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/vault/vault_folder.hpp"
#include "vault/store.hpp"
#include "vault/vault.hpp"

namespace telaio::vault {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

const Uuid mario = id_of(0x11);
const Uuid anna = id_of(0x22);
const EventId event(id_of(0x44));
const PartPlace note{event, "CaseNoteAdded", 0};

class Erasure : public ::testing::Test {
 protected:
  void SetUp() override {
    vault_ = create(folder_.data(), folder_.keys(), clock_, quick).value();
    marios_ = vault_->current_key(mario, 1).value();
    annas_ = vault_->current_key(anna, 1).value();
    protected_ = vault_->protected_key(event, PersonId(mario)).value();
    sealed_for_mario_ = vault_->seal(note, marios_, as_bytes("Mario")).value();
    sealed_for_anna_ = vault_->seal(note, annas_, as_bytes("Anna")).value();
    sealed_protected_ = vault_->seal(note, protected_, as_bytes("nascosto")).value();
  }

  void reopen() {
    vault_.reset();
    vault_ = open(folder_.data(), folder_.keys(), clock_, quick).value();
  }
  // The wrapped key as stored; the vault must be closed.
  Bytes wrapped(Family family, const KeyRef& key) {
    const auto store = Store::open(folder_.data()).value();
    return store->get(family, encode(key)).value().value();
  }
  std::string answer(const KeyRef& key, const Bytes& sealed) {
    const auto opened = vault_->open(note, key, sealed);
    return opened ? std::string(as_text(*opened)) : std::string(name(opened.error().failure));
  }

  VaultFolder folder_;
  ManualClock clock_{opening_hour};
  std::unique_ptr<Vault> vault_;
  KeyRef marios_;
  KeyRef annas_;
  KeyRef protected_;
  Bytes sealed_for_mario_;
  Bytes sealed_for_anna_;
  Bytes sealed_protected_;
};

TEST_F(Erasure, NamesAllKeysOfASubjectBeforehand) {
  EXPECT_THAT(vault_->keys_of(mario).value(), UnorderedElementsAre(marios_, protected_));
  EXPECT_THAT(vault_->keys_of(anna).value(), ElementsAre(annas_));
  EXPECT_THAT(vault_->keys_of(id_of(0x77)).value(), IsEmpty());
}

TEST_F(Erasure, LeavesNothingOfTheSubjectThatOpens) {
  EXPECT_THAT(vault_->destroy_subject(mario).value(), UnorderedElementsAre(marios_, protected_));
  EXPECT_EQ(answer(marios_, sealed_for_mario_), "key_destroyed");
  EXPECT_EQ(answer(protected_, sealed_protected_), "key_destroyed");
  EXPECT_EQ(vault_->seal(note, marios_, as_bytes("again")).error().code, "vault.key_absent");
  reopen();
  EXPECT_EQ(answer(marios_, sealed_for_mario_), "key_destroyed");
  EXPECT_EQ(answer(protected_, sealed_protected_), "key_destroyed");
}

TEST_F(Erasure, LeavesTheOthersAsTheyWere) {
  ASSERT_TRUE(vault_->destroy_subject(mario).has_value());
  EXPECT_EQ(answer(annas_, sealed_for_anna_), "Anna");
  reopen();
  EXPECT_EQ(answer(annas_, sealed_for_anna_), "Anna");
}

TEST_F(Erasure, TakesOnlyTheSubjectsOwnKeyOfASharedProtectedEvent) {
  const KeyRef of_anna = vault_->protected_key(event, PersonId(anna)).value();
  const Bytes sealed = vault_->seal(note, of_anna, as_bytes("Anna")).value();
  ASSERT_TRUE(vault_->destroy_subject(mario).has_value());
  EXPECT_EQ(answer(of_anna, sealed), "Anna");
}

TEST_F(Erasure, LeavesTheWrappedKeysInNoFile) {
  vault_.reset();
  const Bytes marios_wrapped = wrapped(Family::keys, marios_);
  const Bytes protected_wrapped = wrapped(Family::protected_keys, protected_);
  const Bytes annas_wrapped = wrapped(Family::keys, annas_);
  ASSERT_GE(folder_.count_in_files(marios_wrapped), 1U);
  ASSERT_GE(folder_.count_in_files(protected_wrapped), 1U);
  reopen();

  ASSERT_TRUE(vault_->destroy_subject(mario).has_value());
  // While the vault is still open: nobody has to wait for a restart.
  EXPECT_EQ(folder_.count_in_files(marios_wrapped), 0U);
  EXPECT_EQ(folder_.count_in_files(protected_wrapped), 0U);
  EXPECT_EQ(folder_.count_in_rows(marios_wrapped), 0U);
  EXPECT_GE(folder_.count_in_files(annas_wrapped), 1U);
  reopen();
  EXPECT_EQ(folder_.count_in_files(marios_wrapped), 0U);
  EXPECT_EQ(folder_.count_in_files(protected_wrapped), 0U);
}

TEST_F(Erasure, LeavesAKeyJustWrittenInNoFileEither) {
  const Uuid sara = id_of(0x55);
  const KeyRef key = vault_->current_key(sara, 1).value();
  std::string stored;
  for (const auto& [name, value] : folder_.rows()) {
    if (name == as_text(encode(key))) stored = value;
  }
  ASSERT_EQ(stored.size(), 44U);
  ASSERT_GE(folder_.count_in_files(as_bytes(stored)), 1U);  // In the write-ahead log only.
  ASSERT_TRUE(vault_->destroy_subject(sara).has_value());
  EXPECT_EQ(folder_.count_in_files(as_bytes(stored)), 0U);
}

TEST_F(Erasure, IsForEver) {
  ASSERT_TRUE(vault_->destroy_subject(mario).has_value());
  EXPECT_EQ(vault_->current_key(mario, 1).error().code, "vault.subject_destroyed");
  EXPECT_EQ(vault_->current_key(mario, 3).error().code, "vault.subject_destroyed");
  EXPECT_EQ(vault_->protected_key(EventId(id_of(0x66)), PersonId(mario)).error().code,
            "vault.subject_destroyed");
  reopen();
  EXPECT_EQ(vault_->current_key(mario, 1).error().code, "vault.subject_destroyed");
}

TEST_F(Erasure, FailsAWholeBatchThatAsksForAnErasedSubject) {
  ASSERT_TRUE(vault_->destroy_subject(mario).has_value());
  const Uuid sara = id_of(0x55);
  const std::vector<KeyRequest> requests = {{sara, 1, {}}, {mario, 1, {}}};
  EXPECT_EQ(vault_->ensure_keys(requests).error().code, "vault.subject_destroyed");
  EXPECT_THAT(vault_->keys_of(sara).value(), IsEmpty());
}

TEST_F(Erasure, CanBeRepeated) {
  ASSERT_TRUE(vault_->destroy_subject(mario).has_value());
  EXPECT_THAT(vault_->destroy_subject(mario).value(), IsEmpty());
  EXPECT_EQ(answer(marios_, sealed_for_mario_), "key_destroyed");
}

TEST_F(Erasure, NeverGivesTheNumberOfADestroyedKeyToAnother) {
  const KeyRef of_anna = vault_->protected_key(event, PersonId(anna)).value();
  ASSERT_EQ(of_anna.key_id, 2U);
  ASSERT_TRUE(vault_->destroy_subject(anna).has_value());
  EXPECT_EQ(vault_->protected_key(event, PersonId(id_of(0x55))).value().key_id, 3U);
}

// ---- A new key-encryption key ----

TEST_F(Erasure, MakesOlderCopiesUselessWithANewKeyEncryptionKey) {
  vault_.reset();
  const fs::path copy = folder_.root() / "stolen";
  fs::copy(folder_.data(), copy, fs::copy_options::recursive);
  reopen();
  ASSERT_EQ(vault_->renew_key_encryption_key().value(), 2U);
  vault_.reset();
  fs::remove(folder_.keys() / "kek-0001.key");

  EXPECT_EQ(open(copy, folder_.keys(), clock_, quick).error().code, "vault.wrong_keys");
  reopen();
  EXPECT_EQ(answer(marios_, sealed_for_mario_), "Mario");
  EXPECT_EQ(answer(protected_, sealed_protected_), "nascosto");
  EXPECT_THAT(vault_->keys_of(mario).value(), UnorderedElementsAre(marios_, protected_));
}

TEST_F(Erasure, LeavesNoKeyWrappedUnderTheOldKeyEncryptionKey) {
  vault_.reset();
  const Bytes before = wrapped(Family::keys, annas_);
  reopen();
  ASSERT_TRUE(vault_->renew_key_encryption_key().has_value());
  EXPECT_EQ(folder_.count_in_files(before), 0U);
  const KeyRef later = vault_->current_key(id_of(0x55), 1).value();
  vault_.reset();
  EXPECT_EQ(read_u32(wrapped(Family::keys, annas_)), 2U);
  EXPECT_EQ(read_u32(wrapped(Family::keys, later)), 2U);
}

}  // namespace
}  // namespace telaio::vault
