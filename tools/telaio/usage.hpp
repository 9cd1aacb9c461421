// SPDX-License-Identifier: EUPL-1.2
// The command line in Italian: what CLI11 prints by itself for --help, and what it finds wrong with
// the arguments. CLI11 2.1 speaks English in strings of its own and has no other form of them, so
// the names of options are read back out of its messages; a message that is not known still gives
// an Italian sentence (a test makes CLI11 produce each kind).
#pragma once

#include "base/result.hpp"
#include "tools/telaio/cli.hpp"

namespace CLI {
class ParseError;
}

namespace telaio::cli {

// Labels, groups and texts of --help and --version. Subcommands inherit them when they are added:
// call it first.
void speak_italian(CLI::App& app, const std::string& version);

// Options that mean the same in every command.
void add_data(CLI::App& command, std::string& data);
void add_lists(CLI::App& command, std::string& lists);
void add_json(CLI::App& command, Cli& cli);

// What is wrong, as a refusal of cli_refusals.hpp. Names options and commands, never a value: it
// may be the name or the codice fiscale of a person.
Refusal usage_refusal(const CLI::App& app, const CLI::ParseError& error);

// Ends a parse that threw: help and version on the output stream, a refusal on the error stream
// with exit code 2.
void end_parse(const CLI::App& app, const CLI::ParseError& error, Cli& cli);

}  // namespace telaio::cli
