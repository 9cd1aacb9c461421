// SPDX-License-Identifier: EUPL-1.2
// Something only one aggregate may hold at a time across streams: one live case per person and
// area, one running service of a kind per person. Its stream id is derived from what is reserved;
// the taking is appended in the same commit as the case or service that takes it.
//
// Pure code: no clock, no I/O. `evolve` applies one stored event and cannot fail.
#pragma once

#include <optional>

#include "domain/event.hpp"

namespace telaio::domain {

struct Reservation {
  std::optional<Uuid> held_by;  // A case or a service.
};

struct TakeReservation {
  Uuid holder;
};

struct ReleaseReservation {
  Uuid holder;
};

struct ReservationContext {
  Date today;
};

Decision decide(const Reservation& reservation, const TakeReservation& command,
                const ReservationContext& context);
Decision decide(const Reservation& reservation, const ReleaseReservation& command,
                const ReservationContext& context);

Reservation evolve(Reservation reservation, const schema::Header& stored);

}  // namespace telaio::domain
