// SPDX-License-Identifier: EUPL-1.2
// What the disk itself allows a single caller: 4,096 bytes and one fdatasync, again and again.
// Disks of virtual machines change by the minute: the probe stands beside every figure of a write.
#pragma once

#include <filesystem>

#include "tools/bench/measure.hpp"

namespace telaio::bench {

enum class Probe : std::uint8_t {
  append,    // The file grows: the file system writes its length too.
  overwrite  // Of a file of 64 MiB that was written before.
};

// Throws std::runtime_error when the disk refuses; leaves no file behind.
Sample probe_disk(const std::filesystem::path& folder, Probe probe, const Turn& turn);

}  // namespace telaio::bench
