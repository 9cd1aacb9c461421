// SPDX-License-Identifier: EUPL-1.2
// A folder of evidence of a real log, as tests/interop/tlogcheck reads it.
#pragma once

#include <filesystem>

#include "log/data_folder.hpp"

namespace telaio::log::testing {

// How many proofs were written.
struct Exported {
  std::uint64_t inclusion = 0;
  std::uint64_t consistency = 0;
};

// Writes tests for every size up to the log's: its checkpoint, the proof of every `stride`th leaf
// and of every `stride`th older size, begun at another leaf for each size. Failures are test
// failures.
Exported export_evidence(LogFolder& folder, const tree::NoteSigner& key, std::uint64_t stride,
                         const std::filesystem::path& into);

}  // namespace telaio::log::testing
