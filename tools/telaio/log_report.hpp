// SPDX-License-Identifier: EUPL-1.2
// What the log's subcommands do, apart from the parsing of their options: functions of what they
// read and of where they print, so a test can call them. Human output is Italian; with --json, one
// object.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tools/telaio/cli.hpp"

namespace telaio::cli {

struct LogSource {
  std::string data;
  std::string accepted_log_id;  // Hex; empty: a missing anchor is refused.
};

struct DumpOptions {
  LogSource source;
  std::uint64_t from = 0;
  std::optional<std::uint64_t> to;  // Inclusive.
};

struct VerifyCommand {
  LogSource source;
  std::string checkpoint_file;
  std::string stream;
  std::optional<std::uint64_t> from;
  std::optional<std::uint64_t> to;  // Inclusive.
};

struct ProveCommand {
  LogSource source;
  std::uint64_t position = 0;
  std::optional<std::uint64_t> size;
  std::string out_file;
};

struct VerifyProofCommand {
  std::string file;
  std::string key;
};

void print_head(const LogSource& source, Cli& cli);
void print_stats(const LogSource& source, Cli& cli);
void print_events(const DumpOptions& options, Cli& cli);
void run_verify(const VerifyCommand& command, Cli& cli);
void run_prove(const ProveCommand& command, Cli& cli);
void run_verify_proof(const VerifyProofCommand& command, Cli& cli);

}  // namespace telaio::cli
