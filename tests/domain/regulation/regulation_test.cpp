// SPDX-License-Identifier: EUPL-1.2
#include "domain/regulation/regulation.hpp"

#include "base/limits.hpp"
#include "domain/regulation/regulation_refusals.hpp"
#include "tests/domain/fixtures.hpp"

namespace telaio::domain {
namespace {

using namespace telaio::testing;

const RegulationContext context{today, codes};

PublishRegulation meals() {
  PublishRegulation command;
  auto& regulation = command.regulation;
  regulation.regulation = id<RegulationId>(1);
  regulation.comune = sesto;
  regulation.service_code = Code("PASTI");
  regulation.scheme = schema::FeeScheme::amount;
  regulation.valid_from = Date::of(2026, 1, 1);
  regulation.valid_to = std::make_unique<Date>(Date::of(2026, 12, 31));
  regulation.slug = "sesto-pasti";
  regulation.authority = "Comune";
  regulation.act = "DCC 1/2025";
  auto segment = std::make_unique<schema::FeeSegmentT>();
  segment->to = std::make_unique<Money>(Money::from_cents(6'000'00));
  segment->base = std::make_unique<schema::Milli>(2'500);
  regulation.segments.push_back(std::move(segment));
  return command;
}

PublishRegulation with_reading(std::string reading, OperatorId reader) {
  auto command = meals();
  command.regulation.signed_reading = std::move(reading);
  command.regulation.read_by = std::make_unique<OperatorId>(reader);
  return command;
}

TEST(PublishRegulation, IsPublicAndHoldsFromItsFirstToItsLastDay) {
  const auto decision = decide(RegulationFile{}, meals(), context);
  const NewEvent& event = only_event(decision);
  EXPECT_EQ(event.visibility, schema::VisibilityClass::p0);
  EXPECT_TRUE(event.parts.empty());
  EXPECT_EQ(event.effective_from, Date::of(2026, 1, 1));
  EXPECT_EQ(event.effective_to, Date::of(2026, 12, 31));
  const RegulationFile file = folded(*decision, RegulationFile{});
  ASSERT_TRUE(file.published.has_value());
  EXPECT_EQ(*file.published, meals().regulation);
}

TEST(PublishRegulation, TheSameAgainIsAlreadyDoneAndAnotherTextIsRefused) {
  const RegulationFile file = after(RegulationFile{}, meals(), context);
  expect_already_done(decide(file, meals(), context));
  auto other = meals();
  other.regulation.segments.front()->base = std::make_unique<schema::Milli>(2'501);
  expect_refused(decide(file, other, context), refusals::regulation_exists);
}

TEST(PublishRegulation, WithErrorsNeedsASignedReading) {
  auto command = meals();
  command.findings = {0, 3};
  expect_accepted(decide(RegulationFile{}, command, context));
  command.findings = {1, 0};
  expect_refused(decide(RegulationFile{}, command, context), refusals::regulation_has_errors);
  auto signed_by = with_reading("La fascia B comincia a 6.000,01.", id<OperatorId>(5));
  signed_by.findings = {1, 0};
  expect_accepted(decide(RegulationFile{}, signed_by, context));
}

TEST(PublishRegulation, HasAReadingAndWhoSignsItOrNeither) {
  expect_refused(decide(RegulationFile{}, with_reading("Come scritto.", OperatorId()), context),
                 refusals::regulation_reading_unsigned);
  expect_refused(decide(RegulationFile{}, with_reading("", id<OperatorId>(5)), context),
                 refusals::regulation_reading_unsigned);
}

TEST(PublishRegulation, IsOfAComuneOfTheAmbitoOrOfTheWholeAmbito) {
  auto command = meals();
  command.regulation.comune = Code();
  expect_accepted(decide(RegulationFile{}, command, context));
  command.regulation.comune = milano;
  expect_refused(decide(RegulationFile{}, command, context), refusals::regulation_unknown_comune);
  auto service = meals();
  service.regulation.service_code = Code("OTHER");
  expect_refused(decide(RegulationFile{}, service, context), refusals::regulation_unknown_service);
}

TEST(PublishRegulation, HoldsForADayAtLeast) {
  auto command = meals();
  command.regulation.valid_to = std::make_unique<Date>(command.regulation.valid_from);
  expect_accepted(decide(RegulationFile{}, command, context));
  *command.regulation.valid_to = command.regulation.valid_from.plus_days(-1);
  expect_refused(decide(RegulationFile{}, command, context),
                 refusals::regulation_validity_reversed);
}

TEST(PublishRegulation, NeedsIdSlugActAndScheme) {
  auto id_missing = meals();
  id_missing.regulation.regulation = RegulationId();
  expect_refused(decide(RegulationFile{}, id_missing, context), refusals::regulation_id_missing);
  auto slug = meals();
  slug.regulation.slug = " ";
  expect_refused(decide(RegulationFile{}, slug, context), refusals::regulation_field_missing);
  auto act = meals();
  act.regulation.act = "";
  expect_refused(decide(RegulationFile{}, act, context), refusals::regulation_field_missing);
  auto scheme = meals();
  scheme.regulation.scheme = schema::FeeScheme::unknown;
  expect_refused(decide(RegulationFile{}, scheme, context), refusals::regulation_field_missing);
}

TEST(PublishRegulation, AcceptsTheLongestTextAndRefusesOneCharacterMoreOrBrokenText) {
  auto command = meals();
  command.regulation.act = std::string(limits::regulation_text_characters_max, 'a');
  expect_accepted(decide(RegulationFile{}, command, context));
  command.regulation.act.push_back('a');
  expect_refused(decide(RegulationFile{}, command, context), refusals::regulation_text_too_long);
  command.regulation.act = "DCC \x02";
  expect_refused(decide(RegulationFile{}, command, context), refusals::regulation_text_malformed);
}

TEST(PublishRegulation, HasADigestOfThirtyTwoBytesOrNone) {
  auto command = meals();
  command.regulation.text_sha256.assign(32, 7);
  expect_accepted(decide(RegulationFile{}, command, context));
  command.regulation.text_sha256.assign(31, 7);
  expect_refused(decide(RegulationFile{}, command, context), refusals::regulation_digest_malformed);
}

}  // namespace
}  // namespace telaio::domain
