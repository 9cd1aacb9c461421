// SPDX-License-Identifier: EUPL-1.2
// Where a witness is asked. Plain HTTP is allowed: what travels is public and signed, a cosignature
// is believed only after it was checked with the witness's key, and whoever changes it on the way
// can do no more than cut the connection. HTTPS also hides who asks.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace telaio::witness {

struct Address {
  bool secure = true;
  std::string host;
  std::uint16_t port = 443;
  std::string path;  // The submission prefix: empty or "/…", without a slash at the end.
  // Authorities to trust (PEM); nothing: those of the system. Of no use without `secure`.
  std::optional<std::filesystem::path> authorities;
  // For the whole question, from looking the name up to the last byte.
  std::chrono::milliseconds time{10'000};
};

// "http[s]://host[:port][/path]"; nothing when it is something else.
std::optional<Address> parse_address(std::string_view url);

}  // namespace telaio::witness
