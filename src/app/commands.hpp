// SPDX-License-Identifier: EUPL-1.2
// Every command the program accepts, one overload each: load what it depends on, decide by the
// rules of src/domain, append all or nothing. Whoever calls has authorised the actor
// (app/authorise.hpp).
//
// All block on disk; all are safe to repeat with the same request id.
#pragma once

#include <span>

#include "app/transact.hpp"
#include "domain/adi/adi.hpp"
#include "domain/ambito/ambito.hpp"
#include "domain/case_file/case_file.hpp"
#include "domain/contact/contact.hpp"
#include "domain/disposal/disposal.hpp"
#include "domain/governance/authorisations.hpp"
#include "domain/governance/corrections.hpp"
#include "domain/household/household.hpp"
#include "domain/isee/isee.hpp"
#include "domain/person/person.hpp"
#include "domain/regulation/regulation.hpp"
#include "domain/service/service.hpp"
#include "domain/service/suspension.hpp"

namespace telaio::app {

using Executed = Result<Outcome, Failure>;

// ---- Persons and households ----
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::RegisterPerson& command);
// The value's form and check letter are judged here (domain/identifiers).
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::AssignIdentifier& command);
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::ChangeResidence& command);
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::ComposeHousehold& command);
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::ChangeMembership& command);

// ---- Access ----
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::LogAccessContact& command);
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::DecideOutcome& command);

// ---- Cases ----
// Takes one reservation per subject and area: a person has one live case per area.
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::TakeInCharge& command);
Executed execute(Transactor& transactor, const CommandRequest& request, const CaseId& id,
                 const domain::AssignCaseManager& command);
Executed execute(Transactor& transactor, const CommandRequest& request, const CaseId& id,
                 const domain::LogIntervention& command);
// Gives the reservations of its subjects back.
Executed execute(Transactor& transactor, const CommandRequest& request, const CaseId& id,
                 const domain::CloseCase& command);

// ---- Services ----
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::RequestService& command);
// Whether the service is priced comes from the services' list (app/catalogue.hpp).
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::DecideService& command, bool priced);
// Takes the reservation of the person and service code: one running service of a kind per person.
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::ActivateService& command);
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::RecordDelivery& command);
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::EndService& command);
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::SuspendService& command);
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::ResumeService& command);

// ---- ISEE and regulations (fees: app/fees.hpp) ----
// Opens the details of the household's attestations to see whether the DSU is known already.
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::AcquireAttestation& command);
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::AcceptDocuments& command);
// `known`: versions of the same Comune and service that were published before chains were kept
// (version 0.1 did not); they join the chain. Refuses whatever holds on a day that another holds.
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::PublishRegulation& command,
                 std::span<const RegulationId> known = {});
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::WithdrawRegulation& command);

// ---- Ambito and ADI ----
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::ComposeAmbito& command);
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::PublishPopulation& command);
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::ChangeStaffContract& command);
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::SubmitFiling& command);
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::ReceiveHousehold& command);
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::SendConvocation& command);
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::HoldAppointment& command);
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::RecordNoShow& command);
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::SuspendBenefit& command);
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::LoseBenefit& command);
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::EndBenefit& command);

// ---- Governance ----
// `stream`: the one of the wrong event.
Executed execute(Transactor& transactor, const CommandRequest& request, const log::StreamId& stream,
                 const domain::CorrectEvent& command);
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::ChangeAuthorisation& command);

// ---- Holds and erasures (the whole of one: tools/installation/erasure.hpp) ----
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::PlaceHold& command);
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::ReleaseHold& command);
// Refuses disposal.subject_unknown when the vault has no key of the subject.
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::RequestErasure& command);
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::AuthoriseDisposal& command);
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::DestroyKeys& command);
// In the stream of the nil id, while the subject's own stream stands as it was read.
Executed execute(Transactor& transactor, const CommandRequest& request, const Uuid& subject,
                 const domain::DisposalId& disposal, const domain::DestroyProtectedKeys& command);
Executed execute(Transactor& transactor, const CommandRequest& request,
                 const domain::CompleteErasure& command);

}  // namespace telaio::app
