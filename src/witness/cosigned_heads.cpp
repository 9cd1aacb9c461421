// SPDX-License-Identifier: EUPL-1.2
#include "witness/cosigned_heads.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "log/file_io.hpp"
#include "witness/witness_faults.hpp"

namespace telaio::witness {
namespace {

constexpr unsigned file_mode = 0600;

bool is_of(const tree::NoteSignature& signature, const tree::VerifierKey& key) {
  return signature.name == key.name && signature.key_id == key.id();
}

}  // namespace

CosignedHeads::CosignedHeads(std::filesystem::path folder, const tree::VerifierKey& log_key,
                             std::span<const tree::VerifierKey> witnesses)
    : folder_(std::move(folder)), log_key_(log_key) {
  for (const tree::VerifierKey& witness : witnesses) {
    const auto content = log::read_file(file_of(witness), tree::note_bytes_max, faults::state);
    if (!content) continue;
    if (auto head = read(witness, as_text(*content))) heads_.push_back(std::move(*head));
  }
}

std::filesystem::path CosignedHeads::file_of(const tree::VerifierKey& witness) const {
  return folder_ / fmt::format("witness-{:08x}.cosigned", witness.id());
}

Result<CosignedHead, Fault> CosignedHeads::read(const tree::VerifierKey& witness,
                                                std::string_view note) const {
  const Fault wrong{std::string(faults::answer_wrong), "no valid cosignature of " + witness.name};
  const auto parsed = tree::parse_note(note);
  if (!parsed) return wrong;
  const std::array keys = {log_key_, witness};
  const auto verified = tree::verify_note(*parsed, keys);
  const auto checkpoint = tree::parse_checkpoint_text(parsed->text);
  if (!verified || !checkpoint || checkpoint->origin != log_key_.name) return wrong;
  CosignedHead head;
  head.witness = witness;
  head.checkpoint = *checkpoint;
  bool signed_by_log = false;
  bool cosigned = false;
  for (const tree::NoteSignature& signature : parsed->signatures) {
    if (is_of(signature, log_key_)) head.log_signature = signature, signed_by_log = true;
    if (is_of(signature, witness)) head.cosignature = signature, cosigned = true;
  }
  for (const tree::VerifiedSignature& signature : *verified) {
    if (signature.key == witness) head.seen_at = signature.seen_at;
  }
  if (!signed_by_log || !cosigned) return wrong;
  return head;
}

Result<CosignedHead, Fault> CosignedHeads::keep(const tree::VerifierKey& witness,
                                                std::string_view note, std::string_view lines) {
  auto head = read(witness, std::string(note) + std::string(lines));
  if (!head) return head;
  // Ours and the witness's alone: the answer may carry lines of keys we do not know.
  const std::string kept = tree::format_note(
      {tree::checkpoint_text(head->checkpoint), {head->log_signature, head->cosignature}});
  const std::lock_guard lock(mutex_);
  const auto written =
      log::write_durably(file_of(witness), as_bytes(kept), file_mode, faults::state);
  if (!written) return written.error();
  std::erase_if(heads_, [&](const CosignedHead& known) { return known.witness == witness; });
  heads_.push_back(*head);
  return head;
}

std::optional<CosignedHead> CosignedHeads::of(const tree::VerifierKey& witness) const {
  const std::lock_guard lock(mutex_);
  const auto found = std::find_if(heads_.begin(), heads_.end(), [&](const CosignedHead& head) {
    return head.witness == witness;
  });
  if (found == heads_.end()) return std::nullopt;
  return *found;
}

std::optional<CosignedHead> CosignedHeads::largest() const {
  const std::lock_guard lock(mutex_);
  const auto found = std::max_element(
      heads_.begin(), heads_.end(), [](const CosignedHead& a, const CosignedHead& b) {
        return std::tie(a.checkpoint.size, a.seen_at) < std::tie(b.checkpoint.size, b.seen_at);
      });
  if (found == heads_.end()) return std::nullopt;
  return *found;
}

std::string CosignedHeads::with_cosignatures(std::string_view note) const {
  auto parsed = tree::parse_note(note);
  if (!parsed) return std::string(note);
  const std::lock_guard lock(mutex_);
  for (const CosignedHead& head : heads_) {
    if (tree::checkpoint_text(head.checkpoint) != parsed->text) continue;
    parsed->signatures.push_back(head.cosignature);
  }
  return tree::format_note(*parsed);
}

std::string CosignedHeads::largest_note() const {
  const auto head = largest();
  if (!head) return {};
  return with_cosignatures(
      tree::format_note({tree::checkpoint_text(head->checkpoint), {head->log_signature}}));
}

}  // namespace telaio::witness
