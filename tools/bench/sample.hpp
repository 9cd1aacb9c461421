// SPDX-License-Identifier: EUPL-1.2
// The event that benches append: an InterventionLogged with one sealed part, as long as those of
// the demonstration. Nobody's: its ids count, its sealed part is noise.
#pragma once

#include "log/event_log.hpp"

namespace telaio::bench {

// The same bytes each time.
const log::NewEvent& sample_event();
// Header and part together: what the plain stores keep.
const Bytes& sample_bytes();
log::StreamId stream_of(std::uint64_t number);
// One event, a new command, whatever the stream's version.
log::Commit sample_commit(std::uint64_t command, std::uint64_t stream);

}  // namespace telaio::bench
