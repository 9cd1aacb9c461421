// SPDX-License-Identifier: EUPL-1.2
#include "domain/service/suspension.hpp"

#include "domain/service/service_refusals.hpp"
#include "tests/domain/fixtures.hpp"

namespace telaio::domain {
namespace {

using namespace telaio::testing;
using schema::ExemptionReason;
using schema::SuspensionReason;

const ServiceContext context{today, codes, false};
const Date active_from = Date::of(2026, 2, 9);
const Date assessed = Date::of(2026, 3, 10);

Service active(ExemptionReason protected_by = ExemptionReason::unknown) {
  const Date asked = Date::of(2026, 1, 10);
  Service service = after(Service{},
                          RequestService{id<ServiceId>(1), id<PersonId>(2), id<CaseId>(3),
                                         Code("SAD"), Code("A2.01"), asked},
                          context);
  DecideService grant;
  grant.service = id<ServiceId>(1);
  grant.result = schema::ServiceResult::granted;
  grant.on = asked;
  grant.from = active_from;
  grant.quantity_hundredths = 1200;
  grant.unit = schema::QuantityUnit::hour;
  grant.protected_by = protected_by;
  service = after(service, grant, context);
  return after(service, ActivateService{id<ServiceId>(1), Code("COOP-1"), active_from, sesto},
               context);
}

SuspendService arrears(Date from) {
  return {id<ServiceId>(1), SuspensionReason::arrears, from, assessed};
}

RecordDelivery deliver(Date on) {
  RecordDelivery command;
  command.service = id<ServiceId>(1);
  command.on = on;
  command.quantity_hundredths = 150;
  command.unit = schema::QuantityUnit::hour;
  return command;
}

TEST(SuspendService, ForArrearsComesAfterASocialAssessment) {
  auto command = arrears(today);
  expect_accepted(decide(active(), command, context));
  command.assessed_on.reset();
  expect_refused(decide(active(), command, context), refusals::service_not_assessed);
  command.assessed_on = tomorrow;
  expect_refused(decide(active(), command, context), refusals::service_not_assessed);
  expect_accepted(decide(active(), arrears(assessed), context));
  expect_refused(decide(active(), arrears(assessed.plus_days(-1)), context),
                 refusals::service_assessed_after);
}

TEST(SuspendService, ArrearsNeverStopWhatAJudgeOrderedOrProtectsAChild) {
  for (const auto reason : {ExemptionReason::court_order, ExemptionReason::child_protection}) {
    expect_refused(decide(active(reason), arrears(today), context), refusals::service_protected);
    // The family itself may ask for a pause.
    auto asked = arrears(today);
    asked.reason = SuspensionReason::asked;
    expect_accepted(decide(active(reason), asked, context));
  }
}

TEST(SuspendService, OfARunningServiceOnly) {
  expect_refused(decide(Service{}, arrears(today), context), refusals::service_not_active);
  auto command = arrears(today);
  command.reason = SuspensionReason::unknown;
  expect_refused(decide(active(), command, context), refusals::service_suspension_reason);
  command = {id<ServiceId>(1), SuspensionReason::absence, active_from.plus_days(-1), {}};
  expect_refused(decide(active(), command, context), refusals::service_outside_activity);
}

TEST(SuspendService, StopsDeliveriesUntilItIsResumed) {
  const Service delivered = after(active(), deliver(assessed), context);
  expect_refused(decide(delivered, arrears(assessed), context),
                 refusals::service_before_last_delivery);
  const Date from = assessed.plus_days(1);
  const Service suspended = after(delivered, arrears(from), context);
  expect_accepted(decide(suspended, deliver(assessed), context));
  expect_refused(decide(suspended, deliver(from), context), refusals::service_suspended);
  const Service resumed =
      after(suspended, ResumeService{id<ServiceId>(1), from.plus_days(3)}, context);
  expect_refused(decide(resumed, deliver(from.plus_days(2)), context), refusals::service_suspended);
  expect_accepted(decide(resumed, deliver(from.plus_days(3)), context));
}

TEST(SuspendService, SaidTwiceIsDoneOnce) {
  const Service suspended = after(active(), arrears(today), context);
  expect_already_done(decide(suspended, arrears(today), context));
  expect_refused(decide(suspended, arrears(tomorrow), context), refusals::service_suspended);
}

// Stopped on 11 March, running again from 14 March.
Service resumed_once() {
  const Service suspended = after(active(), arrears(assessed.plus_days(1)), context);
  return after(suspended, ResumeService{id<ServiceId>(1), assessed.plus_days(4)}, context);
}

TEST(SuspendService, MayBeginOnTheDayTheServiceStartedAgainAndNotTheDayBefore) {
  const Date again = assessed.plus_days(4);
  expect_accepted(decide(resumed_once(), arrears(again), context));
  expect_refused(decide(resumed_once(), arrears(again.plus_days(-1)), context),
                 refusals::service_suspension_overlaps);
}

TEST(SuspendService, DoesNotRunOverOneThatIsAlreadyOver) {
  // From before it, and from its first day: with no last day, both would cover it.
  SuspendService asked{id<ServiceId>(1), SuspensionReason::asked, assessed.plus_days(-3), {}};
  expect_refused(decide(resumed_once(), asked, context), refusals::service_suspension_overlaps);
  asked.from = assessed.plus_days(1);
  expect_refused(decide(resumed_once(), asked, context), refusals::service_suspension_overlaps);
}

TEST(SuspendService, LooksAtTheSuspensionThatEndsLast) {
  // As a log of before this rule may hold them: the later entry ends first.
  Service service = active();
  service.suspensions.push_back({SuspensionReason::asked, assessed, assessed.plus_days(20)});
  service.suspensions.push_back({SuspensionReason::asked, assessed, assessed.plus_days(5)});
  expect_refused(decide(service, arrears(assessed.plus_days(19)), context),
                 refusals::service_suspension_overlaps);
  expect_accepted(decide(service, arrears(assessed.plus_days(20)), context));
}

TEST(ResumeService, ComesAfterTheFirstDayOfTheSuspension) {
  expect_refused(decide(active(), ResumeService{id<ServiceId>(1), today}, context),
                 refusals::service_not_suspended);
  const Service suspended = after(active(), arrears(assessed), context);
  expect_refused(decide(suspended, ResumeService{id<ServiceId>(1), assessed}, context),
                 refusals::service_before_suspension);
  const ResumeService resume{id<ServiceId>(1), assessed.plus_days(1)};
  const Service resumed = after(suspended, resume, context);
  expect_already_done(decide(resumed, resume, context));
}

}  // namespace
}  // namespace telaio::domain
