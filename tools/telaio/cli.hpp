// SPDX-License-Identifier: EUPL-1.2
// What every subcommand of `telaio` gets: where to print and how to end. A subcommand is a function
// of what it reads and the streams it prints on, so a test can call it.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace telaio::cli {

// contract.md: 0 done or intact, 1 refused or check failed, 2 wrong usage, 3 fault of the machine.
enum class ExitCode : std::uint8_t { success = 0, check_failed = 1, usage = 2, fault = 3 };

struct Cli {
  std::ostream& out;  // For people, or one JSON object with --json; always parseable.
  std::ostream& err;  // Errors, with their stable code in brackets.
  bool json = false;
  ExitCode exit = ExitCode::success;  // Set by the subcommand that ran.
};

// "message [code]" on the error stream, and the exit code to return.
ExitCode fail(Cli& cli, ExitCode exit, std::string_view message, std::string_view code);

// One function per group of commands; each adds its subcommands and what they call. `app` and `cli`
// outlive the parse.
void add_log_commands(CLI::App& app, Cli& cli);
void add_fee_commands(CLI::App& app, Cli& cli);
void add_view_commands(CLI::App& app, Cli& cli);
void add_demo_commands(CLI::App& app, Cli& cli);
void add_data_commands(CLI::App& app, Cli& cli);
void add_leps_commands(CLI::App& app, Cli& cli);

}  // namespace telaio::cli
