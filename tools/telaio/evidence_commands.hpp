// SPDX-License-Identifier: EUPL-1.2
// Verification with a certificate, and proofs that the log only grew: functions of what they read
// and of where they print, so a test can call them.
#pragma once

#include <optional>
#include <string>

#include "log/signer.hpp"
#include "tools/telaio/log_report.hpp"

namespace telaio::cli {

struct CertifiedVerify {
  VerifyCommand verify;
  std::string certificate_file;  // PDF; empty: none.
  std::string asked_by;          // Empty: the account on this machine.
};

// That the signed log continues a checkpoint that somebody kept.
struct ProveContinuity {
  LogSource source;
  std::string since_file;
  std::string out_file;  // Empty: printed.
};
struct VerifyContinuity {
  std::string file;
  std::string key;
  std::string since_file;
};

// The newest signed head. On a stopped log the present head is signed first; a running service
// signs every second by itself. Nothing after telling why not.
std::optional<log::SignedHead> newest_signed(const LogSource& source, Cli& cli);

void run_certified_verify(const CertifiedVerify& command, Cli& cli);
void run_prove_continuity(const ProveContinuity& command, Cli& cli);
void run_verify_continuity(const VerifyContinuity& command, Cli& cli);

}  // namespace telaio::cli
