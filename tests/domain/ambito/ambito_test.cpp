// SPDX-License-Identifier: EUPL-1.2
#include "domain/ambito/ambito.hpp"

#include "base/limits.hpp"
#include "domain/ambito/ambito_refusals.hpp"
#include "tests/domain/fixtures.hpp"

#include <fmt/format.h>

namespace telaio::domain {
namespace {

using namespace telaio::testing;
using schema::FilingFlow;

const AmbitoContext context{today, codes};
const Date new_year = Date::of(2026, 1, 1);

ComposeAmbito both() {
  return {id<AmbitoId>(1), {sesto, cologno}, sesto, new_year};
}

Ambito composed() {
  return after(Ambito{}, both(), context);
}

PublishPopulation residents(std::uint32_t number) {
  return {id<AmbitoId>(1), sesto, new_year, number};
}

ChangeStaffContract hired() {
  ChangeStaffContract command;
  command.ambito = id<AmbitoId>(1);
  command.contract = id<ContractId>(2);
  command.terms.worker = id<OperatorId>(3);
  command.terms.employer = sesto;
  command.terms.employer_kind = schema::EmployerKind::comune;
  command.terms.profession = schema::Profession::assistente_sociale;
  command.terms.kind = schema::ContractKind::open_ended;
  command.terms.fte_hundredths = 100;
  command.terms.from = Date::of(2026, 2, 1);
  command.terms.field_or_planning = true;
  return command;
}

SubmitFiling statement(std::uint16_t year, Date on) {
  return {id<AmbitoId>(1), FilingFlow::staff_statement, year, on};
}

TEST(ComposeAmbito, NamesItsComuniFromADayOn) {
  const Ambito ambito = composed();
  EXPECT_EQ(ambito.id, id<AmbitoId>(1));
  ASSERT_EQ(ambito.compositions.size(), 1U);
  EXPECT_EQ(ambito.compositions[0].comuni, (std::vector{sesto, cologno}));
  EXPECT_EQ(ambito.compositions[0].from, new_year);
}

TEST(ComposeAmbito, TheSameComuniInAnyOrderAreAlreadyThere) {
  auto again = both();
  again.comuni = {cologno, sesto};
  again.from = today;
  expect_already_done(decide(composed(), again, context));
}

TEST(ComposeAmbito, AgainIsLaterThanTheLast) {
  auto alone = both();
  alone.comuni = {sesto};
  alone.from = new_year.plus_days(1);
  expect_accepted(decide(composed(), alone, context));
  alone.from = new_year;
  expect_refused(decide(composed(), alone, context), refusals::ambito_composed_differently);
  alone.from = new_year.plus_days(-1);
  expect_refused(decide(composed(), alone, context), refusals::ambito_before_last);
}

TEST(ComposeAmbito, NamesEachComuneOnceAndTheLeadAmongThem) {
  auto none = both();
  none.comuni.clear();
  expect_refused(decide(Ambito{}, none, context), refusals::ambito_no_comune);
  auto twice = both();
  twice.comuni = {sesto, sesto};
  expect_refused(decide(Ambito{}, twice, context), refusals::ambito_comune_twice);
  auto lead = both();
  lead.lead_comune = milano;
  expect_refused(decide(Ambito{}, lead, context), refusals::ambito_lead_outside);
  auto malformed = both();
  malformed.comuni.push_back(Code("I690"));
  expect_refused(decide(Ambito{}, malformed, context), refusals::ambito_comune_malformed);
}

TEST(ComposeAmbito, AcceptsTheLargestAmbitoAndRefusesOneComuneMore) {
  auto command = both();
  command.comuni = {sesto};
  for (std::size_t i = 1; i < limits::ambito_comuni_max; ++i) {
    command.comuni.push_back(*Code::parse(fmt::format("{:06}", 100'000 + i)));
  }
  expect_accepted(decide(Ambito{}, command, context));
  command.comuni.push_back(cologno);
  expect_refused(decide(Ambito{}, command, context), refusals::ambito_too_many_comuni);
}

TEST(ComposeAmbito, MayStartTodayButNotTomorrow) {
  auto command = both();
  command.from = today;
  expect_accepted(decide(Ambito{}, command, context));
  command.from = tomorrow;
  expect_refused(decide(Ambito{}, command, context), refusals::ambito_date_in_future);
}

TEST(PublishPopulation, CountsTheResidentsOfAComuneOnADayAndTheLastFigureHolds) {
  const Ambito ambito = after(composed(), residents(79'000), context);
  EXPECT_EQ(ambito.residents.at({sesto, new_year}), 79'000U);
  expect_already_done(decide(ambito, residents(79'000), context));
  const Ambito revised = after(ambito, residents(79'001), context);
  EXPECT_EQ(revised.residents.at({sesto, new_year}), 79'001U);
}

TEST(PublishPopulation, IsOfAComuneOfTheAmbitoWithSomebodyInIt) {
  auto command = residents(1);
  expect_accepted(decide(composed(), command, context));
  command.residents = 0;
  expect_refused(decide(composed(), command, context), refusals::ambito_no_residents);
  command = residents(1);
  command.comune = milano;
  expect_refused(decide(composed(), command, context), refusals::ambito_unknown_comune);
  expect_refused(decide(Ambito{}, residents(1), context), refusals::ambito_not_composed);
}

TEST(PublishPopulation, IsOfTodayAtTheLatest) {
  auto command = residents(1);
  command.on = today;
  expect_accepted(decide(composed(), command, context));
  command.on = tomorrow;
  expect_refused(decide(composed(), command, context), refusals::ambito_date_in_future);
}

TEST(ChangeStaffContract, ReplacesTheTermsFromItsDayOn) {
  const Ambito ambito = after(composed(), hired(), context);
  expect_already_done(decide(ambito, hired(), context));
  auto part_time = hired();
  part_time.terms.fte_hundredths = 50;
  part_time.terms.from = Date::of(2026, 3, 1);
  part_time.terms.to = Date::of(2026, 12, 31);
  const Ambito changed = after(ambito, part_time, context);
  EXPECT_EQ(changed.contracts.at(id<ContractId>(2)), part_time.terms);
}

TEST(ChangeStaffContract, MayChangeOnTheDayItBeganButNotBeforeAndNeverItsWorker) {
  const Ambito ambito = after(composed(), hired(), context);
  auto command = hired();
  command.terms.fte_hundredths = 50;
  expect_accepted(decide(ambito, command, context));
  command.terms.from = command.terms.from.plus_days(-1);
  expect_refused(decide(ambito, command, context), refusals::ambito_contract_before_last);
  auto other = hired();
  other.terms.worker = id<OperatorId>(9);
  expect_refused(decide(ambito, other, context), refusals::ambito_contract_of_other);
}

TEST(ChangeStaffContract, IsOneToOneHundredHundredthsOfFullTime) {
  auto command = hired();
  command.terms.fte_hundredths = 1;
  expect_accepted(decide(composed(), command, context));
  command.terms.fte_hundredths = 0;
  expect_refused(decide(composed(), command, context), refusals::ambito_fte_malformed);
  command.terms.fte_hundredths = 101;
  expect_refused(decide(composed(), command, context), refusals::ambito_fte_malformed);
}

TEST(ChangeStaffContract, LastsADayAtLeastAndDoesNotStartTomorrow) {
  auto command = hired();
  command.terms.to = command.terms.from;
  expect_accepted(decide(composed(), command, context));
  command.terms.to = command.terms.from.plus_days(-1);
  expect_refused(decide(composed(), command, context), refusals::ambito_contract_reversed);
  command = hired();
  command.terms.from = today;
  expect_accepted(decide(composed(), command, context));
  command.terms.from = tomorrow;
  expect_refused(decide(composed(), command, context), refusals::ambito_date_in_future);
}

TEST(ChangeStaffContract, NamesContractWorkerEmployerProfessionAndKind) {
  const auto refuse = [](auto change) {
    auto command = hired();
    change(command);
    expect_refused(decide(composed(), command, context), refusals::ambito_contract_incomplete);
  };
  refuse([](auto& command) { command.contract = ContractId(); });
  refuse([](auto& command) { command.terms.worker = OperatorId(); });
  refuse([](auto& command) { command.terms.employer = Code(); });
  refuse([](auto& command) { command.terms.employer_kind = schema::EmployerKind::unknown; });
  refuse([](auto& command) { command.terms.profession = schema::Profession::unknown; });
  refuse([](auto& command) { command.terms.kind = schema::ContractKind::unknown; });
  expect_refused(decide(Ambito{}, hired(), context), refusals::ambito_not_composed);
}

TEST(SubmitFiling, IsSentOncePerYear) {
  const Ambito ambito = after(composed(), statement(2026, Date::of(2026, 2, 28)), context);
  EXPECT_EQ(ambito.filings.at({FilingFlow::staff_statement, std::uint16_t{2026}}),
            Date::of(2026, 2, 28));
  expect_already_done(decide(ambito, statement(2026, Date::of(2026, 2, 28)), context));
  expect_refused(decide(ambito, statement(2026, today), context), refusals::ambito_filing_exists);
  expect_accepted(decide(ambito, statement(2025, today), context));
}

TEST(SubmitFiling, IsForAYearBetweenTheFirstStatementAndTheYearItIsSent) {
  expect_accepted(decide(composed(), statement(2021, today), context));
  expect_refused(decide(composed(), statement(2020, today), context),
                 refusals::ambito_year_malformed);
  expect_accepted(decide(composed(), statement(2026, today), context));
  expect_refused(decide(composed(), statement(2027, today), context),
                 refusals::ambito_year_malformed);
}

TEST(SubmitFiling, HasAFlowAndIsNotSentTomorrow) {
  auto command = statement(2026, today);
  command.flow = FilingFlow::unknown;
  expect_refused(decide(composed(), command, context), refusals::ambito_flow_missing);
  expect_refused(decide(composed(), statement(2026, tomorrow), context),
                 refusals::ambito_date_in_future);
  expect_refused(decide(Ambito{}, statement(2026, today), context), refusals::ambito_not_composed);
}

}  // namespace
}  // namespace telaio::domain
