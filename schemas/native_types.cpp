// SPDX-License-Identifier: EUPL-1.2
#include "schemas/native_types.hpp"

#include <cstring>

#include "schemas/common_generated.h"

namespace flatbuffers {
namespace {

// Ids and codes are arrays of bytes on both sides, in the same order.
template <class Stored, class Native>
Stored pack_bytes(const Native& native) {
  static_assert(sizeof(Stored) == sizeof(native));
  Stored stored;
  std::memcpy(&stored, &native, sizeof(stored));
  return stored;
}

template <class Native, class Stored>
Native unpack_id(const Stored& stored) {
  static_assert(sizeof(Stored) == telaio::id_size);
  telaio::Uuid id;
  std::memcpy(id.bytes.data(), &stored, telaio::id_size);
  return Native(id);
}

}  // namespace

#define TELAIO_ID(Kind)                                                       \
  telaio::schema::Kind Pack(const telaio::Kind& id) {                         \
    return pack_bytes<telaio::schema::Kind>(id.bytes);                        \
  }                                                                           \
  telaio::Unpacked<telaio::Kind> UnPack(const telaio::schema::Kind& stored) { \
    return {unpack_id<telaio::Kind>(stored)};                                 \
  }

TELAIO_ID(Uuid)
TELAIO_ID(EventId)
TELAIO_ID(OperatorId)
TELAIO_ID(PersonId)
TELAIO_ID(HouseholdId)
TELAIO_ID(ContactId)
TELAIO_ID(CaseId)
TELAIO_ID(ServiceId)
TELAIO_ID(RegulationId)
TELAIO_ID(AttestationId)
TELAIO_ID(FeeId)
TELAIO_ID(AmbitoId)
TELAIO_ID(ContractId)
TELAIO_ID(SettlementId)
TELAIO_ID(InvoiceId)
TELAIO_ID(NoticeId)
TELAIO_ID(CriteriaId)
TELAIO_ID(RankingId)

#undef TELAIO_ID

telaio::schema::Date Pack(const telaio::Date& date) {
  return telaio::schema::Date(date.days());
}
telaio::Unpacked<telaio::Date> UnPack(const telaio::schema::Date& stored) {
  return {telaio::Date::from_days(stored.days())};
}

telaio::schema::Instant Pack(const telaio::Instant& instant) {
  return telaio::schema::Instant(instant.micros());
}
telaio::Unpacked<telaio::Instant> UnPack(const telaio::schema::Instant& stored) {
  return {telaio::Instant::from_micros(stored.micros())};
}

telaio::schema::Money Pack(const telaio::Money& money) {
  return telaio::schema::Money(money.cents());
}
telaio::Unpacked<telaio::Money> UnPack(const telaio::schema::Money& stored) {
  return {telaio::Money::from_cents(stored.cents())};
}

telaio::schema::Code Pack(const telaio::Code& code) {
  return pack_bytes<telaio::schema::Code>(code.stored());
}
telaio::Unpacked<telaio::Code> UnPack(const telaio::schema::Code& stored) {
  const auto bytes = std::as_bytes(std::span(&stored, 1));
  return {telaio::Code::from_stored(bytes).value_or(telaio::Code())};
}

}  // namespace flatbuffers
