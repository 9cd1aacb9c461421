// SPDX-License-Identifier: EUPL-1.2
#include "tools/telaio/event_json.hpp"

#include <fmt/format.h>

#include <charconv>

#include "base/limits.hpp"
#include "tools/telaio/json_fields.hpp"

namespace telaio::cli {
namespace {

json::object fact_json(const schema::Header& header) {
  // A type without a fact passes the verifier.
  if (header.fact() == nullptr) return {};
  switch (header.fact_type()) {
    case schema::Fact::NONE:
      return {};
    case schema::Fact::PersonRegistered:
      return to_json(*header.fact_as_PersonRegistered());
    case schema::Fact::PersonIdentifierAssigned:
      return to_json(*header.fact_as_PersonIdentifierAssigned());
    case schema::Fact::ResidenceChanged:
      return to_json(*header.fact_as_ResidenceChanged());
    case schema::Fact::HouseholdComposed:
      return to_json(*header.fact_as_HouseholdComposed());
    case schema::Fact::HouseholdMembershipChanged:
      return to_json(*header.fact_as_HouseholdMembershipChanged());
    case schema::Fact::AccessContactLogged:
      return to_json(*header.fact_as_AccessContactLogged());
    case schema::Fact::AccessOutcomeDecided:
      return to_json(*header.fact_as_AccessOutcomeDecided());
    case schema::Fact::TakenInCharge:
      return to_json(*header.fact_as_TakenInCharge());
    case schema::Fact::CaseManagerAssigned:
      return to_json(*header.fact_as_CaseManagerAssigned());
    case schema::Fact::InterventionLogged:
      return to_json(*header.fact_as_InterventionLogged());
    case schema::Fact::CaseClosed:
      return to_json(*header.fact_as_CaseClosed());
    case schema::Fact::ServiceRequested:
      return to_json(*header.fact_as_ServiceRequested());
    case schema::Fact::ServiceDecided:
      return to_json(*header.fact_as_ServiceDecided());
    case schema::Fact::ServiceActivated:
      return to_json(*header.fact_as_ServiceActivated());
    case schema::Fact::ServiceDelivered:
      return to_json(*header.fact_as_ServiceDelivered());
    case schema::Fact::ServiceEnded:
      return to_json(*header.fact_as_ServiceEnded());
    case schema::Fact::RegulationPublished:
      return to_json(*header.fact_as_RegulationPublished());
    case schema::Fact::IseeAttestationAcquired:
      return to_json(*header.fact_as_IseeAttestationAcquired());
    case schema::Fact::CopaymentDetermined:
      return to_json(*header.fact_as_CopaymentDetermined());
    case schema::Fact::AmbitoComposed:
      return to_json(*header.fact_as_AmbitoComposed());
    case schema::Fact::PopulationPublished:
      return to_json(*header.fact_as_PopulationPublished());
    case schema::Fact::StaffContractChanged:
      return to_json(*header.fact_as_StaffContractChanged());
    case schema::Fact::FilingSubmitted:
      return to_json(*header.fact_as_FilingSubmitted());
    case schema::Fact::HouseholdReceived:
      return to_json(*header.fact_as_HouseholdReceived());
    case schema::Fact::ConvocationSent:
      return to_json(*header.fact_as_ConvocationSent());
    case schema::Fact::AppointmentHeld:
      return to_json(*header.fact_as_AppointmentHeld());
    case schema::Fact::NoShow:
      return to_json(*header.fact_as_NoShow());
    case schema::Fact::BenefitSuspended:
      return to_json(*header.fact_as_BenefitSuspended());
    case schema::Fact::BenefitLost:
      return to_json(*header.fact_as_BenefitLost());
    case schema::Fact::BenefitEnded:
      return to_json(*header.fact_as_BenefitEnded());
    case schema::Fact::EventCorrected:
      return to_json(*header.fact_as_EventCorrected());
    case schema::Fact::OperatorAuthorisationChanged:
      return to_json(*header.fact_as_OperatorAuthorisationChanged());
    case schema::Fact::RecordAccessed:
      return to_json(*header.fact_as_RecordAccessed());
    case schema::Fact::ReservationTaken:
      return to_json(*header.fact_as_ReservationTaken());
    case schema::Fact::ReservationReleased:
      return to_json(*header.fact_as_ReservationReleased());
    case schema::Fact::RegulationWithdrawn:
      return to_json(*header.fact_as_RegulationWithdrawn());
    case schema::Fact::AttestationDocumentsAccepted:
      return to_json(*header.fact_as_AttestationDocumentsAccepted());
    case schema::Fact::IseeLookupMade:
      return to_json(*header.fact_as_IseeLookupMade());
    case schema::Fact::FeeNotified:
      return to_json(*header.fact_as_FeeNotified());
    case schema::Fact::FeeReviewRequested:
      return to_json(*header.fact_as_FeeReviewRequested());
    case schema::Fact::FeeReviewDecided:
      return to_json(*header.fact_as_FeeReviewDecided());
    case schema::Fact::SettlementDecided:
      return to_json(*header.fact_as_SettlementDecided());
    case schema::Fact::ServiceSuspended:
      return to_json(*header.fact_as_ServiceSuspended());
    case schema::Fact::ServiceResumed:
      return to_json(*header.fact_as_ServiceResumed());
    case schema::Fact::InvoiceIssued:
      return to_json(*header.fact_as_InvoiceIssued());
    case schema::Fact::PaymentNoticeIssued:
      return to_json(*header.fact_as_PaymentNoticeIssued());
    case schema::Fact::PaymentNoticeClosed:
      return to_json(*header.fact_as_PaymentNoticeClosed());
    case schema::Fact::AccessCriteriaPublished:
      return to_json(*header.fact_as_AccessCriteriaPublished());
    case schema::Fact::ApplicationAssessed:
      return to_json(*header.fact_as_ApplicationAssessed());
    case schema::Fact::RankedListPublished:
      return to_json(*header.fact_as_RankedListPublished());
    case schema::Fact::HoldPlaced:
      return to_json(*header.fact_as_HoldPlaced());
    case schema::Fact::HoldReleased:
      return to_json(*header.fact_as_HoldReleased());
    case schema::Fact::ErasureRequested:
      return to_json(*header.fact_as_ErasureRequested());
    case schema::Fact::DisposalAuthorised:
      return to_json(*header.fact_as_DisposalAuthorised());
    case schema::Fact::SubjectKeyDestroyed:
      return to_json(*header.fact_as_SubjectKeyDestroyed());
    case schema::Fact::ErasureCompleted:
      return to_json(*header.fact_as_ErasureCompleted());
    case schema::Fact::EpochBegan:
      return to_json(*header.fact_as_EpochBegan());
  }
  return {};  // Written by a newer version: its fields stay opaque.
}

json::array parts_json(const schema::Header& header, const log::StoredEvent& event) {
  json::array parts;
  if (header.parts() == nullptr) return parts;
  for (flatbuffers::uoffset_t i = 0; i < header.parts()->size(); ++i) {
    const schema::PartDescriptor& descriptor = *header.parts()->Get(i);
    json::object part;
    add(part, "subject", &descriptor.subject());
    add(part, "visibility", schema::EnumNameVisibilityClass(descriptor.visibility()));
    add(part, "key_id", descriptor.key_id());
    add(part, "length", descriptor.length());
    const auto& sha256 = *descriptor.sha256();
    part["sha256"] = to_hex(std::as_bytes(std::span(sha256.Data(), sha256.size())));
    part["stored"] = i < event.parts.size() && event.parts[i].has_value();
    parts.push_back(std::move(part));
  }
  return parts;
}

const schema::Header* verified(const Bytes& header) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(header.data());
  flatbuffers::Verifier verifier(data, header.size(), limits::flatbuffer_depth_max,
                                 limits::flatbuffer_tables_max);
  return schema::VerifyHeaderBuffer(verifier) ? schema::GetHeader(data) : nullptr;
}

}  // namespace

