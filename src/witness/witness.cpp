// SPDX-License-Identifier: EUPL-1.2
#include "witness/witness.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/assert.hpp"
#include "log/tree/proofs.hpp"
#include "log/tree/signature_line.hpp"
#include "witness/witness_faults.hpp"
#include "witness/witness_folder.hpp"

namespace telaio::witness {
namespace {

constexpr unsigned state_mode = 0600;
// The state of a log of which no checkpoint was seen yet. An empty file could be a damaged one.
constexpr std::string_view no_checkpoint = "none\n";

Answer plain(unsigned status, std::string body) {
  return {status, plain_type, std::move(body)};
}

Answer known_size(std::uint64_t size) {
  return {409, size_type, fmt::format("{}\n", size)};
}

// The log's own signature, checked; those of others are not ours to pass on.
std::optional<tree::NoteSignature> signature_of(const tree::SignedNote& note,
                                                const tree::VerifierKey& key) {
  for (const tree::NoteSignature& signature : note.signatures) {
    if (signature.name != key.name || signature.key_id != key.id()) continue;
    const tree::SignedNote alone{note.text, {signature}};
    if (tree::verify_note(alone, std::span(&key, 1))) return signature;
  }
  return std::nullopt;
}

}  // namespace

Witness::Witness(Token, log::FileHandle lock, tree::NoteSigner key, const Clock& clock)
    : lock_(std::move(lock)), key_(std::move(key)), clock_(clock) {}

Result<std::unique_ptr<Witness>, Fault> Witness::open(const WitnessOptions& options,
                                                      const Clock& clock) {
  TELAIO_ASSERT(!options.logs.empty());
  auto folder = open_folder(options.folder, options.name);
  if (!folder) return folder.error();
  auto witness =
      std::make_unique<Witness>(Token(), std::move(folder->lock), std::move(folder->key), clock);
  const bool begin = options.begin || folder->is_new;
  for (const KnownLog& log : options.logs) {
    const auto loaded = witness->load(log, options.folder, begin);
    if (!loaded) return loaded.error();
  }
  return witness;
}

Result<Done, Fault> Witness::load(const KnownLog& log, const std::filesystem::path& folder,
                                  bool begin) {
  State state{log, folder / (origin_hash(log.origin) + ".checkpoint"), {}, {}};
  state.last = {log.origin, 0, tree::empty_root()};
  std::error_code ignored;
  if (!std::filesystem::exists(state.file, ignored)) {
    if (!begin) {
      return Fault{std::string(faults::state_missing), state.file.string()};
    }
    const auto written =
        log::write_durably(state.file, as_bytes(no_checkpoint), state_mode, faults::state);
    if (!written) return written.error();
  }
  const auto content = log::read_file(state.file, tree::note_bytes_max, faults::state);
  if (!content) return content.error();
  if (as_text(*content) != no_checkpoint) {
    // What we said before must be ours and the log's: else somebody else wrote it.
    state.note = as_text(*content);
    const auto note = tree::parse_note(state.note);
    const std::array keys = {log.key, verifier()};
    const auto verified = note
                              ? tree::verify_note(*note, keys)
                              : Result<std::vector<tree::VerifiedSignature>, Refusal>(note.error());
    const auto checkpoint = verified ? tree::parse_checkpoint_text(note->text)
                                     : Result<tree::Checkpoint, Refusal>(verified.error());
    if (!checkpoint || verified->size() != keys.size() || checkpoint->origin != log.origin) {
      return Fault{std::string(faults::state),
                   fmt::format("{}: not a checkpoint of {} that this witness cosigned",
                               state.file.string(), log.origin)};
    }
    state.last = *checkpoint;
  }
  states_.push_back(std::move(state));
  return Done{};
}

Answer Witness::add_checkpoint(std::string_view body) {
  const auto request = tree::parse_consistency(body);
  if (!request) return plain(400, "malformed request\n");
  const auto note = tree::parse_note(request->checkpoint);
  if (!note) return plain(400, "malformed note\n");
  const auto next = tree::parse_checkpoint_text(note->text);
  if (!next) return plain(400, "malformed checkpoint\n");

  const std::lock_guard lock(mutex_);
  const auto state = std::find_if(states_.begin(), states_.end(), [&](const State& known) {
    return known.log.origin == next->origin;
  });
  if (state == states_.end()) return plain(404, "unknown origin\n");
  const auto signature = signature_of(*note, state->log.key);
  if (!signature) return plain(403, "no signature of this log's key\n");
  if (request->old_size > next->size) return plain(400, "old size above the checkpoint's\n");
  if (request->old_size != state->last.size) return known_size(state->last.size);
  if (next->size == state->last.size && next->root != state->last.root) {
    return known_size(state->last.size);
  }
  if (!tree::verify_consistency(state->last.size, next->size, request->hashes, state->last.root,
                                next->root)) {
    return plain(422, "the consistency proof does not verify\n");
  }
  return cosign(*state, *next, {note->text, {*signature}});
}

// Durable first: a cosignature that somebody holds and we forgot could be contradicted later.
Answer Witness::cosign(State& state, const tree::Checkpoint& next, const tree::SignedNote& note) {
  const tree::NoteSignature ours = key_.cosign(note.text, clock_.now());
  tree::SignedNote cosigned = note;
  cosigned.signatures.push_back(ours);
  std::string text = tree::format_note(cosigned);
  const auto written = log::write_durably(state.file, as_bytes(text), state_mode, faults::state);
  if (!written) return plain(500, "the state could not be written\n");
  state.last = next;
  state.note = std::move(text);
  return plain(200, tree::format_signature(ours));
}

Answer Witness::checkpoint(std::string_view hash) const {
  const std::lock_guard lock(mutex_);
  const auto state = std::find_if(states_.begin(), states_.end(), [&](const State& known) {
    return origin_hash(known.log.origin) == hash;
  });
  if (state == states_.end() || state->note.empty()) return plain(404, "no such checkpoint\n");
  return plain(200, state->note);
}

}  // namespace telaio::witness
