// SPDX-License-Identifier: EUPL-1.2
#include "vault/sessions.hpp"

#include <gtest/gtest.h>

#include "base/limits.hpp"
#include "crypto/digest.hpp"
#include "tests/vault/vault_folder.hpp"

namespace telaio::vault {
namespace {

const OperatorId elena(id_of(0x0e));
const OperatorId bruno(id_of(0x0b));

class SessionsTest : public ::testing::Test {
 protected:
  void SetUp() override { vault_ = create(folder_.data(), folder_.keys(), clock_, quick).value(); }
  Sessions& sessions() { return vault_->sessions(); }
  std::string started(const OperatorId& operator_id) {
    return sessions().start(operator_id, false).value().token;
  }
  bool alive(const std::string& token) { return sessions().find(token).value().has_value(); }
  void at(std::int64_t seconds) { clock_.set(opening_hour.plus_seconds(seconds)); }

  VaultFolder folder_;
  ManualClock clock_{opening_hour};
  std::unique_ptr<Vault> vault_;
};

TEST_F(SessionsTest, IsFoundByItsToken) {
  const NewSession fresh = sessions().start(elena, true).value();
  EXPECT_EQ(fresh.token.size(), 64U);
  const auto found = sessions().find(fresh.token).value();
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(*found, (Session{elena, true, opening_hour, opening_hour}));
  EXPECT_EQ(*found, fresh.session);
}

TEST_F(SessionsTest, IsFoundByNothingElse) {
  const std::string token = started(elena);
  EXPECT_FALSE(alive(""));
  EXPECT_FALSE(alive(std::string(64, '0')));
  EXPECT_FALSE(alive(token.substr(0, 62)));
  EXPECT_FALSE(alive(token + "00"));
  EXPECT_FALSE(alive(std::string(64, 'z')));
}

TEST_F(SessionsTest, HasADifferentTokenEachTime) {
  EXPECT_NE(started(elena), started(elena));
}

TEST_F(SessionsTest, SurvivesARestart) {
  const std::string token = started(elena);
  vault_.reset();
  vault_ = open(folder_.data(), folder_.keys(), clock_, quick).value();
  EXPECT_TRUE(alive(token));
}

TEST_F(SessionsTest, EndsAfterThirtyMinutesUnused) {
  const std::string token = started(elena);
  const std::string other = started(elena);
  at(30 * 60 - 1);
  EXPECT_TRUE(alive(token));
  at(30 * 60);
  EXPECT_FALSE(alive(other));
  EXPECT_TRUE(alive(token));  // It was used a second before.
}

TEST_F(SessionsTest, EndsTenHoursAfterTheSignInHoweverMuchUsed) {
  const std::string token = started(elena);
  for (int minutes = 20; minutes < 600; minutes += 20) {
    at(minutes * 60);
    ASSERT_TRUE(alive(token));
  }
  at(10 * 3600 - 1);
  EXPECT_TRUE(alive(token));
  at(10 * 3600);
  EXPECT_FALSE(alive(token));
}

TEST_F(SessionsTest, LookingAtItDoesNotKeepItAlive) {
  const std::string token = started(elena);
  at(limits::session_idle_seconds - 1);
  const auto seen = sessions().look(token).value();
  ASSERT_TRUE(seen.has_value());
  EXPECT_EQ(seen->last_seen, opening_hour);
  at(limits::session_idle_seconds);
  EXPECT_FALSE(sessions().look(token).value().has_value());
  EXPECT_FALSE(alive(token));
  EXPECT_FALSE(sessions().look("").value().has_value());
}

TEST_F(SessionsTest, WritesThatItWasSeenAtMostOnceAMinute) {
  const std::string token = started(elena);
  at(59);
  EXPECT_EQ(sessions().find(token).value()->last_seen, opening_hour);
  at(60);
  EXPECT_EQ(sessions().find(token).value()->last_seen, opening_hour.plus_seconds(60));
}

TEST_F(SessionsTest, IsGoneOnceEnded) {
  const std::string token = started(elena);
  ASSERT_TRUE(sessions().end(token).has_value());
  EXPECT_FALSE(alive(token));
  EXPECT_TRUE(sessions().end(token).has_value());
  EXPECT_TRUE(sessions().end("no token").has_value());
}

TEST_F(SessionsTest, GoesOnUnderANewTokenWhenRenewed) {
  const std::string old = sessions().start(elena, true).value().token;
  at(600);
  const auto fresh = sessions().renew(old, false).value();
  ASSERT_TRUE(fresh.has_value());
  EXPECT_FALSE(alive(old));
  EXPECT_EQ(sessions().find(fresh->token).value(),
            (Session{elena, false, opening_hour, opening_hour.plus_seconds(600)}));
}

TEST_F(SessionsTest, CannotBeProlongedBeyondTenHoursByRenewing) {
  std::string token = started(elena);
  for (int minutes = 20; minutes < 600; minutes += 20) {
    at(minutes * 60);
    token = sessions().renew(token, false).value()->token;
  }
  at(10 * 3600);
  EXPECT_FALSE(alive(token));
  EXPECT_FALSE(sessions().renew(token, false).value().has_value());
}

TEST_F(SessionsTest, EndsAllOfOneOperatorAndNoOther) {
  const std::string first = started(elena);
  const std::string second = started(elena);
  const std::string brunos = started(bruno);
  EXPECT_EQ(sessions().end_all(elena).value(), 2U);
  EXPECT_FALSE(alive(first));
  EXPECT_FALSE(alive(second));
  EXPECT_TRUE(alive(brunos));
  EXPECT_EQ(sessions().end_all(elena).value(), 0U);
}

TEST_F(SessionsTest, RenewingEndsTheOperatorsOtherSessionsAndTheOldToken) {
  const std::string mine = sessions().start(elena, true).value().token;
  const std::string other = started(elena);
  const std::string brunos = started(bruno);
  at(60);
  const auto fresh = sessions().renew(mine, false).value();
  ASSERT_TRUE(fresh.has_value());
  EXPECT_FALSE(alive(mine));
  EXPECT_FALSE(alive(other));
  EXPECT_TRUE(alive(brunos));
  EXPECT_EQ(sessions().find(fresh->token).value(),
            (Session{elena, false, opening_hour, opening_hour.plus_seconds(60)}));
  EXPECT_FALSE(sessions().renew(mine, false).value().has_value());
}

TEST_F(SessionsTest, RemovesWhatNobodyCanUseAnyMore) {
  const std::string idle = started(elena);
  at(20 * 60);
  const std::string used = started(bruno);
  at(30 * 60);
  EXPECT_EQ(sessions().remove_expired().value(), 1U);
  EXPECT_TRUE(alive(used));
  EXPECT_FALSE(alive(idle));
}

// ---- In memory ----

TEST_F(SessionsTest, IsKeptFromItsFirstUseOn) {
  const NewSession fresh = sessions().start(elena, true).value();
  EXPECT_FALSE(sessions().kept(fresh.token, false).has_value());
  ASSERT_TRUE(alive(fresh.token));
  EXPECT_EQ(sessions().kept(fresh.token, false), fresh.session);
  EXPECT_FALSE(sessions().kept("", false).has_value());
  EXPECT_FALSE(sessions().kept(std::string(64, '0'), false).has_value());
}

TEST_F(SessionsTest, IsNotKeptOnceItEndsHoweverItEnds) {
  const auto kept_token = [&](const OperatorId& operator_id) {
    const std::string token = started(operator_id);
    EXPECT_TRUE(alive(token));
    EXPECT_TRUE(sessions().kept(token, true).has_value());
    return token;
  };
  const auto is_gone = [&](const std::string& token) {
    return !sessions().kept(token, true) && !sessions().kept(token, false) && !alive(token);
  };
  const std::string ended = kept_token(elena);
  ASSERT_TRUE(sessions().end(ended).has_value());
  EXPECT_TRUE(is_gone(ended));

  const std::string mine = kept_token(elena);
  const std::string other = kept_token(elena);
  ASSERT_TRUE(sessions().renew(mine, false).value().has_value());
  EXPECT_TRUE(is_gone(mine));
  EXPECT_TRUE(is_gone(other));

  const std::string disabled = kept_token(bruno);
  ASSERT_EQ(sessions().end_all(bruno).value(), 1U);
  EXPECT_TRUE(is_gone(disabled));

  const std::string idle = kept_token(bruno);
  at(limits::session_idle_seconds);
  EXPECT_TRUE(is_gone(idle));
  ASSERT_TRUE(sessions().remove_expired().has_value());
  EXPECT_TRUE(is_gone(idle));
}

TEST_F(SessionsTest, WhatIsKeptDoesNotAnswerWhenTheUseMustBeWritten) {
  const std::string token = started(elena);
  ASSERT_TRUE(alive(token));
  at(limits::session_touch_seconds - 1);
  EXPECT_TRUE(sessions().kept(token, true).has_value());
  at(limits::session_touch_seconds);
  EXPECT_FALSE(sessions().kept(token, true).has_value());
  EXPECT_TRUE(sessions().kept(token, false).has_value());
  // Used and written, it is kept as it is now.
  ASSERT_TRUE(alive(token));
  EXPECT_FALSE(sessions().kept(token, true).has_value());  // Forgotten with the change.
  ASSERT_TRUE(alive(token));
  EXPECT_EQ(sessions().kept(token, true)->last_seen, opening_hour.plus_seconds(60));
}

TEST_F(SessionsTest, ShowsNoTokenInFilesNorInRows) {
  const std::string token = started(elena);
  const Bytes bytes = from_hex(token).value();
  for (const BytesView marker : {BytesView(bytes), as_bytes(token)}) {
    EXPECT_EQ(folder_.count_in_files(marker), 0U);
    EXPECT_EQ(folder_.count_in_rows(marker), 0U);
  }
  const crypto::Sha256 stored = crypto::sha256(bytes);
  EXPECT_EQ(folder_.count_in_rows(stored), 1U);
}

}  // namespace
}  // namespace telaio::vault
