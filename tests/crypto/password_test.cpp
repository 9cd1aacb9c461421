// SPDX-License-Identifier: EUPL-1.2
#include "crypto/password.hpp"

#include <gtest/gtest.h>

namespace telaio::crypto {
namespace {

TEST(Password, IsHashedWithArgon2idAtTheRecommendedCost) {
  const std::string hash = hash_password("cavallo batteria graffetta", PasswordCost{});
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << hash;
}

TEST(Password, MatchesItsHashOnly) {
  const std::string hash = hash_password("cavallo batteria graffetta", PasswordCost{});
  EXPECT_TRUE(password_matches(hash, "cavallo batteria graffetta"));
  EXPECT_FALSE(password_matches(hash, "cavallo batteria graffette"));
  EXPECT_FALSE(password_matches(hash, ""));
}

TEST(Password, IsSaltedSoThatEqualPasswordsDiffer) {
  EXPECT_NE(hash_password("la stessa", PasswordCost{}), hash_password("la stessa", PasswordCost{}));
}

TEST(Password, DoesNotMatchWhatIsNoHash) {
  EXPECT_FALSE(password_matches("", "x"));
  EXPECT_FALSE(password_matches("$argon2id$", "x"));
  EXPECT_FALSE(password_matches(std::string(1'000, '$'), "x"));
}

TEST(Password, NeedsRehashOnlyWhenTheCostChanged) {
  const std::string hash = hash_password("x", PasswordCost{});
  EXPECT_FALSE(needs_rehash(hash, PasswordCost{}));
  EXPECT_TRUE(needs_rehash(hash, PasswordCost{3, std::size_t{19} << 20U}));
  EXPECT_TRUE(needs_rehash(hash, PasswordCost{2, std::size_t{20} << 20U}));
}

}  // namespace
}  // namespace telaio::crypto
