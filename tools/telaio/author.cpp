// SPDX-License-Identifier: EUPL-1.2
#include "tools/telaio/author.hpp"

#include <termios.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <ostream>

#include "app/app_refusals.hpp"
#include "base/limits.hpp"
#include "base/overloaded.hpp"
#include "log/file_io.hpp"
#include "tools/installation/lists_folder.hpp"
#include "tools/telaio/cli_refusals.hpp"

namespace telaio::cli {
namespace {

// Typed without being shown; as it comes when it is not a terminal.
std::string read_line_unseen(std::ostream& prompt) {
  std::string line;
  termios shown{};
  const bool terminal = ::isatty(STDIN_FILENO) == 1 && ::tcgetattr(STDIN_FILENO, &shown) == 0;
  if (terminal) {
    prompt << "Password: " << std::flush;
    termios unseen = shown;
    unseen.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &unseen);
  }
  std::getline(std::cin, line);
  if (terminal) {
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
    prompt << "\n";
  }
  return line;
}

std::optional<std::string> password_of(const AuthorOptions& options, Cli& cli) {
  if (options.password_file.empty()) return read_line_unseen(cli.err);
  const auto content = log::read_file(options.password_file, limits::password_bytes_max + 2,
                                      refusals::file_unreadable);
  if (!content) {
    fail(cli, ExitCode::usage,
         Refusal{refusals::file_unreadable, {{"file", options.password_file}}});
    return std::nullopt;
  }
  std::string text(as_text(*content));
  return text.substr(0, text.find_first_of("\r\n"));
}

}  // namespace

void add_author(CLI::App& command, AuthorOptions& options) {
  command.add_option("--user", options.user, "Nome utente di chi decide")
      ->type_name("NOME")
      ->required();
  command
      .add_option("--password-file", options.password_file,
                  "File con la password, sulla prima riga (se manca: è chiesta)")
      ->type_name("FILE");
  command
      .add_option("--totp", options.totp, "Codice dell'app di autenticazione, se l'account l'ha")
      ->type_name("CODICE");
}

void fail(Cli& cli, const app::Failure& failure) {
  std::visit(Overloaded{[&](const Refusal& refusal) { fail(cli, refusal); },
                        [&](const Fault& fault) { fail(cli, fault); }},
             failure);
}

std::optional<app::Actor> sign_in(tools::Installation& installation, const AuthorOptions& options,
                                  app::Action action, Cli& cli) {
  const auto password = password_of(options, cli);
  if (!password) return std::nullopt;
  if (password->empty()) return fail(cli, Refusal{refusals::password_missing, {}}), std::nullopt;
  std::optional<std::string_view> totp;
  if (!options.totp.empty()) totp = options.totp;
  const auto signed_in = installation.vault().accounts().sign_in(options.user, *password, totp);
  if (!signed_in) return fail(cli, app::Failure(signed_in.error())), std::nullopt;
  if (signed_in->password_change_due) {
    return fail(cli, Refusal{refusals::password_change_due, {}}), std::nullopt;
  }
  const auto actor =
      installation.operators().actor(signed_in->operator_id, installation.catalogue().lead_comune);
  if (!actor) return fail(cli, actor.error()), std::nullopt;
  const bool may =
      *actor && app::authorise({(*actor)->role, action}).verdict == app::Verdict::allowed;
  if (may) return **actor;
  return fail(cli, Refusal{app::refusals::not_authorised, {}}), std::nullopt;
}

std::unique_ptr<tools::Installation> open_installation(const std::string& data, const Clock& clock,
                                                       Cli& cli) {
  auto catalogue = app::load_catalogue(tools::lists_folder({}) / "codes");
  if (!catalogue) return fail(cli, catalogue.error()), nullptr;
  auto installation = tools::Installation::open(data, std::move(*catalogue), clock);
  if (!installation) return fail(cli, installation.error()), nullptr;
  return std::move(*installation);
}

std::optional<Uuid> id_option(const std::string& text, std::string_view option, Cli& cli) {
  const auto id = parse_uuid(text);
  if (id && !id->is_nil()) return id;
  fail(cli, ExitCode::usage, Refusal{refusals::id_malformed, {{"opzione", std::string(option)}}});
  return std::nullopt;
}

std::optional<Code> code_option(const std::string& text, std::string_view option, Cli& cli) {
  const auto code = Code::parse(text);
  if (code && !code->empty()) return code;
  fail(cli, ExitCode::usage, Refusal{refusals::code_malformed, {{"opzione", std::string(option)}}});
  return std::nullopt;
}

}  // namespace telaio::cli
