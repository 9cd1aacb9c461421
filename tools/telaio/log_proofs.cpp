// SPDX-License-Identifier: EUPL-1.2
// telaio prove and verify-proof.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <ostream>

#include "base/clock.hpp"
#include "log/file_io.hpp"
#include "log/log_faults.hpp"
#include "log/log_refusals.hpp"
#include "log/tree/consistency_bundle.hpp"
#include "log/tree/proof_bundle.hpp"
#include "log/verify.hpp"
#include "tools/telaio/cli_refusals.hpp"
#include "tools/telaio/data_source.hpp"
#include "tools/telaio/evidence_commands.hpp"
#include "tools/telaio/named_note.hpp"

namespace telaio::cli {
namespace {

namespace json = boost::json;

constexpr std::string_view unwritable_file = "cli.file_unwritable";
constexpr unsigned proof_mode = 0644;

// A proof where the operator wants it.
void hand_over(const std::string& out_file, const std::string& text, Cli& cli) {
  if (out_file.empty()) {
    cli.out << text;
    return;
  }
  const auto written = log::write_durably(out_file, as_bytes(text), proof_mode, unwritable_file);
  if (!written) return fail(cli, written.error());
  cli.out << "Prova scritta in " << out_file << "\n";
}

}  // namespace

std::optional<log::SignedHead> newest_signed(const LogSource& source, Cli& cli) {
  const auto options = options_of(source, cli);
  if (!options) return std::nullopt;
  const SystemClock clock;
  auto folder = log::LogFolder::open(log::data_paths(source.data), clock, *options);
  if (folder) {
    auto signed_now = folder->signer().sign_now();
    if (signed_now) return std::move(*signed_now);
    return fail(cli, signed_now.error()), std::nullopt;
  }
  if (folder.error().code != log::faults::in_use) {
    return fail(cli, folder.error()), std::nullopt;
  }
  auto latest = signed_head(source);  // A running service signs every second.
  if (!latest) fail(cli, folder.error());
  return latest;
}

void run_prove(const ProveCommand& command, Cli& cli) {
  const auto signed_by_log = newest_signed(command.source, cli);
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
  hand_over(command.out_file, log::tree::format_proof(bundle), cli);
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

void run_prove_continuity(const ProveContinuity& command, Cli& cli) {
  const auto key = log::read_log_key(log::data_paths(command.source.data));
  if (!key) return fail(cli, key.error());
  const auto held = kept_checkpoint(command.since_file, *key, cli);
  if (!held) return;
  const auto head = newest_signed(command.source, cli);
  if (!head) return;
  if (held->size > head->checkpoint.size) {
    return fail(cli, Fault{std::string(log::code_of(log::FindingKind::checkpoint_ahead)),
                           fmt::format("{} > {}", held->size, head->checkpoint.size)});
  }
  const auto events = open_log(command.source, cli);
  if (!events) return;
  auto hashes = events->consistency_proof(held->size, head->checkpoint.size);
  if (!hashes) return fail(cli, hashes.error());
  const log::tree::ConsistencyBundle bundle{held->size, std::move(*hashes), head->note};
  // A proof that proves nothing is not handed over: the log is not the one that was signed then.
  const auto checked = log::tree::verify_consistency_bundle(bundle, *held, *key);
  if (!checked) return fail(cli, checked.error());
  hand_over(command.out_file, log::tree::format_consistency(bundle), cli);
}

void run_verify_continuity(const VerifyContinuity& command, Cli& cli) {
  const auto key = log::tree::parse_verifier_key(command.key);
  if (!key) return fail(cli, key.error());
  const auto text = read_note(command.file, cli);
  if (!text) return;
  const auto held = kept_checkpoint(command.since_file, *key, cli);
  if (!held) return;
  const auto bundle = log::tree::parse_consistency(as_text(*text));
  if (!bundle) return fail(cli, bundle.error());
  const auto checkpoint = log::tree::verify_consistency_bundle(*bundle, *held, *key);
  if (!checkpoint) return fail(cli, checkpoint.error());
  if (cli.json) {
    cli.out << json::object{{"valid", true},
                            {"origin", checkpoint->origin},
                            {"from", held->size},
                            {"size", checkpoint->size},
                            {"root", to_base64(checkpoint->root)}}
            << "\n";
    return;
  }
  cli.out << "Prova valida: il registro " << checkpoint->origin << " di " << checkpoint->size
          << " eventi continua quello di " << held->size << ". [log.continued]\n";
}

}  // namespace telaio::cli
