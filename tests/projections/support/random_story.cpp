// SPDX-License-Identifier: EUPL-1.2
// An invented Ambito: enough of everything, in any order, often late, sometimes wrong.
#include "tests/projections/support/story.hpp"

namespace telaio::testing {
namespace {

class Teller {
 public:
  Teller(Story& story, std::mt19937_64& random) : story_(story), random_(random) {}

  void tell(std::size_t commits) {
    for (std::size_t i = 0; i < commits; ++i) {
      if (below(4) == 0 && today_ < random_last_day) {
        today_ = today_.plus_days(static_cast<std::int32_t>(1 + below(6)));
      }
      story_.today(today_);
      if (below(8) == 0) {
        tell_group();
      } else if (below(7) == 0 && !told_.empty()) {
        correct();
      } else {
        told_.push_back(one());
      }
    }
  }

 private:
  std::uint64_t below(std::uint64_t end) { return random_() % end; }
  template <class Kind>
  Kind any(std::uint64_t count) {
    return id<Kind>(1 + below(count));
  }
  PersonId person() { return any<PersonId>(random_persons); }
  HouseholdId household() { return any<HouseholdId>(random_households); }
  CaseId case_file() { return any<CaseId>(random_cases); }
  ServiceId service() { return any<ServiceId>(random_services); }
  OperatorId worker() { return any<OperatorId>(3); }
  Code unit() { return below(2) == 0 ? Code("north") : Code("south"); }
  Code comune() { return below(2) == 0 ? Code("015146") : Code("015002"); }
  Code area() { return below(2) == 0 ? Code("minors") : Code("elderly"); }
  Date past() { return today_.plus_days(-static_cast<std::int32_t>(below(90))); }
  Date near() { return today_.plus_days(static_cast<std::int32_t>(below(120)) - 60); }

  // Facts of one stream each, so a commit may hold several.
  void tell_group() {
    story_.begin();
    std::vector<Told> group{registered(), taken(), requested()};
    if (below(2) == 0) group.push_back(composed());
    story_.commit();
    told_.insert(told_.end(), group.begin(), group.end());
  }

  void correct() {
    const Told& original = told_[below(told_.size())];
    switch (below(4)) {
      case 0:
        told_.push_back(story_.make_void(original));  // May itself be chosen: counts for nothing.
        return;
      case 1:
        story_.correct_text(original);
        return;
      default:
        story_.correct_date(original, near());
    }
  }

  Told one() {
    switch (below(22)) {
      case 0:
        return registered();
      case 1:
        return identified();
      case 2:
        return moved();
      case 3:
        return composed();
      case 4:
        return joined_or_left();
      case 5:
        return contact();
      case 6:
        return outcome();
      case 7:
        return taken();
      case 8:
        return assigned();
      case 9:
        return logged();
      case 10:
        return closed();
      case 11:
        return requested();
      case 12:
        return decided();
      case 13:
        return activated();
      case 14:
        return delivered();
      case 15:
        return ended();
      case 16:
        return regulation();
      case 17:
        return attestation();
      case 18:
        return fee();
      case 19:
        return adi();
      case 20:
        return accessed();
      default:
        return logged();
    }
  }

