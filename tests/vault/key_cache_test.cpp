// SPDX-License-Identifier: EUPL-1.2
#include "vault/key_cache.hpp"

#include <gtest/gtest.h>

#include "tests/vault/vault_folder.hpp"

namespace telaio::vault {
namespace {

KeyRef key(int number) {
  return KeyRef{id_of(number), 1, 1};
}

crypto::SecretKey secret(int number) {
  return crypto::SecretKey(Bytes(crypto::key_size, static_cast<std::byte>(number)));
}

bool holds(KeyCache& cache, int number, Instant now) {
  const auto found = cache.find(key(number), now);
  if (!found) return false;
  EXPECT_EQ(to_hex(found->view()), to_hex(secret(number).view()));
  return true;
}

TEST(KeyCache, ForgetsTheOldestKeyWhenFull) {
  KeyCache cache(2, 60);
  cache.put(key(1), secret(1), opening_hour);
  cache.put(key(2), secret(2), opening_hour);
  EXPECT_TRUE(holds(cache, 1, opening_hour));
  cache.put(key(3), secret(3), opening_hour);
  EXPECT_FALSE(holds(cache, 1, opening_hour));
  EXPECT_TRUE(holds(cache, 2, opening_hour));
  EXPECT_TRUE(holds(cache, 3, opening_hour));
  EXPECT_EQ(cache.size(), 2U);
}

TEST(KeyCache, ForgetsAKeySixtySecondsAfterItWasOpenedEvenIfUsed) {
  KeyCache cache(10, 60);
  cache.put(key(1), secret(1), opening_hour);
  EXPECT_TRUE(holds(cache, 1, opening_hour.plus_seconds(59)));
  EXPECT_FALSE(holds(cache, 1, opening_hour.plus_seconds(60)));
  EXPECT_EQ(cache.size(), 0U);
}

TEST(KeyCache, ForgetsExpiredKeysWhenAnyOtherIsUsed) {
  KeyCache cache(10, 60);
  cache.put(key(1), secret(1), opening_hour);
  cache.put(key(2), secret(2), opening_hour.plus_seconds(30));
  EXPECT_FALSE(holds(cache, 9, opening_hour.plus_seconds(60)));
  EXPECT_EQ(cache.size(), 1U);
  cache.forget_expired(opening_hour.plus_seconds(90));
  EXPECT_EQ(cache.size(), 0U);
}

TEST(KeyCache, KeepsNothingLongerBecauseTheClockWasSetBack) {
  KeyCache cache(10, 60);
  cache.put(key(1), secret(1), opening_hour);
  EXPECT_FALSE(holds(cache, 1, opening_hour.plus_seconds(-1)));
}

TEST(KeyCache, ForgetsTheKeysItIsToldTo) {
  KeyCache cache(10, 60);
  cache.put(key(1), secret(1), opening_hour);
  cache.put(key(2), secret(2), opening_hour);
  const std::vector<KeyRef> gone = {key(1), key(7)};
  cache.forget(gone);
  EXPECT_FALSE(holds(cache, 1, opening_hour));
  EXPECT_TRUE(holds(cache, 2, opening_hour));
}

TEST(KeyCache, TellsKeysOfOneSubjectApartByClassAndNumber) {
  KeyCache cache(10, 60);
  cache.put(KeyRef{id_of(1), 1, 1}, secret(11), opening_hour);
  cache.put(KeyRef{id_of(1), 3, 1}, secret(31), opening_hour);
  cache.put(KeyRef{id_of(1), 1, 2}, secret(12), opening_hour);
  EXPECT_EQ(to_hex(cache.find(KeyRef{id_of(1), 3, 1}, opening_hour)->view()),
            to_hex(secret(31).view()));
  EXPECT_FALSE(cache.find(KeyRef{id_of(1), 3, 2}, opening_hour).has_value());
}

TEST(KeyCache, TakesTheNewSecretOfAKeyPutTwice) {
  KeyCache cache(1, 60);
  cache.put(key(1), secret(1), opening_hour);
  cache.put(key(1), secret(1), opening_hour.plus_seconds(30));
  EXPECT_TRUE(holds(cache, 1, opening_hour.plus_seconds(89)));
  EXPECT_EQ(cache.size(), 1U);
}

}  // namespace
}  // namespace telaio::vault
