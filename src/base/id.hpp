// SPDX-License-Identifier: EUPL-1.2
// Opaque 128-bit identifiers. Each kind is a type of its own, so a case can never be passed where a
// person is asked for. They carry no meaning and no personal data: the only form in which streams,
// headers, rows and URLs name anybody (design: no codice fiscale as a key).
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace telaio {

inline constexpr std::size_t id_size = 16;

// 16 bytes in the order their hex text shows them.
struct Uuid {
  std::array<std::byte, id_size> bytes{};

  BytesView view() const { return bytes; }
  bool is_nil() const { return *this == Uuid{}; }
  auto operator<=>(const Uuid&) const = default;
};

// 32 lower-case hex digits.
std::string to_string(const Uuid& id);
// Accepts 32 hex digits, or the same with the four dashes of RFC 9562.
std::optional<Uuid> parse_uuid(std::string_view text);
// The caller has checked the length: exactly 16 bytes (asserted).
Uuid uuid_from(BytesView bytes);

template <class Tag>
struct Id : Uuid {
  Id() = default;
  explicit Id(const Uuid& uuid) : Uuid(uuid) {}
  auto operator<=>(const Id&) const = default;
};

template <class Kind>
std::optional<Kind> parse_id(std::string_view text) {
  const auto uuid = parse_uuid(text);
  if (!uuid) return std::nullopt;
  return Kind(*uuid);
}

using EventId = Id<struct EventTag>;
using CommandId = Id<struct CommandTag>;
using OperatorId = Id<struct OperatorTag>;
using PersonId = Id<struct PersonTag>;
using HouseholdId = Id<struct HouseholdTag>;
using ContactId = Id<struct ContactTag>;
using CaseId = Id<struct CaseTag>;
using ServiceId = Id<struct ServiceTag>;
using RegulationId = Id<struct RegulationTag>;
using AttestationId = Id<struct AttestationTag>;
using FeeId = Id<struct FeeTag>;
using AmbitoId = Id<struct AmbitoTag>;
using ContractId = Id<struct ContractTag>;
using SettlementId = Id<struct SettlementTag>;
using InvoiceId = Id<struct InvoiceTag>;
using NoticeId = Id<struct NoticeTag>;
using CriteriaId = Id<struct CriteriaTag>;
using RankingId = Id<struct RankingTag>;

}  // namespace telaio

// Identifiers are random: eight of their bytes are a hash already.
template <>
struct std::hash<telaio::Uuid> {
  std::size_t operator()(const telaio::Uuid& id) const noexcept {
    std::size_t value = 0;
    std::memcpy(&value, id.bytes.data() + 8, sizeof(value));
    return value;
  }
};
template <class Tag>
struct std::hash<telaio::Id<Tag>> : std::hash<telaio::Uuid> {};
