// SPDX-License-Identifier: EUPL-1.2
// Signing in, and the counting of attempts that keeps guessing slow.
#include <utility>

#include "crypto/totp.hpp"
#include "vault/account_row.hpp"
#include "vault/accounts.hpp"
#include "vault/store.hpp"
#include "vault/vault_refusals.hpp"

namespace telaio::vault {

namespace {

AccountError refused_with(std::string_view code) {
  return Refusal{code, {}};
}

}  // namespace

Result<SignInAttempts, Fault> Accounts::attempts_of(const NameHash& name) const {
  const auto stored = store_.get(Family::accounts, account_key(account_attempts_mark, name));
  if (!stored) return stored.error();
  if (!*stored) return SignInAttempts{};
  const auto attempts = decode_attempts(**stored);
  if (!attempts) return damaged_account();
  return *attempts;
}

// A power cut may forget the last few attempts; a process that is killed forgets none.
Result<Done, Fault> Accounts::put_attempts(const NameHash& name, const SignInAttempts& attempts) {
  const Write write{Family::accounts, account_key(account_attempts_mark, name), encode(attempts)};
  return store_.write(std::span(&write, 1), Durability::later);
}

// An attempt counts as failed until it succeeds: a thousand at once would otherwise all be the
// first. False while the account is suspended.
Result<bool, Fault> Accounts::charge_attempt(const NameHash& counted) {
  const std::lock_guard guard(rows_);
  auto attempts = attempts_of(counted);
  if (!attempts) return attempts.error();
  const Instant now = clock_.now();
  const bool open = !suspended(*attempts, now);
  // Attempts during a suspension do not prolong it: an outsider could keep an operator out for
  // ever.
  if (open) {
    attempts->failures += 1;
    attempts->last_failure = now;
  }
  const auto written = put_attempts(counted, *attempts);
  if (!written) return written.error();
  return open;
}

Result<Done, Fault> Accounts::refund_attempt(const NameHash& name) {
  const std::lock_guard guard(rows_);
  auto attempts = attempts_of(name);
  if (!attempts) return attempts.error();
  if (attempts->failures > 0) attempts->failures -= 1;
  return put_attempts(name, *attempts);
}

// False when the authenticator's code has been used in the meantime.
Result<bool, Fault> Accounts::clear_attempts(const NameHash& name,
                                             std::optional<std::uint64_t> totp_step) {
  const std::lock_guard guard(rows_);
  auto attempts = attempts_of(name);
  if (!attempts) return attempts.error();
  if (totp_step && attempts->totp_step && *totp_step <= *attempts->totp_step) return false;
  attempts->failures = 0;
  if (totp_step) attempts->totp_step = totp_step;
  const auto written = put_attempts(name, *attempts);
  if (!written) return written.error();
  return true;
}

Result<Done, Fault> Accounts::rehash_if_cheaper(const NameHash& name, const AccountRow& row,
                                                std::string_view password) {
  if (!crypto::needs_rehash(row.password_hash, cost_)) return Done{};
  std::string better = hash(password);
  const std::lock_guard guard(rows_);
  auto current = row_of(name);
  if (!current) return current.error();
  // Changed or removed in the meantime: then this password is no longer the one to keep.
  if (!*current || (*current)->password_hash != row.password_hash) return Done{};
  (*current)->password_hash = std::move(better);
  return put(name, **current);
}

Result<SignedIn, AccountError> Accounts::sign_in(std::string_view user_name,
                                                 std::string_view password,
                                                 std::optional<std::string_view> totp) {
  const NameHash name = hash_of(user_name.substr(0, limits::user_name_characters_max + 1));
  const auto row = row_of(name);
  if (!row) return AccountError(row.error());
  const bool known = row->has_value();
  // Attempts on unknown names are all counted in one row that suspends nobody: the same work.
  const auto open = charge_attempt(known ? name : NameHash{});
  if (!open) return AccountError(open.error());
  const bool same = matches(known ? (*row)->password_hash : dummy_hash_, password);
  if (!known || !same || !*open || !(*row)->enabled) return refused_with(credentials_wrong);
  const AccountRow& account = **row;

  std::optional<std::uint64_t> step;
  if (account.totp_secret) {
    if (!totp) {
      const auto refunded = refund_attempt(name);
      if (!refunded) return AccountError(refunded.error());
      return refused_with(totp_required);
    }
    step = crypto::totp_accepted(*account.totp_secret, *totp, clock_.now(), std::nullopt);
    if (!step) return refused_with(credentials_wrong);
  }
  const auto cleared = clear_attempts(name, step);
  if (!cleared) return AccountError(cleared.error());
  if (!*cleared) return refused_with(credentials_wrong);
  const auto rehashed = rehash_if_cheaper(name, account, password);
  if (!rehashed) return AccountError(rehashed.error());
  return SignedIn{account.operator_id, account.password_change_due};
}

}  // namespace telaio::vault
