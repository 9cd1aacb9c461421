// SPDX-License-Identifier: EUPL-1.2
// Every public fact as JSON: its fields by their names in the schema, codes as text, ids in hex,
// dates and instants in ISO form, money as "450.00". Optional fields that are not set are left out.
// Adding a field to a schema means adding a line in fact_json_*.cpp.
#pragma once

#include <boost/json/object.hpp>

namespace telaio::schema {
struct Milli;
struct Fraction;
struct HouseholdMember;
struct FeeStep;
struct FeeSegment;
struct FeeAdjustment;
struct SettledFee;
struct InvoiceLine;
struct AccessGate;
struct ScoreItem;
struct TieBreaker;
struct ItemPoints;
struct RankedApplication;
struct PersonRegistered;
struct PersonIdentifierAssigned;
struct ResidenceChanged;
struct HouseholdComposed;
struct HouseholdMembershipChanged;
struct AccessContactLogged;
struct AccessOutcomeDecided;
struct TakenInCharge;
struct CaseManagerAssigned;
struct InterventionLogged;
struct CaseClosed;
struct ServiceRequested;
struct ServiceDecided;
struct ServiceActivated;
struct ServiceDelivered;
struct ServiceEnded;
struct RegulationPublished;
struct IseeAttestationAcquired;
struct CopaymentDetermined;
struct AmbitoComposed;
struct PopulationPublished;
struct StaffContractChanged;
struct FilingSubmitted;
struct HouseholdReceived;
struct ConvocationSent;
struct AppointmentHeld;
struct NoShow;
struct BenefitSuspended;
struct BenefitLost;
struct BenefitEnded;
struct EventCorrected;
struct OperatorAuthorisationChanged;
struct RecordAccessed;
struct ReservationTaken;
struct ReservationReleased;
struct RegulationWithdrawn;
struct AttestationDocumentsAccepted;
struct IseeLookupMade;
struct FeeNotified;
struct FeeReviewRequested;
struct FeeReviewDecided;
struct SettlementDecided;
struct ServiceSuspended;
struct ServiceResumed;
struct InvoiceIssued;
struct PaymentNoticeIssued;
struct PaymentNoticeClosed;
struct AccessCriteriaPublished;
struct ApplicationAssessed;
struct RankedListPublished;
struct KeyReference;
struct HoldPlaced;
struct HoldReleased;
struct ErasureRequested;
struct DisposalAuthorised;
struct SubjectKeyDestroyed;
struct ErasureCompleted;
struct EpochBegan;
}  // namespace telaio::schema

namespace telaio::cli {

namespace json = boost::json;

json::object to_json(const schema::FeeStep& fact);
json::object to_json(const schema::FeeSegment& fact);
json::object to_json(const schema::FeeAdjustment& fact);
json::object to_json(const schema::SettledFee& fact);
json::object to_json(const schema::InvoiceLine& fact);
json::object to_json(const schema::AccessGate& fact);
json::object to_json(const schema::ScoreItem& fact);
json::object to_json(const schema::TieBreaker& fact);
json::object to_json(const schema::ItemPoints& fact);
json::object to_json(const schema::RankedApplication& fact);
json::object to_json(const schema::PersonRegistered& fact);
json::object to_json(const schema::PersonIdentifierAssigned& fact);
json::object to_json(const schema::ResidenceChanged& fact);
json::object to_json(const schema::HouseholdComposed& fact);
json::object to_json(const schema::HouseholdMembershipChanged& fact);
json::object to_json(const schema::AccessContactLogged& fact);
json::object to_json(const schema::AccessOutcomeDecided& fact);
json::object to_json(const schema::TakenInCharge& fact);
json::object to_json(const schema::CaseManagerAssigned& fact);
json::object to_json(const schema::InterventionLogged& fact);
json::object to_json(const schema::CaseClosed& fact);
json::object to_json(const schema::ServiceRequested& fact);
json::object to_json(const schema::ServiceDecided& fact);
json::object to_json(const schema::ServiceActivated& fact);
json::object to_json(const schema::ServiceDelivered& fact);
json::object to_json(const schema::ServiceEnded& fact);
json::object to_json(const schema::RegulationPublished& fact);
json::object to_json(const schema::IseeAttestationAcquired& fact);
json::object to_json(const schema::CopaymentDetermined& fact);
json::object to_json(const schema::AmbitoComposed& fact);
json::object to_json(const schema::PopulationPublished& fact);
json::object to_json(const schema::StaffContractChanged& fact);
json::object to_json(const schema::FilingSubmitted& fact);
json::object to_json(const schema::HouseholdReceived& fact);
json::object to_json(const schema::ConvocationSent& fact);
json::object to_json(const schema::AppointmentHeld& fact);
json::object to_json(const schema::NoShow& fact);
json::object to_json(const schema::BenefitSuspended& fact);
json::object to_json(const schema::BenefitLost& fact);
json::object to_json(const schema::BenefitEnded& fact);
json::object to_json(const schema::EventCorrected& fact);
json::object to_json(const schema::OperatorAuthorisationChanged& fact);
json::object to_json(const schema::RecordAccessed& fact);
json::object to_json(const schema::ReservationTaken& fact);
json::object to_json(const schema::ReservationReleased& fact);
json::object to_json(const schema::RegulationWithdrawn& fact);
json::object to_json(const schema::AttestationDocumentsAccepted& fact);
json::object to_json(const schema::IseeLookupMade& fact);
json::object to_json(const schema::FeeNotified& fact);
json::object to_json(const schema::FeeReviewRequested& fact);
json::object to_json(const schema::FeeReviewDecided& fact);
json::object to_json(const schema::SettlementDecided& fact);
json::object to_json(const schema::ServiceSuspended& fact);
json::object to_json(const schema::ServiceResumed& fact);
json::object to_json(const schema::InvoiceIssued& fact);
json::object to_json(const schema::PaymentNoticeIssued& fact);
json::object to_json(const schema::PaymentNoticeClosed& fact);
json::object to_json(const schema::AccessCriteriaPublished& fact);
json::object to_json(const schema::ApplicationAssessed& fact);
json::object to_json(const schema::RankedListPublished& fact);
json::object to_json(const schema::KeyReference& fact);
json::object to_json(const schema::HoldPlaced& fact);
json::object to_json(const schema::HoldReleased& fact);
json::object to_json(const schema::ErasureRequested& fact);
json::object to_json(const schema::DisposalAuthorised& fact);
json::object to_json(const schema::SubjectKeyDestroyed& fact);
json::object to_json(const schema::ErasureCompleted& fact);
json::object to_json(const schema::EpochBegan& fact);

}  // namespace telaio::cli
