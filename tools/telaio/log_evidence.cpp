// SPDX-License-Identifier: EUPL-1.2
// telaio verify, prove and verify-proof.
#include <fmt/format.h>

#include <algorithm>

#include <boost/json.hpp>
#include <ostream>

#include "app/destroyed_keys.hpp"
#include "base/clock.hpp"
#include "log/anchor.hpp"
#include "log/file_io.hpp"
#include "log/log_faults.hpp"
#include "log/log_refusals.hpp"
#include "log/tree/proof_bundle.hpp"
#include "log/verify.hpp"
#include "tools/telaio/cli_refusals.hpp"
#include "tools/telaio/data_source.hpp"
#include "tools/telaio/event_json.hpp"

namespace telaio::cli {
namespace {

constexpr std::string_view own_anchor = "anchor";  // Among the heads compared with.
constexpr std::string_view unwritable_file = "cli.file_unwritable";
constexpr unsigned proof_mode = 0644;

// A finding as people read it: the sentence of its code, and where.
Fault fault_of(const log::Finding& finding) {
  const std::string where =
      finding.position ? fmt::format("posizione {}, ", *finding.position) : std::string();
  return {std::string(log::code_of(finding.kind)), where + finding.detail};
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
                      {"purged", report.purged},        {"held", std::move(held)},
                      {"findings", report.findings},    {"first_broken", nullptr},
                      {"first", std::move(findings)}};
  if (const auto position = report.first_broken()) object["first_broken"] = *position;
  cli.out << object << "\n";
}

void print_certificate(const log::VerifyReport& report, const log::Head& head,
                       const log::VerifyOptions& options, Cli& cli) {
  cli.out << "Registro " << to_string(head.log_id) << "\n"
          << "Eventi verificati " << report.events << " di " << report.size
          << ", parti riservate verificate " << report.parts << "\n";
  if (report.purged > 0) {
    cli.out << "Parti riservate cancellate con la loro chiave " << report.purged << "\n";
  }
  cli.out << "Radice " << to_base64(report.root) << "\n";
  for (const auto& checkpoint : options.held) {
    cli.out << "Confrontato con "
            << (checkpoint.origin == own_anchor ? "l'ancora" : checkpoint.origin) << ", dimensione "
            << checkpoint.size << "\n";
  }
  for (const log::Finding& finding : report.first) {
    cli.out << line_of(cli.texts, fault_of(finding)) << "\n";
  }
  if (report.intact()) cli.out << "Registro integro. [log.intact]\n";
}

// A file that the operator named; nothing after telling that it cannot be read.
std::optional<Bytes> read_note(const std::string& file, Cli& cli) {
  auto note = log::read_file(file, log::tree::note_bytes_max, refusals::file_unreadable);
  if (note) return std::move(*note);
  fail(cli, ExitCode::usage, Refusal{refusals::file_unreadable, {{"file", file}}});
  return std::nullopt;
}

// The checkpoint file of --checkpoint, checked with the log's own key.
bool add_checkpoint_file(const VerifyCommand& command, log::VerifyOptions& options, Cli& cli) {
  if (command.checkpoint_file.empty()) return true;
  const auto key = log::read_log_key(log::data_paths(command.source.data));
  if (!key) return fail(cli, key.error()), false;
  const auto note = read_note(command.checkpoint_file, cli);
  if (!note) return false;
  const auto checkpoint = log::tree::open_checkpoint(as_text(*note), *key);
  if (!checkpoint) return fail(cli, checkpoint.error()), false;
  options.held.push_back(*checkpoint);
  options.held.back().origin = command.checkpoint_file;
  return true;
}

// What lies beside the folder: the anchor and the last signed head. Read before the log is opened,
// so that a running service cannot have moved them on.
void add_own_heads(const VerifyCommand& command, log::VerifyOptions& options) {
  const auto anchor = log::Anchor::read(log::data_paths(command.source.data).anchor);
  if (anchor && *anchor)
    options.held.push_back({std::string(own_anchor), (*anchor)->size, (*anchor)->root});
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
    fail(cli, ExitCode::usage, Refusal{refusals::stream, {}});
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
    return fail(cli, signed_now.error()), std::nullopt;
  }
  if (folder.error().code != log::faults::in_use) {
    return fail(cli, folder.error()), std::nullopt;
  }
  auto latest = signed_head(command.source);  // A running service signs every second.
  if (!latest) fail(cli, folder.error());
  return latest;
}

}  // namespace

void run_verify(const VerifyCommand& command, Cli& cli) {
  log::VerifyOptions options;
  if (!add_checkpoint_file(command, options, cli)) return;
  add_own_heads(command, options);
  const auto events = open_log(command.source, cli, true);
  if (!events) return;
  // Of a log too damaged to say which keys were destroyed, every absent part is a finding.
  if (auto keys = app::destroyed_keys(*events)) options.purged = app::purged_by(std::move(*keys));
  const auto report = verify_as_asked(command, *events, options, cli);
  if (!report) return;
  if (cli.json) {
    print_json(*report, events->head(), options, cli);
  } else {
    print_certificate(*report, events->head(), options, cli);
  }
  if (report->intact()) return;
  Fault first = fault_of(report->first.front());
  // The lowest position, which need not be the first that was found.
  if (const auto broken = report->first_broken()) {
    first.detail = fmt::format("primo punto alla posizione {}", *broken);
  }
  fail(cli, ExitCode::check_failed, first);
}

void run_prove(const ProveCommand& command, Cli& cli) {
  const auto signed_by_log = head_to_prove(command, cli);
  if (!signed_by_log) return;
  const std::uint64_t size = signed_by_log->checkpoint.size;
  if (command.size && *command.size != size) {
    return fail(cli, Refusal{refusals::size_not_signed, {{"eventi", std::to_string(size)}}});
  }
  if (command.position >= size) {
    return fail(cli, Refusal{log::refusals::position_unknown, {}});
  }
  const auto events = open_log(command.source, cli);
  if (!events) return;
  const auto entry = events->entry(command.position);
  if (!entry) return fail(cli, entry.error());
  const auto proof = events->inclusion_proof(command.position, size);
  if (!proof) return fail(cli, proof.error());

  log::tree::ProofBundle bundle{{}, command.position, *proof, signed_by_log->note};
  std::copy(entry->begin(), entry->end(), bundle.entry.begin());
  const std::string text = log::tree::format_proof(bundle);
  if (command.out_file.empty()) {
    cli.out << text;
    return;
  }
  const auto written =
      log::write_durably(command.out_file, as_bytes(text), proof_mode, unwritable_file);
  if (!written) return fail(cli, written.error());
  cli.out << "Prova scritta in " << command.out_file << "\n";
}

void run_verify_proof(const VerifyProofCommand& command, Cli& cli) {
  const auto key = log::tree::parse_verifier_key(command.key);
  if (!key) return fail(cli, key.error());
  const auto text = read_note(command.file, cli);
  if (!text) return;
  const auto bundle = log::tree::parse_proof(as_text(*text));
  if (!bundle) return fail(cli, bundle.error());
  const auto checkpoint = log::tree::verify_proof(*bundle, *key);
  if (!checkpoint) return fail(cli, checkpoint.error());
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
