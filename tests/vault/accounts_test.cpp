// SPDX-License-Identifier: EUPL-1.2
#include "vault/accounts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/limits.hpp"
#include "crypto/totp.hpp"
#include "tests/vault/vault_folder.hpp"
#include "vault/vault_refusals.hpp"

namespace telaio::vault {
namespace {

const OperatorId elena(id_of(0x0e));
const OperatorId bruno(id_of(0x0b));
constexpr std::string_view password = "quattro gatti bianchi";
constexpr std::string_view other_password = "cinque gatti neri";

// "" when it was accepted.
template <class Value>
std::string code_of(const Result<Value, AccountError>& answer) {
  if (answer) return "";
  const AccountError error = answer.error();
  if (const auto* refusal = std::get_if<Refusal>(&error)) return std::string(refusal->code);
  return std::get<Fault>(error).code;
}

class AccountsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    vault_ = create(folder_.data(), folder_.keys(), clock_, quick).value();
    ASSERT_EQ(code_of(accounts().create(elena, "elena.riva", password, false)), "");
  }
  Accounts& accounts() { return vault_->accounts(); }
  void reopen(const Options& options = quick) {
    vault_.reset();
    vault_ = open(folder_.data(), folder_.keys(), clock_, options).value();
  }
  void later(std::int64_t seconds) { clock_.set(clock_.now().plus_seconds(seconds)); }

  std::string sign_in(std::string_view user, std::string_view with,
                      std::optional<std::string_view> totp = std::nullopt) {
    return code_of(accounts().sign_in(user, with, totp));
  }
  void fail(int times) {
    for (int i = 0; i < times; ++i)
      ASSERT_EQ(sign_in("elena.riva", "sbagliata"), credentials_wrong);
  }
  std::string code_now(BytesView secret) {
    return crypto::totp_code(secret, crypto::totp_step(clock_.now()));
  }

  VaultFolder folder_;
  ManualClock clock_{opening_hour};
  std::unique_ptr<Vault> vault_;
};

// ---- Signing in ----

TEST_F(AccountsTest, SignsInWithTheRightPassword) {
  const auto signed_in = accounts().sign_in("elena.riva", password, std::nullopt);
  ASSERT_TRUE(signed_in.has_value());
  EXPECT_EQ(signed_in->operator_id, elena);
  EXPECT_FALSE(signed_in->password_change_due);
}

TEST_F(AccountsTest, IgnoresTheCaseOfAUserNameButNotOfAPassword) {
  EXPECT_EQ(sign_in("Elena.RIVA", password), "");
  EXPECT_EQ(sign_in("elena.riva", "Quattro gatti bianchi"), credentials_wrong);
}

TEST_F(AccountsTest, StillSignsInAfterARestart) {
  reopen();
  EXPECT_EQ(sign_in("elena.riva", password), "");
}

// The answers must not differ in anything.
TEST_F(AccountsTest, AnswersAnUnknownNameAsAWrongPassword) {
  const auto wrong = accounts().sign_in("elena.riva", "sbagliata", std::nullopt);
  const auto unknown = accounts().sign_in("nessuno", "sbagliata", std::nullopt);
  ASSERT_FALSE(wrong.has_value());
  ASSERT_FALSE(unknown.has_value());
  EXPECT_EQ(std::get<Refusal>(wrong.error()), std::get<Refusal>(unknown.error()));
  EXPECT_EQ(std::get<Refusal>(wrong.error()).code, "session.credentials_wrong");
}

