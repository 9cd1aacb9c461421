// SPDX-License-Identifier: EUPL-1.2
// Checks a bundle that was handed over, without the log, the server or any key but the log's public
// one, which must come from elsewhere. Every event is computed again: record, parts, commitment,
// entry, proof, checkpoint; the closing signature covers every byte. It goes on past a wrong event,
// so that each wrong one is named.
#pragma once

#include <cstdint>
#include <istream>
#include <vector>

#include "base/result.hpp"
#include "log/tree/checkpoint.hpp"
#include "tools/telaio/export_bundle.hpp"

namespace telaio::cli {

// Findings that are listed; more are only counted.
inline constexpr std::size_t export_findings_max = 100;

struct ExportFinding {
  std::uint64_t line = 0;                 // From 1; 0: of the whole bundle.
  std::optional<log::Position> position;  // Of the event, where the line says one.
  Refusal refusal;
};

struct ExportReport {
  std::optional<ExportTitle> title;
  std::optional<log::tree::Checkpoint> checkpoint;  // Its signature holds.
  std::uint64_t events = 0;                         // Found right.
  std::uint64_t parts = 0;                          // Found right.
  // Purged before the hand-over. One that no SubjectKeyDestroyed of the bundle explains is a
  // finding.
  std::uint64_t parts_absent = 0;
  std::uint64_t streams = 0;
  std::uint64_t findings = 0;
  std::vector<ExportFinding> first;  // The first of them, in the order of the file.

  bool intact() const { return findings == 0; }
};

ExportReport check_export(std::istream& in, const log::tree::VerifierKey& log_key);

}  // namespace telaio::cli
