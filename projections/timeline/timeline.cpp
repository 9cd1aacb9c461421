// SPDX-License-Identifier: EUPL-1.2
#include "projections/timeline/timeline.hpp"

#include "projections/timeline/timeline_rows.hpp"
#include "view/row_codec.hpp"

namespace telaio::projections::timeline {
namespace {

using view::FactRows;
using view::FactState;
using view::maybe;
using view::plain;
using view::Recorded;
using view::RowWriter;

struct Subject {
  About about;
  Uuid id;
};

class Writer {
 public:
  Writer(const Recorded& recorded, const FactState& state, FactRows& rows)
      : recorded_(recorded), state_(state), rows_(rows) {}

  // `kind`: the number that tells facts of one type apart on a page (an intervention's kind, a
  // decision's result), 0 when there is none.
  template <class Kind>
  void fact(const Subject& subject, Kind kind, bool confidential = false) {
    RowWriter value;
    value.id(recorded_.event()).code_of(recorded_.type()).u8(static_cast<std::uint8_t>(kind));
    value.instant(recorded_.recorded).date(recorded_.recorded_on);
    value.optional_date(recorded_.effective_to());
    value.code_of(recorded_.header->visibility()).flag(confidential).flag(state_.voided);
    const auto key = RowWriter()
                         .code_of(subject.about)
                         .id(subject.id)
                         .date_inverted(state_.effective)
                         .position_inverted(recorded_.position)
                         .take();
    rows_.put(facts, key, value.view());
  }
  void fact(const Subject& subject) { fact(subject, 0); }

  // The link of a voided fact leads to voided facts only.
  void link(const Subject& from, const Subject& to) {
    const auto key = RowWriter()
                         .code_of(from.about)
                         .id(from.id)
                         .code_of(to.about)
                         .id(to.id)
                         .position(recorded_.position)
                         .take();
    rows_.put(links, key, RowWriter().flag(state_.voided).view());
  }

