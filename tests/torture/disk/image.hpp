// SPDX-License-Identifier: EUPL-1.2
// What a disk may hold after a power cut. POSIX promises little: what was written to a file since
// its last sync may be there, or not, or in part; a name made, changed or removed since the
// directory's last sync likewise. File systems with a journal keep the order of names; the standard
// does not ask for it, so both are tried, but for the folders of RocksDB, which relies on it.
#pragma once

#include "tests/torture/disk/trace.hpp"
#include "tests/torture/torture.hpp"

namespace telaio::torture {

// The disk after the first `steps` steps of the trace and a power cut; `random` chooses what else
// than the durable part survived.
Content after_power_cut(const Trace& trace, std::size_t steps, Random& random);

}  // namespace telaio::torture
