// SPDX-License-Identifier: EUPL-1.2
#include "domain/governance/corrections.hpp"

#include "base/limits.hpp"
#include "domain/governance/governance_refusals.hpp"
#include "tests/domain/fixtures.hpp"

namespace telaio::domain {
namespace {

using namespace telaio::testing;
using schema::CorrectionKind;
using schema::VisibilityClass;

const CorrectionContext context{today, codes};
const Date visited_on = Date::of(2026, 3, 2);
const auto visit = id<EventId>(1);
const auto first_correction = id<EventId>(9);

// One event as the log would hold it, with its id and the descriptors of its sealed parts.
Corrections recorded(Corrections corrections, const EventId& event_id, const NewEvent& event) {
  schema::HeaderT header;
  header.event = event_id;
  header.fact = event.fact;
  header.visibility = event.visibility;
  header.effective_from = event.effective_from;
  for (const PrivatePart& each : event.parts) {
    header.parts.emplace_back(flatbuffers::Pack(each.subject),
                              flatbuffers::span<const uint8_t, 32>(std::array<uint8_t, 32>{}), 64U,
                              1U, each.visibility);
  }
  flatbuffers::FlatBufferBuilder builder;
  builder.Finish(schema::Header::Pack(builder, &header));
  return evolve(std::move(corrections), *schema::GetHeader(builder.GetBufferPointer()));
}

NewEvent visit_event() {
  schema::InterventionLoggedT logged;
  logged.on = visited_on;
  NewEvent made = event(std::move(logged), VisibilityClass::p3, visited_on);
  made.parts.push_back(sealed(id<PersonId>(2), VisibilityClass::p3, schema::InterventionTextT()));
  return made;
}

Corrections with_visit() {
  return recorded(Corrections{}, visit, visit_event());
}

CorrectEvent correct() {
  CorrectEvent command;
  command.original = visit;
  command.original_position = 41;
  command.kind = CorrectionKind::value;
  command.reason = Code("wrong_date");
  command.new_effective = visited_on.plus_days(1);
  command.corrected_by = id<OperatorId>(4);
  return command;
}

CorrectEvent declare_void() {
  auto command = correct();
  command.kind = CorrectionKind::void_event;
  command.new_effective.reset();
  return command;
}

Corrections voided() {
  const auto decision = decide(with_visit(), declare_void(), context);
  return recorded(with_visit(), first_correction, only_event(decision));
}

TEST(CorrectEvent, ReplacesADate) {
  const auto decision = decide(with_visit(), correct(), context);
  const NewEvent& event = only_event(decision);
  EXPECT_EQ(event.visibility, VisibilityClass::p3);
  EXPECT_TRUE(event.parts.empty());
  EXPECT_EQ(event.fact.AsEventCorrected()->original_position, 41U);
  EXPECT_FALSE(event.fact.AsEventCorrected()->text_replaced);
  const Corrections corrections = recorded(with_visit(), first_correction, event);
  EXPECT_EQ(corrections.events.at(visit).effective, visited_on.plus_days(1));
  EXPECT_FALSE(is_void(corrections, visit));
  expect_already_done(decide(corrections, correct(), context));
}

TEST(CorrectEvent, SealsANewTextUnderTheKeyOfTheOldOne) {
  auto command = correct();
  command.new_effective.reset();
  command.new_text = "Testo giusto.";
  const auto decision = decide(with_visit(), command, context);
  const NewEvent& event = only_event(decision);
  EXPECT_TRUE(event.fact.AsEventCorrected()->text_replaced);
  ASSERT_EQ(event.parts.size(), 1U);
  EXPECT_EQ(event.parts[0].subject, id<PersonId>(2));
  EXPECT_EQ(event.parts[0].visibility, VisibilityClass::p3);
  EXPECT_EQ(event.parts[0].content.AsCorrectedText()->text, "Testo giusto.");
}

TEST(CorrectEvent, VoidsOnceAndForEver) {
  EXPECT_TRUE(is_void(voided(), visit));
  EXPECT_FALSE(is_void(voided(), first_correction));
  expect_already_done(decide(voided(), declare_void(), context));
  expect_refused(decide(voided(), correct(), context), refusals::correction_of_void);
}

TEST(CorrectEvent, IsAboutAnEventOfTheSameStream) {
  auto command = correct();
  command.original = id<EventId>(77);
  expect_refused(decide(with_visit(), command, context), refusals::correction_not_in_stream);
  EXPECT_FALSE(is_void(with_visit(), id<EventId>(77)));
}

TEST(CorrectEvent, IsNotAboutACorrection) {
  auto command = declare_void();
  command.original = first_correction;
  expect_refused(decide(voided(), command, context), refusals::correction_of_correction);
}

TEST(CorrectEvent, NamesKindReasonAndWho) {
  auto kind = correct();
  kind.kind = CorrectionKind::unknown;
  expect_refused(decide(with_visit(), kind, context), refusals::correction_kind_missing);
  auto reason = correct();
  reason.reason = Code();
  expect_refused(decide(with_visit(), reason, context), refusals::correction_reason_missing);
  auto author = correct();
  author.corrected_by = OperatorId();
  expect_refused(decide(with_visit(), author, context), refusals::correction_author_missing);
}

TEST(CorrectEvent, HasAValueUnlessItVoids) {
  auto nothing = correct();
  nothing.new_effective.reset();
  expect_refused(decide(with_visit(), nothing, context), refusals::correction_without_value);
  auto too_much = declare_void();
  too_much.new_effective = visited_on;
  expect_refused(decide(with_visit(), too_much, context), refusals::correction_void_with_value);
}

TEST(CorrectEvent, MayMoveAFactToTodayButNotToTomorrow) {
  auto command = correct();
  command.new_effective = today;
  expect_accepted(decide(with_visit(), command, context));
  command.new_effective = tomorrow;
  expect_refused(decide(with_visit(), command, context), refusals::correction_date_in_future);
}

TEST(CorrectEvent, ReplacesATextOnlyWhereThereIsOne) {
  schema::CaseManagerAssignedT assigned;
  const Corrections corrections =
      recorded(Corrections{}, visit, event(std::move(assigned), VisibilityClass::p1, visited_on));
  auto command = correct();
  command.new_text = "Testo.";
  expect_refused(decide(corrections, command, context), refusals::correction_no_text);
  command.new_text.reset();
  expect_accepted(decide(corrections, command, context));
}

TEST(CorrectEvent, AcceptsTheLongestTextAndRefusesOneCharacterMoreBlankOrBrokenText) {
  auto command = correct();
  command.new_text = std::string(limits::text_characters_max, 'a');
  expect_accepted(decide(with_visit(), command, context));
  command.new_text->push_back('a');
  expect_refused(decide(with_visit(), command, context), refusals::correction_text_too_long);
  command.new_text = " ";
  expect_refused(decide(with_visit(), command, context), refusals::correction_text_empty);
  command.new_text = "\x03";
  expect_refused(decide(with_visit(), command, context), refusals::correction_text_malformed);
}

}  // namespace
}  // namespace telaio::domain
