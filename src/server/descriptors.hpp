// SPDX-License-Identifier: EUPL-1.2
// Connections and the files of the databases share the descriptors of the process. Where these are
// few, connections are: a database that cannot open a file ends the service, a caller who is turned
// away comes back.
#pragma once

#include <cstddef>

namespace telaio::server {

// For the files of log, vault and views, and what the program itself holds open.
inline constexpr std::size_t descriptors_for_files = 2'048;

// How many connections that many descriptors allow: all that are asked for, or what the files
// leave; where that is nothing, a quarter of them.
std::size_t connections_within(std::size_t descriptors, std::size_t asked);

// Raises the process's limit as far as the system lets it. The limit there is now.
std::size_t raise_descriptor_limit();

}  // namespace telaio::server
