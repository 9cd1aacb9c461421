// SPDX-License-Identifier: EUPL-1.2
#include "vault/account_row.hpp"

#include <algorithm>
#include <string_view>

#include "base/assert.hpp"
#include "base/limits.hpp"
#include "crypto/random.hpp"

namespace telaio::vault {

namespace {

constexpr std::string_view row_tag{"telaio/account/v1\0", 18};
constexpr std::byte flag_password_change_due{1};
constexpr std::byte flag_enabled{2};
constexpr std::byte flag_totp{4};
constexpr std::size_t attempts_size = 20;

void append_text(Bytes& to, BytesView text) {
  append_u16(to, static_cast<std::uint16_t>(text.size()));
  append(to, text);
}

// Takes a text off the front of `from`; nothing when it is not whole.
std::optional<BytesView> take_text(BytesView& from) {
  if (from.size() < 2) return std::nullopt;
  const std::size_t size = read_u16(from);
  if (from.size() - 2 < size) return std::nullopt;
  const BytesView text = from.subspan(2, size);
  from = from.subspan(2 + size);
  return text;
}

Bytes additional_data(BytesView name) {
  Bytes bytes = to_bytes(as_bytes(row_tag));
  append(bytes, name);
  return bytes;
}

std::optional<AccountRow> decode(BytesView from) {
  if (from.size() < id_size + 1) return std::nullopt;
  AccountRow row;
  row.operator_id = OperatorId(uuid_from(from.first(id_size)));
  const std::byte flags = from[id_size];
  row.password_change_due = (flags & flag_password_change_due) != std::byte{0};
  row.enabled = (flags & flag_enabled) != std::byte{0};
  from = from.subspan(id_size + 1);

  const auto user_name = take_text(from);
  const auto password_hash = user_name ? take_text(from) : std::nullopt;
  const auto totp_secret = password_hash ? take_text(from) : std::nullopt;
  if (!totp_secret || !from.empty()) return std::nullopt;
  row.user_name = as_text(*user_name);
  row.password_hash = as_text(*password_hash);
  if ((flags & flag_totp) != std::byte{0}) row.totp_secret = to_bytes(*totp_secret);
  return row;
}

}  // namespace

Bytes account_key(std::byte mark, BytesView rest) {
  Bytes key;
  key.reserve(1 + rest.size());
  key.push_back(mark);
  append(key, rest);
  return key;
}

Fault damaged_account() {
  return Fault{"vault.storage", "damaged row: an account"};
}

Bytes seal_row(const crypto::Xaes& cipher, const crypto::SecretKey& key, BytesView name,
               const AccountRow& row) {
  Bytes plaintext = to_bytes(row.operator_id.view());
  std::byte flags{0};
  if (row.password_change_due) flags |= flag_password_change_due;
  if (row.enabled) flags |= flag_enabled;
  if (row.totp_secret) flags |= flag_totp;
  plaintext.push_back(flags);
  append_text(plaintext, as_bytes(row.user_name));
  append_text(plaintext, as_bytes(row.password_hash));
  append_text(plaintext, row.totp_secret ? BytesView(*row.totp_secret) : BytesView());

  const auto nonce = crypto::random_bytes<crypto::Xaes::nonce_size>();
  Bytes stored = to_bytes(nonce);
  append(stored, cipher.seal(key, nonce, additional_data(name), plaintext));
  crypto::cleanse(plaintext);
  return stored;
}

std::optional<AccountRow> open_row(const crypto::Xaes& cipher, const crypto::SecretKey& key,
                                   BytesView name, BytesView stored) {
  if (stored.size() < crypto::Xaes::nonce_size) return std::nullopt;
  auto plaintext = cipher.open(key, stored.first(crypto::Xaes::nonce_size), additional_data(name),
                               stored.subspan(crypto::Xaes::nonce_size));
  if (!plaintext) return std::nullopt;
  auto row = decode(*plaintext);
  crypto::cleanse(*plaintext);
  return row;
}

// u32 failures ‖ i64 last failure ‖ u64 step + 1, or 0 when no code was ever used.
Bytes encode(const SignInAttempts& attempts) {
  Bytes stored;
  append_u32(stored, attempts.failures);
  append_u64(stored, static_cast<std::uint64_t>(attempts.last_failure.micros()));
  append_u64(stored, attempts.totp_step ? *attempts.totp_step + 1 : 0);
  TELAIO_ASSERT(stored.size() == attempts_size);
  return stored;
}

std::optional<SignInAttempts> decode_attempts(BytesView stored) {
  if (stored.size() != attempts_size) return std::nullopt;
  SignInAttempts attempts;
  attempts.failures = read_u32(stored);
  attempts.last_failure =
      Instant::from_micros(static_cast<std::int64_t>(read_u64(stored.subspan(4))));
  const std::uint64_t step = read_u64(stored.subspan(12));
  if (step > 0) attempts.totp_step = step - 1;
  return attempts;
}

bool suspended(const SignInAttempts& attempts, Instant now) {
  if (attempts.failures < limits::sign_in_failures_max) return false;
  std::int64_t seconds = limits::sign_in_suspension_seconds;
  for (std::uint32_t i = limits::sign_in_failures_max; i < attempts.failures; ++i) {
    if (seconds >= limits::sign_in_suspension_seconds_max) break;
    seconds *= 2;
  }
  seconds = std::min(seconds, limits::sign_in_suspension_seconds_max);
  // A clock that was set back must not suspend anybody for days.
  return now >= attempts.last_failure && now < attempts.last_failure.plus_seconds(seconds);
}

}  // namespace telaio::vault
