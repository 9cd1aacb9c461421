// SPDX-License-Identifier: EUPL-1.2
// Amending, repealing and annulling: which versions may stand beside each other.
#include "domain/regulation/versions.hpp"

#include "domain/regulation/regulation_refusals.hpp"
#include "domain/version_ends.hpp"
#include "tests/domain/fixtures.hpp"

namespace telaio::domain {
namespace {

using namespace telaio::testing;

const Date first_day = Date::of(2025, 1, 1);

PublishRegulation meals(std::uint8_t number, Date from, std::optional<Date> to = std::nullopt) {
  PublishRegulation command;
  auto& regulation = command.regulation;
  regulation.regulation = id<RegulationId>(number);
  regulation.comune = sesto;
  regulation.service_code = Code("PASTI");
  regulation.scheme = schema::FeeScheme::amount;
  regulation.valid_from = from;
  if (to) regulation.valid_to = std::make_unique<Date>(*to);
  regulation.slug = "sesto-pasti";
  regulation.act = "DCC " + std::to_string(number);
  return command;
}

PublishRegulation amending(std::uint8_t number, Date from, std::uint8_t replaced) {
  auto command = meals(number, from);
  command.regulation.replaces = std::make_unique<RegulationId>(id<RegulationId>(replaced));
  return command;
}

RegulationFile file_of(const PublishRegulation& command) {
  return after(RegulationFile{}, command, RegulationContext{today, codes});
}

RegulationFile withdrawn(RegulationFile file, schema::WithdrawalKind kind, Date from) {
  const WithdrawRegulation command{file.published->regulation, kind, from, "TAR 1/2026"};
  return after(std::move(file), command, RegulationContext{today, codes});
}

// A version of the chain that amends, whose predecessor is not looked at.
RegulationFile amendment(std::uint8_t number, Date from, std::uint8_t replaced) {
  RegulationFile file;
  file.published = amending(number, from, replaced).regulation;
  return file;
}

RegulationContext beside(std::vector<RegulationFile> files) {
  return {today, codes, versions_of(files)};
}

Decision publish(const PublishRegulation& command, std::vector<RegulationFile> files) {
  return decide(RegulationFile{}, command, beside(std::move(files)));
}

TEST(Versions, BeginOnTheDayAfterTheOneBeforeAndNotOnItsLast) {
  const auto until_june = file_of(meals(1, first_day, Date::of(2025, 6, 30)));
  expect_accepted(publish(meals(2, Date::of(2025, 7, 1)), {until_june}));
  expect_refused(publish(meals(2, Date::of(2025, 6, 30)), {until_june}),
                 refusals::regulation_overlaps);
}

TEST(Versions, EndOnTheDayBeforeTheOneAfterAndNotOnItsFirst) {
  const auto from_july = file_of(meals(1, Date::of(2025, 7, 1)));
  expect_accepted(publish(meals(2, first_day, Date::of(2025, 6, 30)), {from_july}));
  expect_refused(publish(meals(2, first_day, Date::of(2025, 7, 1)), {from_july}),
                 refusals::regulation_overlaps);
}

TEST(Versions, DoNotMeetThoseOfAnotherComuneOrServiceOrOfTheWholeAmbito) {
  const auto open = file_of(meals(1, first_day));
  auto cologno_meals = meals(2, first_day);
  cologno_meals.regulation.comune = cologno;
  expect_accepted(publish(cologno_meals, {open}));
  auto service = meals(2, first_day);
  service.regulation.service_code = Code("SAD");
  expect_accepted(publish(service, {open}));
  auto ambito = meals(2, first_day);
  ambito.regulation.comune = Code();
  expect_accepted(publish(ambito, {open}));
}

TEST(Amendment, EndsTheVersionItReplacesOnTheDayBefore) {
  const auto open = file_of(meals(1, first_day));
  expect_refused(publish(meals(2, Date::of(2026, 1, 1)), {open}), refusals::regulation_overlaps);
  expect_accepted(publish(amending(2, Date::of(2026, 1, 1), 1), {open}));
  const auto versions =
      versions_of(std::vector<RegulationFile>{open, amendment(2, Date::of(2026, 1, 1), 1)});
  EXPECT_EQ(versions[0].last_day, Date::of(2025, 12, 31));
  EXPECT_EQ(versions[1].last_day, std::nullopt);
}

TEST(Amendment, NeedsAKnownVersionOfTheSameComuneAndService) {
  expect_refused(publish(amending(2, Date::of(2026, 1, 1), 1), {}),
                 refusals::regulation_replaced_unknown);
  expect_refused(publish(amending(1, Date::of(2026, 1, 1), 1), {}),
                 refusals::regulation_replaced_unknown);
  auto other = meals(1, first_day);
  other.regulation.comune = cologno;
  expect_refused(publish(amending(2, Date::of(2026, 1, 1), 1), {file_of(other)}),
                 refusals::regulation_replaced_other);
}

TEST(Amendment, BeginsAfterTheVersionItReplaces) {
  const auto open = file_of(meals(1, first_day));
  expect_accepted(publish(amending(2, first_day.plus_days(1), 1), {open}));
  expect_refused(publish(amending(2, first_day, 1), {open}),
                 refusals::regulation_replaced_too_early);
}

TEST(Amendment, OfAWithdrawnVersionIsRefused) {
  const auto gone = withdrawn(file_of(meals(1, first_day)), schema::WithdrawalKind::repealed,
                              Date::of(2026, 6, 1));
  expect_refused(publish(amending(2, Date::of(2026, 1, 1), 1), {gone}),
                 refusals::regulation_replaced_withdrawn);
}

TEST(Amendment, TwoOfTheSameVersionMeetEachOther) {
  const std::vector<RegulationFile> both{file_of(meals(1, first_day)),
                                         amendment(2, Date::of(2026, 1, 1), 1)};
  expect_refused(publish(amending(3, Date::of(2026, 7, 1), 1), both),
                 refusals::regulation_overlaps);
  expect_accepted(publish(amending(3, Date::of(2026, 7, 1), 2), both));
}

// The notion that prices, too (domain/fees/versions): the earliest of all that ends a version
// counts.
TEST(LastDays, AreTheEarliestOfWhatEndsAVersion) {
  const Date new_year = Date::of(2026, 1, 1);
  VersionSpan first{id<RegulationId>(1), first_day, Date::of(2026, 6, 30), std::nullopt, {}};
  VersionSpan next{id<RegulationId>(2), new_year, std::nullopt, std::nullopt, first.id};
  const auto of_first = [&] { return last_days(std::vector{first, next}).front(); };
  EXPECT_EQ(of_first(), Date::of(2025, 12, 31));
  EXPECT_EQ(last_days(std::vector{next, first}).back(), Date::of(2025, 12, 31));
  first.withdrawn_from = Date::of(2025, 3, 1);
  EXPECT_EQ(of_first(), Date::of(2025, 2, 28));
  first.withdrawn_from.reset();
  // Withdrawn from its first day it ended nothing; from the second it did.
  next.withdrawn_from = new_year;
  EXPECT_EQ(of_first(), Date::of(2026, 6, 30));
  next.withdrawn_from = new_year.plus_days(1);
  EXPECT_EQ(of_first(), Date::of(2025, 12, 31));
  // A text without a date ends nothing, and an open version has no last day.
  next.withdrawn_from.reset();
  next.valid_from.reset();
  first.valid_to.reset();
  EXPECT_EQ(of_first(), std::nullopt);
  EXPECT_TRUE(last_days({}).empty());
}

TEST(Withdrawal, MakesRoomFromItsDayOn) {
  const auto repealed = withdrawn(file_of(meals(1, first_day)), schema::WithdrawalKind::repealed,
                                  Date::of(2026, 3, 1));
  expect_refused(publish(meals(2, Date::of(2026, 2, 28)), {repealed}),
                 refusals::regulation_overlaps);
  expect_accepted(publish(meals(2, Date::of(2026, 3, 1)), {repealed}));
}

TEST(Withdrawal, AnAmendmentAnnulledFromItsFirstDayAmendsNothing) {
  const auto open = file_of(meals(1, first_day));
  const Date next_year = Date::of(2026, 1, 1);
  const auto never =
      withdrawn(amendment(2, next_year, 1), schema::WithdrawalKind::annulled, next_year);
  EXPECT_EQ(versions_of(std::vector<RegulationFile>{open, never})[0].last_day, std::nullopt);
  const auto a_day = withdrawn(amendment(2, next_year, 1), schema::WithdrawalKind::annulled,
                               next_year.plus_days(1));
  EXPECT_EQ(versions_of(std::vector<RegulationFile>{open, a_day})[0].last_day,
            Date::of(2025, 12, 31));
}

TEST(Withdrawal, IsPublicAndBeginsOnItsDay) {
  const auto file = file_of(meals(1, first_day));
  const WithdrawRegulation command{id<RegulationId>(1), schema::WithdrawalKind::repealed,
                                   Date::of(2026, 3, 1), "DCC 9/2026"};
  const auto decision = decide(file, command, RegulationContext{today, codes});
  const NewEvent& event = only_event(decision);
  EXPECT_EQ(event.visibility, schema::VisibilityClass::p0);
  EXPECT_EQ(event.effective_from, Date::of(2026, 3, 1));
  EXPECT_TRUE(event.parts.empty());
}

Decision withdraw(const RegulationFile& file, schema::WithdrawalKind kind, Date from) {
  return decide(file, WithdrawRegulation{id<RegulationId>(1), kind, from, "DCC 9/2026"},
                RegulationContext{today, codes});
}

TEST(Withdrawal, NeedsAPublishedRegulationAnActAndAKind) {
  expect_refused(withdraw(RegulationFile{}, schema::WithdrawalKind::repealed, today),
                 refusals::regulation_not_published);
  const auto file = file_of(meals(1, first_day));
  expect_refused(withdraw(file, schema::WithdrawalKind::unknown, today),
                 refusals::regulation_withdrawal_incomplete);
  const WithdrawRegulation no_act{id<RegulationId>(1), schema::WithdrawalKind::repealed, today,
                                  " "};
  expect_refused(decide(file, no_act, RegulationContext{today, codes}),
                 refusals::regulation_withdrawal_incomplete);
}

TEST(Withdrawal, RepealsFromTheSecondDayAndAnnulsFromTheFirst) {
  const auto file = file_of(meals(1, first_day));
  expect_refused(withdraw(file, schema::WithdrawalKind::repealed, first_day),
                 refusals::regulation_withdrawal_too_early);
  expect_accepted(withdraw(file, schema::WithdrawalKind::repealed, first_day.plus_days(1)));
  expect_accepted(withdraw(file, schema::WithdrawalKind::annulled, first_day));
  expect_refused(withdraw(file, schema::WithdrawalKind::annulled, first_day.plus_days(-1)),
                 refusals::regulation_withdrawal_too_early);
}

TEST(Withdrawal, IsRefusedAfterTheLastDay) {
  const Date last = Date::of(2025, 12, 31);
  const auto file = file_of(meals(1, first_day, last));
  expect_accepted(withdraw(file, schema::WithdrawalKind::repealed, last));
  expect_refused(withdraw(file, schema::WithdrawalKind::repealed, last.plus_days(1)),
                 refusals::regulation_withdrawal_too_late);
}

TEST(Withdrawal, TheSameAgainIsAlreadyDoneAndOnlyAnAnnulmentMovesItBack) {
  const Date march = Date::of(2026, 3, 1);
  const WithdrawRegulation command{id<RegulationId>(1), schema::WithdrawalKind::repealed, march,
                                   "DCC 9/2026"};
  const RegulationContext context{today, codes};
  const auto file = after(file_of(meals(1, first_day)), command, context);
  expect_already_done(decide(file, command, context));
  expect_refused(withdraw(file, schema::WithdrawalKind::repealed, march.plus_days(-1)),
                 refusals::regulation_withdrawn_already);
  expect_refused(withdraw(file, schema::WithdrawalKind::annulled, march),
                 refusals::regulation_withdrawn_already);
  expect_accepted(withdraw(file, schema::WithdrawalKind::annulled, march.plus_days(-1)));
}

TEST(RegulationChain, HoldsEachVersionOnceInTheOrderOfPublication) {
  std::vector<NewEvent> events;
  for (const std::uint8_t number : std::vector<std::uint8_t>{2, 1, 2}) {
    events.push_back(chained(id<RegulationId>(number), first_day));
  }
  const RegulationChain chain = folded(events, RegulationChain{});
  EXPECT_EQ(chain.versions, (std::vector{id<RegulationId>(2), id<RegulationId>(1)}));
}

}  // namespace
}  // namespace telaio::domain
