// SPDX-License-Identifier: EUPL-1.2
#include "app/reservations.hpp"

#include "domain/reservation/reservation.hpp"

namespace telaio::app {
namespace {

template <class Command>
Result<Done, Failure> change(const Transactor& transactor, const log::StreamId& stream,
                             const Command& command, Plan& plan) {
  const auto loaded = transactor.load<domain::Reservation>(stream);
  if (!loaded) return loaded.error();
  auto decision = decide(loaded->state, command, domain::ReservationContext{transactor.today()});
  if (!decision) return Failure(decision.error());
  if (!decision->empty()) {
    plan.writes.push_back({stream, loaded->expected, std::move(*decision)});
  }
  return Done{};
}

}  // namespace

Result<Done, Failure> take_reservation(const Transactor& transactor, const log::StreamId& stream,
                                       const Uuid& holder, Plan& plan) {
  return change(transactor, stream, domain::TakeReservation{holder}, plan);
}

Result<Done, Failure> release_reservation(const Transactor& transactor, const log::StreamId& stream,
                                          const Uuid& holder, Plan& plan) {
  return change(transactor, stream, domain::ReleaseReservation{holder}, plan);
}

}  // namespace telaio::app
