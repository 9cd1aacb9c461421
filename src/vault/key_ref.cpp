// SPDX-License-Identifier: EUPL-1.2
#include "vault/key_ref.hpp"

namespace telaio::vault {

Bytes encode(const KeyRef& key) {
  Bytes bytes;
  bytes.reserve(key_ref_size);
  append(bytes, key.subject.view());
  bytes.push_back(static_cast<std::byte>(key.visibility));
  append_u32(bytes, key.key_id);
  return bytes;
}

std::optional<KeyRef> decode_key_ref(BytesView bytes) {
  if (bytes.size() != key_ref_size) return std::nullopt;
  KeyRef key;
  key.subject = uuid_from(bytes.first(id_size));
  key.visibility = static_cast<std::uint8_t>(bytes[id_size]);
  key.key_id = read_u32(bytes.subspan(id_size + 1));
  return key;
}

KeyRef key_of_part(const EventId& event, const Uuid& subject, std::uint8_t visibility,
                   std::uint32_t key_id) {
  if (visibility == class_protected) return KeyRef{event, visibility, key_id};
  return KeyRef{subject, visibility, key_id};
}

Uuid descriptor_subject(const KeyRef& key) {
  return key.visibility == class_protected ? Uuid{} : key.subject;
}

}  // namespace telaio::vault
