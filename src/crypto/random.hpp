// SPDX-License-Identifier: EUPL-1.2
// Bytes nobody can guess: identifiers, keys, nonces. From the operating system through OpenSSL's
// generator for secrets; if it fails the process stops, for nothing safe can be done without it.
#pragma once

#include <array>
#include <span>

#include "base/bytes.hpp"
#include "base/id.hpp"

namespace telaio::crypto {

void fill_random(std::span<std::byte> out);

template <std::size_t size>
std::array<std::byte, size> random_bytes() {
  std::array<std::byte, size> bytes;
  fill_random(bytes);
  return bytes;
}

// 128 random bits, no version digits: an identifier of ours is opaque.
Uuid random_uuid();

// A fresh identifier of one kind: random_id<CommandId>().
template <class Kind>
Kind random_id() {
  return Kind(random_uuid());
}

}  // namespace telaio::crypto
