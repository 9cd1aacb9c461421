// SPDX-License-Identifier: EUPL-1.2
// The sealed part of an event, byte for byte (docs/formats/sealed-part.md): padded, encrypted with
// XAES-256-GCM, bound to its event, its number and its key. Pure functions over a given key; the
// vault finds the key.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "crypto/secret.hpp"
#include "crypto/xaes.hpp"
#include "vault/key_ref.hpp"

namespace telaio::vault {

// Where a sealed part stands: it opens nowhere else.
struct PartPlace {
  EventId event;
  std::string_view fact;   // schema::EnumNameFact(type): the union member's name, static storage.
  std::uint16_t part = 0;  // Number of the part in its event, from 0.
};

enum class OpenFailure : std::uint8_t {
  malformed,      // Not 40 bytes plus a multiple of 64: not something that was sealed.
  not_authentic,  // Altered, moved to another place, or sealed with another key: all look alike.
  padding,        // Authentic, but not padded as the format says: a writer is wrong.
  key_destroyed,  // The key was destroyed (erasure): the content is gone for ever, as intended.
  key_missing,    // The vault never had this key: the wrong vault, or lost data.
  storage,        // The vault could not be read.
};
std::string_view name(OpenFailure failure);

struct [[nodiscard]] OpenError {
  OpenFailure failure = OpenFailure::storage;
  std::string detail;  // For operators, in English; no personal data.

  bool operator==(const OpenError&) const = default;
};

// Stored bytes of a sealed plaintext of `plaintext_size` bytes.
std::size_t sealed_size(std::size_t plaintext_size);

// One 0x80, then zeros to a multiple of 64 bytes: 63 become 64, 64 become 128.
Bytes pad(BytesView plaintext);
// What `pad` was given; `padding` when `padded` is not its work.
Result<Bytes, OpenError> unpad(BytesView padded);

// The additional data: "telaio/aad/v1\0" ‖ event ‖ u16 length ‖ fact ‖ u16 part ‖ key reference.
Bytes additional_data(const PartPlace& place, const KeyRef& key);

// nonce(24) ‖ ciphertext ‖ tag(16).
Bytes seal_part(const crypto::Xaes& cipher, const crypto::SecretKey& data_key, BytesView nonce,
                const PartPlace& place, const KeyRef& key, BytesView plaintext);
Result<Bytes, OpenError> open_part(const crypto::Xaes& cipher, const crypto::SecretKey& data_key,
                                   const PartPlace& place, const KeyRef& key, BytesView sealed);

}  // namespace telaio::vault
