// SPDX-License-Identifier: EUPL-1.2
// What the vault stores of one account, and its stored form (docs/formats/vault-store.md). Sealed
// whole: a copy of the store tells neither who works here nor what to try passwords against.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/bytes.hpp"
#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/result.hpp"
#include "crypto/secret.hpp"
#include "crypto/xaes.hpp"

namespace telaio::vault {

// First byte of the keys of the family accounts: the rest is the hash of a user name, an operator,
// or again the hash of a user name.
inline constexpr std::byte account_row_mark{'a'};
inline constexpr std::byte account_operator_mark{'o'};
inline constexpr std::byte account_attempts_mark{'t'};
Bytes account_key(std::byte mark, BytesView rest);

Fault damaged_account();

struct AccountRow {
  OperatorId operator_id;
  bool password_change_due = false;
  bool enabled = true;
  std::string user_name;  // As people see it, lower case.
  std::string password_hash;
  std::optional<Bytes> totp_secret;
};

// Failed sign-ins in a row, and the last code of the authenticator that was used.
struct SignInAttempts {
  std::uint32_t failures = 0;
  Instant last_failure;
  std::optional<std::uint64_t> totp_step;
};

// Bound to `name`, the hash under which the row is stored: no row can be passed off as another's.
Bytes seal_row(const crypto::Xaes& cipher, const crypto::SecretKey& key, BytesView name,
               const AccountRow& row);
// Nothing when the row is damaged or sealed under another name or key.
std::optional<AccountRow> open_row(const crypto::Xaes& cipher, const crypto::SecretKey& key,
                                   BytesView name, BytesView stored);

Bytes encode(const SignInAttempts& attempts);
std::optional<SignInAttempts> decode_attempts(BytesView stored);

// True until the suspension that follows `attempts.failures` failures is over.
bool suspended(const SignInAttempts& attempts, Instant now);

}  // namespace telaio::vault
