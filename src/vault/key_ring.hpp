// SPDX-License-Identifier: EUPL-1.2
// The key-encryption keys of the installation: files kek-0001.key, kek-0002.key … of 32 random
// bytes and mode 0400, in a folder outside the data. The newest wraps; older ones only unwrap what
// was wrapped by them, until their file is removed.
//
// Not thread-safe: its owner guards it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "crypto/secret.hpp"

namespace telaio::vault {

// u32 number of the key-encryption key ‖ 40 bytes of RFC 3394.
inline constexpr std::size_t wrapped_row_size = 44;

class KeyRing {
 public:
  // Makes the folder, mode 0700, and the first key. vault.exists when a key is there already.
  static Result<KeyRing, Fault> create(const std::filesystem::path& folder);
  // vault.key_file: no key, or one that is not a plain file of 32 bytes and mode 0400.
  static Result<KeyRing, Fault> load(const std::filesystem::path& folder);

  std::uint32_t newest() const { return keys_.rbegin()->first; }
  // Makes one more key, durable when this answers; from now on it wraps.
  Result<std::uint32_t, Fault> add();

  std::vector<std::uint32_t> numbers() const;  // In rising order.
  // Overwrites and deletes the file of a key that is not the newest (asserted).
  Result<Done, Fault> remove(std::uint32_t number);

  Bytes wrap(const crypto::SecretKey& key) const;
  // Nothing when the row is malformed, its key-encryption key is not in the ring, or is another.
  std::optional<crypto::SecretKey> unwrap(BytesView wrapped_row) const;

 private:
  explicit KeyRing(std::filesystem::path folder) : folder_(std::move(folder)) {}

  std::filesystem::path folder_;
  std::map<std::uint32_t, crypto::SecretKey> keys_;  // By number, from 1; never empty once made.
};

}  // namespace telaio::vault
