// SPDX-License-Identifier: EUPL-1.2
// What 0.2 added: the facts of fees, accounts, rankings and disposals, and the new fields of older
// ones.
#include "tests/golden/golden_facts.hpp"
#include "tests/golden/golden_values.hpp"

namespace telaio::golden {
namespace {

using namespace schema;  // The tables; types of base are named with telaio::.

void add_regulations_and_isee(std::vector<FactUnion>& all) {
  RegulationWithdrawnT regulation_withdrawn;
  regulation_withdrawn.regulation = id<telaio::RegulationId>(0x31);
  regulation_withdrawn.kind = WithdrawalKind::repealed;
  regulation_withdrawn.from = day(2026, 4, 24);
  regulation_withdrawn.act = "testo 52";
  add(all, std::move(regulation_withdrawn));

  AttestationDocumentsAcceptedT attestation_documents_accepted;
  attestation_documents_accepted.attestation = id<telaio::AttestationId>(0x35);
  attestation_documents_accepted.household = id<telaio::HouseholdId>(0x36);
  attestation_documents_accepted.on = day(2026, 8, 28);
  attestation_documents_accepted.reason = DocumentsReason::archive_outdated;
  add(all, std::move(attestation_documents_accepted));

  IseeLookupMadeT isee_lookup_made;
  isee_lookup_made.household = id<telaio::HouseholdId>(0x38);
  isee_lookup_made.person = id<telaio::PersonId>(0x39);
  isee_lookup_made.kind = IseeKind::universita;
  isee_lookup_made.service_code = telaio::Code("C59");
  isee_lookup_made.outcome = IseeLookupOutcome::found;
  isee_lookup_made.attestation = some(id<telaio::AttestationId>(0x3d));
  isee_lookup_made.threshold = some(cents(2500001));
  isee_lookup_made.answer = IseeThresholdAnswer::above;
  isee_lookup_made.annotated = true;
  add(all, std::move(isee_lookup_made));
}

void add_fees(std::vector<FactUnion>& all) {
  FeeNotifiedT fee_notified;
  fee_notified.fee = id<telaio::FeeId>(0x3e);
  fee_notified.on = day(2026, 4, 8);
  add(all, std::move(fee_notified));

  FeeReviewRequestedT fee_review_requested;
  fee_review_requested.fee = id<telaio::FeeId>(0x40);
  fee_review_requested.on = day(2026, 6, 10);
  add(all, std::move(fee_review_requested));

  FeeReviewDecidedT fee_review_decided;
  fee_review_decided.fee = id<telaio::FeeId>(0x42);
  fee_review_decided.outcome = FeeReviewOutcome::changed;
  fee_review_decided.on = day(2026, 9, 13);
  add(all, std::move(fee_review_decided));

  SettlementDecidedT settlement_decided;
  settlement_decided.settlement = id<telaio::SettlementId>(0x45);
  settlement_decided.service = id<telaio::ServiceId>(0x46);
  settlement_decided.person = id<telaio::PersonId>(0x47);
  SettledFeeT each_fee;
  each_fee.fee = id<telaio::FeeId>(0x48);
  each_fee.replacement = id<telaio::FeeId>(0x49);
  each_fee.charged = cents(74229);
  each_fee.due = cents(75232);
  settlement_decided.fees.push_back(some(std::move(each_fee)));
  settlement_decided.total = cents(76235);
  settlement_decided.method = SettlementMethod::refund;
  settlement_decided.instalments = 80;
  settlement_decided.cause = some(id<telaio::EventId>(0x4f));
  settlement_decided.on = day(2026, 9, 25);
  add(all, std::move(settlement_decided));

  ServiceSuspendedT service_suspended;
  service_suspended.service = id<telaio::ServiceId>(0x51);
  service_suspended.reason = SuspensionReason::absence;
  service_suspended.from = day(2026, 12, 28);
  service_suspended.assessed_on = some(day(2026, 1, 1));
  add(all, std::move(service_suspended));

  ServiceResumedT service_resumed;
  service_resumed.service = id<telaio::ServiceId>(0x55);
  service_resumed.from = day(2026, 3, 3);
  add(all, std::move(service_resumed));
}

void add_accounts(std::vector<FactUnion>& all) {
  InvoiceIssuedT invoice_issued;
  invoice_issued.invoice = id<telaio::InvoiceId>(0x57);
  invoice_issued.person = id<telaio::PersonId>(0x58);
  invoice_issued.comune = telaio::Code("C89");
  invoice_issued.month = day(2026, 7, 7);
  InvoiceLineT each_line;
  each_line.fee = some(id<telaio::FeeId>(0x5b));
  each_line.settlement = some(id<telaio::SettlementId>(0x5c));
  each_line.service = id<telaio::ServiceId>(0x5d);
  each_line.amount = cents(94289);
  invoice_issued.lines.push_back(some(std::move(each_line)));
  invoice_issued.total = cents(95292);
  invoice_issued.due_on = day(2026, 1, 13);
  add(all, std::move(invoice_issued));

  PaymentNoticeIssuedT payment_notice_issued;
  payment_notice_issued.notice = id<telaio::NoticeId>(0x61);
  payment_notice_issued.invoice = id<telaio::InvoiceId>(0x62);
  payment_notice_issued.amount = cents(99304);
  payment_notice_issued.due_on = day(2026, 5, 17);
  payment_notice_issued.replaces = some(id<telaio::NoticeId>(0x65));
  add(all, std::move(payment_notice_issued));

  PaymentNoticeClosedT payment_notice_closed;
  payment_notice_closed.notice = id<telaio::NoticeId>(0x66);
  payment_notice_closed.outcome = NoticeOutcome::annulled;
  payment_notice_closed.on = day(2026, 9, 21);
  add(all, std::move(payment_notice_closed));
}

void add_rankings(std::vector<FactUnion>& all) {
  AccessCriteriaPublishedT access_criteria_published;
  access_criteria_published.criteria = id<telaio::CriteriaId>(0x69);
  access_criteria_published.service_code = telaio::Code("C106");
  access_criteria_published.comuni = {telaio::Code("C107"), telaio::Code("C108")};
  access_criteria_published.valid_from = day(2026, 2, 26);
  access_criteria_published.valid_to = some(day(2026, 3, 27));
  AccessGateT each_gate;
  each_gate.kind = GateKind::isee_max;
  each_gate.value = 114;
  each_gate.condition = some(telaio::Code("C113"));
  access_criteria_published.gates.push_back(some(std::move(each_gate)));
  access_criteria_published.classes = {telaio::Code("C114"), telaio::Code("C115")};
  ScoreItemT each_item;
  each_item.item = telaio::Code("C116");
  each_item.points_max = 119;
  access_criteria_published.items.push_back(some(std::move(each_item)));
  TieBreakerT each_tie;
  each_tie.rule = TieRule::older;
  each_tie.item = some(telaio::Code("C119"));
  each_tie.isee_max = some(cents(120367));
  access_criteria_published.ties.push_back(some(std::move(each_tie)));
  access_criteria_published.slug = "testo 121";
  access_criteria_published.act = "testo 122";
  access_criteria_published.source_url = "testo 123";
  add(all, std::move(access_criteria_published));

  ApplicationAssessedT application_assessed;
  application_assessed.service = id<telaio::ServiceId>(0x7c);
  application_assessed.criteria = id<telaio::CriteriaId>(0x7d);
  application_assessed.on = day(2026, 7, 15);
  application_assessed.age_months = 129;
  application_assessed.residence = telaio::Code("C128");
  application_assessed.conditions = {telaio::Code("C129"), telaio::Code("C130")};
  application_assessed.priority = some(telaio::Code("C131"));
  application_assessed.attestation = some(id<telaio::AttestationId>(0x84));
  application_assessed.isee = some(cents(133406));
  application_assessed.annotations = true;
  application_assessed.documents_missing = true;
  ItemPointsT each_point;
  each_point.item = telaio::Code("C136");
  each_point.points = 139;
  application_assessed.points.push_back(some(std::move(each_point)));
  add(all, std::move(application_assessed));

  RankedListPublishedT ranked_list_published;
  ranked_list_published.list = id<telaio::RankingId>(0x8a);
  ranked_list_published.criteria = id<telaio::CriteriaId>(0x8b);
  ranked_list_published.service_code = telaio::Code("C140");
  ranked_list_published.on = day(2026, 10, 2);
  ranked_list_published.places = 144;
  RankedApplicationT each_entrie;
  each_entrie.service = id<telaio::ServiceId>(0x8f);
  each_entrie.person = id<telaio::PersonId>(0x90);
  each_entrie.assessment = id<telaio::EventId>(0x91);
  each_entrie.state = RankState::suspended_documents;
  each_entrie.order = 149;
  each_entrie.gate = 150;
  each_entrie.class_order = 151;
  each_entrie.points = 152;
  each_entrie.isee = some(cents(151460));
  each_entrie.protocol_number = 154;
  ranked_list_published.entries.push_back(some(std::move(each_entrie)));
  ranked_list_published.supersedes = some(id<telaio::RankingId>(0x99));
  add(all, std::move(ranked_list_published));
}

FactUnion example_of_0_1(Fact type) {
  for (const FactUnion& fact : facts_of_0_1()) {
    if (fact.type == type) return fact;
  }
  return {};
}

void add_disposals(std::vector<FactUnion>& all) {
  HoldPlacedT hold_placed;
  hold_placed.subject = id<telaio::Uuid>(0xb1);
  hold_placed.hold = id<telaio::Uuid>(0xb2);
  hold_placed.reason = telaio::Code("trial");
  hold_placed.placed_by = id<telaio::OperatorId>(0xb3);
  add(all, std::move(hold_placed));

  HoldReleasedT hold_released;
  hold_released.subject = id<telaio::Uuid>(0xb1);
  hold_released.hold = id<telaio::Uuid>(0xb2);
  hold_released.reason = telaio::Code("trial_ended");
  hold_released.released_by = id<telaio::OperatorId>(0xb4);
  add(all, std::move(hold_released));

  ErasureRequestedT erasure_requested;
  erasure_requested.subject = id<telaio::Uuid>(0xb1);
  erasure_requested.disposal = id<telaio::Uuid>(0xb5);
  erasure_requested.reason = telaio::Code("term_ended");
  erasure_requested.requested_by = id<telaio::OperatorId>(0xb6);
  add(all, std::move(erasure_requested));

  DisposalAuthorisedT disposal_authorised;
  disposal_authorised.subject = id<telaio::Uuid>(0xb1);
  disposal_authorised.disposal = id<telaio::Uuid>(0xb5);
  disposal_authorised.rule = telaio::Code("VII.12");
  disposal_authorised.authority = telaio::Code("SAB-LOM");
  disposal_authorised.act_number = telaio::Code("1234-2026");
  disposal_authorised.act_date = day(2026, 9, 14);
  disposal_authorised.authorised_by = id<telaio::OperatorId>(0xb7);
  add(all, std::move(disposal_authorised));

  SubjectKeyDestroyedT subject_key_destroyed;
  subject_key_destroyed.subject = some(id<telaio::Uuid>(0xb1));
  subject_key_destroyed.disposal = some(id<telaio::Uuid>(0xb5));
  KeyReferenceT key;
  key.subject = id<telaio::Uuid>(0xb1);
  key.visibility = VisibilityClass::p3;
  key.key_id = 2;
  subject_key_destroyed.keys.push_back(some(std::move(key)));
  subject_key_destroyed.authorised_by = id<telaio::OperatorId>(0xb7);
  subject_key_destroyed.destroyed_by = id<telaio::OperatorId>(0xb8);
  add(all, std::move(subject_key_destroyed));

  ErasureCompletedT erasure_completed;
  erasure_completed.subject = id<telaio::Uuid>(0xb1);
  erasure_completed.disposal = id<telaio::Uuid>(0xb5);
  erasure_completed.keys = 3;
  erasure_completed.parts = 41;
  erasure_completed.positions = {7, 4'400'000'000};
  erasure_completed.backups_expire_on = day(2026, 12, 22);
  erasure_completed.ledger_size = 12;
  erasure_completed.ledger_hash = std::vector<std::uint8_t>(32, 0xb9);
  add(all, std::move(erasure_completed));

  EpochBeganT epoch_began;
  epoch_began.epoch = 2;
  epoch_began.last_size = 4'400'000'001;
  epoch_began.last_root = std::vector<std::uint8_t>(32, 0xba);
  epoch_began.restored_size = 4'400'000'000;
  epoch_began.restored_root = std::vector<std::uint8_t>(32, 0xbb);
  epoch_began.reason = telaio::Code("disk_lost");
  epoch_began.decided_by = id<telaio::OperatorId>(0xbc);
  epoch_began.confirmed_by = id<telaio::OperatorId>(0xbd);
  add(all, std::move(epoch_began));
}

// Examples of 0.1 with the fields that came later.
void add_extended(std::vector<FactUnion>& all) {
  ServiceRequestedT service_requested =
      *example_of_0_1(Fact::ServiceRequested).AsServiceRequested();
  service_requested.protocol_number = 156;
  add(all, std::move(service_requested));

  ServiceDecidedT service_decided = *example_of_0_1(Fact::ServiceDecided).AsServiceDecided();
  service_decided.protected_by = ExemptionReason::child_protection;
  add(all, std::move(service_decided));

  IseeAttestationAcquiredT isee_attestation_acquired =
      *example_of_0_1(Fact::IseeAttestationAcquired).AsIseeAttestationAcquired();
  isee_attestation_acquired.filed_on = some(day(2026, 1, 17));
  isee_attestation_acquired.documents_given = true;
  isee_attestation_acquired.corrente_form_on = some(day(2026, 3, 19));
  isee_attestation_acquired.document_sha256.assign(32, 0x9f);
  add(all, std::move(isee_attestation_acquired));

  RegulationPublishedT regulation_published =
      *example_of_0_1(Fact::RegulationPublished).AsRegulationPublished();
  FeeAdjustmentT each_surcharge;
  each_surcharge.when = "testo 160";
  each_surcharge.percent = some(Milli(2742));
  each_surcharge.isee_max = some(cents(162493));
  regulation_published.surcharges.push_back(some(std::move(each_surcharge)));
  FeeAdjustmentT each_discount;
  each_discount.when = "testo 163";
  each_discount.percent = some(Milli(2793));
  each_discount.isee_max = some(cents(165502));
  regulation_published.discounts.push_back(some(std::move(each_discount)));
  regulation_published.cap = some(cents(166505));
  regulation_published.floor = some(cents(167508));
  regulation_published.cap_order = CapOrder::discount_then_cap;
  regulation_published.exemptions = {2, 1};
  regulation_published.non_resident_amount = some(Milli(2878));
  regulation_published.published_text = "testo 170";
  regulation_published.replaces = some(id<telaio::RegulationId>(0xab));
  add(all, std::move(regulation_published));

  CopaymentDeterminedT copayment_determined =
      *example_of_0_1(Fact::CopaymentDetermined).AsCopaymentDetermined();
  copayment_determined.unit_full_cost = some(cents(172523));
  copayment_determined.surcharge = 175;
  copayment_determined.discount = 176;
  copayment_determined.third_payer = some(cents(175532));
  copayment_determined.exemption = ExemptionReason::court_order;
  copayment_determined.resident = Residence::non_resident;
  add(all, std::move(copayment_determined));
}

}  // namespace

std::vector<FactUnion> facts_of_0_2() {
  std::vector<FactUnion> all;
  add_regulations_and_isee(all);
  add_fees(all);
  add_accounts(all);
  add_rankings(all);
  add_extended(all);
  add_disposals(all);
  return all;
}

std::vector<PrivateFactUnion> private_facts_of_0_2() {
  std::vector<PrivateFactUnion> all;
  NoticeNumberT number;
  number.iuv = "010000000000000001";
  all.emplace_back().Set(std::move(number));
  IseeDetailsT details;
  details.dsu_number = "testo 178";
  details.kind_as_printed = "testo 179";
  details.protocol = "testo 180";
  details.annotation_texts = {"testo 181", "testo 182"};
  details.corrente_form_number = "testo 183";
  all.emplace_back().Set(std::move(details));
  return all;
}

}  // namespace telaio::golden
