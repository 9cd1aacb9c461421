// SPDX-License-Identifier: EUPL-1.2
// How the RocksDB of this program was built, found out from the library itself: it decides more
// than anything we do (docs/performance.md), so it is named beside every figure.
#pragma once

#include <filesystem>
#include <string>

namespace telaio::bench {

struct RocksdbBuild {
  std::string version;     // Of the library, "7.8.3"; the headers may have another.
  bool assertions = true;  // Its own: it was built without NDEBUG.
  std::string crc32;       // In its own words: "Supported on x86", "Not supported on x86".
  std::string file;        // The shared library, or the program it was linked into.

  // Both of what makes the difference: no assertions, and the processor's CRC instructions.
  bool optimised() const;
};

// Opens and removes a small database in `folder` to read what the library says of itself. Throws
// std::runtime_error when it cannot be opened.
RocksdbBuild rocksdb_build(const std::filesystem::path& folder);
// One line for people.
std::string to_string(const RocksdbBuild& build);

}  // namespace telaio::bench
