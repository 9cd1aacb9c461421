// SPDX-License-Identifier: EUPL-1.2
// T5, the child's half: flips bits of an installation's files one at a time, and looks. It is
// another process because RocksDB as Debian builds it may stop the process on what it finds.
#pragma once

#include <filesystem>

namespace telaio::torture {

// Flips bits number `first` to `last` (exclusive) of those that `seed` chooses, and says for each
// on standard output "<kind of file> <what came of it>"; ends with 1 and a line on standard error
// when something was read wrongly.
int flip_bits(const std::filesystem::path& root, std::uint64_t seed, std::uint64_t first,
              std::uint64_t last);

}  // namespace telaio::torture
