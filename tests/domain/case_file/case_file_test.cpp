// SPDX-License-Identifier: EUPL-1.2
#include "domain/case_file/case_file.hpp"

#include "base/limits.hpp"
#include "domain/case_file/case_refusals.hpp"
#include "tests/support/given_when_then.hpp"

namespace telaio::domain {
namespace {

using telaio::testing::after;
using telaio::testing::expect_refused;

template <class Kind>
Kind id(unsigned char n) {
  Uuid uuid;
  uuid.bytes[0] = std::byte{n};
  return Kind(uuid);
}

const Date opened = Date::of(2026, 3, 2);
const Date today = Date::of(2026, 3, 20);

const CodeLists codes{.comuni = {Code("015209")},
                      .areas = {Code("FAM_MIN")},
                      .services = {},
                      .closing_reasons = {Code("need_resolved")},
                      .units = {Code("SSG")}};
const CaseContext context{today, codes};

TakeInCharge take_in_charge() {
  TakeInCharge command;
  command.case_file = id<CaseId>(1);
  command.number = Code("SSG-2026-0001");
  command.subjects = {id<PersonId>(2), id<PersonId>(3)};
  command.area = Code("FAM_MIN");
  command.competent_comune = Code("015209");
  command.on = opened;
  command.case_manager = id<OperatorId>(4);
  command.unit = Code("SSG");
  return command;
}

CaseFile in_charge() {
  return after(CaseFile{}, take_in_charge(), context);
}

LogIntervention visit(Date on) {
  LogIntervention command;
  command.kind = schema::InterventionKind::home_visit;
  command.on = on;
  command.participants = {id<PersonId>(2)};
  command.text = "Visita a domicilio.";
  return command;
}

TEST(TakeInCharge, OpensTheCaseWithItsFirstCaseManagerInTheSameCommit) {
  const auto decision = decide(CaseFile{}, take_in_charge(), context);
  ASSERT_TRUE(decision.has_value());
  ASSERT_EQ(decision->size(), 2U);
  EXPECT_EQ((*decision)[0].fact.type, schema::Fact::TakenInCharge);
  EXPECT_EQ((*decision)[1].fact.type, schema::Fact::CaseManagerAssigned);
  const CaseFile file = in_charge();
  EXPECT_EQ(file.status, CaseFile::Status::in_charge);
  EXPECT_EQ(file.management->case_manager, id<OperatorId>(4));
  EXPECT_EQ(file.since, opened);
}

TEST(TakeInCharge, OfACourtIsVisibleToTheChildProtectionTeamOnly) {
  auto command = take_in_charge();
  command.mandate = schema::Mandate::court;
  EXPECT_EQ((*decide(CaseFile{}, command, context))[0].visibility, schema::VisibilityClass::p4);
}

TEST(TakeInCharge, IsRefusedTwice) {
  expect_refused(decide(in_charge(), take_in_charge(), context), refusals::case_exists);
}

TEST(TakeInCharge, NeedsSomebodyToTakeCareOf) {
  auto command = take_in_charge();
  command.subjects.clear();
  expect_refused(decide(CaseFile{}, command, context), refusals::case_no_subject);
}

TEST(TakeInCharge, RefusesCodesOutsideTheLists) {
  auto area = take_in_charge();
  area.area = Code("OTHER");
  expect_refused(decide(CaseFile{}, area, context), refusals::case_unknown_area);
  auto comune = take_in_charge();
  comune.competent_comune = Code("015146");
  expect_refused(decide(CaseFile{}, comune, context), refusals::case_unknown_comune);
  auto unit = take_in_charge();
  unit.unit = Code("MILANO");
  expect_refused(decide(CaseFile{}, unit, context), refusals::case_unknown_unit);
}

TEST(TakeInCharge, NeedsACaseManager) {
  auto command = take_in_charge();
  command.case_manager = OperatorId();
  expect_refused(decide(CaseFile{}, command, context), refusals::case_manager_missing);
}

TEST(TakeInCharge, MayBeginTodayButNotTomorrow) {
  auto command = take_in_charge();
  command.on = today;
  EXPECT_TRUE(decide(CaseFile{}, command, context).has_value());
  command.on = today.plus_days(1);
  expect_refused(decide(CaseFile{}, command, context), refusals::case_date_in_future);
}

TEST(AssignCaseManager, TakesOverFromItsDateOn) {
  const AssignCaseManager command{id<OperatorId>(5), Code("SSG"), Date::of(2026, 3, 10),
                                  Code("workload")};
  const CaseFile file = after(in_charge(), command, context);
  EXPECT_EQ(file.management->case_manager, id<OperatorId>(5));
  EXPECT_EQ(file.management->from, Date::of(2026, 3, 10));
}

TEST(AssignCaseManager, MayStartOnTheDayOfTheLastAssignmentButNotBefore) {
  AssignCaseManager command{id<OperatorId>(5), Code("SSG"), opened, Code("workload")};
  EXPECT_TRUE(decide(in_charge(), command, context).has_value());
  command.from = opened.plus_days(-1);
  expect_refused(decide(in_charge(), command, context), refusals::case_assignment_before_last);
}

TEST(AssignCaseManager, ToTheSameHolderIsAlreadyDone) {
  const AssignCaseManager command{id<OperatorId>(4), Code("SSG"), today, Code("workload")};
  EXPECT_TRUE(decide(in_charge(), command, context)->empty());
}

TEST(LogIntervention, SealsTheTextUnderTheFirstSubject) {
  const auto decision = decide(in_charge(), visit(today), context);
  ASSERT_TRUE(decision.has_value());
  ASSERT_EQ((*decision)[0].parts.size(), 1U);
  EXPECT_EQ((*decision)[0].parts[0].subject, id<PersonId>(2));
  EXPECT_EQ((*decision)[0].parts[0].visibility, schema::VisibilityClass::p3);
}

TEST(LogIntervention, AcceptsTheSeventhDayWithoutAReasonAndTheEighthOnlyWithOne) {
  EXPECT_TRUE(decide(in_charge(), visit(today.plus_days(-7)), context).has_value());
  auto late = visit(today.plus_days(-8));
  expect_refused(decide(in_charge(), late, context), refusals::case_late_without_reason);
  late.late_reason = Code("illness");
  EXPECT_TRUE(decide(in_charge(), late, context).has_value());
}

TEST(LogIntervention, MayHappenOnTheOpeningDayButNotBefore) {
  auto first = visit(opened);
  first.late_reason = Code("illness");
  EXPECT_TRUE(decide(in_charge(), first, context).has_value());
  first.on = opened.plus_days(-1);
  expect_refused(decide(in_charge(), first, context), refusals::case_before_opening);
}

TEST(LogIntervention, RefusesTomorrow) {
  expect_refused(decide(in_charge(), visit(today.plus_days(1)), context),
                 refusals::case_date_in_future);
}

TEST(LogIntervention, AcceptsTheLongestTextAndRefusesOneCharacterMore) {
  auto command = visit(today);
  command.text = std::string(limits::text_characters_max, 'a');
  EXPECT_TRUE(decide(in_charge(), command, context).has_value());
  command.text.push_back('a');
  expect_refused(decide(in_charge(), command, context), refusals::case_text_too_long);
}

TEST(LogIntervention, RefusesABlankText) {
  auto command = visit(today);
  command.text = " \n";
  expect_refused(decide(in_charge(), command, context), refusals::case_text_empty);
}

TEST(LogIntervention, AcceptsTheLastMinuteOfTheDayAndRefusesTheNext) {
  auto command = visit(today);
  command.at_minutes = 1439;
  EXPECT_TRUE(decide(in_charge(), command, context).has_value());
  command.at_minutes = 1440;
  expect_refused(decide(in_charge(), command, context), refusals::case_time_malformed);
}

TEST(CloseCase, ClosesOnceAndThenNothingMoreIsAccepted) {
  const CloseCase command{Code("need_resolved"), today, "Obiettivi raggiunti."};
  const CaseFile closed = after(in_charge(), command, context);
  EXPECT_EQ(closed.status, CaseFile::Status::closed);
  EXPECT_EQ(closed.closed_on, today);
  expect_refused(decide(closed, command, context), refusals::case_not_open);
  expect_refused(decide(closed, visit(today), context), refusals::case_not_open);
}

TEST(CloseCase, NeedsAReasonOfTheListAndAnEvaluation) {
  expect_refused(decide(in_charge(), CloseCase{Code("tired"), today, "Testo."}, context),
                 refusals::case_unknown_closing_reason);
  expect_refused(decide(in_charge(), CloseCase{Code("need_resolved"), today, ""}, context),
                 refusals::case_text_empty);
}

TEST(CloseCase, IsNotBeforeTheOpening) {
  EXPECT_TRUE(decide(in_charge(), CloseCase{Code("need_resolved"), opened, "Testo."}, context));
  expect_refused(decide(in_charge(),
                        CloseCase{Code("need_resolved"), opened.plus_days(-1), "Testo."}, context),
                 refusals::case_before_opening);
}

TEST(CaseFile, CommandsOnACaseThatDoesNotExistAreRefused) {
  expect_refused(decide(CaseFile{}, visit(today), context), refusals::case_not_open);
  expect_refused(
      decide(CaseFile{}, AssignCaseManager{id<OperatorId>(5), Code("SSG"), today, {}}, context),
      refusals::case_not_open);
}

}  // namespace
}  // namespace telaio::domain