TEST_F(AccountsTest, AnswersOddNamesAndPasswordsAsWrongOnes) {
  EXPECT_EQ(sign_in("", ""), credentials_wrong);
  EXPECT_EQ(sign_in(std::string(100'000, 'x'), password), credentials_wrong);
  EXPECT_EQ(sign_in(std::string_view("elena.riva\0", 11), password), credentials_wrong);
  EXPECT_EQ(sign_in("elena.riva", std::string(100'000, 'x')), credentials_wrong);
}

// ---- Suspension ----

TEST_F(AccountsTest, StaysOpenAfterFourFailures) {
  fail(4);
  EXPECT_EQ(sign_in("elena.riva", password), "");
}

TEST_F(AccountsTest, IsSuspendedForAMinuteAfterFiveFailuresEvenForTheRightPassword) {
  fail(5);
  EXPECT_EQ(sign_in("elena.riva", password), credentials_wrong);
  later(59);
  EXPECT_EQ(sign_in("elena.riva", password), credentials_wrong);
  later(1);
  EXPECT_EQ(sign_in("elena.riva", password), "");
}

TEST_F(AccountsTest, IsSuspendedTwiceAsLongAfterEachFurtherFailure) {
  fail(5);
  later(60);
  fail(1);
  later(119);
  EXPECT_EQ(sign_in("elena.riva", password), credentials_wrong);
  later(1);
  EXPECT_EQ(sign_in("elena.riva", password), "");
}

TEST_F(AccountsTest, IsNeverSuspendedForMoreThanFifteenMinutes) {
  fail(5);
  for (int i = 0; i < 12; ++i) {
    later(900);
    fail(1);
  }
  later(899);
  EXPECT_EQ(sign_in("elena.riva", password), credentials_wrong);
  later(1);
  EXPECT_EQ(sign_in("elena.riva", password), "");
}

TEST_F(AccountsTest, StartsCountingAnewAfterASuccess) {
  fail(4);
  ASSERT_EQ(sign_in("elena.riva", password), "");
  fail(4);
  EXPECT_EQ(sign_in("elena.riva", password), "");
}

TEST_F(AccountsTest, RemembersFailuresAcrossARestart) {
  fail(5);
  reopen();
  EXPECT_EQ(sign_in("elena.riva", password), credentials_wrong);
}

TEST_F(AccountsTest, SuspendsNobodyForFailuresOfOthers) {
  for (int i = 0; i < 10; ++i) ASSERT_EQ(sign_in("nessuno", password), credentials_wrong);
  ASSERT_EQ(code_of(accounts().create(bruno, "bruno", password, false)), "");
  fail(5);
  EXPECT_EQ(sign_in("bruno", password), "");
}

// ---- Creating ----

TEST_F(AccountsTest, GivesAUserNameOnce) {
  EXPECT_EQ(code_of(accounts().create(bruno, "ELENA.riva", password, false)), user_name_taken);
}

TEST_F(AccountsTest, GivesAnOperatorOneAccount) {
  EXPECT_EQ(code_of(accounts().create(elena, "elena2", password, false)), operator_has_account);
}

TEST_F(AccountsTest, TakesUserNamesOfSixtyFourPlainCharacters) {
  const auto created = [&](int number, const std::string& name) {
    return code_of(accounts().create(OperatorId(id_of(number)), name, password, false));
  };
  EXPECT_EQ(created(1, std::string(64, 'x')), "");
  EXPECT_EQ(created(2, std::string(65, 'x')), user_name_malformed);
  EXPECT_EQ(created(3, ""), user_name_malformed);
  EXPECT_EQ(created(4, "mario rossi"), user_name_malformed);
  EXPECT_EQ(created(5, "mario.rossi+1@comune-di_x.it"), "");
}

TEST_F(AccountsTest, TakesPasswordsOfFifteenCharacters) {
  const auto created = [&](int number, std::string_view with) {
    return code_of(
        accounts().create(OperatorId(id_of(number)), "u" + std::to_string(number), with, false));
  };
  EXPECT_EQ(created(1, "quattordici.ca"), password_too_short);
  EXPECT_EQ(created(2, "quindici.caratt"), "");
  EXPECT_EQ(created(3, "òòòòòòòòòòòòòò"), password_too_short);  // Fourteen characters, 28 bytes.
  EXPECT_EQ(created(4, "òòòòòòòòòòòòòòò"), "");
  EXPECT_EQ(created(5, std::string(512, 'x')), "");
  EXPECT_EQ(created(6, std::string(513, 'x')), password_too_long);
}

TEST_F(AccountsTest, ARefusalSaysTheLimit) {
  const auto created = accounts().create(bruno, "bruno", "corta", false);
  ASSERT_FALSE(created.has_value());
  const Refusal expected{"account.password_too_short", {{"minimo", "15"}}};
  EXPECT_EQ(std::get<Refusal>(created.error()), expected);
}

// ---- Changing ----

TEST_F(AccountsTest, AsksForAChangeOfAPasswordSomebodyElseChose) {
  ASSERT_EQ(code_of(accounts().create(bruno, "bruno", password, true)), "");
  EXPECT_TRUE(accounts().sign_in("bruno", password, std::nullopt)->password_change_due);
  ASSERT_EQ(code_of(accounts().change_password(bruno, password, other_password)), "");
  EXPECT_FALSE(accounts().sign_in("bruno", other_password, std::nullopt)->password_change_due);
}

TEST_F(AccountsTest, NoLongerTakesAnOldPassword) {
  ASSERT_EQ(code_of(accounts().change_password(elena, password, other_password)), "");
  EXPECT_EQ(sign_in("elena.riva", password), credentials_wrong);
  EXPECT_EQ(sign_in("elena.riva", other_password), "");
}

TEST_F(AccountsTest, ChangesNothingWithoutTheOldPassword) {
  EXPECT_EQ(code_of(accounts().change_password(elena, "sbagliata", other_password)),
            old_password_wrong);
  EXPECT_EQ(sign_in("elena.riva", password), "");
}

TEST_F(AccountsTest, CountsWrongOldPasswordsAsFailures) {
  for (int i = 0; i < 5; ++i) {
    ASSERT_EQ(code_of(accounts().change_password(elena, "sbagliata", other_password)),
              old_password_wrong);
  }
  EXPECT_EQ(code_of(accounts().change_password(elena, password, other_password)),
            old_password_wrong);
  EXPECT_EQ(sign_in("elena.riva", password), credentials_wrong);
}

TEST_F(AccountsTest, TakesOnlyANewPasswordThatIsNewAndLongEnough) {
  EXPECT_EQ(code_of(accounts().change_password(elena, password, password)), password_not_new);
  EXPECT_EQ(code_of(accounts().change_password(elena, password, "corta")), password_too_short);
  EXPECT_EQ(sign_in("elena.riva", password), "");
}

TEST_F(AccountsTest, EndsASuspensionWithANewPasswordOfTheAdministrator) {
  fail(5);
  ASSERT_EQ(code_of(accounts().reset_password(elena, other_password)), "");
  const auto signed_in = accounts().sign_in("elena.riva", other_password, std::nullopt);
  ASSERT_TRUE(signed_in.has_value());
  EXPECT_TRUE(signed_in->password_change_due);
}

TEST_F(AccountsTest, DoesNotSignInADisabledAccount) {
  ASSERT_EQ(code_of(accounts().set_enabled(elena, false)), "");
  EXPECT_EQ(sign_in("elena.riva", password), credentials_wrong);
  ASSERT_EQ(code_of(accounts().set_enabled(elena, true)), "");
  EXPECT_EQ(sign_in("elena.riva", password), "");
}

TEST_F(AccountsTest, ForgetsARemovedAccountAndFreesItsName) {
  ASSERT_EQ(code_of(accounts().remove(elena)), "");
  EXPECT_EQ(sign_in("elena.riva", password), credentials_wrong);
  EXPECT_FALSE(accounts().find(elena).value().has_value());
  EXPECT_EQ(code_of(accounts().create(bruno, "elena.riva", password, false)), "");
}

TEST_F(AccountsTest, SaysWhenAnOperatorHasNoAccount) {
  EXPECT_EQ(code_of(accounts().change_password(bruno, password, other_password)), account_unknown);
  EXPECT_EQ(code_of(accounts().reset_password(bruno, other_password)), account_unknown);
  EXPECT_EQ(code_of(accounts().set_enabled(bruno, false)), account_unknown);
  EXPECT_EQ(code_of(accounts().disable_totp(bruno)), account_unknown);
  EXPECT_EQ(code_of(accounts().remove(bruno)), account_unknown);
}

TEST_F(AccountsTest, ListsAccountsByUserName) {
  ASSERT_EQ(code_of(accounts().create(bruno, "Bruno", password, true)), "");
  const auto listed = accounts().list().value();
  ASSERT_EQ(listed.size(), 2U);
  EXPECT_EQ(listed[0].user_name, "bruno");
  EXPECT_EQ(listed[0].operator_id, bruno);
  EXPECT_TRUE(listed[0].password_change_due);
  EXPECT_EQ(listed[1].user_name, "elena.riva");
  EXPECT_EQ(accounts().find(elena).value()->user_name, "elena.riva");
}

// The row is sealed with a new nonce whenever it is written: other bytes mean that it was.
TEST_F(AccountsTest, HashesAgainAtTheFirstSignInAfterTheCostChanged) {
  const auto account_row = [&] {
    for (const auto& [key, value] : folder_.rows()) {
      if (key.size() == 33 && key[0] == 'a') return value;
    }
    return std::string();
  };
  const std::string cheap = account_row();
  reopen();
  ASSERT_EQ(sign_in("elena.riva", password), "");
  EXPECT_EQ(account_row(), cheap);
  reopen(Options{crypto::PasswordCost{2, 16'384}});
  ASSERT_EQ(sign_in("elena.riva", password), "");
  const std::string dear = account_row();
  EXPECT_NE(dear, cheap);
  ASSERT_EQ(sign_in("elena.riva", password), "");
  EXPECT_EQ(account_row(), dear);
}

// ---- Authenticator ----

TEST_F(AccountsTest, AsksForTheCodeOnlyAfterTheRightPassword) {
  const auto secret = Accounts::new_totp_secret();
  ASSERT_EQ(code_of(accounts().enable_totp(elena, secret.view(), code_now(secret.view()))), "");
  EXPECT_EQ(sign_in("elena.riva", "sbagliata"), credentials_wrong);
  EXPECT_EQ(sign_in("elena.riva", password), totp_required);
  EXPECT_EQ(sign_in("elena.riva", password, code_now(secret.view())), "");
}

TEST_F(AccountsTest, EnablesAnAuthenticatorThatShowsTheRightCode) {
  const auto secret = Accounts::new_totp_secret();
  const std::string right = code_now(secret.view());
  const std::string wrong = right == "000000" ? "000001" : "000000";
  later(90);
  EXPECT_EQ(code_of(accounts().enable_totp(elena, secret.view(), right)), totp_code_wrong);
  EXPECT_EQ(sign_in("elena.riva", password), "");
}

TEST_F(AccountsTest, TakesEachCodeOnce) {
  const auto secret = Accounts::new_totp_secret();
  ASSERT_EQ(code_of(accounts().enable_totp(elena, secret.view(), code_now(secret.view()))), "");
  const std::string code = code_now(secret.view());
  ASSERT_EQ(sign_in("elena.riva", password, code), "");
  EXPECT_EQ(sign_in("elena.riva", password, code), credentials_wrong);
  later(30);
  EXPECT_EQ(sign_in("elena.riva", password, code), credentials_wrong);
  EXPECT_EQ(sign_in("elena.riva", password, code_now(secret.view())), "");
}

TEST_F(AccountsTest, CountsWrongCodesAsFailures) {
  const auto secret = Accounts::new_totp_secret();
  ASSERT_EQ(code_of(accounts().enable_totp(elena, secret.view(), code_now(secret.view()))), "");
  for (int i = 0; i < 5; ++i)
    ASSERT_EQ(sign_in("elena.riva", password, "12345"), credentials_wrong);
  EXPECT_EQ(sign_in("elena.riva", password, code_now(secret.view())), credentials_wrong);
}

TEST_F(AccountsTest, DoesNotCountBeingAskedForACodeAsAFailure) {
  const auto secret = Accounts::new_totp_secret();
  ASSERT_EQ(code_of(accounts().enable_totp(elena, secret.view(), code_now(secret.view()))), "");
  for (int i = 0; i < 10; ++i) ASSERT_EQ(sign_in("elena.riva", password), totp_required);
  EXPECT_EQ(sign_in("elena.riva", password, code_now(secret.view())), "");
}

TEST_F(AccountsTest, TakesAShorterPasswordBesideASecondFactor) {
  const auto secret = Accounts::new_totp_secret();
  ASSERT_EQ(code_of(accounts().enable_totp(elena, secret.view(), code_now(secret.view()))), "");
  EXPECT_EQ(code_of(accounts().change_password(elena, password, "sette.c")), password_too_short);
  EXPECT_EQ(code_of(accounts().reset_password(elena, "sette.c")), password_too_short);
  EXPECT_EQ(code_of(accounts().change_password(elena, password, "otto.car")), "");
}

TEST_F(AccountsTest, AsksForAnotherPasswordOnceTheSecondFactorIsGone) {
  const auto secret = Accounts::new_totp_secret();
  ASSERT_EQ(code_of(accounts().enable_totp(elena, secret.view(), code_now(secret.view()))), "");
  ASSERT_EQ(code_of(accounts().change_password(elena, password, "otto.car")), "");
  ASSERT_EQ(code_of(accounts().disable_totp(elena)), "");
  EXPECT_TRUE(accounts().sign_in("elena.riva", "otto.car", std::nullopt)->password_change_due);
  EXPECT_EQ(code_of(accounts().change_password(elena, "otto.car", "nove.cara")),
            password_too_short);
}

TEST_F(AccountsTest, AsksForNoCodeOnceTheAuthenticatorIsDisabled) {
  const auto secret = Accounts::new_totp_secret();
  ASSERT_EQ(code_of(accounts().enable_totp(elena, secret.view(), code_now(secret.view()))), "");
  ASSERT_EQ(code_of(accounts().disable_totp(elena)), "");
  EXPECT_EQ(sign_in("elena.riva", password), "");
}

// ---- What a thief of the folder sees ----

TEST_F(AccountsTest, ShowsNoUserNameHashOrSecretInFilesNorInRows) {
  const auto secret = Accounts::new_totp_secret();
  ASSERT_EQ(code_of(accounts().enable_totp(elena, secret.view(), code_now(secret.view()))), "");
  ASSERT_EQ(sign_in("elena.riva", "sbagliata"), credentials_wrong);
  for (const BytesView marker :
       {as_bytes("elena.riva"), as_bytes("gatti"), as_bytes("argon2id"), secret.view()}) {
    EXPECT_EQ(folder_.count_in_files(marker), 0U);
    EXPECT_EQ(folder_.count_in_rows(marker), 0U);
  }
  // The search can find what is there.
  EXPECT_GE(folder_.count_in_files(elena.view()), 1U);
}

}  // namespace
}  // namespace telaio::vault
