// SPDX-License-Identifier: EUPL-1.2
#include "tools/telaio/log_source.hpp"

#include <fmt/format.h>

#include <array>

#include "log/log_faults.hpp"
#include "log/log_refusals.hpp"

namespace telaio::cli {
namespace {

struct Explained {
  std::string_view code;
  std::string_view text;
  bool refused = false;  // By a rule of ours; else the machine failed.
};

namespace faults = log::faults;
namespace refusals = log::refusals;

constexpr std::array explained = {
    Explained{faults::in_use,
              "La cartella è in uso da un altro processo: fermarlo prima di riprovare", true},
    Explained{faults::missing, "La cartella non contiene un registro", true},
    Explained{faults::exists, "La cartella contiene già un registro: non è stato toccato nulla",
              true},
    Explained{faults::behind_anchor,
              "Il registro non arriva dove l'ancora dice che era arrivato: ne manca la fine, o al "
              "suo posto c'è una copia più vecchia. Non usarlo prima di averlo chiarito",
              true},
    Explained{faults::anchor_missing,
              "Manca l'ancora del registro. Se la perdita è spiegata, accettarla per nome con "
              "--accept-missing-anchor e l'id del registro",
              true},
    Explained{faults::anchor_of_another, "L'ancora è di un altro registro", true},
    Explained{faults::anchor_damaged, "L'ancora è danneggiata in entrambe le copie", true},
    Explained{faults::format_unknown,
              "Il registro è stato scritto da una versione più nuova del programma", true},
    Explained{faults::damaged, "Il registro è danneggiato: usare telaio verify per sapere dove",
              false},
    Explained{refusals::key_malformed, "La chiave pubblica non è nella forma NOME+HASH+CHIAVE",
              true},
    Explained{refusals::note_malformed, "Il checkpoint non è una nota firmata ben formata", true},
    Explained{refusals::checkpoint_malformed, "Il testo firmato non è un checkpoint", true},
    Explained{refusals::signature_missing, "Nessuna firma è di questa chiave", true},
    Explained{refusals::signature_wrong, "La firma non corrisponde al testo", true},
    Explained{refusals::origin_differs, "Il checkpoint è di un altro registro", true},
    Explained{refusals::proof_malformed, "Il file non è una prova tlog-proof@v1 di un evento",
              true},
    Explained{refusals::proof_wrong, "La prova non porta alla radice firmata", true},
};

const Explained* explanation_of(std::string_view code) {
  for (const Explained& known : explained) {
    if (known.code == code) return &known;
  }
  return nullptr;
}

}  // namespace

void fail_with(Cli& cli, const Fault& fault) {
  const Explained* known = explanation_of(fault.code);
  const std::string_view text = known != nullptr ? known->text : "Il registro non è leggibile";
  const bool refused = known != nullptr && known->refused;
  fail(cli, refused ? ExitCode::check_failed : ExitCode::fault,
       fmt::format("{} ({})", text, fault.detail), fault.code);
}

void fail_with(Cli& cli, const Refusal& refusal) {
  const Explained* known = explanation_of(refusal.code);
  fail(cli, ExitCode::check_failed, known != nullptr ? known->text : "Rifiutato", refusal.code);
}

std::optional<log::rocksdb::Options> options_of(const LogSource& source, Cli& cli) {
  log::rocksdb::Options options;
  if (source.accepted_log_id.empty()) return options;
  options.accept_missing_anchor = parse_uuid(source.accepted_log_id);
  if (!options.accept_missing_anchor) {
    fail(cli, ExitCode::usage, "L'id di un registro ha 32 cifre esadecimali", "cli.log_id");
    return std::nullopt;
  }
  return options;
}

std::unique_ptr<log::StoredLog> open_log(const LogSource& source, Cli& cli, bool inspect) {
  auto options = options_of(source, cli);
  if (!options) return nullptr;
  options->inspect_damaged = inspect;
  auto events = log::open_log_read_only(log::data_paths(source.data), *options);
  if (events) return std::move(*events);
  fail_with(cli, events.error());
  return nullptr;
}

std::optional<log::SignedHead> signed_head(const LogSource& source) {
  const auto paths = log::data_paths(source.data);
  const auto key = log::read_log_key(paths);
  if (!key) return std::nullopt;
  auto head = log::Signer::read_state(paths.signed_head(), *key);
  if (!head) return std::nullopt;
  return std::move(*head);
}

}  // namespace telaio::cli
