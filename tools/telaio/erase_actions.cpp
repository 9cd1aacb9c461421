// SPDX-License-Identifier: EUPL-1.2
#include "tools/telaio/erase_actions.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <ostream>

#include "crypto/random.hpp"
#include "log/file_io.hpp"
#include "tools/installation/erasure.hpp"
#include "tools/telaio/cli_refusals.hpp"
#include "tools/telaio/data_source.hpp"
#include "tools/telaio/erase_receipt.hpp"

namespace telaio::cli {
namespace {

namespace json = boost::json;

constexpr std::string_view unwritable_file = "cli.file_unwritable";
constexpr unsigned receipt_mode = 0600;

// The named disposal, or the subject's open one.
std::optional<domain::DisposalId> disposal_of(const EraseOptions& options, const Uuid& subject,
                                              const log::EventLog& events, Cli& cli) {
  if (!options.disposal.empty()) {
    const auto id = id_option(options.disposal, "--disposal", cli);
    return id ? std::optional(domain::DisposalId(*id)) : std::nullopt;
  }
  const auto history = tools::history_of(events, subject);
  if (!history) return fail(cli, history.error()), std::nullopt;
  // None is open: the rules say so, with an id that no disposal has.
  return open_disposal(history->state).value_or(crypto::random_id<domain::DisposalId>());
}

template <class Command>
bool execute(OpenedForErasing& opened, const Command& command, Cli& cli) {
  const auto done = app::execute(opened.installation->transactor(),
                                 tools::disposal_request(opened.actor), command);
  if (!done) return fail(cli, done.error()), false;
  const auto signed_now = opened.installation->folder().signer().sign_now();
  if (!signed_now) return fail(cli, signed_now.error()), false;
  return true;
}

void print_id(std::string_view sentence, std::string_view name, const Uuid& id, Cli& cli) {
  if (cli.json) {
    cli.out << json::serialize(json::object{{name, to_string(id)}}) << "\n";
  } else {
    cli.out << sentence << " " << to_string(id) << "\n";
  }
}

void print_outcome(const tools::ErasureOutcome& outcome, const domain::DisposalId& disposal,
                   Cli& cli) {
  if (cli.json) {
    cli.out << json::serialize(
                   json::object{{"disposal", to_string(disposal)},
                                {"position", outcome.completed},
                                {"keys", outcome.keys},
                                {"parts", outcome.parts},
                                {"backups_expire_on", to_string(outcome.backups_expire_on)}})
            << "\n";
    return;
  }
  cli.out << fmt::format(
      "Cancellazione compiuta: {} chiavi e {} parti riservate, evento {}.\n"
      "Le copie della cassaforte che potrebbero ancora aprirle scadono il {}.\n"
      "Ora fai una nuova copia della cassaforte (telaio backup create vault) e stampa la ricevuta "
      "(telaio erase receipt).\n",
      outcome.keys, outcome.parts, outcome.completed, to_italian(outcome.backups_expire_on));
}

}  // namespace

std::unique_ptr<OpenedForErasing> open_for_erasing(const EraseOptions& options, Cli& cli) {
  auto opened = std::make_unique<OpenedForErasing>();
  opened->installation = open_installation(options.source.data, opened->clock, cli);
  if (!opened->installation) return nullptr;
  // A backup of the same moment would copy what is being destroyed.
  auto lock = backup::FolderLock::take(opened->installation->paths().data);
  if (!lock) return fail(cli, lock.error()), nullptr;
  opened->lock.emplace(std::move(*lock));
  const auto actor = sign_in(*opened->installation, options.author, app::Action::dispose, cli);
  if (!actor) return nullptr;
  opened->actor = *actor;
  return opened;
}

void place_hold(const EraseOptions& options, Cli& cli) {
  const auto subject = id_option(options.subject, "--subject", cli);
  if (!subject) return;
  const auto reason = code_option(options.reason, "--reason", cli);
  if (!reason) return;
  const auto opened = open_for_erasing(options, cli);
  if (!opened) return;
  const auto id = crypto::random_id<domain::HoldId>();
  const domain::PlaceHold command{*subject, id, *reason, opened->actor.id};
  if (execute(*opened, command, cli)) print_id("Blocco in vigore:", "hold", id, cli);
}

void release_hold(const EraseOptions& options, Cli& cli) {
  const auto subject = id_option(options.subject, "--subject", cli);
  if (!subject) return;
  const auto hold_id = id_option(options.hold, "--hold", cli);
  if (!hold_id) return;
  const auto reason = code_option(options.reason, "--reason", cli);
  if (!reason) return;
  const auto opened = open_for_erasing(options, cli);
  if (!opened) return;
  const domain::ReleaseHold command{*subject, domain::HoldId(*hold_id), *reason, opened->actor.id};
  if (execute(*opened, command, cli)) print_id("Blocco tolto:", "hold", *hold_id, cli);
}

void request_erasure(const EraseOptions& options, Cli& cli) {
  const auto subject = id_option(options.subject, "--subject", cli);
  if (!subject) return;
  const auto reason = code_option(options.reason, "--reason", cli);
  if (!reason) return;
  const auto opened = open_for_erasing(options, cli);
  if (!opened) return;
  const auto id = crypto::random_id<domain::DisposalId>();
  const domain::RequestErasure command{*subject, id, *reason, opened->actor.id};
  if (execute(*opened, command, cli)) print_id("Cancellazione richiesta:", "disposal", id, cli);
}

void authorise_disposal(const EraseOptions& options, Cli& cli) {
  domain::AuthoriseDisposal command;
  const auto subject = id_option(options.subject, "--subject", cli);
  if (!subject) return;
  const auto rule = code_option(options.rule, "--rule", cli);
  if (!rule) return;
  const auto authority = code_option(options.authority, "--authority", cli);
  if (!authority) return;
  const auto number = code_option(options.act_number, "--act-number", cli);
  if (!number) return;
  const auto date = parse_date(options.act_date);
  if (!date) {
    return fail(cli, ExitCode::usage, Refusal{refusals::date, {{"opzione", "--act-date"}}});
  }
  const auto opened = open_for_erasing(options, cli);
  if (!opened) return;
  const auto disposal = disposal_of(options, *subject, opened->installation->events(), cli);
  if (!disposal) return;
  command = {*subject, *disposal, *rule, *authority, *number, *date, opened->actor.id};
  if (execute(*opened, command, cli)) print_id("Scarto autorizzato:", "disposal", *disposal, cli);
}

void run_erasure(const EraseOptions& options, Cli& cli) {
  const auto subject = id_option(options.subject, "--subject", cli);
  if (!subject) return;
  const auto opened = open_for_erasing(options, cli);
  if (!opened) return;
  const auto disposal = disposal_of(options, *subject, opened->installation->events(), cli);
  if (!disposal) return;
  // What a killed backup left beside the databases are links to files that are to go.
  for (const auto* name : {"snapshot-log", "snapshot-vault", "snapshot-note"}) {
    std::error_code ignored;
    std::filesystem::remove_all(opened->installation->paths().data / name, ignored);
  }
  const auto outcome = tools::execute_erasure(*opened->installation,
                                              {*subject, *disposal, opened->actor}, opened->clock);
  if (!outcome) return fail(cli, outcome.error());
  print_outcome(**outcome, *disposal, cli);
}

void show_status(const EraseOptions& options, Cli& cli) {
  const auto subject = id_option(options.subject, "--subject", cli);
  if (!subject) return;
  const auto events = open_log(options.source, cli);
  if (!events) return;
  const auto history = tools::history_of(*events, *subject);
  if (!history) return fail(cli, history.error());
  print_status(*subject, *history, cli);
}

void show_receipt(const EraseOptions& options, Cli& cli) {
  const auto subject = id_option(options.subject, "--subject", cli);
  if (!subject) return;
  std::optional<domain::DisposalId> disposal;
  if (!options.disposal.empty()) {
    const auto id = id_option(options.disposal, "--disposal", cli);
    if (!id) return;
    disposal = domain::DisposalId(*id);
  }
  const auto head = signed_head(options.source);
  const auto events = open_log(options.source, cli);
  if (!events) return;
  if (!head) return fail(cli, Refusal{refusals::receipt_missing, {}});
  const auto found = receipt_json(*subject, disposal, *events, *head);
  if (!found) return fail(cli, found.error());
  if (!*found) return fail(cli, Refusal{refusals::receipt_missing, {}});
  const std::string text = cli.json ? json::serialize(**found) + "\n" : receipt_text(**found);
  if (options.out_file.empty()) {
    cli.out << text;
    return;
  }
  const auto written =
      log::write_durably(options.out_file, as_bytes(text), receipt_mode, unwritable_file);
  if (!written) return fail(cli, written.error());
  cli.out << "Ricevuta scritta in " << options.out_file << "\n";
}

}  // namespace telaio::cli