std::string stream_name(const log::StreamId& stream) {
  const std::string_view kind =
      schema::EnumNameStreamKind(static_cast<schema::StreamKind>(stream.kind));
  const std::string id = to_string(stream.id);
  return kind.empty() ? fmt::format("{}-{}", stream.kind, id) : fmt::format("{}-{}", kind, id);
}

std::optional<log::StreamId> parse_stream_name(std::string_view name) {
  const std::size_t dash = name.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto id = parse_uuid(name.substr(dash + 1));
  if (!id) return std::nullopt;
  const std::string_view kind = name.substr(0, dash);
  for (const schema::StreamKind known : schema::EnumValuesStreamKind()) {
    if (kind == schema::EnumNameStreamKind(known)) {
      return log::StreamId{static_cast<std::uint16_t>(known), *id};
    }
  }
  log::StreamId stream{0, *id};
  const auto [end, error] = std::from_chars(kind.data(), kind.data() + kind.size(), stream.kind);
  if (error != std::errc() || end != kind.data() + kind.size()) return std::nullopt;
  return stream;
}

json::object header_json(const schema::Header& header) {
  json::object object;
  add(object, "event", header.event());
  add(object, "operator", header.operator_());
  add(object, "role", schema::EnumNameRole(header.role()));
  add(object, "unit", header.unit());
  add(object, "body", header.body());
  add(object, "origin", schema::EnumNameOrigin(header.origin()));
  add(object, "written_at", header.written_at());
  add(object, "legal_basis", schema::EnumNameLegalBasis(header.legal_basis()));
  add(object, "purpose", header.purpose());
  add(object, "correlation", header.correlation());
  add(object, "causation", header.causation());
  add(object, "effective_from", header.effective_from());
  add(object, "effective_to", header.effective_to());
  add(object, "visibility", schema::EnumNameVisibilityClass(header.visibility()));
  const std::string_view type = schema::EnumNameFact(header.fact_type());
  if (type.empty()) {
    object["type"] = static_cast<unsigned>(header.fact_type());
  } else {
    object["type"] = type;
  }
  object["fact"] = fact_json(header);
  return object;
}

json::object event_json(const log::StoredEvent& event) {
  json::object object;
  object["position"] = event.position;
  object["stream"] = stream_name(event.stream);
  object["version"] = event.version;
  object["command"] = to_string(event.command);
  object["place"] = event.place;
  object["commit_size"] = event.commit_size;
  object["recorded"] = to_string(event.recorded);
  const schema::Header* header = verified(event.header);
  if (header == nullptr) {
    object["header"] = nullptr;
    return object;
  }
  object["header"] = header_json(*header);
  object["parts"] = parts_json(*header, event);
  return object;
}

}  // namespace telaio::cli
