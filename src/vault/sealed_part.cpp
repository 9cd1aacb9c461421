// SPDX-License-Identifier: EUPL-1.2
#include "vault/sealed_part.hpp"

#include <algorithm>
#include <limits>

#include "base/assert.hpp"

namespace telaio::vault {

namespace {

constexpr std::string_view aad_tag{"telaio/aad/v1\0", 14};
constexpr std::size_t padding_block = 64;
constexpr std::byte padding_mark{0x80};
constexpr std::size_t overhead = crypto::Xaes::nonce_size + crypto::Xaes::tag_size;

std::size_t padded_size(std::size_t plaintext_size) {
  return (plaintext_size / padding_block + 1) * padding_block;
}

}  // namespace

std::string_view name(OpenFailure failure) {
  switch (failure) {
    case OpenFailure::malformed:
      return "malformed";
    case OpenFailure::not_authentic:
      return "not_authentic";
    case OpenFailure::padding:
      return "padding";
    case OpenFailure::key_destroyed:
      return "key_destroyed";
    case OpenFailure::key_missing:
      return "key_missing";
    case OpenFailure::storage:
      return "storage";
  }
  TELAIO_ASSERT(false);
}

std::size_t sealed_size(std::size_t plaintext_size) {
  return padded_size(plaintext_size) + overhead;
}

Bytes pad(BytesView plaintext) {
  Bytes padded;
  padded.reserve(padded_size(plaintext.size()));
  append(padded, plaintext);
  padded.push_back(padding_mark);
  padded.resize(padded_size(plaintext.size()));
  return padded;
}

Result<Bytes, OpenError> unpad(BytesView padded) {
  std::size_t end = padded.size();
  while (end > 0 && padded[end - 1] == std::byte{0}) --end;
  const bool marked = end > 0 && padded[end - 1] == padding_mark;
  // More zeros than needed would be another length class than the one written.
  if (!marked || padded_size(end - 1) != padded.size()) {
    return OpenError{OpenFailure::padding, "the padding is not 0x80 and zeros to 64 bytes"};
  }
  return to_bytes(padded.first(end - 1));
}

Bytes additional_data(const PartPlace& place, const KeyRef& key) {
  TELAIO_ASSERT(place.fact.size() <= std::numeric_limits<std::uint16_t>::max());
  TELAIO_ASSERT(key.visibility >= class_lowest && key.visibility <= class_protected);
  TELAIO_ASSERT(key.key_id >= 1);
  Bytes bytes;
  bytes.reserve(aad_tag.size() + id_size + 2 + place.fact.size() + 2 + key_ref_size);
  append(bytes, as_bytes(aad_tag));
  append(bytes, place.event.view());
  append_u16(bytes, static_cast<std::uint16_t>(place.fact.size()));
  append(bytes, as_bytes(place.fact));
  append_u16(bytes, place.part);
  append(bytes, encode(key));
  return bytes;
}

Bytes seal_part(const crypto::Xaes& cipher, const crypto::SecretKey& data_key, BytesView nonce,
                const PartPlace& place, const KeyRef& key, BytesView plaintext) {
  Bytes padded = pad(plaintext);
  const Bytes sealed = cipher.seal(data_key, nonce, additional_data(place, key), padded);
  crypto::cleanse(padded);
  Bytes part = to_bytes(nonce);
  part.reserve(nonce.size() + sealed.size());
  append(part, sealed);
  TELAIO_ASSERT(part.size() == sealed_size(plaintext.size()));
  return part;
}

Result<Bytes, OpenError> open_part(const crypto::Xaes& cipher, const crypto::SecretKey& data_key,
                                   const PartPlace& place, const KeyRef& key, BytesView sealed) {
  const bool whole =
      sealed.size() >= overhead + padding_block && (sealed.size() - overhead) % padding_block == 0;
  if (!whole) return OpenError{OpenFailure::malformed, "not 40 bytes plus a multiple of 64"};
  const bool known_class = key.visibility >= class_lowest && key.visibility <= class_protected;
  if (!known_class || key.key_id == 0) {
    return OpenError{OpenFailure::malformed, "no such key reference can exist"};
  }

  auto padded = cipher.open(data_key, sealed.first(crypto::Xaes::nonce_size),
                            additional_data(place, key), sealed.subspan(crypto::Xaes::nonce_size));
  if (!padded) {
    return OpenError{OpenFailure::not_authentic, "altered, or sealed for another place or key"};
  }
  auto plaintext = unpad(*padded);
  crypto::cleanse(*padded);
  return plaintext;
}

}  // namespace telaio::vault
