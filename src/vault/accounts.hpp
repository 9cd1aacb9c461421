// SPDX-License-Identifier: EUPL-1.2
// Local accounts: the user names, passwords and authenticator secrets of operators whose body has
// no identity provider of its own. What an operator may do is in the log
// (OperatorAuthorisationChanged); here is only how they show who they are.
//
// Nothing is stored in clear: an account is found by a keyed hash of its user name, and its row is
// sealed. Signing in with an unknown name does the same work and gets the same answer as a wrong
// password. Thread-safe. Calls hash passwords (tens of milliseconds, 19 MiB each): they belong on a
// pool, never on a network thread.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <semaphore>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/limits.hpp"
#include "base/result.hpp"
#include "crypto/password.hpp"
#include "crypto/secret.hpp"
#include "crypto/xaes.hpp"

namespace telaio::vault {

class Store;
struct AccountRow;
struct SignInAttempts;

// A refusal of vault_refusals.hpp for the user, or a fault of the machine for operators.
using AccountError = std::variant<Refusal, Fault>;

struct SignedIn {
  OperatorId operator_id;
  // Somebody else chose the password: nothing is allowed but to change it.
  bool password_change_due = false;
};

struct AccountSummary {
  OperatorId operator_id;
  std::string user_name;
  bool password_change_due = false;
  bool totp = false;
  bool enabled = true;
};

class Accounts {
 public:
  // `cost` is lower in tests only. `store` and `clock` outlive this object.
  Accounts(Store& store, const Clock& clock, const crypto::Xaes& cipher,
           const crypto::SecretKey& name_key, const crypto::SecretKey& row_key,
           crypto::PasswordCost cost);

  // One account per operator. User names are compared without regard to case: letters, digits and
  // . _ - @ +, limits::user_name_characters_max at most. Durable when it answers.
  Result<Done, AccountError> create(const OperatorId& operator_id, std::string_view user_name,
                                    std::string_view password, bool password_change_due);

  // `totp`: the six digits of the authenticator, asked for when the account has one. Each code
  // serves once. Failures in a row suspend the account (limits::sign_in_*); a suspended account
  // answers as to a wrong password, even to the right one.
  Result<SignedIn, AccountError> sign_in(std::string_view user_name, std::string_view password,
                                         std::optional<std::string_view> totp);

  // By the operator: proves the old password (failures count as at sign-in). The new one has
  // limits::password_characters_min characters, fewer when the account has a second factor. Whoever
  // changes it also ends the operator's other sessions (Sessions::renew). Refuses
  // account.old_password_wrong, account.password_*.
  Result<Done, AccountError> change_password(const OperatorId& operator_id,
                                             std::string_view old_password,
                                             std::string_view new_password);
  // By an administrator: the operator must change it at the next sign-in. Ends the suspension.
  Result<Done, AccountError> reset_password(const OperatorId& operator_id,
                                            std::string_view new_password);

  // A fresh secret for an authenticator, not yet stored; base32 of it goes into the QR code.
  static crypto::SecretBytes new_totp_secret();
  // Stores the secret once `code` shows that the authenticator has it.
  Result<Done, AccountError> enable_totp(const OperatorId& operator_id, BytesView secret,
                                         std::string_view code);
  // The password must then be changed: it may have been chosen shorter beside the second factor.
  Result<Done, AccountError> disable_totp(const OperatorId& operator_id);

  // A disabled account cannot sign in; whoever disables it also ends its sessions.
  Result<Done, AccountError> set_enabled(const OperatorId& operator_id, bool enabled);
  Result<Done, AccountError> remove(const OperatorId& operator_id);

  // Nothing when the operator has no local account.
  Result<std::optional<AccountSummary>, Fault> find(const OperatorId& operator_id) const;
  Result<std::vector<AccountSummary>, Fault> list() const;

 private:
  using NameHash = std::array<std::byte, 32>;

  NameHash hash_of(std::string_view user_name) const;
  Result<std::optional<AccountRow>, Fault> row_of(const NameHash& name) const;
  Result<std::optional<NameHash>, Fault> name_of(const OperatorId& operator_id) const;
  Result<Done, Fault> put(const NameHash& name, const AccountRow& row);
  Result<SignInAttempts, Fault> attempts_of(const NameHash& name) const;
  Result<Done, Fault> put_attempts(const NameHash& name, const SignInAttempts& attempts);

  bool matches(const std::string& hash, std::string_view password);
  std::string hash(std::string_view password);
  Result<bool, Fault> charge_attempt(const NameHash& counted);
  Result<Done, Fault> refund_attempt(const NameHash& name);
  Result<bool, Fault> clear_attempts(const NameHash& name, std::optional<std::uint64_t> totp_step);
  Result<Done, Fault> rehash_if_cheaper(const NameHash& name, const AccountRow& row,
                                        std::string_view password);
  using Change = std::function<std::optional<Refusal>(AccountRow& row)>;
  Result<Done, AccountError> change_row(const OperatorId& operator_id, const Change& change);

  Store& store_;
  const Clock& clock_;
  const crypto::Xaes& cipher_;
  crypto::SecretKey name_key_;
  crypto::SecretKey row_key_;
  crypto::PasswordCost cost_;
  std::string dummy_hash_;  // Verified against when there is no such account: the same work.
  std::counting_semaphore<> hashing_{limits::password_hashes_parallel_max};
  std::mutex rows_;  // Held while a row or its attempts are read, changed and written.
};

}  // namespace telaio::vault
