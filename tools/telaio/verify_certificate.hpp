// SPDX-License-Identifier: EUPL-1.2
// The certificate of a verification, to print and to file: what was checked, against what, with
// which result, who asked and when, and how a third party does the same without believing us. No
// personal data but the name of who asked.
#pragma once

#include <string>

#include "log/verify.hpp"
#include "paper/letter.hpp"

namespace telaio::cli {

struct VerifyCertificate {
  std::string asked_by;
  Instant now;
  Uuid log_id;
  std::string key;                         // Verifier key of the log; empty: not there.
  std::string checkpoint;                  // The last signed note; empty: none.
  bool checkpoint_is_of_this_log = false;  // It signs the size and root of the report.
  std::string extent;                      // What was asked to be checked: "tutto il registro", …
  log::VerifyReport report;
  std::vector<log::tree::Checkpoint> held;  // What it was compared with.
  std::vector<std::string> findings;        // The first of them, as people read them.
};

paper::Letter certificate_letter(const VerifyCertificate& certificate);

}  // namespace telaio::cli