  Told registered() {
    schema::PersonRegisteredT fact;
    fact.person = person();
    const Told told = story_.tell(fact, past(), {{}, {fact.person}, {}, worker()});
    view::Derived derived;
    derived.subject = fact.person;
    derived.tokens = {token(below(5)), token(5 + below(5))};
    derived.birth = Date::of(1990, 1, 1).plus_days(static_cast<std::int32_t>(below(9'000)));
    story_.derive(told, derived);
    return told;
  }
  static view::SearchToken token(std::uint64_t n) {
    view::SearchToken made{};
    made[0] = static_cast<std::byte>(n);
    made[15] = std::byte{0x70};
    return made;
  }
  Told identified() {
    schema::PersonIdentifierAssignedT fact;
    fact.person = person();
    fact.system = schema::IdentifierSystem::codice_fiscale;
    fact.valid_from = past();
    if (below(3) == 0) fact.valid_to = std::make_unique<Date>(near());
    return story_.tell(fact, fact.valid_from, {{}, {fact.person}, {}, {}});
  }
  Told moved() {
    schema::ResidenceChangedT fact;
    fact.person = person();
    fact.kind = below(4) == 0 ? schema::AddressKind::domicile : schema::AddressKind::residence;
    fact.comune = comune();
    fact.from = past();
    return story_.tell(fact, fact.from);
  }
  Told composed() {
    schema::HouseholdComposedT fact;
    fact.household = household();
    fact.kind = schema::HouseholdKind::registry;
    fact.reference_date = past();
    for (std::uint64_t i = 0; i < 1 + below(4); ++i) {
      fact.members.emplace_back(flatbuffers::Pack(person()),
                                static_cast<std::uint16_t>(1 + below(3)));
    }
    return story_.tell(fact, fact.reference_date);
  }
  Told joined_or_left() {
    schema::HouseholdMembershipChangedT fact;
    fact.household = household();
    fact.person = person();
    fact.change = below(2) == 0 ? schema::MembershipChange::joined : schema::MembershipChange::left;
    fact.on = past();
    fact.relation = 3;
    return story_.tell(fact, fact.on);
  }
  Told contact() {
    schema::AccessContactLoggedT fact;
    fact.contact = any<ContactId>(6);
    fact.persons = {person()};
    fact.comune = comune();
    return story_.tell(fact, past());
  }
  Told outcome() {
    schema::AccessOutcomeDecidedT fact;
    fact.contact = any<ContactId>(6);
    fact.outcome = schema::AccessOutcome::propose;
    fact.on = past();
    return story_.tell(fact, fact.on);
  }
  Told taken() {
    schema::TakenInChargeT fact;
    fact.case_file = case_file();
    fact.number = below(2) == 0 ? Code("2025-0001") : Code("2025-0002");
    if (below(3) != 0) fact.household = std::make_unique<HouseholdId>(household());
    fact.subjects = {person(), person()};
    fact.area = area();
    fact.competent_comune = comune();
    if (below(2) == 0) fact.source_contact = std::make_unique<ContactId>(any<ContactId>(6));
    fact.on = past();
    return story_.tell(fact, fact.on);
  }
  Told assigned() {
    schema::CaseManagerAssignedT fact;
    fact.case_file = case_file();
    fact.case_manager = worker();
    fact.unit = unit();
    fact.from = past();
    return story_.tell(fact, fact.from);
  }
  Told logged() {
    schema::InterventionLoggedT fact;
    fact.case_file = case_file();
    fact.kind = schema::InterventionKind::home_visit;
    fact.on = past();
    fact.participants = {person()};
    fact.confidential = below(5) == 0;
    return story_.tell(fact, fact.on, {{}, {fact.participants[0]}, {}, worker()});
  }
  Told closed() {
    schema::CaseClosedT fact;
    fact.case_file = case_file();
    fact.on = past();
    return story_.tell(fact, fact.on);
  }
  Told requested() {
    schema::ServiceRequestedT fact;
    fact.service = service();
    fact.person = person();
    if (below(3) != 0) fact.case_file = std::make_unique<CaseId>(case_file());
    fact.service_code = Code("sad");
    fact.on = past();
    return story_.tell(fact, fact.on);
  }
  Told decided() {
    schema::ServiceDecidedT fact;
    fact.service = service();
    fact.result = static_cast<schema::ServiceResult>(1 + below(3));
    fact.on = past();
    fact.quantity_hundredths = 800;
    return story_.tell(fact, fact.on);
  }
  Told activated() {
    schema::ServiceActivatedT fact;
    fact.service = service();
    fact.from = past();
    fact.competent_comune = comune();
    return story_.tell(fact, fact.from);
  }
  Told delivered() {
    schema::ServiceDeliveredT fact;
    fact.service = service();
    fact.on = past();
    fact.quantity_hundredths = static_cast<std::uint32_t>(50 + below(300));
    fact.unit = schema::QuantityUnit::hour;
    fact.state = schema::DeliveryState::delivered;
    return story_.tell(fact, fact.on);
  }
  Told ended() {
    schema::ServiceEndedT fact;
    fact.service = service();
    fact.on = near();
    return story_.tell(fact, fact.on);
  }
  Told regulation() {
    schema::RegulationPublishedT fact;
    fact.regulation = any<RegulationId>(4);
    fact.comune = comune();
    fact.service_code = Code("sad");
    fact.valid_from = near();
    if (below(2) == 0) fact.valid_to = std::make_unique<Date>(fact.valid_from.plus_days(90));
    fact.slug = "invented-sad";
    fact.authority = "Comune inventato";
    return story_.tell(fact, fact.valid_from);
  }
  Told attestation() {
    schema::IseeAttestationAcquiredT fact;
    fact.attestation = id<AttestationId>(++attestations_);
    fact.household = household();
    fact.beneficiary = person();
    fact.kind = schema::IseeKind::ordinario;
    fact.isee = Money::from_cents(static_cast<std::int64_t>(below(3'000'000)));
    fact.presented_on = past();
    fact.valid_from = fact.presented_on;
    fact.valid_to = fact.valid_from.plus_days(200);
    if (attestations_ > 1 && below(3) == 0) {
      fact.replaces =
          std::make_unique<AttestationId>(id<AttestationId>(1 + below(attestations_ - 1)));
    }
    return story_.tell(fact, fact.valid_from);
  }
  Told fee() {
    schema::CopaymentDeterminedT fact;
    fact.fee = id<FeeId>(++fees_);
    fact.service = service();
    fact.person = person();
    fact.from = past();
    fact.to = fact.from.plus_days(30);
    fact.regulation = any<RegulationId>(4);
    fact.status = schema::FeeStatus::determined;
    fact.amount = Money::from_cents(static_cast<std::int64_t>(below(90'000)));
    if (fees_ > 1 && below(2) == 0) {
      fact.supersedes = std::make_unique<FeeId>(id<FeeId>(1 + below(fees_ - 1)));
    }
    return story_.tell(fact, fact.from, {fact.to, {}, {}, {}});
  }
  Told adi() {
    if (below(2) == 0) {
      schema::HouseholdReceivedT fact;
      fact.household = household();
      fact.comune = comune();
      fact.application_on = past();
      fact.received_on = today_;
      return story_.tell(fact, fact.received_on);
    }
    schema::AppointmentHeldT fact;
    fact.household = household();
    fact.on = past();
    fact.kind = schema::AppointmentKind::first;
    return story_.tell(fact, fact.on);
  }
  Told accessed() {
    schema::RecordAccessedT fact;
    fact.operator_ = worker();
    fact.subject = person();
    fact.part = schema::RecordPart::timeline;
    return story_.tell(fact, today_);
  }

  Story& story_;
  std::mt19937_64& random_;
  Date today_ = random_first_day;
  std::vector<Told> told_;
  std::uint64_t attestations_ = 0;
  std::uint64_t fees_ = 0;
};

}  // namespace

void tell_random(Story& story, std::mt19937_64& random, std::size_t commits) {
  Teller(story, random).tell(commits);
}

}  // namespace telaio::testing
