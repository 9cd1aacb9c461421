// SPDX-License-Identifier: EUPL-1.2
#include "crypto/totp.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

#include "base/assert.hpp"

namespace telaio::crypto {

namespace {

constexpr std::size_t code_digits = 6;
constexpr std::uint32_t code_values = 1'000'000;
constexpr std::string_view base32_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

}  // namespace

std::uint64_t totp_step(Instant now) {
  TELAIO_ASSERT(now.micros() >= 0);
  return static_cast<std::uint64_t>(now.micros() /
                                    (totp_step_seconds * Instant::micros_per_second));
}

// RFC 4226, 5.3: the last nibble of the HMAC says where in it the code's 31 bits stand.
std::string totp_code(BytesView secret, std::uint64_t step) {
  Bytes counter;
  append_u64(counter, step);
  std::array<std::byte, EVP_MAX_MD_SIZE> mac{};
  unsigned int mac_size = 0;
  TELAIO_ASSERT(HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()),
                     reinterpret_cast<const unsigned char*>(counter.data()), counter.size(),
                     reinterpret_cast<unsigned char*>(mac.data()), &mac_size) != nullptr);
  TELAIO_ASSERT(mac_size == 20);

  const auto offset = static_cast<std::size_t>(mac[mac_size - 1] & std::byte{0x0f});
  std::uint32_t value = (read_u32(BytesView(mac).subspan(offset)) & 0x7fffffffU) % code_values;
  std::string code(code_digits, '0');
  for (std::size_t i = code_digits; i > 0; --i) {
    code[i - 1] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
  return code;
}

std::optional<std::uint64_t> totp_accepted(BytesView secret, std::string_view code, Instant now,
                                           std::optional<std::uint64_t> after) {
  if (code.size() != code_digits) return std::nullopt;
  const auto current = static_cast<std::int64_t>(totp_step(now));
  std::optional<std::uint64_t> accepted;
  // Every candidate is compared, in constant time each: the answer's delay tells nothing.
  for (std::int64_t step = current - totp_window_steps; step <= current + totp_window_steps;
       ++step) {
    if (step < 0) continue;
    const auto candidate = static_cast<std::uint64_t>(step);
    const bool same =
        CRYPTO_memcmp(totp_code(secret, candidate).data(), code.data(), code_digits) == 0;
    if (same && (!after || candidate > *after)) accepted = candidate;
  }
  return accepted;
}

std::string to_base32(BytesView bytes) {
  std::string text;
  std::uint32_t held = 0;
  unsigned held_bits = 0;
  for (const std::byte byte : bytes) {
    held = (held << 8U) | static_cast<std::uint32_t>(byte);
    held_bits += 8;
    while (held_bits >= 5) {
      held_bits -= 5;
      text += base32_digits[(held >> held_bits) & 31U];
    }
    held &= (1U << held_bits) - 1U;
  }
  if (held_bits > 0) text += base32_digits[(held << (5U - held_bits)) & 31U];
  return text;
}

std::optional<Bytes> from_base32(std::string_view text) {
  Bytes bytes;
  std::uint32_t held = 0;
  unsigned held_bits = 0;
  for (const char c : text) {
    if (c == ' ') continue;
    const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    const std::size_t value = base32_digits.find(upper);
    if (value == std::string_view::npos) return std::nullopt;
    held = (held << 5U) | static_cast<std::uint32_t>(value);
    held_bits += 5;
    if (held_bits >= 8) {
      held_bits -= 8;
      bytes.push_back(static_cast<std::byte>((held >> held_bits) & 0xffU));
      held &= (1U << held_bits) - 1U;
    }
  }
  // A whole digit left over, or bits that stand for nothing: not what to_base32 writes.
  if (held_bits >= 5 || held != 0) return std::nullopt;
  return bytes;
}

}  // namespace telaio::crypto
