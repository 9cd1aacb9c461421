// SPDX-License-Identifier: EUPL-1.2
// The bridge between stored structs and the strong types of src/base: flatc's generated code calls
// Pack and UnPack for every struct that names a native type in schemas/common.fbs.
#pragma once

#include <memory>
#include <optional>

#include "base/code.hpp"
#include "base/date.hpp"
#include "base/id.hpp"
#include "base/instant.hpp"
#include "base/money.hpp"

namespace telaio::schema {
struct Uuid;
struct EventId;
struct OperatorId;
struct PersonId;
struct HouseholdId;
struct ContactId;
struct CaseId;
struct ServiceId;
struct RegulationId;
struct AttestationId;
struct FeeId;
struct AmbitoId;
struct ContractId;
struct SettlementId;
struct InvoiceId;
struct NoticeId;
struct CriteriaId;
struct RankingId;
struct Date;
struct Instant;
struct Money;
struct Code;
}  // namespace telaio::schema

namespace telaio {

// flatc 2.0.8 assigns what UnPack returns both to mandatory fields (plain values) and to optional
// ones (unique_ptr): this converts into either.
template <class Native>
struct Unpacked {
  Native value;
  operator Native() const { return value; }
  operator std::unique_ptr<Native>() const { return std::make_unique<Native>(value); }
};

// And it writes an optional field as `&packed`: when the field is absent, that address is null, so
// nothing is written. (Without this, flatc 2.0.8 cannot pack an optional struct of a native type.)
template <class Stored>
class PackedOptional {
 public:
  PackedOptional() = default;
  explicit PackedOptional(const Stored& stored) : stored_(stored) {}
  const Stored* operator&() const { return stored_ ? &*stored_ : nullptr; }

 private:
  std::optional<Stored> stored_;
};

}  // namespace telaio

namespace flatbuffers {

telaio::schema::Uuid Pack(const telaio::Uuid& id);
telaio::schema::EventId Pack(const telaio::EventId& id);
telaio::schema::OperatorId Pack(const telaio::OperatorId& id);
telaio::schema::PersonId Pack(const telaio::PersonId& id);
telaio::schema::HouseholdId Pack(const telaio::HouseholdId& id);
telaio::schema::ContactId Pack(const telaio::ContactId& id);
telaio::schema::CaseId Pack(const telaio::CaseId& id);
telaio::schema::ServiceId Pack(const telaio::ServiceId& id);
telaio::schema::RegulationId Pack(const telaio::RegulationId& id);
telaio::schema::AttestationId Pack(const telaio::AttestationId& id);
telaio::schema::FeeId Pack(const telaio::FeeId& id);
telaio::schema::AmbitoId Pack(const telaio::AmbitoId& id);
telaio::schema::ContractId Pack(const telaio::ContractId& id);
telaio::schema::SettlementId Pack(const telaio::SettlementId& id);
telaio::schema::InvoiceId Pack(const telaio::InvoiceId& id);
telaio::schema::NoticeId Pack(const telaio::NoticeId& id);
telaio::schema::CriteriaId Pack(const telaio::CriteriaId& id);
telaio::schema::RankingId Pack(const telaio::RankingId& id);
telaio::schema::Date Pack(const telaio::Date& date);
telaio::schema::Instant Pack(const telaio::Instant& instant);
telaio::schema::Money Pack(const telaio::Money& money);
telaio::schema::Code Pack(const telaio::Code& code);

template <class Native>
auto Pack(const std::unique_ptr<Native>& optional) {
  using Stored = decltype(Pack(*optional));
  return optional ? telaio::PackedOptional<Stored>(Pack(*optional))
                  : telaio::PackedOptional<Stored>();
}

telaio::Unpacked<telaio::Uuid> UnPack(const telaio::schema::Uuid& stored);
telaio::Unpacked<telaio::EventId> UnPack(const telaio::schema::EventId& stored);
telaio::Unpacked<telaio::OperatorId> UnPack(const telaio::schema::OperatorId& stored);
telaio::Unpacked<telaio::PersonId> UnPack(const telaio::schema::PersonId& stored);
telaio::Unpacked<telaio::HouseholdId> UnPack(const telaio::schema::HouseholdId& stored);
telaio::Unpacked<telaio::ContactId> UnPack(const telaio::schema::ContactId& stored);
telaio::Unpacked<telaio::CaseId> UnPack(const telaio::schema::CaseId& stored);
telaio::Unpacked<telaio::ServiceId> UnPack(const telaio::schema::ServiceId& stored);
telaio::Unpacked<telaio::RegulationId> UnPack(const telaio::schema::RegulationId& stored);
telaio::Unpacked<telaio::AttestationId> UnPack(const telaio::schema::AttestationId& stored);
telaio::Unpacked<telaio::FeeId> UnPack(const telaio::schema::FeeId& stored);
telaio::Unpacked<telaio::AmbitoId> UnPack(const telaio::schema::AmbitoId& stored);
telaio::Unpacked<telaio::ContractId> UnPack(const telaio::schema::ContractId& stored);
telaio::Unpacked<telaio::SettlementId> UnPack(const telaio::schema::SettlementId& stored);
telaio::Unpacked<telaio::InvoiceId> UnPack(const telaio::schema::InvoiceId& stored);
telaio::Unpacked<telaio::NoticeId> UnPack(const telaio::schema::NoticeId& stored);
telaio::Unpacked<telaio::CriteriaId> UnPack(const telaio::schema::CriteriaId& stored);
telaio::Unpacked<telaio::RankingId> UnPack(const telaio::schema::RankingId& stored);
telaio::Unpacked<telaio::Date> UnPack(const telaio::schema::Date& stored);
telaio::Unpacked<telaio::Instant> UnPack(const telaio::schema::Instant& stored);
telaio::Unpacked<telaio::Money> UnPack(const telaio::schema::Money& stored);
// A stored code that is not well formed reads as the empty code: it was never written by us.
telaio::Unpacked<telaio::Code> UnPack(const telaio::schema::Code& stored);

}  // namespace flatbuffers
