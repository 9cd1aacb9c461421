// SPDX-License-Identifier: EUPL-1.2
#include "vault/accounts.hpp"

#include <algorithm>
#include <utility>

#include "base/assert.hpp"
#include "base/text.hpp"
#include "crypto/hmac.hpp"
#include "crypto/random.hpp"
#include "crypto/totp.hpp"
#include "vault/account_row.hpp"
#include "vault/store.hpp"
#include "vault/vault_refusals.hpp"

namespace telaio::vault {

namespace {

constexpr std::string_view name_tag{"telaio/user/v1\0", 15};
AccountError refused(std::string_view code) {
  return Refusal{code, {}};
}
AccountError refused(std::string_view code, std::string value_name, std::size_t limit) {
  return Refusal{code, {RefusalValue{std::move(value_name), std::to_string(limit)}}};
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

bool well_formed(std::string_view user_name) {
  constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789._-@+";
  return !user_name.empty() && user_name.size() <= limits::user_name_characters_max &&
         user_name.find_first_not_of(allowed) == std::string_view::npos;
}

std::optional<AccountError> unfit(std::string_view password, bool with_totp) {
  const std::size_t least =
      with_totp ? limits::password_characters_min_with_totp : limits::password_characters_min;
  if (password.size() > limits::password_bytes_max) {
    return refused(password_too_long, "massimo", limits::password_bytes_max);
  }
  if (count_characters(password) < least) return refused(password_too_short, "minimo", least);
  return std::nullopt;
}

AccountSummary summary_of(const AccountRow& row) {
  return AccountSummary{row.operator_id, row.user_name, row.password_change_due,
                        row.totp_secret.has_value(), row.enabled};
}

}  // namespace

Accounts::Accounts(Store& store, const Clock& clock, const crypto::Xaes& cipher,
                   const crypto::SecretKey& name_key, const crypto::SecretKey& row_key,
                   crypto::PasswordCost cost)
    : store_(store),
      clock_(clock),
      cipher_(cipher),
      name_key_(name_key),
      row_key_(row_key),
      cost_(cost),
      dummy_hash_(crypto::hash_password(to_hex(crypto::random_bytes<16>()), cost)) {}

// ---- Rows ----

Accounts::NameHash Accounts::hash_of(std::string_view user_name) const {
  return crypto::hmac_sha256(name_key_.view(),
                             {as_bytes(name_tag), as_bytes(lower_case(user_name))});
}

Result<std::optional<AccountRow>, Fault> Accounts::row_of(const NameHash& name) const {
  const auto stored = store_.get(Family::accounts, account_key(account_row_mark, name));
  if (!stored) return stored.error();
  if (!*stored) return std::optional<AccountRow>();
  auto row = open_row(cipher_, row_key_, name, **stored);
  if (!row) return damaged_account();
  return row;
}

Result<std::optional<Accounts::NameHash>, Fault> Accounts::name_of(
    const OperatorId& operator_id) const {
  const auto stored =
      store_.get(Family::accounts, account_key(account_operator_mark, operator_id.view()));
  if (!stored) return stored.error();
  if (!*stored) return std::optional<NameHash>();
  NameHash name{};
  if ((*stored)->size() != name.size()) return damaged_account();
  std::copy((*stored)->begin(), (*stored)->end(), name.begin());
  return std::optional<NameHash>(name);
}

Result<Done, Fault> Accounts::put(const NameHash& name, const AccountRow& row) {
  const Write write{Family::accounts, account_key(account_row_mark, name),
                    seal_row(cipher_, row_key_, name, row)};
  return store_.write(std::span(&write, 1), Durability::synced);
}

Result<Done, AccountError> Accounts::change_row(const OperatorId& operator_id,
                                                const Change& change) {
  const std::lock_guard guard(rows_);
  const auto name = name_of(operator_id);
  if (!name) return AccountError(name.error());
  if (!*name) return refused(account_unknown);
  auto row = row_of(**name);
  if (!row) return AccountError(row.error());
  if (!*row) return AccountError(damaged_account());
  if (auto refusal = change(**row)) return AccountError(std::move(*refusal));
  const auto written = put(**name, **row);
  if (!written) return AccountError(written.error());
  return Done{};
}

// ---- Hashing ----

bool Accounts::matches(const std::string& hash, std::string_view password) {
  hashing_.acquire();
  const bool same = crypto::password_matches(hash, password.substr(0, limits::password_bytes_max));
  hashing_.release();
  return same && password.size() <= limits::password_bytes_max;
}

std::string Accounts::hash(std::string_view password) {
  hashing_.acquire();
  std::string hash = crypto::hash_password(password, cost_);
  hashing_.release();
  return hash;
}

// ---- Life of an account ----

Result<Done, AccountError> Accounts::create(const OperatorId& operator_id,
                                            std::string_view user_name, std::string_view password,
                                            bool password_change_due) {
  AccountRow row;
  row.operator_id = operator_id;
  row.user_name = lower_case(user_name);
  row.password_change_due = password_change_due;
  if (!well_formed(row.user_name)) {
    return refused(user_name_malformed, "massimo", limits::user_name_characters_max);
  }
  if (auto refusal = unfit(password, false)) return std::move(*refusal);
  row.password_hash = hash(password);

  const NameHash name = hash_of(row.user_name);
  const std::lock_guard guard(rows_);
  const auto taken = row_of(name);
  if (!taken) return AccountError(taken.error());
  if (*taken) return refused(user_name_taken);
  const auto other = name_of(operator_id);
  if (!other) return AccountError(other.error());
  if (*other) return refused(operator_has_account);

  const std::array<Write, 3> writes = {
      Write{Family::accounts, account_key(account_row_mark, name),
            seal_row(cipher_, row_key_, name, row)},
      Write{Family::accounts, account_key(account_operator_mark, operator_id.view()),
            to_bytes(name)},
      Write{Family::accounts, account_key(account_attempts_mark, name), encode(SignInAttempts{})}};
  const auto written = store_.write(writes, Durability::synced);
  if (!written) return AccountError(written.error());
  return Done{};
}

Result<Done, AccountError> Accounts::change_password(const OperatorId& operator_id,
                                                     std::string_view old_password,
                                                     std::string_view new_password) {
  const auto name = name_of(operator_id);
  if (!name) return AccountError(name.error());
  if (!*name) return refused(account_unknown);
  const auto row = row_of(**name);
  if (!row) return AccountError(row.error());
  if (!*row) return AccountError(damaged_account());
  const auto open = charge_attempt(**name);
  if (!open) return AccountError(open.error());
  if (!matches((*row)->password_hash, old_password) || !*open) {
    return refused(old_password_wrong);
  }
  const auto refunded = refund_attempt(**name);
  if (!refunded) return AccountError(refunded.error());

  const bool with_totp = (*row)->totp_secret.has_value();
  if (auto refusal = unfit(new_password, with_totp)) return std::move(*refusal);
  if (old_password == new_password) return refused(password_not_new);
  std::string new_hash = hash(new_password);
  return change_row(operator_id, [&](AccountRow& changed) -> std::optional<Refusal> {
    // Somebody else changed it while this one was being checked.
    if (changed.password_hash != (*row)->password_hash) return Refusal{old_password_wrong, {}};
    // The second factor was taken away meanwhile: what was long enough may not be any more.
    if (with_totp && !changed.totp_secret) return Refusal{old_password_wrong, {}};
    changed.password_hash = std::move(new_hash);
    changed.password_change_due = false;
    return std::nullopt;
  });
}

Result<Done, AccountError> Accounts::reset_password(const OperatorId& operator_id,
                                                    std::string_view new_password) {
  const auto account = find(operator_id);
  if (!account) return AccountError(account.error());
  if (!*account) return refused(account_unknown);
  if (auto refusal = unfit(new_password, (*account)->totp)) return std::move(*refusal);
  std::string new_hash = hash(new_password);
  const auto changed = change_row(operator_id, [&](AccountRow& row) -> std::optional<Refusal> {
    row.password_hash = std::move(new_hash);
    row.password_change_due = true;
    return std::nullopt;
  });
  if (!changed) return changed.error();
  const auto name = name_of(operator_id);
  if (!name) return AccountError(name.error());
  if (!*name) return refused(account_unknown);
  const auto cleared = clear_attempts(**name, std::nullopt);
  if (!cleared) return AccountError(cleared.error());
  return Done{};
}

crypto::SecretBytes Accounts::new_totp_secret() {
  Bytes secret(crypto::totp_secret_size);
  crypto::fill_random(secret);
  return crypto::SecretBytes(std::move(secret));
}

Result<Done, AccountError> Accounts::enable_totp(const OperatorId& operator_id, BytesView secret,
                                                 std::string_view code) {
  TELAIO_ASSERT(secret.size() == crypto::totp_secret_size);
  if (!crypto::totp_accepted(secret, code, clock_.now(), std::nullopt)) {
    return refused(totp_code_wrong);
  }
  return change_row(operator_id, [&](AccountRow& row) -> std::optional<Refusal> {
    row.totp_secret = to_bytes(secret);
    return std::nullopt;
  });
}

Result<Done, AccountError> Accounts::disable_totp(const OperatorId& operator_id) {
  return change_row(operator_id, [](AccountRow& row) -> std::optional<Refusal> {
    // A password chosen beside a second factor may be too short to stand alone.
    if (row.totp_secret) row.password_change_due = true;
    row.totp_secret.reset();
    return std::nullopt;
  });
}

Result<Done, AccountError> Accounts::set_enabled(const OperatorId& operator_id, bool enabled) {
  return change_row(operator_id, [&](AccountRow& row) -> std::optional<Refusal> {
    row.enabled = enabled;
    return std::nullopt;
  });
}

Result<Done, AccountError> Accounts::remove(const OperatorId& operator_id) {
  const std::lock_guard guard(rows_);
  const auto name = name_of(operator_id);
  if (!name) return AccountError(name.error());
  if (!*name) return refused(account_unknown);
  const std::array<Write, 3> writes = {
      Write{Family::accounts, account_key(account_row_mark, **name), std::nullopt},
      Write{Family::accounts, account_key(account_operator_mark, operator_id.view()), std::nullopt},
      Write{Family::accounts, account_key(account_attempts_mark, **name), std::nullopt}};
  const auto written = store_.write(writes, Durability::synced);
  if (!written) return AccountError(written.error());
  return Done{};
}

Result<std::optional<AccountSummary>, Fault> Accounts::find(const OperatorId& operator_id) const {
  const auto name = name_of(operator_id);
  if (!name) return name.error();
  if (!*name) return std::optional<AccountSummary>();
  const auto row = row_of(**name);
  if (!row) return row.error();
  if (!*row) return std::optional<AccountSummary>();
  return std::optional<AccountSummary>(summary_of(**row));
}

Result<std::vector<AccountSummary>, Fault> Accounts::list() const {
  std::vector<AccountSummary> accounts;
  bool whole = true;
  const Bytes prefix{account_row_mark};
  const auto scanned = store_.scan(Family::accounts, prefix, [&](BytesView key, BytesView stored) {
    const auto row = open_row(cipher_, row_key_, key.subspan(1), stored);
    whole = row.has_value();
    if (row) accounts.push_back(summary_of(*row));
    return whole;
  });
  if (!scanned) return scanned.error();
  if (!whole) return damaged_account();
  std::sort(accounts.begin(), accounts.end(),
            [](const auto& one, const auto& other) { return one.user_name < other.user_name; });
  return accounts;
}

}  // namespace telaio::vault
