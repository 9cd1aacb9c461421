// SPDX-License-Identifier: EUPL-1.2
#include "domain/isee/isee.hpp"

#include <gmock/gmock.h>

#include "base/limits.hpp"
#include "domain/isee/isee_refusals.hpp"
#include "tests/domain/fixtures.hpp"

namespace telaio::domain {
namespace {

using namespace telaio::testing;
using schema::IseeKind;
using schema::VisibilityClass;

const IseeContext context{today, codes, {}, {id<PersonId>(2), id<PersonId>(3)}};
const IseeContext same_dsu{today, codes, {id<AttestationId>(1)}, {id<PersonId>(2)}};

AcquireAttestation attestation() {
  AcquireAttestation command;
  command.household = id<HouseholdId>(9);
  command.attestation = id<AttestationId>(1);
  command.beneficiary = id<PersonId>(2);
  command.kind = IseeKind::ordinario;
  command.isee = Money::from_cents(8'250'00);
  command.ise = Money::from_cents(20'295'00);
  command.scale_hundredths = 246;
  command.presented_on = Date::of(2026, 2, 12);
  command.valid_from = Date::of(2026, 2, 12);
  command.valid_to = Date::of(2026, 12, 31);
  command.channel = schema::IseeChannel::citizen;
  command.dsu_number = "INPS-ISEE-2026-00000032P-00";
  command.kind_as_printed = "ISEE ordinario";
  return command;
}

AcquireAttestation again() {
  auto command = attestation();
  command.attestation = id<AttestationId>(7);
  return command;
}

AcquireAttestation rectified() {
  auto command = again();
  command.isee = Money::from_cents(9'000'00);
  command.replaces = id<AttestationId>(1);
  return command;
}

IseeFolder acquired() {
  return after(IseeFolder{}, attestation(), context);
}

TEST(AcquireAttestation, KeepsTheAmountsInClearAndSealsTheDsuNumber) {
  const auto decision = decide(IseeFolder{}, attestation(), context);
  const NewEvent& event = only_event(decision);
  EXPECT_EQ(event.visibility, VisibilityClass::p2);
  EXPECT_EQ(event.effective_from, Date::of(2026, 2, 12));
  EXPECT_EQ(event.effective_to, Date::of(2026, 12, 31));
  ASSERT_EQ(event.parts.size(), 1U);
  EXPECT_EQ(event.parts[0].subject, id<PersonId>(2));
  EXPECT_EQ(event.parts[0].visibility, VisibilityClass::p2);
  EXPECT_EQ(event.parts[0].content.AsIseeDetails()->dsu_number, "INPS-ISEE-2026-00000032P-00");
  const IseeFolder folder = acquired();
  ASSERT_EQ(folder.entries.size(), 1U);
  EXPECT_EQ(folder.entries[0].isee, Money::from_cents(8'250'00));
  EXPECT_FALSE(folder.entries[0].replaced_by.has_value());
}

TEST(AcquireAttestation, OfAHealthSocialKindIsSpecialData) {
  auto command = attestation();
  command.kind = IseeKind::sociosanitario;
  EXPECT_EQ(only_event(decide(IseeFolder{}, command, context)).visibility, VisibilityClass::p3);
}

TEST(AcquireAttestation, AcceptsTheIndicatorOf2026WhichNeverPricesAMunicipalService) {
  auto command = attestation();
  command.kind = IseeKind::inclusione_2026;
  expect_accepted(decide(IseeFolder{}, command, context));
  EXPECT_FALSE(usable_for_municipal_fees(IseeKind::inclusione_2026));
  EXPECT_FALSE(usable_for_municipal_fees(IseeKind::unknown));
  EXPECT_TRUE(usable_for_municipal_fees(IseeKind::ordinario));
  EXPECT_TRUE(usable_for_municipal_fees(IseeKind::dottorato));
}

TEST(AcquireAttestation, AcceptsAnIseeOfZeroAndRefusesANegativeAmountAnywhere) {
  auto command = attestation();
  command.isee = Money();
  expect_accepted(decide(IseeFolder{}, command, context));
  command.isee = Money::from_cents(-1);
  expect_refused(decide(IseeFolder{}, command, context), refusals::isee_amount_negative);
  for (auto field :
       {&AcquireAttestation::ise, &AcquireAttestation::isr, &AcquireAttestation::isp}) {
    auto other = attestation();
    other.*field = Money::from_cents(-1);
    expect_refused(decide(IseeFolder{}, other, context), refusals::isee_amount_negative);
  }
}

TEST(AcquireAttestation, AcceptsTheLargestAmountAndRefusesOneCentMore) {
  auto command = attestation();
  command.isee = Money::from_cents(limits::amount_cents_max);
  expect_accepted(decide(IseeFolder{}, command, context));
  command.isee = Money::from_cents(limits::amount_cents_max + 1);
  expect_refused(decide(IseeFolder{}, command, context), refusals::isee_amount_too_large);
}

TEST(AcquireAttestation, HasAScaleOfOneOrMoreIfAny) {
  auto command = attestation();
  command.scale_hundredths = 100;
  expect_accepted(decide(IseeFolder{}, command, context));
  command.scale_hundredths = 99;
  expect_refused(decide(IseeFolder{}, command, context), refusals::isee_scale_malformed);
  command.scale_hundredths = 0;
  expect_accepted(decide(IseeFolder{}, command, context));
}

TEST(AcquireAttestation, IsValidForADayAtLeast) {
  auto command = attestation();
  command.valid_to = command.valid_from;
  expect_accepted(decide(IseeFolder{}, command, context));
  command.valid_to = command.valid_from.plus_days(-1);
  expect_refused(decide(IseeFolder{}, command, context), refusals::isee_validity_reversed);
}

TEST(AcquireAttestation, MayBePresentedTodayButNotTomorrow) {
  auto command = attestation();
  command.presented_on = today;
  expect_accepted(decide(IseeFolder{}, command, context));
  command.presented_on = tomorrow;
  expect_refused(decide(IseeFolder{}, command, context), refusals::isee_presented_in_future);
}

TEST(AcquireAttestation, NeedsKindChannelAndBeneficiary) {
  auto kind = attestation();
  kind.kind = IseeKind::unknown;
  kind.kind_as_printed = " ";
  expect_refused(decide(IseeFolder{}, kind, context), refusals::isee_kind_missing);
  auto channel = attestation();
  channel.channel = schema::IseeChannel::unknown;
  expect_refused(decide(IseeFolder{}, channel, context), refusals::isee_channel_missing);
  auto beneficiary = attestation();
  beneficiary.beneficiary = PersonId();
  expect_refused(decide(IseeFolder{}, beneficiary, context), refusals::isee_beneficiary_missing);
}

TEST(AcquireAttestation, KeepsTheDsuNumberAsPrintedWhateverItsPattern) {
  auto command = attestation();
  command.dsu_number = "prot. 2026/123 (CAF)";
  expect_accepted(decide(IseeFolder{}, command, context));
  command.dsu_number = " ";
  expect_refused(decide(IseeFolder{}, command, context), refusals::isee_dsu_missing);
  command.dsu_number = "INPS\nISEE";
  expect_refused(decide(IseeFolder{}, command, context), refusals::isee_text_malformed);
  command.dsu_number = std::string(limits::printed_characters_max, '1');
  expect_accepted(decide(IseeFolder{}, command, context));
  command.dsu_number.push_back('1');
  expect_refused(decide(IseeFolder{}, command, context), refusals::isee_text_too_long);
}

TEST(AcquireAttestation, OfTheSameDsuIsAlreadyDone) {
  expect_already_done(decide(acquired(), attestation(), context));
  expect_already_done(decide(acquired(), again(), same_dsu));
  expect_accepted(decide(acquired(), again(), context));
}

TEST(AcquireAttestation, OfTheSameDsuMayBeAnotherIndicator) {
  auto minors = again();
  minors.kind = IseeKind::minorenni;
  minors.isee = Money::from_cents(7'000'00);
  expect_accepted(decide(acquired(), minors, same_dsu));
}

TEST(AcquireAttestation, OfTheSameDsuWithAnotherAmountIsRefusedUnlessItReplacesTheFirst) {
  auto differs = again();
  differs.isee = Money::from_cents(9'000'00);
  expect_refused(decide(acquired(), differs, same_dsu), refusals::isee_dsu_differs);
  expect_accepted(decide(acquired(), rectified(), same_dsu));
}

TEST(AcquireAttestation, ThatReplacesMarksTheOldOneAndDoesSoOnce) {
  const IseeFolder folder = after(acquired(), rectified(), context);
  EXPECT_EQ(find_attestation(folder, id<AttestationId>(1))->replaced_by, id<AttestationId>(7));
  auto third = rectified();
  third.attestation = id<AttestationId>(8);
  expect_refused(decide(folder, third, context), refusals::isee_already_replaced);
  third.replaces = id<AttestationId>(7);
  expect_accepted(decide(folder, third, context));
}

TEST(AcquireAttestation, ReplacesAnAttestationOfTheHouseholdOnly) {
  expect_refused(decide(IseeFolder{}, rectified(), context), refusals::isee_replaces_unknown);
}

TEST(AcquireAttestation, RefusesAnIdThatSaysSomethingElse) {
  auto other = attestation();
  other.isee = Money::from_cents(1);
  expect_refused(decide(acquired(), other, context), refusals::isee_attestation_id_used);
}

TEST(AcquireAttestation, KeepsAKindThatNobodyKnowsYetAsItIsPrintedAndPricesNothingWithIt) {
  auto command = attestation();
  command.kind = IseeKind::unknown;
  command.kind_as_printed = "ISEE di un tipo nuovo";
  const auto decision = decide(IseeFolder{}, command, context);
  EXPECT_EQ(only_event(decision).visibility, VisibilityClass::p3);
  EXPECT_EQ(only_event(decision).parts[0].content.AsIseeDetails()->kind_as_printed,
            "ISEE di un tipo nuovo");
  EXPECT_THAT(flags_of(command), ::testing::ElementsAre(refusals::isee_never_prices));
}

TEST(AcquireAttestation, KeepsEverythingThatIsPrintedOnIt) {
  auto command = attestation();
  command.corrente = true;
  command.corrente_form_on = Date::of(2026, 3, 2);
  command.corrente_form_number = "MS-2026-1";
  command.filed_on = Date::of(2026, 3, 4);
  command.protocol = "2026/00417";
  command.annotations = true;
  command.documents_given = true;
  command.annotation_texts = {"Omissione: conto corrente"};
  command.document_sha256.emplace().fill(0xAB);
  const auto decision = decide(IseeFolder{}, command, context);
  const NewEvent& event = only_event(decision);
  const auto* fact = event.fact.AsIseeAttestationAcquired();
  ASSERT_NE(fact, nullptr);
  EXPECT_EQ(*fact->filed_on, Date::of(2026, 3, 4));
  EXPECT_EQ(*fact->corrente_form_on, Date::of(2026, 3, 2));
  EXPECT_TRUE(fact->documents_given);
  EXPECT_EQ(fact->document_sha256, std::vector<std::uint8_t>(32, 0xAB));
  const auto* details = event.parts[0].content.AsIseeDetails();
  EXPECT_EQ(details->protocol, "2026/00417");
  EXPECT_EQ(details->corrente_form_number, "MS-2026-1");
  EXPECT_THAT(details->annotation_texts, ::testing::ElementsAre("Omissione: conto corrente"));
}

TEST(AcquireAttestation, OfAnotherPersonIsRefused) {
  auto command = attestation();
  command.beneficiary = id<PersonId>(3);
  expect_accepted(decide(IseeFolder{}, command, context));
  command.beneficiary = id<PersonId>(4);
  expect_refused(decide(IseeFolder{}, command, context), refusals::isee_not_of_household);
}

TEST(AcquireAttestation, HasNoDateInTheFuture) {
  auto valid = attestation();
  valid.presented_on = today;
  valid.valid_from = today;
  expect_accepted(decide(IseeFolder{}, valid, context));
  valid.valid_from = tomorrow;
  expect_refused(decide(IseeFolder{}, valid, context), refusals::isee_valid_from_in_future);
  auto filed = attestation();
  filed.filed_on = today;
  expect_accepted(decide(IseeFolder{}, filed, context));
  filed.filed_on = tomorrow;
  expect_refused(decide(IseeFolder{}, filed, context), refusals::isee_filed_in_future);
  auto form = attestation();
  form.corrente = true;
  form.corrente_form_on = today;
  expect_accepted(decide(IseeFolder{}, form, context));
  form.corrente_form_on = tomorrow;
  expect_refused(decide(IseeFolder{}, form, context), refusals::isee_form_in_future);
}

TEST(AcquireAttestation, DoesNotContradictItself) {
  auto form = attestation();
  form.corrente_form_number = "MS-2026-1";
  expect_refused(decide(IseeFolder{}, form, context), refusals::isee_form_without_corrente);
  auto documents = attestation();
  documents.documents_given = true;
  expect_refused(decide(IseeFolder{}, documents, context), refusals::isee_not_annotated);
  documents.annotations = true;
  expect_accepted(decide(IseeFolder{}, documents, context));
}

TEST(AcquireAttestation, HasAsManyAnnotationsAsFitAndNotOneMore) {
  auto command = attestation();
  command.annotations = true;
  command.annotation_texts.assign(annotation_texts_max, "Difformità");
  expect_accepted(decide(IseeFolder{}, command, context));
  command.annotation_texts.emplace_back("Difformità");
  expect_refused(decide(IseeFolder{}, command, context), refusals::isee_annotations_too_many);
}

TEST(AcquireAttestation, NamesTheDsuItReplacesOnlyIfTheFolderHasIt) {
  auto command = again();
  command.replaces_dsu = "INPS-ISEE-2026-00000031P-00";
  expect_refused(decide(acquired(), command, context), refusals::isee_replaces_unknown);
  command.replaces = id<AttestationId>(1);
  expect_accepted(decide(acquired(), command, context));
}

TEST(AcquireAttestation, FlagsWhatDeservesASecondLookAndKeepsIt) {
  auto command = attestation();
  EXPECT_THAT(flags_of(command), ::testing::IsEmpty());
  command.dsu_number = "prot. 2026/123 (CAF)";
  command.kind = IseeKind::inclusione_2026;
  command.annotations = true;
  EXPECT_THAT(flags_of(command),
              ::testing::ElementsAre(refusals::isee_dsu_unusual, refusals::isee_never_prices,
                                     refusals::isee_annotated));
  command.documents_given = true;
  EXPECT_THAT(flags_of(command), ::testing::SizeIs(2));
}

AcquireAttestation annotated() {
  auto command = attestation();
  command.annotations = true;
  return command;
}

TEST(AcceptDocuments, AnswersTheAnnotationsOfAnAttestationOnce) {
  const IseeFolder folder = after(IseeFolder{}, annotated(), context);
  const AcceptDocuments command{id<HouseholdId>(9), id<AttestationId>(1), yesterday,
                                schema::DocumentsReason::office_verified};
  const auto decision = decide(folder, command, context);
  const auto* accepted = only_event(decision).fact.AsAttestationDocumentsAccepted();
  ASSERT_NE(accepted, nullptr);
  EXPECT_EQ(accepted->on, yesterday);
  EXPECT_EQ(accepted->reason, schema::DocumentsReason::office_verified);
  expect_already_done(decide(after(folder, command, context), command, context));
  auto given = annotated();
  given.documents_given = true;
  expect_already_done(decide(after(IseeFolder{}, given, context), command, context));
}

TEST(AcceptDocuments, NeedsAnAnnotatedAttestationOfTheFolderAndADayThatFits) {
  const AcceptDocuments command{id<HouseholdId>(9), id<AttestationId>(1), today,
                                schema::DocumentsReason::holder_proved};
  expect_refused(decide(IseeFolder{}, command, context), refusals::isee_attestation_unknown);
  expect_refused(decide(acquired(), command, context), refusals::isee_not_annotated);
  const IseeFolder folder = after(IseeFolder{}, annotated(), context);
  expect_accepted(decide(folder, command, context));
  auto dated = command;
  dated.on = tomorrow;
  expect_refused(decide(folder, dated, context), refusals::isee_documents_in_future);
  dated.on = annotated().presented_on;
  expect_accepted(decide(folder, dated, context));
  dated.on = annotated().presented_on.plus_days(-1);
  expect_refused(decide(folder, dated, context), refusals::isee_documents_too_early);
}

TEST(AcceptDocuments, SayWhyTheyAreEnough) {
  const IseeFolder folder = after(IseeFolder{}, annotated(), context);
  AcceptDocuments command{id<HouseholdId>(9), id<AttestationId>(1), today};
  expect_refused(decide(folder, command, context), refusals::isee_documents_reason);
  for (const auto reason : schema::EnumValuesDocumentsReason()) {
    if (reason == schema::DocumentsReason::unknown) continue;
    command.reason = reason;
    expect_accepted(decide(folder, command, context));
  }
  // Past the end of the list: a number nobody gave a meaning.
  command.reason = static_cast<schema::DocumentsReason>(
      static_cast<std::uint8_t>(schema::DocumentsReason::MAX) + 1);
  expect_refused(decide(folder, command, context), refusals::isee_documents_reason);
}

}  // namespace
}  // namespace telaio::domain
