// SPDX-License-Identifier: EUPL-1.2
// Who stands behind a command that needs a person and not only a machine: signed in with the local
// account, authorised by the log. Two of them are two passwords.
#pragma once

#include <optional>
#include <string>

#include "app/actor.hpp"
#include "app/authorise.hpp"
#include "tools/installation/installation.hpp"
#include "tools/telaio/cli.hpp"

namespace telaio::cli {

struct AuthorOptions {
  std::string user;
  std::string password_file;  // Empty: asked on the terminal, or read from standard input.
  std::string totp;
};
void add_author(CLI::App& command, AuthorOptions& options);

// Nothing after telling why not: a wrong password (counted as at any sign-in), a role that may not
// do `action`.
std::optional<app::Actor> sign_in(tools::Installation& installation, const AuthorOptions& options,
                                  app::Action action, Cli& cli);

// The installation in that folder, for itself; null after telling why not.
std::unique_ptr<tools::Installation> open_installation(const std::string& data, const Clock& clock,
                                                       Cli& cli);

// Values of options; nothing after telling which one is malformed.
std::optional<Uuid> id_option(const std::string& text, std::string_view option, Cli& cli);
std::optional<Code> code_option(const std::string& text, std::string_view option, Cli& cli);

// Tells a failure of a use case.
void fail(Cli& cli, const app::Failure& failure);

}  // namespace telaio::cli
