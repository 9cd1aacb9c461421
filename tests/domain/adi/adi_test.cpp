// SPDX-License-Identifier: EUPL-1.2
#include "domain/adi/adi.hpp"

#include "domain/adi/adi_refusals.hpp"
#include "tests/domain/fixtures.hpp"

namespace telaio::domain {
namespace {

using namespace telaio::testing;
using schema::AppointmentKind;
using schema::AppointmentVenue;
using schema::BenefitReason;
using Status = AdiPath::Status;

const AdiContext context{today, codes};
const auto household = id<HouseholdId>(1);
const Date applied_on = Date::of(2025, 9, 1);
const Date received_on = Date::of(2025, 9, 20);
const Date called_on = Date::of(2025, 10, 1);
const Date met_on = Date::of(2025, 10, 20);
const Date later = Date::of(2026, 1, 15);

ReceiveHousehold reception() {
  ReceiveHousehold command;
  command.household = household;
  command.comune = sesto;
  command.application_on = applied_on;
  command.pad_signed_on = applied_on;
  command.received_on = received_on;
  return command;
}

SendConvocation call(Date on, AppointmentKind kind = AppointmentKind::first) {
  return {household, on, kind};
}

HoldAppointment meet(Date on, AppointmentKind kind = AppointmentKind::first) {
  return {household, on, kind, AppointmentVenue::service, std::nullopt};
}

RecordNoShow absent(Date on, AppointmentKind kind = AppointmentKind::first) {
  return {household, on, kind, false};
}

AdiPath received() {
  return after(AdiPath{}, reception(), context);
}
AdiPath called() {
  return after(received(), call(called_on), context);
}
AdiPath met() {
  return after(called(), meet(met_on), context);
}
AdiPath missed() {
  return after(called(), absent(met_on), context);
}

TEST(ReceiveHousehold, StartsThePathOnce) {
  const AdiPath path = received();
  EXPECT_EQ(path.status, Status::received);
  EXPECT_EQ(path.comune, sesto);
  EXPECT_EQ(path.received_on, received_on);
  expect_already_done(decide(path, reception(), context));
  auto other = reception();
  other.application_on = applied_on.plus_days(1);
  other.pad_signed_on.reset();
  expect_refused(decide(path, other, context), refusals::adi_already_received);
}

TEST(ReceiveHousehold, AgainAfterTheEndStartsANewPathByALaterApplication) {
  const AdiPath ended = after(met(), EndBenefit{household, later, BenefitReason::other}, context);
  auto again = reception();
  again.pad_signed_on.reset();
  again.received_on = today;
  again.application_on = later;
  expect_refused(decide(ended, again, context), refusals::adi_application_in_old_path);
  again.application_on = later.plus_days(1);
  const AdiPath path = after(ended, again, context);
  EXPECT_EQ(path.status, Status::received);
  EXPECT_TRUE(path.appointments.empty());
}

TEST(ReceiveHousehold, HasNothingBeforeTheApplicationNorTomorrow) {
  auto command = reception();
  command.received_on = applied_on;
  expect_accepted(decide(AdiPath{}, command, context));
  command.received_on = applied_on.plus_days(-1);
  expect_refused(decide(AdiPath{}, command, context), refusals::adi_before_application);
  auto pad = reception();
  pad.pad_signed_on = applied_on.plus_days(-1);
  expect_refused(decide(AdiPath{}, pad, context), refusals::adi_before_application);
  auto notice = reception();
  notice.inps_notice_on = applied_on.plus_days(-1);
  expect_refused(decide(AdiPath{}, notice, context), refusals::adi_before_application);
  auto future = reception();
  future.received_on = today;
  expect_accepted(decide(AdiPath{}, future, context));
  future.received_on = tomorrow;
  expect_refused(decide(AdiPath{}, future, context), refusals::adi_date_in_future);
}

TEST(ReceiveHousehold, IsOfAComuneOfTheAmbito) {
  auto command = reception();
  command.comune = milano;
  expect_refused(decide(AdiPath{}, command, context), refusals::adi_unknown_comune);
}

TEST(AdiPath, NothingHappensBeforeReception) {
  expect_refused(decide(AdiPath{}, call(today), context), refusals::adi_not_received);
  expect_refused(decide(AdiPath{}, meet(today), context), refusals::adi_not_received);
  expect_refused(decide(AdiPath{}, absent(today), context), refusals::adi_not_received);
  const BenefitReason other = BenefitReason::other;
  expect_refused(decide(AdiPath{}, SuspendBenefit{household, today, other}, context),
                 refusals::adi_not_received);
  expect_refused(decide(AdiPath{}, LoseBenefit{household, today, other}, context),
                 refusals::adi_not_received);
  expect_refused(decide(AdiPath{}, EndBenefit{household, today, other}, context),
                 refusals::adi_not_received);
  expect_accepted(decide(received(), call(received_on), context));
  expect_refused(decide(received(), call(received_on.plus_days(-1)), context),
                 refusals::adi_before_reception);
}

TEST(AdiPath, AContactInTimeMayBeWrittenDownAfterTheEndButNoneAfterIt) {
  const AdiPath ended =
      after(met(), EndBenefit{household, later, BenefitReason::moved_out}, context);
  EXPECT_EQ(ended.status, Status::ended);
  expect_accepted(decide(ended, meet(later, AppointmentKind::ninety_day), context));
  expect_refused(decide(ended, meet(later.plus_days(1), AppointmentKind::ninety_day), context),
                 refusals::adi_closed);
  expect_refused(
      decide(ended, SuspendBenefit{household, later, BenefitReason::ninety_day}, context),
      refusals::adi_closed);
}

TEST(SendConvocation, MayBeTodayButNotTomorrowAndTheSameAgainIsAlreadyDone) {
  expect_already_done(decide(called(), call(called_on), context));
  expect_accepted(decide(called(), call(today), context));
  expect_refused(decide(called(), call(tomorrow), context), refusals::adi_date_in_future);
  expect_refused(decide(called(), call(today, AppointmentKind::unknown), context),
                 refusals::adi_kind_missing);
}

TEST(HoldAppointment, OfNinetyDaysFollowsTheFirstMeeting) {
  expect_refused(decide(called(), meet(later, AppointmentKind::ninety_day), context),
                 refusals::adi_first_meeting_missing);
  expect_accepted(decide(met(), meet(met_on, AppointmentKind::ninety_day), context));
  expect_refused(decide(met(), meet(met_on.plus_days(-1), AppointmentKind::ninety_day), context),
                 refusals::adi_first_meeting_missing);
  expect_refused(decide(called(), call(later, AppointmentKind::ninety_day), context),
                 refusals::adi_first_meeting_missing);
}

TEST(HoldAppointment, IsHeldByThePatronatoOnlyAfterTheFirst) {
  auto first = meet(met_on);
  first.venue = AppointmentVenue::patronato;
  expect_refused(decide(called(), first, context), refusals::adi_first_at_patronato);
  auto next = meet(later, AppointmentKind::ninety_day);
  next.venue = AppointmentVenue::patronato;
  expect_accepted(decide(met(), next, context));
  next.venue = AppointmentVenue::unknown;
  expect_refused(decide(met(), next, context), refusals::adi_venue_missing);
}

TEST(HoldAppointment, OfTheSamePersonAndDayIsAlreadyDone) {
  expect_already_done(decide(met(), meet(met_on), context));
  auto of_a_member = meet(met_on);
  of_a_member.person = id<PersonId>(5);
  expect_accepted(decide(met(), of_a_member, context));
}

TEST(HoldAppointment, LiftsTheSuspensionThatWaitedForIt) {
  const AdiPath suspended =
      after(received(), SuspendBenefit{household, later, BenefitReason::first_meeting}, context);
  EXPECT_EQ(suspended.status, Status::suspended);
  EXPECT_EQ(after(suspended, meet(today, AppointmentKind::other), context).status,
            Status::suspended);
  const AdiPath lifted = after(suspended, meet(today), context);
  EXPECT_EQ(lifted.status, Status::received);
  EXPECT_FALSE(lifted.changed_on.has_value());
}

TEST(RecordNoShow, IsOfWhoWasCalled) {
  expect_refused(decide(received(), absent(met_on), context), refusals::adi_not_called);
  expect_accepted(decide(called(), absent(called_on), context));
  expect_refused(decide(called(), absent(called_on.plus_days(-1)), context),
                 refusals::adi_not_called);
  expect_refused(decide(called(), absent(met_on, AppointmentKind::ninety_day), context),
                 refusals::adi_not_called);
  expect_refused(decide(called(), absent(met_on, AppointmentKind::unknown), context),
                 refusals::adi_kind_missing);
}

TEST(RecordNoShow, MayBeJustifiedLater) {
  expect_already_done(decide(missed(), absent(met_on), context));
  auto justified = absent(met_on);
  justified.justified = true;
  const AdiPath path = after(missed(), justified, context);
  ASSERT_EQ(path.no_shows.size(), 1U);
  EXPECT_TRUE(path.no_shows[0].justified);
}

TEST(SuspendBenefit, ForTheFirstMeetingIsRefusedOnceItWasHeld) {
  const SuspendBenefit command{household, met_on, BenefitReason::first_meeting};
  expect_refused(decide(met(), command, context), refusals::adi_already_met);
  expect_accepted(
      decide(met(), SuspendBenefit{household, met_on.plus_days(-1), command.reason}, context));
}

TEST(SuspendBenefit, ForTheNinetyDaysIsRefusedOnTheDayOfTheContact) {
  const AdiPath path = after(met(), meet(later, AppointmentKind::ninety_day), context);
  expect_refused(decide(path, SuspendBenefit{household, later, BenefitReason::ninety_day}, context),
                 refusals::adi_already_met);
  expect_accepted(decide(
      path, SuspendBenefit{household, later.plus_days(1), BenefitReason::ninety_day}, context));
}

TEST(SuspendBenefit, TwiceForTheSameIsAlreadyDoneAndForAnotherReasonIsRefused) {
  const SuspendBenefit command{household, later, BenefitReason::first_meeting};
  const AdiPath path = after(received(), command, context);
  expect_already_done(decide(path, command, context));
  expect_refused(decide(path, SuspendBenefit{household, later, BenefitReason::other}, context),
                 refusals::adi_already_suspended);
}

TEST(SuspendBenefit, HasAReasonThatFits) {
  expect_refused(
      decide(received(), SuspendBenefit{household, later, BenefitReason::unknown}, context),
      refusals::adi_reason_missing);
  expect_refused(
      decide(received(), SuspendBenefit{household, later, BenefitReason::moved_out}, context),
      refusals::adi_reason_not_fitting);
}

TEST(LoseBenefit, FollowsAnUnjustifiedAbsence) {
  const LoseBenefit command{household, later, BenefitReason::first_meeting};
  expect_refused(decide(called(), command, context), refusals::adi_loss_without_no_show);
  auto justified = absent(met_on);
  justified.justified = true;
  expect_refused(decide(after(called(), justified, context), command, context),
                 refusals::adi_loss_without_no_show);
  const AdiPath lost = after(missed(), command, context);
  EXPECT_EQ(lost.status, Status::lost);
  EXPECT_EQ(lost.reason, BenefitReason::first_meeting);
  expect_already_done(decide(lost, command, context));
  expect_refused(decide(lost, EndBenefit{household, later, BenefitReason::other}, context),
                 refusals::adi_closed);
}

TEST(LoseBenefit, IsNotBeforeTheAbsence) {
  expect_accepted(
      decide(missed(), LoseBenefit{household, met_on, BenefitReason::first_meeting}, context));
  expect_refused(
      decide(missed(), LoseBenefit{household, met_on.plus_days(-1), BenefitReason::first_meeting},
             context),
      refusals::adi_loss_without_no_show);
}

TEST(EndBenefit, IsForOtherReasonsThanAMissedContact) {
  const EndBenefit command{household, later, BenefitReason::moved_out};
  const AdiPath ended = after(met(), command, context);
  EXPECT_EQ(ended.status, Status::ended);
  EXPECT_EQ(ended.changed_on, later);
  expect_already_done(decide(ended, command, context));
  expect_refused(decide(met(), EndBenefit{household, later, BenefitReason::ninety_day}, context),
                 refusals::adi_reason_not_fitting);
  expect_refused(decide(met(), EndBenefit{household, tomorrow, BenefitReason::other}, context),
                 refusals::adi_date_in_future);
}

}  // namespace
}  // namespace telaio::domain
