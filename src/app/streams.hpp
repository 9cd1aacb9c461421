// SPDX-License-Identifier: EUPL-1.2
// Which stream an aggregate's facts live in. Kinds are numbers of schema::StreamKind and part of
// every stored frame: never reused.
#pragma once

#include "base/code.hpp"
#include "base/date.hpp"
#include "base/id.hpp"
#include "log/event_log.hpp"

namespace telaio::app::streams {

log::StreamId person(const PersonId& id);
log::StreamId household(const HouseholdId& id);
log::StreamId contact(const ContactId& id);
log::StreamId case_file(const CaseId& id);
log::StreamId service(const ServiceId& id);
log::StreamId regulation(const RegulationId& id);
// One per household: its attestations.
log::StreamId isee(const HouseholdId& id);
// One per service: what was determined for it.
log::StreamId fee(const ServiceId& id);
// A call's rules; a list made by them. One stream each, written once.
log::StreamId criteria(const CriteriaId& id);
log::StreamId ranking(const RankingId& id);
log::StreamId ambito(const AmbitoId& id);
// One per household on Assegno di Inclusione.
log::StreamId adi(const HouseholdId& id);
// One per person: invoices and payment notices.
log::StreamId account(const PersonId& id);
// One per subject of keys, a person or a case: holds and erasures. The nil id: what was destroyed
// of class P5, whose subject is nowhere said.
log::StreamId disposal(const Uuid& subject);
// One for the whole installation.
log::StreamId governance();
// One per unit and day, so that reading never contends with writing.
log::StreamId access(const Code& unit, Date day);
// One for the whole installation: who had the log checked, and what came of it.
log::StreamId verifications();
// Only one live case per person and area; only one running service of a kind per person.
log::StreamId live_case_of(const PersonId& person, const Code& area);
log::StreamId running_service_of(const PersonId& person, const Code& service_code);
// Which list of a call is the last one: the next takes over from it.
log::StreamId last_list_of(const CriteriaId& criteria);
// Which versions a Comune (empty: the whole Ambito) has for a service (domain::RegulationChain).
log::StreamId regulation_versions(const Code& comune, const Code& service_code);
// Only one notice has an IUV; `keyed_iuv` is a digest under a key of the installation.
log::StreamId payment_number(BytesView keyed_iuv);

}  // namespace telaio::app::streams
