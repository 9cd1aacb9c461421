// SPDX-License-Identifier: EUPL-1.2
#include "tests/golden/golden_facts.hpp"

#include <array>

#include "tests/golden/golden_values.hpp"

namespace telaio::golden {
namespace {

using namespace schema;  // The tables; types of base are named with telaio::.

void add_people(std::vector<FactUnion>& all) {
  PersonRegisteredT registered;
  registered.person = id<telaio::PersonId>(1);
  registered.source = PersonSource::anpr;
  add(all, registered);

  PersonIdentifierAssignedT assigned;
  assigned.person = id<telaio::PersonId>(1);
  assigned.system = IdentifierSystem::stp;
  assigned.status = IdentifierStatus::validated;
  assigned.valid_from = day(2026, 1, 2);
  assigned.valid_to = some(day(2026, 7, 1));
  assigned.source = PersonSource::person;
  add(all, assigned);

  ResidenceChangedT moved;
  moved.person = id<telaio::PersonId>(1);
  moved.kind = AddressKind::domicile;
  moved.comune = telaio::Code("015209");
  moved.from = day(2026, 1, 3);
  moved.source = PersonSource::report;
  add(all, moved);

  HouseholdComposedT composed;
  composed.household = id<telaio::HouseholdId>(2);
  composed.kind = HouseholdKind::registry;
  composed.members.emplace_back(flatbuffers::Pack(id<telaio::PersonId>(1)), std::uint16_t{1});
  composed.members.emplace_back(flatbuffers::Pack(id<telaio::PersonId>(3)), std::uint16_t{23});
  composed.reference_date = day(2026, 1, 4);
  add(all, composed);

  HouseholdMembershipChangedT changed;
  changed.household = id<telaio::HouseholdId>(2);
  changed.person = id<telaio::PersonId>(4);
  changed.change = MembershipChange::joined;
  changed.on = day(2026, 1, 5);
  changed.reason = MembershipReason::birth;
  changed.relation = 3;
  changed.kind = HouseholdKind::de_facto;
  add(all, changed);
}

void add_contact_and_case(std::vector<FactUnion>& all) {
  AccessContactLoggedT logged;
  logged.contact = id<telaio::ContactId>(5);
  logged.channel = ContactChannel::telephone;
  logged.reason = AccessReason::summoned;
  logged.interlocutor = InterlocutorKind::relative;
  logged.anonymous = true;
  logged.area = telaio::Code("FAM_MIN");
  logged.comune = telaio::Code("015081");
  logged.desk = telaio::Code("PUA-1");
  logged.minutes = 25;
  logged.persons = {id<telaio::PersonId>(1), id<telaio::PersonId>(3)};
  add(all, logged);

  AccessOutcomeDecidedT outcome;
  outcome.contact = id<telaio::ContactId>(5);
  outcome.outcome = AccessOutcome::handed_over;
  outcome.reason = telaio::Code("complex_need");
  outcome.on = day(2026, 1, 6);
  outcome.decided_by = id<telaio::OperatorId>(6);
  add(all, outcome);

  TakenInChargeT taken;
  taken.case_file = id<telaio::CaseId>(7);
  taken.number = telaio::Code("SSG-2026-0001");
  taken.household = some(id<telaio::HouseholdId>(2));
  taken.subjects = {id<telaio::PersonId>(1)};
  taken.area = telaio::Code("ANZIANI");
  taken.competent_comune = telaio::Code("015209");
  taken.competence_basis = CompetenceBasis::parents_residence;
  taken.mandate = Mandate::court;
  taken.reason = telaio::Code("decree");
  taken.source_contact = some(id<telaio::ContactId>(5));
  taken.on = day(2026, 1, 7);
  add(all, taken);

  CaseManagerAssignedT manager;
  manager.case_file = id<telaio::CaseId>(7);
  manager.case_manager = id<telaio::OperatorId>(6);
  manager.unit = telaio::Code("SSG");
  manager.from = day(2026, 1, 8);
  manager.reason = telaio::Code("workload");
  add(all, manager);

  InterventionLoggedT intervention;
  intervention.case_file = id<telaio::CaseId>(7);
  intervention.kind = InterventionKind::home_visit;
  intervention.on = day(2026, 1, 9);
  intervention.at_minutes = 605;
  intervention.duration_minutes = 45;
  intervention.place = InterventionPlace::home;
  intervention.participants = {id<telaio::PersonId>(1), id<telaio::PersonId>(4)};
  intervention.confidential = true;
  intervention.late_reason = some(telaio::Code("illness"));
  add(all, intervention);

  CaseClosedT closed;
  closed.case_file = id<telaio::CaseId>(7);
  closed.reason = telaio::Code("need_resolved");
  closed.on = day(2026, 1, 10);
  add(all, closed);
}

void add_service(std::vector<FactUnion>& all) {
  ServiceRequestedT requested;
  requested.service = id<telaio::ServiceId>(8);
  requested.person = id<telaio::PersonId>(1);
  requested.case_file = some(id<telaio::CaseId>(7));
  requested.service_code = telaio::Code("SAD");
  requested.siuss_code = telaio::Code("A2.01");
  requested.on = day(2026, 1, 11);
  add(all, requested);

  ServiceDecidedT decided;
  decided.service = id<telaio::ServiceId>(8);
  decided.result = ServiceResult::granted;
  decided.on = day(2026, 1, 12);
  decided.from = some(day(2026, 2, 1));
  decided.to = some(day(2026, 12, 31));
  decided.quantity_hundredths = 1250;
  decided.unit = QuantityUnit::hour;
  decided.regulation = some(id<telaio::RegulationId>(9));
  decided.reason = some(telaio::Code("partial"));
  add(all, decided);

  ServiceActivatedT activated;
  activated.service = id<telaio::ServiceId>(8);
  activated.provider = telaio::Code("COOP-1");
  activated.from = day(2026, 2, 9);
  activated.competent_comune = telaio::Code("015209");
  add(all, activated);

  ServiceDeliveredT delivered;
  delivered.service = id<telaio::ServiceId>(8);
  delivered.on = day(2026, 2, 10);
  delivered.to = some(day(2026, 2, 14));
  delivered.quantity_hundredths = 350;
  delivered.unit = QuantityUnit::meal;
  delivered.state = DeliveryState::delivered;
  add(all, delivered);

  ServiceEndedT ended;
  ended.service = id<telaio::ServiceId>(8);
  ended.on = day(2026, 3, 1);
  ended.reason = telaio::Code("moved_out");
  add(all, ended);
}

void add_regulation(std::vector<FactUnion>& all) {
  RegulationPublishedT regulation;
  regulation.regulation = id<telaio::RegulationId>(9);
  regulation.comune = telaio::Code("015209");
  regulation.service_code = telaio::Code("SAD");
  regulation.unit = 1;
  regulation.scheme = FeeScheme::percent_of_cost;
  regulation.valid_from = day(2026, 1, 1);
  regulation.valid_to = some(day(2026, 12, 31));
  FeeSegmentT segment;
  segment.from = some(cents(4'000'01));
  segment.from_inclusive = true;
  segment.to = some(cents(8'000'00));
  segment.to_inclusive = true;
  segment.base = some(Milli(1'500));
  segment.x0 = some(Milli(4'000'000));
  segment.num = some(Milli(2'250));
  segment.den = some(Milli(4'000'000));
  regulation.segments.push_back(some(std::move(segment)));
  regulation.access_limit = some(cents(40'000'00));
  regulation.full_cost = some(cents(21'50));
  regulation.no_isee = NoIseeRule::amount;
  regulation.no_isee_amount = some(Milli(9'125));
  regulation.annotations = AnnotationPolicy::refuse;
  regulation.rounding = RoundingMode::half_even;
  regulation.unit_step = some(Milli(10));
  regulation.slug = "sesto-sad";
  regulation.authority = "Comune di prova";
  regulation.act = "DCC 1/2025";
  regulation.source_url = "https://example.org/sad";
  regulation.signed_reading = "La fascia comincia a 4.000,01.";
  regulation.read_by = some(id<telaio::OperatorId>(6));
  regulation.text_sha256.assign(32, 0xAB);
  regulation.whole_cost_above = some(cents(30'000'00));
  regulation.accepted_kinds = {4, 1};
  regulation.decorrenza = DecorrenzaRule::fixed_date;
  regulation.decorrenza_month = 9;
  regulation.decorrenza_day = 2;
  regulation.kept_until_month = 3;
  regulation.kept_until_day = 31;
  regulation.retroactive_on_rectification = true;
  regulation.amount_step = some(Milli(50));
  add(all, std::move(regulation));
}

void add_isee_and_fee(std::vector<FactUnion>& all) {
  IseeAttestationAcquiredT isee;
  isee.attestation = id<telaio::AttestationId>(10);
  isee.household = id<telaio::HouseholdId>(2);
  isee.beneficiary = id<telaio::PersonId>(1);
  isee.kind = IseeKind::sociosanitario;
  isee.reduced_household = true;
  isee.corrente = true;
  isee.isee = cents(8'250'17);
  isee.ise = some(cents(20'295'42));
  isee.isr = some(cents(18'000'01));
  isee.isp = some(cents(11'477'05));
  isee.scale_hundredths = 246;
  isee.presented_on = day(2026, 2, 12);
  isee.valid_from = day(2026, 2, 13);
  isee.valid_to = day(2026, 12, 31);
  isee.annotations = true;
  isee.channel = IseeChannel::caf;
  isee.replaces = some(id<telaio::AttestationId>(11));
  add(all, isee);

  CopaymentDeterminedT fee;
  fee.fee = id<telaio::FeeId>(12);
  fee.service = id<telaio::ServiceId>(8);
  fee.person = id<telaio::PersonId>(1);
  fee.from = day(2026, 2, 1);
  fee.to = day(2026, 2, 28);
  fee.regulation = id<telaio::RegulationId>(9);
  fee.attestation = some(id<telaio::AttestationId>(10));
  fee.isee = some(cents(8'250'17));
  fee.status = FeeStatus::determined;
  fee.exact_unit_fee = some(schema::Fraction(17, 4));
  fee.unit_fee_thousandths = 4'250;
  fee.quantity_hundredths = 1'250;
  fee.amount = cents(53'13);
  fee.body_share = some(cents(215'62));
  FeeStepT step;
  step.kind = FeeStepKind::segment_value;
  step.value = some(schema::Fraction(-17, 4));
  step.segment = 2;
  fee.steps.push_back(some(std::move(step)));
  fee.supersedes = some(id<telaio::FeeId>(13));
  add(all, std::move(fee));
}

void add_ambito(std::vector<FactUnion>& all) {
  AmbitoComposedT composed;
  composed.ambito = id<telaio::AmbitoId>(14);
  composed.comuni = {telaio::Code("015209"), telaio::Code("015081")};
  composed.lead_comune = telaio::Code("015209");
  composed.from = day(2021, 1, 1);
  add(all, composed);

  PopulationPublishedT population;
  population.ambito = id<telaio::AmbitoId>(14);
  population.comune = telaio::Code("015081");
  population.on = day(2026, 1, 1);
  population.residents = 46'512;
  add(all, population);

  StaffContractChangedT contract;
  contract.contract = id<telaio::ContractId>(15);
  contract.worker = id<telaio::OperatorId>(6);
  contract.employer = telaio::Code("015209");
  contract.employer_kind = EmployerKind::instrumental_body;
  contract.profession = Profession::assistente_sociale;
  contract.kind = ContractKind::fixed_term;
  contract.fte_hundredths = 75;
  contract.from = day(2025, 9, 1);
  contract.to = some(day(2026, 8, 31));
  contract.field_or_planning = true;
  add(all, contract);

  FilingSubmittedT filing;
  filing.ambito = id<telaio::AmbitoId>(14);
  filing.flow = FilingFlow::staff_statement;
  filing.window_year = 2026;
  filing.on = day(2026, 2, 28);
  add(all, filing);
}

void add_adi(std::vector<FactUnion>& all) {
  HouseholdReceivedT received;
  received.household = id<telaio::HouseholdId>(2);
  received.comune = telaio::Code("015209");
  received.application_on = day(2024, 1, 15);
  received.pad_signed_on = some(day(2024, 1, 16));
  received.inps_notice_on = some(day(2024, 1, 26));
  received.received_on = day(2024, 1, 30);
  add(all, received);

  ConvocationSentT sent;
  sent.household = id<telaio::HouseholdId>(2);
  sent.on = day(2024, 2, 1);
  sent.kind = AppointmentKind::first;
  add(all, sent);

  AppointmentHeldT held;
  held.household = id<telaio::HouseholdId>(2);
  held.on = day(2024, 5, 25);
  held.kind = AppointmentKind::ninety_day;
  held.venue = AppointmentVenue::patronato;
  held.person = some(id<telaio::PersonId>(1));
  add(all, held);

  NoShowT absent;
  absent.household = id<telaio::HouseholdId>(2);
  absent.on = day(2024, 2, 15);
  absent.kind = AppointmentKind::other;
  absent.justified = true;
  add(all, absent);

  BenefitSuspendedT suspended;
  suspended.household = id<telaio::HouseholdId>(2);
  suspended.on = day(2024, 5, 26);
  suspended.reason = BenefitReason::first_meeting;
  add(all, suspended);

  BenefitLostT lost;
  lost.household = id<telaio::HouseholdId>(2);
  lost.on = day(2024, 6, 1);
  lost.reason = BenefitReason::ninety_day;
  add(all, lost);

  BenefitEndedT ended;
  ended.household = id<telaio::HouseholdId>(2);
  ended.on = day(2025, 7, 1);
  ended.reason = BenefitReason::moved_out;
  add(all, ended);
}

void add_governance(std::vector<FactUnion>& all) {
  EventCorrectedT corrected;
  corrected.original = id<telaio::EventId>(16);
  corrected.original_position = 1'234'567'890'123;
  corrected.kind = CorrectionKind::void_event;
  corrected.reason = telaio::Code("wrong_person");
  corrected.new_effective = some(day(2026, 1, 13));
  corrected.text_replaced = true;
  add(all, corrected);

  OperatorAuthorisationChangedT authorised;
  authorised.operator_ = id<telaio::OperatorId>(6);
  authorised.role = Role::auditor;
  authorised.scope_unit = telaio::Code("SSG");
  authorised.from = day(2026, 1, 1);
  authorised.to = some(day(2026, 12, 31));
  authorised.granted_by = id<telaio::OperatorId>(17);
  add(all, authorised);

  RecordAccessedT accessed;
  accessed.operator_ = id<telaio::OperatorId>(6);
  accessed.role = Role::manager;
  accessed.unit = telaio::Code("SSG");
  accessed.subject = id<telaio::Uuid>(1);
  accessed.case_file = some(id<telaio::CaseId>(7));
  accessed.part = RecordPart::timeline;
  accessed.action = AccessAction::print;
  accessed.result = AccessResult::break_glass;
  accessed.reason = some(telaio::Code("emergency"));
  add(all, accessed);

  ReservationTakenT taken;
  taken.holder = id<telaio::Uuid>(7);
  add(all, taken);

  ReservationReleasedT released;
  released.holder = id<telaio::Uuid>(8);
  add(all, released);
}

}  // namespace

std::vector<FactUnion> facts_of_0_1() {
  std::vector<FactUnion> all;
  add_people(all);
  add_contact_and_case(all);
  add_service(all);
  add_regulation(all);
  add_isee_and_fee(all);
  add_ambito(all);
  add_adi(all);
  add_governance(all);
  return all;
}

std::vector<PrivateFactUnion> private_facts_of_0_1() {
  std::vector<PrivateFactUnion> all;
  const auto text_of = [&](auto table) {
    table.text = "Perché è così: 120 €.";
    all.emplace_back().Set(std::move(table));
  };
  PersonIdentityT identity;
  identity.surname = "Rossi";
  identity.given_name = "Niccolò";
  identity.birth_year = 1980;
  identity.birth_month = 2;
  identity.birth_day = 29;
  identity.birth_place = "Sesto San Giovanni";
  identity.sex = Sex::male;
  identity.phone = "+39 02 0000";
  all.emplace_back().Set(std::move(identity));
  PersonCitizenshipT citizenship;
  citizenship.countries = {100, 201};
  all.emplace_back().Set(std::move(citizenship));
  IdentifierValueT identifier;
  identifier.value = "RSSMRA80A01H501U";
  all.emplace_back().Set(std::move(identifier));
  StreetAddressT address;
  address.street = "Via delle Prove 1/A";
  all.emplace_back().Set(std::move(address));
  text_of(ContactNoteT());
  text_of(InterventionTextT());
  text_of(FinalEvaluationT());
  IseeDetailsT details;
  details.dsu_number = "INPS-ISEE-2026-00000032P-00";
  details.kind_as_printed = "Sociosanitario ridotto";
  all.emplace_back().Set(std::move(details));
  text_of(CorrectedTextT());
  OperatorNameT name;
  name.surname = "Bianchi";
  name.given_name = "Lucia";
  all.emplace_back().Set(std::move(name));
  return all;
}

std::vector<Release> releases() {
  return {{"0.1", facts_of_0_1(), private_facts_of_0_1()},
          {"0.2", facts_of_0_2(), private_facts_of_0_2()}};
}

HeaderT header_of(const FactUnion& fact) {
  HeaderT header;
  header.event = id<telaio::EventId>(0x21);
  header.operator_ = id<telaio::OperatorId>(0x22);
  header.role = Role::social_worker;
  header.unit = telaio::Code("SSG");
  header.body = telaio::Code("015209");
  header.origin = Origin::device;
  header.written_at = some(telaio::Instant::from_micros(1'769'000'000'123'456));
  header.legal_basis = LegalBasis::court_order;
  header.purpose = telaio::Code("care");
  header.correlation = some(id<telaio::Uuid>(0x23));
  header.causation = some(id<telaio::EventId>(0x24));
  header.effective_from = day(2026, 1, 2);
  header.effective_to = some(day(2026, 1, 3));
  header.visibility = VisibilityClass::p4;
  header.fact = fact;
  std::array<std::uint8_t, 32> digest{};
  digest.fill(0xCD);
  header.parts.emplace_back(flatbuffers::Pack(id<telaio::Uuid>(0x25)),
                            flatbuffers::span<const std::uint8_t, 32>(digest), 128U, 3U,
                            VisibilityClass::p3);
  return header;
}

}  // namespace telaio::golden