 private:
  const Recorded& recorded_;
  const FactState& state_;
  FactRows& rows_;
};

template <class Stored>
Subject about(About what, const Stored* stored) {
  return {what, plain(stored)};
}

void index_person(const Recorded& recorded, Writer& write) {
  if (const auto* known = recorded.fact<schema::PersonRegistered>()) {
    write.fact(about(About::person, known->person()), known->source());
  } else if (const auto* given = recorded.fact<schema::PersonIdentifierAssigned>()) {
    write.fact(about(About::person, given->person()), given->system());
  } else if (const auto* moved = recorded.fact<schema::ResidenceChanged>()) {
    write.fact(about(About::person, moved->person()), moved->kind());
  }
}

void index_household(const Recorded& recorded, Writer& write) {
  if (const auto* made = recorded.fact<schema::HouseholdComposed>()) {
    write.fact(about(About::household, made->household()), made->kind());
  } else if (const auto* changed = recorded.fact<schema::HouseholdMembershipChanged>()) {
    write.fact(about(About::household, changed->household()), changed->change());
  } else if (const auto* isee = recorded.fact<schema::IseeAttestationAcquired>()) {
    write.fact(about(About::household, isee->household()), isee->kind());
  } else if (const auto* accepted = recorded.fact<schema::AttestationDocumentsAccepted>()) {
    write.fact(about(About::household, accepted->household()));
  } else if (const auto* lookup = recorded.fact<schema::IseeLookupMade>()) {
    write.fact(about(About::household, lookup->household()), lookup->outcome());
  }
}

void index_contact(const Recorded& recorded, Writer& write) {
  if (const auto* logged = recorded.fact<schema::AccessContactLogged>()) {
    const Subject contact = about(About::contact, logged->contact());
    write.fact(contact, logged->channel());
    const auto* persons = logged->persons();
    if (persons == nullptr) return;
    for (const auto* person : *persons) write.link(about(About::person, person), contact);
  } else if (const auto* decided = recorded.fact<schema::AccessOutcomeDecided>()) {
    write.fact(about(About::contact, decided->contact()), decided->outcome());
  }
}

void index_taken(const schema::TakenInCharge& taken, Writer& write) {
  const Subject case_file = about(About::case_file, taken.case_file());
  write.fact(case_file, taken.mandate());
  if (const auto* subjects = taken.subjects()) {
    for (const auto* person : *subjects) write.link(case_file, about(About::person, person));
  }
  if (const auto* household = taken.household()) {
    write.link(case_file, about(About::household, household));
  }
  if (const auto* contact = taken.source_contact()) {
    write.link(case_file, about(About::contact, contact));
  }
}

void index_case(const Recorded& recorded, Writer& write) {
  if (const auto* taken = recorded.fact<schema::TakenInCharge>()) {
    index_taken(*taken, write);
  } else if (const auto* assigned = recorded.fact<schema::CaseManagerAssigned>()) {
    write.fact(about(About::case_file, assigned->case_file()));
  } else if (const auto* logged = recorded.fact<schema::InterventionLogged>()) {
    write.fact(about(About::case_file, logged->case_file()), logged->kind(),
               logged->confidential());
  } else if (const auto* closed = recorded.fact<schema::CaseClosed>()) {
    write.fact(about(About::case_file, closed->case_file()));
  }
}

void index_service(const Recorded& recorded, Writer& write) {
  if (const auto* requested = recorded.fact<schema::ServiceRequested>()) {
    const Subject service = about(About::service, requested->service());
    write.fact(service);
    // A service asked for within a case belongs to that case alone, one asked for without a case to
    // the person, and so to all of theirs.
    const auto case_file = maybe(requested->case_file());
    write.link(case_file ? Subject{About::case_file, *case_file}
                         : about(About::person, requested->person()),
               service);
  } else if (const auto* decided = recorded.fact<schema::ServiceDecided>()) {
    write.fact(about(About::service, decided->service()), decided->result());
  } else if (const auto* active = recorded.fact<schema::ServiceActivated>()) {
    write.fact(about(About::service, active->service()));
  } else if (const auto* delivered = recorded.fact<schema::ServiceDelivered>()) {
    write.fact(about(About::service, delivered->service()), delivered->state());
  } else if (const auto* ended = recorded.fact<schema::ServiceEnded>()) {
    write.fact(about(About::service, ended->service()));
  } else if (const auto* fee = recorded.fact<schema::CopaymentDetermined>()) {
    write.fact(about(About::service, fee->service()), fee->status());
  } else if (const auto* settled = recorded.fact<schema::SettlementDecided>()) {
    write.fact(about(About::service, settled->service()), settled->method());
  } else if (const auto* suspended = recorded.fact<schema::ServiceSuspended>()) {
    write.fact(about(About::service, suspended->service()), suspended->reason());
  } else if (const auto* resumed = recorded.fact<schema::ServiceResumed>()) {
    write.fact(about(About::service, resumed->service()));
  }
}

// These name the fee alone; its stream is the service's.
void index_contest(const Recorded& recorded, Writer& write) {
  const Subject service{About::service, recorded.stream.id};
  if (recorded.fact<schema::FeeNotified>() != nullptr ||
      recorded.fact<schema::FeeReviewRequested>() != nullptr) {
    write.fact(service);
  } else if (const auto* decided = recorded.fact<schema::FeeReviewDecided>()) {
    write.fact(service, decided->outcome());
  }
}

void index_adi(const Recorded& recorded, Writer& write) {
  if (const auto* received = recorded.fact<schema::HouseholdReceived>()) {
    write.fact(about(About::household, received->household()));
  } else if (const auto* sent = recorded.fact<schema::ConvocationSent>()) {
    write.fact(about(About::household, sent->household()), sent->kind());
  } else if (const auto* held = recorded.fact<schema::AppointmentHeld>()) {
    write.fact(about(About::household, held->household()), held->kind());
  } else if (const auto* missed = recorded.fact<schema::NoShow>()) {
    write.fact(about(About::household, missed->household()), missed->kind());
  } else if (const auto* suspended = recorded.fact<schema::BenefitSuspended>()) {
    write.fact(about(About::household, suspended->household()), suspended->reason());
  } else if (const auto* lost = recorded.fact<schema::BenefitLost>()) {
    write.fact(about(About::household, lost->household()), lost->reason());
  } else if (const auto* ended = recorded.fact<schema::BenefitEnded>()) {
    write.fact(about(About::household, ended->household()), ended->reason());
  }
}

}  // namespace

void Timeline::index(const Recorded& recorded, const FactState& state, FactRows& rows) const {
  Writer write(recorded, state, rows);
  index_case(recorded, write);
  index_service(recorded, write);
  index_contest(recorded, write);
  index_person(recorded, write);
  index_household(recorded, write);
  index_contact(recorded, write);
  index_adi(recorded, write);
}

}  // namespace telaio::projections::timeline
