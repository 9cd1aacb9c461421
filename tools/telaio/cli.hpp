// SPDX-License-Identifier: EUPL-1.2
// What every subcommand of `telaio` gets: where to print and how to end. A subcommand is a function
// of what it reads and the streams it prints on, so a test can call it.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>

#include "app/texts/texts.hpp"
#include "base/result.hpp"

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
  app::Texts texts = app::Texts::built_in();
};

// How a command says no: one line on the error stream, "Frase in italiano. [code]", and the exit
// code, which is set. The sentence is that of the code (config/texts); none is written beside its
// command.
//
// A refusal; `about` names the option it is about, "--isee: Frase. [code]".
void fail(Cli& cli, const Refusal& refusal);  // check_failed
void fail(Cli& cli, ExitCode exit, const Refusal& refusal, std::string_view about = {});
// A fault: check_failed if it is a rule of ours that stopped the command (the folder is in use, the
// anchor is missing, …), fault if it is the machine.
void fail(Cli& cli, const Fault& fault);
void fail(Cli& cli, ExitCode exit, const Fault& fault);

// "Frase. Dettaglio tecnico: open /x: Permission denied [code]". The detail, which is English, is
// shown only where it tells the operator a path, a position or a number. One line, no newline.
std::string line_of(const app::Texts& texts, const Fault& fault);

// One function per group of commands; each adds its subcommands and what they call. `app` and `cli`
// outlive the parse.
void add_log_commands(CLI::App& app, Cli& cli);
void add_fee_commands(CLI::App& app, Cli& cli);
void add_view_commands(CLI::App& app, Cli& cli);
void add_demo_commands(CLI::App& app, Cli& cli);
void add_data_commands(CLI::App& app, Cli& cli);
void add_leps_commands(CLI::App& app, Cli& cli);
void add_erase_commands(CLI::App& app, Cli& cli);
void add_backup_commands(CLI::App& app, Cli& cli);

}  // namespace telaio::cli
