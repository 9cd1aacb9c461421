// SPDX-License-Identifier: EUPL-1.2
#include "server/evidence.hpp"

#include <algorithm>

#include "app/destroyed_keys.hpp"
#include "log/anchor.hpp"
#include "log/tree/consistency_bundle.hpp"
#include "log/tree/proof_bundle.hpp"
#include "log/tree/tiles.hpp"
#include "log/verify.hpp"

namespace telaio::server {
namespace {

void add_witnesses(const witness::Submitter& submitter, http::SignedHead& shown) {
  shown.checkpoint = submitter.heads().with_cosignatures(shown.checkpoint);
  for (const witness::WitnessStatus& status : submitter.status()) {
    http::WitnessState state{status.name, status.size, std::nullopt, status.failed};
    if (status.size) state.seen_at = status.seen_at;
    shown.witnesses.push_back(std::move(state));
  }
  if (const auto largest = submitter.heads().largest()) {
    shown.witnessed = {largest->checkpoint.size, largest->seen_at,
                       submitter.heads().largest_note()};
  }
}

Result<http::SignedHead, Fault> head(log::LogFolder& folder, const log::DataPaths& paths,
                                     const witness::Submitter* submitter) {
  const log::SignedHead latest = folder.signer().latest();
  const log::tree::VerifierKey key = folder.signer().verifier();
  http::SignedHead shown;
  shown.checkpoint = latest.note;
  shown.size = latest.checkpoint.size;
  shown.origin = latest.checkpoint.origin;
  shown.key = key.text();
  const auto anchor = log::Anchor::read(paths.anchor);
  if (!anchor) return anchor.error();
  if (*anchor) {
    shown.anchor_size = (*anchor)->size;
    shown.anchor_root = (*anchor)->root;
  }
  if (submitter != nullptr) add_witnesses(*submitter, shown);
  return shown;
}

http::Verified shown(const log::VerifyReport& report) {
  http::Verified verified;
  verified.checked = report.events;
  verified.root = report.root;
  if (!report.intact()) {
    http::Verified::Broken broken;
    broken.position = report.first_broken().value_or(0);
    broken.what = "Il registro non corrisponde alle sue prove";
    if (!report.first.empty()) {
      broken.what += " [" + std::string(log::code_of(report.first.front().kind)) + "]";
    }
    verified.first_broken = std::move(broken);
  }
  return verified;
}

log::VerifyOptions options_of(const log::LogFolder& folder, const http::Progress& progress) {
  log::VerifyOptions options;
  options.threads = 1;  // The others serve people.
  options.held.push_back(folder.signer().latest().checkpoint);
  if (auto keys = app::destroyed_keys(folder.events())) {
    options.purged = app::purged_by(std::move(*keys));
  }
  options.progress = [progress](std::uint64_t done, std::uint64_t) {
    if (progress) progress(done);
  };
  return options;
}

// The head to prove an event under: the one that witnesses cosigned if it covers the event, else
// the newest signed one, which is signed now if it does not cover the event yet.
Result<log::SignedHead, Fault> head_over(log::LogFolder& folder, log::Position position,
                                         const witness::Submitter* submitter) {
  const auto witnessed = submitter != nullptr ? submitter->heads().largest() : std::nullopt;
  if (witnessed && witnessed->checkpoint.size > position) {
    return log::SignedHead{witnessed->checkpoint, submitter->heads().largest_note()};
  }
  log::SignedHead head = folder.signer().latest();
  if (head.checkpoint.size > position) return head;
  return folder.signer().sign_now();
}

Result<std::optional<std::string>, Fault> proof(log::LogFolder& folder, log::Position position,
                                                const witness::Submitter* submitter) {
  const auto found = head_over(folder, position, submitter);
  if (!found) return found.error();
  const log::SignedHead& head = *found;
  const auto entry = folder.events().entry(position);
  if (!entry) return entry.error();
  auto path = folder.events().inclusion_proof(position, head.checkpoint.size);
  if (!path) return path.error();
  log::tree::ProofBundle bundle;
  std::copy(entry->begin(), entry->end(), bundle.entry.begin());
  bundle.position = position;
  bundle.hashes = std::move(*path);
  bundle.checkpoint = head.note;
  return std::optional<std::string>(log::tree::format_proof(bundle));
}

Result<std::optional<std::string>, Fault> consistency(const log::LogFolder& folder,
                                                      std::uint64_t from,
                                                      const witness::Submitter* submitter) {
  const log::SignedHead head = folder.signer().latest();
  if (from > head.checkpoint.size) return std::optional<std::string>();
  auto hashes = folder.events().consistency_proof(from, head.checkpoint.size);
  if (!hashes) return hashes.error();
  std::string note =
      submitter != nullptr ? submitter->heads().with_cosignatures(head.note) : head.note;
  return std::optional<std::string>(
      log::tree::format_consistency({from, std::move(*hashes), std::move(note)}));
}

Result<std::optional<Bytes>, Fault> tile(const log::LogFolder& folder, std::string_view path) {
  const auto name = log::tree::parse_tile_path("tile/" + std::string(path));
  if (!name) return std::optional<Bytes>();
  return log::tree::read_tile(folder.events(), folder.events(), *name);
}

}  // namespace

http::Evidence evidence_of(log::LogFolder& folder, const log::DataPaths& paths,
                           const witness::Submitter* submitter) {
  http::Evidence evidence;
  evidence.head = [&folder, &paths, submitter] { return head(folder, paths, submitter); };
  evidence.verify_all = [&folder](std::uint64_t,
                                  const http::Progress& progress) -> Result<http::Verified, Fault> {
    return shown(log::verify_log(folder.events(), options_of(folder, progress)));
  };
  evidence.verify_stream = [&folder](
                               const log::StreamId& stream, std::uint64_t,
                               const http::Progress& progress) -> Result<http::Verified, Fault> {
    return shown(log::verify_stream(folder.events(), stream, options_of(folder, progress)));
  };
  evidence.proof = [&folder, submitter](log::Position position) {
    return proof(folder, position, submitter);
  };
  evidence.consistency = [&folder, submitter](std::uint64_t from) {
    return consistency(folder, from, submitter);
  };
  evidence.tile = [&folder](std::string_view path) { return tile(folder, path); };
  return evidence;
}

}  // namespace telaio::server
