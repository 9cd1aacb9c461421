// SPDX-License-Identifier: EUPL-1.2
#include "domain/governance/authorisations.hpp"

#include "base/limits.hpp"
#include "domain/governance/governance_refusals.hpp"
#include "tests/domain/fixtures.hpp"

namespace telaio::domain {
namespace {

using namespace telaio::testing;
using schema::Role;

const AuthorisationContext context{today, codes};
const auto worker = id<OperatorId>(1);
const auto administrator = id<OperatorId>(2);
const Date from = Date::of(2026, 1, 1);
const Date to = Date::of(2026, 12, 31);

ChangeAuthorisation first_grant() {
  return {worker, Role::social_worker, Code("SSG"), from, to, administrator, "Bianchi", "Lucia"};
}

ChangeAuthorisation next_grant() {
  auto command = first_grant();
  command.surname = "";
  command.given_name = "";
  return command;
}

Authorisations granted() {
  return after(Authorisations{}, first_grant(), context);
}

TEST(ChangeAuthorisation, HoldsFromItsFirstToItsLastDay) {
  EXPECT_TRUE(authorised_on(granted(), worker, from.plus_days(-1)).empty());
  ASSERT_EQ(authorised_on(granted(), worker, from).size(), 1U);
  EXPECT_EQ(authorised_on(granted(), worker, from)[0].role, Role::social_worker);
  EXPECT_EQ(authorised_on(granted(), worker, to).size(), 1U);
  EXPECT_TRUE(authorised_on(granted(), worker, to.plus_days(1)).empty());
  EXPECT_TRUE(authorised_on(granted(), administrator, from).empty());
}

TEST(ChangeAuthorisation, SealsTheNameUnderTheOperatorsOwnKeyTheFirstTimeOnly) {
  const auto decision = decide(Authorisations{}, first_grant(), context);
  const NewEvent& event = only_event(decision);
  ASSERT_EQ(event.parts.size(), 1U);
  EXPECT_EQ(event.parts[0].subject, worker);
  EXPECT_EQ(event.parts[0].visibility, schema::VisibilityClass::p1);
  EXPECT_EQ(event.parts[0].content.AsOperatorName()->surname, "Bianchi");
  auto head = next_grant();
  head.role = Role::head;
  EXPECT_TRUE(only_event(decide(granted(), head, context)).parts.empty());
  head.surname = "Bianchi";
  expect_refused(decide(granted(), head, context), refusals::authorisation_name_given);
}

TEST(ChangeAuthorisation, OfANewOperatorNeedsBothNames) {
  auto surname = first_grant();
  surname.surname = " ";
  expect_refused(decide(Authorisations{}, surname, context), refusals::authorisation_name_missing);
  expect_refused(decide(Authorisations{}, next_grant(), context),
                 refusals::authorisation_name_missing);
  auto broken = first_grant();
  broken.given_name = "Lu\ncia";
  expect_refused(decide(Authorisations{}, broken, context), refusals::authorisation_name_malformed);
  auto longest = first_grant();
  longest.surname = std::string(limits::name_characters_max, 'a');
  expect_accepted(decide(Authorisations{}, longest, context));
  longest.surname.push_back('a');
  expect_refused(decide(Authorisations{}, longest, context), refusals::authorisation_name_too_long);
}

TEST(ChangeAuthorisation, TheSameAgainIsAlreadyDoneWithOrWithoutTheName) {
  expect_already_done(decide(granted(), first_grant(), context));
  expect_already_done(decide(granted(), next_grant(), context));
}

TEST(ChangeAuthorisation, NobodyAuthorisesHimself) {
  auto command = first_grant();
  command.granted_by = worker;
  expect_refused(decide(Authorisations{}, command, context), refusals::authorisation_of_oneself);
  command.granted_by = OperatorId();
  expect_refused(decide(Authorisations{}, command, context),
                 refusals::authorisation_grantor_missing);
}

TEST(ChangeAuthorisation, RepeatedWithAnEarlierLastDayRevokes) {
  auto revoked = next_grant();
  revoked.to = yesterday;
  const Authorisations all = after(granted(), revoked, context);
  EXPECT_EQ(authorised_on(all, worker, yesterday).size(), 1U);
  EXPECT_TRUE(authorised_on(all, worker, today).empty());
}

TEST(ChangeAuthorisation, ReplacesTheSameRoleAndUnitFromItsDayOnAndNoOther) {
  auto whole = next_grant();
  whole.scope_unit = Code();
  auto longer = next_grant();
  longer.from = today;
  longer.to.reset();
  const Authorisations all = after(after(granted(), whole, context), longer, context);
  EXPECT_EQ(authorised_on(all, worker, yesterday).size(), 2U);
  EXPECT_EQ(authorised_on(all, worker, today).size(), 2U);
  ASSERT_EQ(authorised_on(all, worker, to.plus_days(1)).size(), 1U);
  EXPECT_EQ(authorised_on(all, worker, to.plus_days(1))[0].scope_unit, Code("SSG"));
}

TEST(ChangeAuthorisation, NamesOperatorRoleAndAUnitOfTheListOrNone) {
  auto operator_missing = first_grant();
  operator_missing.operator_id = OperatorId();
  expect_refused(decide(Authorisations{}, operator_missing, context),
                 refusals::authorisation_operator_missing);
  auto role = first_grant();
  role.role = Role::unknown;
  expect_refused(decide(Authorisations{}, role, context), refusals::authorisation_role_missing);
  auto unit = first_grant();
  unit.scope_unit = Code("MILANO");
  expect_refused(decide(Authorisations{}, unit, context), refusals::authorisation_unknown_unit);
  unit.scope_unit = Code();
  expect_accepted(decide(Authorisations{}, unit, context));
}

TEST(ChangeAuthorisation, LastsADayAtLeast) {
  auto command = first_grant();
  command.to = from;
  expect_accepted(decide(Authorisations{}, command, context));
  command.to = from.plus_days(-1);
  expect_refused(decide(Authorisations{}, command, context),
                 refusals::authorisation_period_reversed);
}

}  // namespace
}  // namespace telaio::domain
