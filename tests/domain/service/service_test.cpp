// SPDX-License-Identifier: EUPL-1.2
#include "domain/service/service.hpp"

#include "domain/service/service_refusals.hpp"
#include "tests/domain/fixtures.hpp"

namespace telaio::domain {
namespace {

using namespace telaio::testing;
using schema::DeliveryState;
using schema::QuantityUnit;
using schema::ServiceResult;
using Status = Service::Status;

const ServiceContext context{today, codes, false};
const ServiceContext priced{today, codes, true};
const Date requested_on = Date::of(2026, 1, 10);
const Date decided_on = Date::of(2026, 1, 20);
const Date granted_from = Date::of(2026, 2, 1);
const Date granted_to = Date::of(2026, 12, 31);
const Date active_from = Date::of(2026, 2, 9);

RequestService request() {
  return {id<ServiceId>(1), id<PersonId>(2), id<CaseId>(3),
          Code("SAD"),      Code("A2.01"),   requested_on};
}

DecideService grant() {
  DecideService command;
  command.service = id<ServiceId>(1);
  command.result = ServiceResult::granted;
  command.on = decided_on;
  command.from = granted_from;
  command.to = granted_to;
  command.quantity_hundredths = 1200;
  command.unit = QuantityUnit::hour;
  command.regulation = id<RegulationId>(4);
  return command;
}

DecideService deny() {
  DecideService command;
  command.service = id<ServiceId>(1);
  command.result = ServiceResult::denied;
  command.on = decided_on;
  command.reason = Code("above_limit");
  return command;
}

DecideService keep_waiting() {
  DecideService command;
  command.service = id<ServiceId>(1);
  command.result = ServiceResult::waiting;
  command.on = decided_on;
  return command;
}

ActivateService activate(Date from) {
  return {id<ServiceId>(1), Code("COOP-1"), from, sesto};
}

RecordDelivery deliver(Date on) {
  RecordDelivery command;
  command.service = id<ServiceId>(1);
  command.on = on;
  command.quantity_hundredths = 150;
  command.unit = QuantityUnit::hour;
  return command;
}

EndService end(Date on) {
  return {id<ServiceId>(1), on, Code("need_resolved")};
}

Service requested() {
  return after(Service{}, request(), context);
}
Service granted() {
  return after(requested(), grant(), priced);
}
Service active() {
  return after(granted(), activate(active_from), context);
}

TEST(RequestService, OpensTheService) {
  const Service service = requested();
  EXPECT_EQ(service.status, Status::requested);
  EXPECT_EQ(service.person, id<PersonId>(2));
  EXPECT_EQ(service.case_file, id<CaseId>(3));
  EXPECT_EQ(service.requested_on, requested_on);
  expect_refused(decide(service, request(), context), refusals::service_exists);
}

TEST(RequestService, NeedsAPersonAndAServiceOfTheAmbito) {
  auto person = request();
  person.person = PersonId();
  expect_refused(decide(Service{}, person, context), refusals::service_person_missing);
  auto service = request();
  service.service_code = Code("OTHER");
  expect_refused(decide(Service{}, service, context), refusals::service_unknown_service);
}

TEST(RequestService, MayHappenTodayButNotTomorrow) {
  auto command = request();
  command.on = today;
  expect_accepted(decide(Service{}, command, context));
  command.on = tomorrow;
  expect_refused(decide(Service{}, command, context), refusals::service_date_in_future);
}

TEST(DecideService, GrantsAQuantityForAPeriod) {
  const Service service = granted();
  EXPECT_EQ(service.status, Status::granted);
  EXPECT_EQ(service.grant, (Service::Grant{granted_from, granted_to, 1200, QuantityUnit::hour,
                                           id<RegulationId>(4)}));
}

TEST(DecideService, OfAPricedServiceNamesTheRegulation) {
  auto command = grant();
  command.regulation.reset();
  expect_refused(decide(requested(), command, priced), refusals::service_regulation_missing);
  expect_accepted(decide(requested(), command, context));
}

TEST(DecideService, ToGrantNeedsStartQuantityAndUnit) {
  auto start = grant();
  start.from.reset();
  expect_refused(decide(requested(), start, priced), refusals::service_grant_incomplete);
  auto quantity = grant();
  quantity.quantity_hundredths = 0;
  expect_refused(decide(requested(), quantity, priced), refusals::service_grant_incomplete);
  quantity.quantity_hundredths = 1;
  expect_accepted(decide(requested(), quantity, priced));
  auto unit = grant();
  unit.unit = QuantityUnit::unknown;
  expect_refused(decide(requested(), unit, priced), refusals::service_grant_incomplete);
}

TEST(DecideService, GrantsOneDayAtLeast) {
  auto command = grant();
  command.to = command.from;
  expect_accepted(decide(requested(), command, priced));
  command.to = command.from->plus_days(-1);
  expect_refused(decide(requested(), command, priced), refusals::service_period_reversed);
}

TEST(DecideService, ToDenyNeedsAReason) {
  EXPECT_EQ(after(requested(), deny(), context).status, Status::denied);
  auto command = deny();
  command.reason.reset();
  expect_refused(decide(requested(), command, context), refusals::service_reason_missing);
}

TEST(DecideService, AfterWaitingMayStillGrant) {
  const Service waiting = after(requested(), keep_waiting(), context);
  EXPECT_EQ(waiting.status, Status::waiting);
  EXPECT_EQ(after(waiting, grant(), priced).status, Status::granted);
}

TEST(DecideService, TheSameAgainIsAlreadyDoneAndAnotherDecisionIsRefused) {
  expect_already_done(decide(granted(), grant(), priced));
  expect_already_done(decide(active(), grant(), priced));
  expect_already_done(decide(after(requested(), deny(), context), deny(), context));
  expect_already_done(decide(after(requested(), keep_waiting(), context), keep_waiting(), context));
  auto more = grant();
  more.quantity_hundredths = 1300;
  expect_refused(decide(granted(), more, priced), refusals::service_already_decided);
  expect_refused(decide(granted(), deny(), priced), refusals::service_already_decided);
}

TEST(DecideService, IsOnTheDayOfTheRequestOrLaterAndNotTomorrow) {
  auto command = grant();
  command.on = requested_on;
  expect_accepted(decide(requested(), command, priced));
  command.on = requested_on.plus_days(-1);
  expect_refused(decide(requested(), command, priced), refusals::service_before_request);
  command.on = tomorrow;
  expect_refused(decide(requested(), command, priced), refusals::service_date_in_future);
}

TEST(DecideService, NeedsARequestAndAResult) {
  expect_refused(decide(Service{}, grant(), priced), refusals::service_not_requested);
  auto command = grant();
  command.result = ServiceResult::unknown;
  expect_refused(decide(requested(), command, priced), refusals::service_result_missing);
}

TEST(ActivateService, FreezesWhoPays) {
  const Service service = active();
  EXPECT_EQ(service.status, Status::active);
  EXPECT_EQ(service.active_from, active_from);
  EXPECT_EQ(service.competent_comune, sesto);
}

TEST(ActivateService, LiesInsideTheGrant) {
  expect_accepted(decide(granted(), activate(granted_from), context));
  expect_refused(decide(granted(), activate(granted_from.plus_days(-1)), context),
                 refusals::service_outside_grant);
  auto short_grant = grant();
  short_grant.to = active_from;
  const Service service = after(requested(), short_grant, priced);
  expect_accepted(decide(service, activate(active_from), context));
  expect_refused(decide(service, activate(active_from.plus_days(1)), context),
                 refusals::service_outside_grant);
}

TEST(ActivateService, NeedsAGrantAProviderAndAComuneOfTheAmbito) {
  expect_refused(decide(requested(), activate(active_from), context),
                 refusals::service_not_granted);
  auto provider = activate(active_from);
  provider.provider = Code();
  expect_refused(decide(granted(), provider, context), refusals::service_provider_missing);
  auto comune = activate(active_from);
  comune.competent_comune = milano;
  expect_refused(decide(granted(), comune, context), refusals::service_unknown_comune);
}

TEST(ActivateService, MayHappenTodayButNotTomorrowAndOnce) {
  expect_accepted(decide(granted(), activate(today), context));
  expect_refused(decide(granted(), activate(tomorrow), context), refusals::service_date_in_future);
  expect_already_done(decide(active(), activate(active_from), context));
  expect_refused(decide(active(), activate(today), context), refusals::service_already_active);
}

TEST(RecordDelivery, LiesInsideTheActiveInterval) {
  expect_accepted(decide(active(), deliver(active_from), context));
  expect_refused(decide(active(), deliver(active_from.plus_days(-1)), context),
                 refusals::service_outside_activity);
  expect_refused(decide(granted(), deliver(active_from), context), refusals::service_not_active);
}

TEST(RecordDelivery, EndsWithTheGrant) {
  auto last_day = deliver(granted_to);
  last_day.state = DeliveryState::preliminary;
  expect_accepted(decide(active(), last_day, context));
  last_day.to = granted_to.plus_days(1);
  expect_refused(decide(active(), last_day, context), refusals::service_outside_activity);
}

TEST(RecordDelivery, OfADayBeforeTheEndMayComeInAfterIt) {
  const Service ended = after(active(), end(Date::of(2026, 3, 10)), context);
  expect_accepted(decide(ended, deliver(Date::of(2026, 3, 10)), context));
  expect_refused(decide(ended, deliver(Date::of(2026, 3, 11)), context),
                 refusals::service_outside_activity);
}

TEST(RecordDelivery, HappenedTodayOrBeforeUnlessItIsPreliminary) {
  expect_accepted(decide(active(), deliver(today), context));
  expect_refused(decide(active(), deliver(tomorrow), context), refusals::service_date_in_future);
  auto planned = deliver(tomorrow);
  planned.state = DeliveryState::preliminary;
  expect_accepted(decide(active(), planned, context));
}

TEST(RecordDelivery, HasAQuantityInTheUnitOfTheGrantAndAState) {
  auto quantity = deliver(today);
  quantity.quantity_hundredths = 0;
  expect_refused(decide(active(), quantity, context), refusals::service_quantity_missing);
  quantity.quantity_hundredths = 1;
  expect_accepted(decide(active(), quantity, context));
  auto unit = deliver(today);
  unit.unit = QuantityUnit::meal;
  expect_refused(decide(active(), unit, context), refusals::service_unit_differs);
  auto state = deliver(today);
  state.state = DeliveryState::unknown;
  expect_refused(decide(active(), state, context), refusals::service_state_missing);
}

TEST(RecordDelivery, OverSeveralDaysRunsForward) {
  auto command = deliver(yesterday);
  command.to = yesterday;
  expect_accepted(decide(active(), command, context));
  command.to = yesterday.plus_days(-1);
  expect_refused(decide(active(), command, context), refusals::service_period_reversed);
}

TEST(EndService, EndsOnItsLastDayOnce) {
  const Service ended = after(active(), end(today), context);
  EXPECT_EQ(ended.status, Status::ended);
  EXPECT_EQ(ended.ended_on, today);
  expect_already_done(decide(ended, end(today), context));
  expect_refused(decide(ended, end(yesterday), context), refusals::service_already_ended);
}

TEST(EndService, IsNotBeforeTheActivationNorBeforeTheLastDelivery) {
  expect_accepted(decide(active(), end(active_from), context));
  expect_refused(decide(active(), end(active_from.plus_days(-1)), context),
                 refusals::service_outside_activity);
  const Service delivered = after(active(), deliver(yesterday), context);
  expect_accepted(decide(delivered, end(yesterday), context));
  expect_refused(decide(delivered, end(yesterday.plus_days(-1)), context),
                 refusals::service_before_last_delivery);
}

TEST(EndService, IsNotHeldUpByAPlannedDelivery) {
  auto planned = deliver(today);
  planned.state = DeliveryState::preliminary;
  expect_accepted(decide(after(active(), planned, context), end(yesterday), context));
}

TEST(EndService, AlsoClosesARequestThatNobodyServed) {
  EXPECT_EQ(after(requested(), end(requested_on), context).status, Status::ended);
  expect_refused(decide(requested(), end(requested_on.plus_days(-1)), context),
                 refusals::service_before_request);
  expect_refused(decide(after(requested(), deny(), context), end(today), context),
                 refusals::service_already_ended);
  expect_refused(decide(Service{}, end(today), context), refusals::service_not_requested);
}

TEST(EndService, NeedsAReasonAndIsNotTomorrow) {
  auto command = end(today);
  command.reason = Code();
  expect_refused(decide(active(), command, context), refusals::service_reason_missing);
  expect_refused(decide(active(), end(tomorrow), context), refusals::service_date_in_future);
}

}  // namespace
}  // namespace telaio::domain
