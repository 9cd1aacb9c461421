// SPDX-License-Identifier: EUPL-1.2
#include "crypto/secret.hpp"

#include <openssl/crypto.h>

namespace telaio::crypto {

void cleanse(std::span<std::byte> bytes) noexcept {
  OPENSSL_cleanse(bytes.data(), bytes.size());
}

}  // namespace telaio::crypto
