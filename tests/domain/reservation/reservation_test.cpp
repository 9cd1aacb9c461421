// SPDX-License-Identifier: EUPL-1.2
#include "domain/reservation/reservation.hpp"

#include "domain/reservation/reservation_refusals.hpp"
#include "tests/domain/fixtures.hpp"

namespace telaio::domain {
namespace {

using namespace telaio::testing;

const ReservationContext context{today};
const TakeReservation take{id<CaseId>(1)};
const TakeReservation take_by_other{id<CaseId>(2)};
const ReleaseReservation release{id<CaseId>(1)};
const ReleaseReservation release_by_other{id<CaseId>(2)};

Reservation taken() {
  return after(Reservation{}, take, context);
}

TEST(TakeReservation, IsHeldByOneAtATime) {
  EXPECT_EQ(taken().held_by, id<CaseId>(1));
  expect_already_done(decide(taken(), take, context));
  expect_refused(decide(taken(), take_by_other, context), refusals::reservation_taken);
}

TEST(ReleaseReservation, MakesRoomForTheNext) {
  const Reservation free = after(taken(), release, context);
  EXPECT_FALSE(free.held_by.has_value());
  expect_already_done(decide(free, release, context));
  EXPECT_EQ(after(free, take_by_other, context).held_by, id<CaseId>(2));
}

TEST(ReleaseReservation, IsTheHoldersOnly) {
  expect_refused(decide(taken(), release_by_other, context), refusals::reservation_of_other);
}

TEST(Reservation, NeedsAHolder) {
  expect_refused(decide(Reservation{}, TakeReservation{}, context),
                 refusals::reservation_holder_missing);
  expect_refused(decide(taken(), ReleaseReservation{}, context),
                 refusals::reservation_holder_missing);
}

}  // namespace
}  // namespace telaio::domain
