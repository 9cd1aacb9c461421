// SPDX-License-Identifier: EUPL-1.2
// Fee regulations as files: one element of `regulations`, or a whole file, in the form of
// config/regulations/published.json (docs/formats/regulation.md). What a published text leaves out
// is left out here too; what cannot be read becomes a finding with its place, and the rest is still
// read, so that one wrong number does not hide the others.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/regulations/regulations_refusals.hpp"
#include "base/result.hpp"
#include "domain/fees/check.hpp"
#include "domain/fees/regulation.hpp"

namespace telaio::app::regulations {

// A fee that somebody computed from the act, kept beside it in the file (`vectors`): the file's own
// test. `expected` as written; nothing when the text gives no amount at that ISEE.
struct Vector {
  std::string isee;
  std::optional<std::string> exact;
  std::optional<std::string> half_up;
  std::optional<std::string> half_even;
  std::optional<std::string> half_down;
  std::optional<std::string> truncate;
};

struct LoadedRegulation {
  domain::fees::Regulation regulation;
  // What could not be read: code regulation.unreadable, `at` a JSON pointer within the element.
  std::vector<domain::fees::Finding> unreadable;
  // A bound is unreadable: where the segments hold is not known, so holes cannot be judged.
  bool bounds_unknown = false;
  // What the file says in words that no rule of ours can hold (regulation.note_only).
  std::vector<domain::fees::Finding> notes;
  // Whose it is in the codes of the installation, and which version it amends; empty in files of
  // others. As written: who publishes judges them.
  std::string comune;
  std::string service_code;
  std::string replaces;
  std::vector<std::string> anomalies;  // As noted by who transcribed the act.
  std::vector<Vector> vectors;
};

struct LoadedFile {
  std::vector<LoadedRegulation> regulations;
  bool is_list = false;  // A whole file, not one element.
};

// `text` has at most limits::regulation_file_bytes_max bytes.
Result<LoadedFile, Refusal> load(std::string_view text);

// What could not be read, then what check() finds in the rest, then what is only noted.
std::vector<domain::fees::Finding> findings_of(const LoadedRegulation& loaded);

}  // namespace telaio::app::regulations
