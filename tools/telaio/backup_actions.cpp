// SPDX-License-Identifier: EUPL-1.2
#include "tools/telaio/backup_actions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <ostream>

#include "base/clock.hpp"
#include "base/zone.hpp"
#include "log/file_io.hpp"
#include "tools/backup/backup.hpp"
#include "tools/backup/backup_faults.hpp"
#include "tools/backup/restore.hpp"
#include "tools/telaio/author.hpp"
#include "tools/telaio/cli_refusals.hpp"

namespace telaio::cli {
namespace {

namespace json = boost::json;
using backup::Kind;
using backup::Manifest;

// What only the operator can put right ends with 1, what the machine did with 3.
void fail_backup(Cli& cli, const Fault& fault) {
  const bool ours =
      std::ranges::find(backup::faults::ours, fault.code) != backup::faults::ours.end() ||
      (fault.code.starts_with("erasures.") && fault.code != log::faults::chain_io) ||
      fault.code == "vault.wrong_keys";
  if (ours) return fail(cli, ExitCode::check_failed, fault);
  fail(cli, fault);
}

json::object manifest_json(const Manifest& manifest) {
  json::object object{{"kind", backup::name_of(manifest.kind)},
                      {"backup", to_string(manifest.id)},
                      {"log_id", to_string(manifest.log_id)},
                      {"made", to_string(manifest.made)},
                      {"files", manifest.files.size()}};
  if (manifest.kind == Kind::log) {
    object["size"] = manifest.size;
    object["root"] = to_base64(manifest.root);
  } else {
    object["expires"] = to_string(manifest.expires);
  }
  return object;
}

std::string manifest_text(const Manifest& manifest) {
  if (manifest.kind == Kind::log) {
    return fmt::format("{}  registro, {} eventi, radice {}", to_string(manifest.id), manifest.size,
                       to_base64(manifest.root));
  }
  return fmt::format("{}  cassaforte, valida fino al {} escluso", to_string(manifest.id),
                     to_italian(manifest.expires));
}

// Empty: the newest. Nothing after telling that it is malformed.
std::optional<std::optional<Uuid>> which(const std::string& text, std::string_view option,
                                         Cli& cli) {
  if (text.empty()) return std::optional<Uuid>();
  const auto id = id_option(text, option, cli);
  if (!id) return std::nullopt;
  return std::optional<Uuid>(*id);
}

template <Kind kind>
void create(const BackupOptions& options, Cli& cli) {
  const SystemClock clock;
  const backup::CreateOptions wanted{options.data, options.folder, options.days};
  const auto created =
      kind == Kind::log ? backup::create_log(wanted, clock) : backup::create_vault(wanted, clock);
  if (!created) return fail_backup(cli, created.error());
  if (cli.json) {
    json::object object = manifest_json(created->manifest);
    object["bytes"] = created->bytes;
    cli.out << json::serialize(object) << "\n";
    return;
  }
  cli.out << "Copia fatta e controllata: " << manifest_text(created->manifest) << "\n";
}

std::optional<log::tree::Checkpoint> held_checkpoint(const BackupOptions& options, bool& wrong,
                                                     Cli& cli) {
  if (options.checkpoint_file.empty()) return std::nullopt;
  wrong = true;
  const auto key = log::tree::parse_verifier_key(options.checkpoint_key);
  if (!key) return fail(cli, key.error()), std::nullopt;
  const auto note =
      log::read_file(options.checkpoint_file, log::tree::note_bytes_max, refusals::file_unreadable);
  if (!note) {
    fail(cli, ExitCode::usage,
         Refusal{refusals::file_unreadable, {{"file", options.checkpoint_file}}});
    return std::nullopt;
  }
  const auto checkpoint = log::tree::open_checkpoint(as_text(*note), *key);
  if (!checkpoint) return fail(cli, checkpoint.error()), std::nullopt;
  wrong = false;
  return *checkpoint;
}

template <Kind kind>
void prune(const BackupOptions& options, Cli& cli) {
  const SystemClock clock;
  auto repository = backup::Repository::open(options.folder, kind);
  if (!repository) return fail_backup(cli, repository.error());
  const auto gone = backup::prune(*repository, options.keep, rome_date(clock.now()));
  if (!gone) return fail_backup(cli, gone.error());
  if (cli.json) {
    cli.out << json::serialize(json::object{{"removed", *gone}}) << "\n";
  } else {
    cli.out << fmt::format("Copie tolte: {}\n", *gone);
  }
}

bool read_epoch(const BackupOptions& options, backup::RestoreOrder& order, Cli& cli) {
  if (!options.new_epoch) return true;
  if (options.decided_by.empty() || options.confirmed_by.empty() || options.reason.empty()) {
    fail(cli, ExitCode::usage, Refusal{refusals::epoch_incomplete, {}});
    return false;
  }
  const auto first = id_option(options.decided_by, "--decided-by", cli);
  if (!first) return false;
  const auto second = id_option(options.confirmed_by, "--confirmed-by", cli);
  if (!second) return false;
  const auto reason = code_option(options.reason, "--reason", cli);
  if (!reason) return false;
  order.epoch = {OperatorId(*first), OperatorId(*second), *reason};
  return true;
}

void print_restored(const backup::Restored& restored, Cli& cli) {
  if (cli.json) {
    json::object object{{"finished_earlier_one", restored.finished_earlier_one},
                        {"keys_destroyed", restored.keys_destroyed},
                        {"parts_purged", restored.parts_purged},
                        {"epoch", restored.epoch}};
    if (restored.log) {
      object["log"] = manifest_json(*restored.log);
      object["size"] = restored.size;
      object["root"] = to_base64(restored.root);
    }
    if (restored.vault) object["vault"] = manifest_json(*restored.vault);
    cli.out << json::serialize(object) << "\n";
    return;
  }
  if (restored.finished_earlier_one) {
    cli.out << "Era rimasto a metà un ripristino: ora è al suo posto.\n";
    return;
  }
  if (restored.log) cli.out << "Ripristinato: " << manifest_text(*restored.log) << "\n";
  if (restored.vault) cli.out << "Ripristinata: " << manifest_text(*restored.vault) << "\n";
  cli.out << fmt::format(
      "Cancellazioni ripetute: {} chiavi distrutte, {} parti riservate cancellate.\n",
      restored.keys_destroyed, restored.parts_purged);
  if (restored.epoch > 1) {
    cli.out << fmt::format(
        "Il registro continua nell'epoca {}: pubblica la nuova chiave log.vkey.\n", restored.epoch);
  }
  cli.out << "Le viste si ricostruiscono al primo avvio.\n";
}

}  // namespace

void create_log_backup(const BackupOptions& options, Cli& cli) {
  create<Kind::log>(options, cli);
}
void create_vault_backup(const BackupOptions& options, Cli& cli) {
  create<Kind::vault>(options, cli);
}

void check_log_backup(const BackupOptions& options, Cli& cli) {
  const auto id = which(options.backup, "--backup", cli);
  if (!id) return;
  bool wrong = false;
  const auto held = held_checkpoint(options, wrong, cli);
  if (wrong) return;
  const auto repository = backup::Repository::open(options.folder, Kind::log);
  if (!repository) return fail_backup(cli, repository.error());
  const auto checked = backup::check_log(*repository, *id, held);
  if (!checked) return fail_backup(cli, checked.error());
  const log::VerifyReport& report = checked->report;
  if (cli.json) {
    json::object object = manifest_json(checked->manifest);
    object["intact"] = report.intact();
    object["events"] = report.events;
    object["parts"] = report.parts;
    object["purged"] = report.purged;
    object["computed_root"] = to_base64(report.root);
    cli.out << json::serialize(object) << "\n";
  } else if (report.intact()) {
    cli.out << fmt::format(
        "Copia integra: {}\nEventi ricalcolati {}, parti riservate {}, cancellate {}. "
        "[log.intact]\n",
        manifest_text(checked->manifest), report.events, report.parts, report.purged);
  }
  if (report.intact()) return;
  const log::Finding& first = report.first.front();
  fail(cli, ExitCode::check_failed, Fault{std::string(log::code_of(first.kind)), first.detail});
}

void check_vault_backup(const BackupOptions& options, Cli& cli) {
  const SystemClock clock;
  const auto id = which(options.backup, "--backup", cli);
  if (!id) return;
  const auto repository = backup::Repository::open(options.folder, Kind::vault);
  if (!repository) return fail_backup(cli, repository.error());
  const auto checked = backup::check_vault(*repository, *id, options.keys, clock);
  if (!checked) return fail_backup(cli, checked.error());
  if (cli.json) {
    json::object object = manifest_json(checked->manifest);
    object["rows"] = checked->rows;
    object["opened"] = checked->opened;
    cli.out << json::serialize(object) << "\n";
    return;
  }
  cli.out << fmt::format(
      "Copia integra: {}\nRighe lette {}; {}.\n", manifest_text(checked->manifest), checked->rows,
      checked->opened ? "le chiavi indicate la aprono" : "per provare ad aprirla indica --keys");
}

void prune_log_backups(const BackupOptions& options, Cli& cli) {
  prune<Kind::log>(options, cli);
}
void prune_vault_backups(const BackupOptions& options, Cli& cli) {
  prune<Kind::vault>(options, cli);
}

void restore_backup(const BackupOptions& options, Cli& cli) {
  const SystemClock clock;
  backup::RestoreOrder order;
  order.data = options.data;
  if (!options.log.empty()) order.log = options.log;
  if (!options.vault.empty()) order.vault = options.vault;
  const auto log_backup = which(options.log_backup, "--log-backup", cli);
  if (!log_backup) return;
  const auto vault_backup = which(options.vault_backup, "--vault-backup", cli);
  if (!vault_backup) return;
  order.log_backup = *log_backup;
  order.vault_backup = *vault_backup;
  order.at_size = options.at_size;
  if (!options.accepted_log_id.empty()) {
    order.accept_missing_anchor = parse_uuid(options.accepted_log_id);
    if (!order.accept_missing_anchor) {
      return fail(cli, ExitCode::usage, Refusal{refusals::log_id, {}});
    }
  }
  if (!read_epoch(options, order, cli)) return;
  const auto restored = backup::restore(order, clock);
  if (!restored) return fail_backup(cli, restored.error());
  print_restored(*restored, cli);
}

}  // namespace telaio::cli
