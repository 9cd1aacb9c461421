// SPDX-License-Identifier: EUPL-1.2
// What only one aggregate may hold at a time: taken and given back in the same commit as the fact
// that needs it.
#pragma once

#include "app/transact.hpp"

namespace telaio::app {

// Adds to `plan` the taking (or giving back) of the reservation by `holder`. Refuses with
// reservation.taken when another one has it. Nothing to add: already so.
Result<Done, Failure> take_reservation(const Transactor& transactor, const log::StreamId& stream,
                                       const Uuid& holder, Plan& plan);
Result<Done, Failure> release_reservation(const Transactor& transactor, const log::StreamId& stream,
                                          const Uuid& holder, Plan& plan);

}  // namespace telaio::app
