// SPDX-License-Identifier: EUPL-1.2
// Names a data key without being one: it stands in the descriptors of sealed parts, in their
// additional data and in `SubjectKeyDestroyed` (docs/formats/sealed-part.md).
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>

#include "base/bytes.hpp"
#include "base/id.hpp"

namespace telaio::vault {

// Visibility classes that have keys (schema::VisibilityClass; P0 is public and never sealed).
inline constexpr std::uint8_t class_lowest = 1;
inline constexpr std::uint8_t class_case = 4;       // P4: the subject is the case.
inline constexpr std::uint8_t class_protected = 5;  // P5: one key per event and person concerned.

// `subject` is a person (P1-P3), a case (P4) or the event itself (P5: the log must not say whose
// key it is; the vault knows). `key_id` counts from 1 per subject and class.
struct KeyRef {
  Uuid subject;
  std::uint8_t visibility = 0;
  std::uint32_t key_id = 0;

  auto operator<=>(const KeyRef&) const = default;
};

// Whose key is wanted. `owner` is for P5 only, and mandatory there (asserted): the person
// concerned, so that an erasure of that person finds the key; `subject` is then the event.
struct KeyRequest {
  Uuid subject;
  std::uint8_t visibility = 0;  // 1 to 5 (asserted).
  Uuid owner;

  auto operator<=>(const KeyRequest&) const = default;
};

inline constexpr std::size_t key_ref_size = 21;

// subject(16) ‖ u8 class ‖ u32 key id.
Bytes encode(const KeyRef& key);
// Nothing when `bytes` is not 21 long.
std::optional<KeyRef> decode_key_ref(BytesView bytes);

// The key that the descriptor of a sealed part names: P5 descriptors name no subject, the key is
// then found by the event.
KeyRef key_of_part(const EventId& event, const Uuid& descriptor_subject, std::uint8_t visibility,
                   std::uint32_t key_id);
// What the descriptor says of `key`: its subject, or the nil id for P5.
Uuid descriptor_subject(const KeyRef& key);

}  // namespace telaio::vault

template <>
struct std::hash<telaio::vault::KeyRef> {
  std::size_t operator()(const telaio::vault::KeyRef& key) const noexcept {
    const std::size_t number = (static_cast<std::size_t>(key.key_id) << 3U) | key.visibility;
    return std::hash<telaio::Uuid>()(key.subject) ^ (number * 0x9e3779b97f4a7c15U);
  }
};
