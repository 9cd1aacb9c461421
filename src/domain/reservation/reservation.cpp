// SPDX-License-Identifier: EUPL-1.2
#include "domain/reservation/reservation.hpp"

#include "domain/reservation/reservation_refusals.hpp"
#include "schemas/read.hpp"

namespace telaio::domain {
namespace {

using schema::VisibilityClass;

// Opaque ids, but of things about a person: as pseudonymous as the streams they stand for.
template <class Fact>
std::vector<NewEvent> one(const Uuid& holder, Date on) {
  Fact fact;
  fact.holder = holder;
  std::vector<NewEvent> events;
  events.push_back(event(std::move(fact), VisibilityClass::p1, on));
  return events;
}

}  // namespace

Decision decide(const Reservation& reservation, const TakeReservation& command,
                const ReservationContext& context) {
  if (command.holder.is_nil()) return Refusal{refusals::reservation_holder_missing, {}};
  if (reservation.held_by == command.holder) return std::vector<NewEvent>{};
  if (reservation.held_by) return Refusal{refusals::reservation_taken, {}};
  return one<schema::ReservationTakenT>(command.holder, context.today);
}

Decision decide(const Reservation& reservation, const ReleaseReservation& command,
                const ReservationContext& context) {
  if (command.holder.is_nil()) return Refusal{refusals::reservation_holder_missing, {}};
  if (!reservation.held_by) return std::vector<NewEvent>{};
  if (*reservation.held_by != command.holder) return Refusal{refusals::reservation_of_other, {}};
  return one<schema::ReservationReleasedT>(command.holder, context.today);
}

Reservation evolve(Reservation reservation, const schema::Header& stored) {
  if (const auto* taken = stored.fact_as_ReservationTaken()) {
    reservation.held_by = schema::read(taken->holder());
  } else if (const auto* released = stored.fact_as_ReservationReleased()) {
    if (reservation.held_by == schema::read(released->holder())) reservation.held_by.reset();
  }
  return reservation;
}

}  // namespace telaio::domain
