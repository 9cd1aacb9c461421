// SPDX-License-Identifier: EUPL-1.2
// telaio verify, prove and verify-proof.
#include <fmt/format.h>

#include <algorithm>

#include <boost/json.hpp>
#include <ostream>

#include "base/clock.hpp"
#include "log/anchor.hpp"
#include "log/file_io.hpp"
#include "log/log_faults.hpp"
#include "log/log_refusals.hpp"
#include "log/tree/proof_bundle.hpp"
#include "log/verify.hpp"
#include "tools/telaio/event_json.hpp"
#include "tools/telaio/log_source.hpp"

namespace telaio::cli {
namespace {

constexpr std::string_view unreadable_file = "cli.file";
constexpr std::string_view size_not_signed = "log.size_not_signed";
constexpr unsigned proof_mode = 0644;

std::string_view italian_of(log::FindingKind kind) {
  using enum log::FindingKind;
  switch (kind) {
    case unreadable:
      return "evento illeggibile";
    case frame_wrong:
      return "evento fuori posto nel flusso, nella transazione o nel tempo";
    case part_missing:
      return "manca una parte riservata";
    case part_altered:
      return "una parte riservata è stata alterata";
    case leaf_differs:
      return "l'evento non è quello su cui l'albero fu costruito";
    case tree_differs:
      return "l'albero conservato non corrisponde ai suoi eventi";
    case root_differs:
      return "la radice non corrisponde";
    case stream_index:
      return "l'indice dei flussi non corrisponde agli eventi";
    case command_index:
      return "l'indice dei comandi non corrisponde alle transazioni";
    case checkpoint_ahead:
      return "un checkpoint conosce eventi che qui non ci sono";
  }
  return "";
}

json::object finding_json(const log::Finding& finding) {
  json::object object{
      {"code", log::code_of(finding.kind)}, {"position", nullptr}, {"detail", finding.detail}};
  if (finding.position) object["position"] = *finding.position;
  if (finding.part) object["part"] = *finding.part;
  return object;
}

void print_json(const log::VerifyReport& report, const log::Head& head,
                const log::VerifyOptions& options, Cli& cli) {
  json::array findings;
  for (const log::Finding& finding : report.first) findings.push_back(finding_json(finding));
  json::array held;
  for (const auto& checkpoint : options.held) {
    held.push_back(json::object{{"origin", checkpoint.origin},
                                {"size", checkpoint.size},
                                {"root", to_base64(checkpoint.root)}});
  }
  json::object object{{"intact", report.intact()},      {"size", report.size},
                      {"root", to_base64(report.root)}, {"log_id", to_string(head.log_id)},
                      {"events", report.events},        {"parts", report.parts},
                      {"held", std::move(held)},        {"findings", report.findings},
                      {"first_broken", nullptr},        {"first", std::move(findings)}};
  if (const auto position = report.first_broken()) object["first_broken"] = *position;
  cli.out << object << "\n";
}

void print_certificate(const log::VerifyReport& report, const log::Head& head,
                       const log::VerifyOptions& options, Cli& cli) {
  cli.out << "Registro " << to_string(head.log_id) << "\n"
          << "Eventi verificati " << report.events << " di " << report.size
          << ", parti riservate verificate " << report.parts << "\n"
          << "Radice " << to_base64(report.root) << "\n";
  for (const auto& checkpoint : options.held) {
    cli.out << "Confrontato con " << checkpoint.origin << ", dimensione " << checkpoint.size
            << "\n";
  }
  for (const log::Finding& finding : report.first) {
    const std::string where =
        finding.position ? fmt::format("Posizione {}: ", *finding.position) : std::string();
    cli.out << where << italian_of(finding.kind) << " (" << finding.detail << ") ["
            << log::code_of(finding.kind) << "]\n";
  }
  if (report.intact()) cli.out << "Registro integro. [log.intact]\n";
}

// The checkpoint file of --checkpoint, checked with the log's own key.
bool add_checkpoint_file(const VerifyCommand& command, log::VerifyOptions& options, Cli& cli) {
  if (command.checkpoint_file.empty()) return true;
  const auto key = log::read_log_key(log::data_paths(command.source.data));
  if (!key) return fail_with(cli, key.error()), false;
  const auto note =
      log::read_file(command.checkpoint_file, log::tree::note_bytes_max, unreadable_file);
  if (!note) return fail_with(cli, note.error()), false;
  const auto checkpoint = log::tree::open_checkpoint(as_text(*note), *key);
  if (!checkpoint) return fail_with(cli, checkpoint.error()), false;
  options.held.push_back(*checkpoint);
  options.held.back().origin = command.checkpoint_file;
  return true;
}

// What lies beside the folder: the anchor and the last signed head. Read before the log is opened,
// so that a running service cannot have moved them on.
void add_own_heads(const VerifyCommand& command, log::VerifyOptions& options) {
  const auto anchor = log::Anchor::read(log::data_paths(command.source.data).anchor);
  if (anchor && *anchor) options.held.push_back({"anchor", (*anchor)->size, (*anchor)->root});
  if (auto signed_by_log = signed_head(command.source)) {
    options.held.push_back(signed_by_log->checkpoint);
  }
}

std::optional<log::VerifyReport> verify_as_asked(const VerifyCommand& command,
                                                 const log::StoredLog& events,
                                                 const log::VerifyOptions& options, Cli& cli) {
  if (!command.stream.empty()) {
    const auto stream = parse_stream_name(command.stream);
    if (stream) return log::verify_stream(events, *stream, options);
    fail(cli, ExitCode::usage, "Un flusso si scrive TIPO-ID, come in telaio log dump",
         "cli.stream");
    return std::nullopt;
  }
  if (command.from || command.to) {
    return log::verify_range(events, command.from.value_or(0),
                             command.to.value_or(~log::Position{0}), options);
  }
  return log::verify_log(events, options);
}

// A signed head that covers the position. On a stopped log the present head is signed first.
std::optional<log::SignedHead> head_to_prove(const ProveCommand& command, Cli& cli) {
  const auto options = options_of(command.source, cli);
  if (!options) return std::nullopt;
  const SystemClock clock;
  auto folder = log::LogFolder::open(log::data_paths(command.source.data), clock, *options);
  if (folder) {
    auto signed_now = folder->signer().sign_now();
    if (signed_now) return std::move(*signed_now);
    return fail_with(cli, signed_now.error()), std::nullopt;
  }
  if (folder.error().code != log::faults::in_use) {
    return fail_with(cli, folder.error()), std::nullopt;
  }
  auto latest = signed_head(command.source);  // A running service signs every second.
  if (!latest) fail_with(cli, folder.error());
  return latest;
}

}  // namespace

void run_verify(const VerifyCommand& command, Cli& cli) {
  log::VerifyOptions options;
  if (!add_checkpoint_file(command, options, cli)) return;
  add_own_heads(command, options);
  const auto events = open_log(command.source, cli, true);
  if (!events) return;
  const auto report = verify_as_asked(command, *events, options, cli);
  if (!report) return;
  if (cli.json) {
    print_json(*report, events->head(), options, cli);
  } else {
    print_certificate(*report, events->head(), options, cli);
  }
  if (report->intact()) return;
  const auto broken = report->first_broken();
  fail(cli, ExitCode::check_failed,
       broken ? fmt::format("Il registro non è integro: il primo punto è la posizione {}", *broken)
              : std::string("Il registro non è integro"),
       log::code_of(report->first.front().kind));
}

void run_prove(const ProveCommand& command, Cli& cli) {
  const auto signed_by_log = head_to_prove(command, cli);
  if (!signed_by_log) return;
  const std::uint64_t size = signed_by_log->checkpoint.size;
  if (command.size && *command.size != size) {
    fail(cli, ExitCode::check_failed,
         fmt::format("Si prova contro l'ultima testa firmata, che ha {} eventi: le altre "
                     "dimensioni non sono firmate",
                     size),
         size_not_signed);
    return;
  }
  if (command.position >= size) {
    fail(cli, ExitCode::check_failed,
         fmt::format("La testa firmata ha {} eventi: la posizione {} non c'è", size,
                     command.position),
         log::refusals::position_unknown);
    return;
  }
  const auto events = open_log(command.source, cli);
  if (!events) return;
  const auto entry = events->entry(command.position);
  if (!entry) return fail_with(cli, entry.error());
  const auto proof = events->inclusion_proof(command.position, size);
  if (!proof) return fail_with(cli, proof.error());

  log::tree::ProofBundle bundle{{}, command.position, *proof, signed_by_log->note};
  std::copy(entry->begin(), entry->end(), bundle.entry.begin());
  const std::string text = log::tree::format_proof(bundle);
  if (command.out_file.empty()) {
    cli.out << text;
    return;
  }
  const auto written =
      log::write_durably(command.out_file, as_bytes(text), proof_mode, unreadable_file);
  if (!written) return fail_with(cli, written.error());
  cli.out << "Prova scritta in " << command.out_file << "\n";
}

void run_verify_proof(const VerifyProofCommand& command, Cli& cli) {
  const auto key = log::tree::parse_verifier_key(command.key);
  if (!key) return fail_with(cli, key.error());
  const auto text = log::read_file(command.file, log::tree::note_bytes_max, unreadable_file);
  if (!text) return fail_with(cli, text.error());
  const auto bundle = log::tree::parse_proof(as_text(*text));
  if (!bundle) return fail_with(cli, bundle.error());
  const auto checkpoint = log::tree::verify_proof(*bundle, *key);
  if (!checkpoint) return fail_with(cli, checkpoint.error());
  if (cli.json) {
    cli.out << json::object{{"valid", true},
                            {"origin", checkpoint->origin},
                            {"position", bundle->position},
                            {"size", checkpoint->size},
                            {"root", to_base64(checkpoint->root)},
                            {"entry", to_base64(bundle->entry)}}
            << "\n";
    return;
  }
  cli.out << "Prova valida: l'evento in posizione " << bundle->position << " è tra i "
          << checkpoint->size << " del registro " << checkpoint->origin << ". [log.proved]\n";
}

}  // namespace telaio::cli
