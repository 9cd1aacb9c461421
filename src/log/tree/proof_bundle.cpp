// SPDX-License-Identifier: EUPL-1.2
#include "log/tree/proof_bundle.hpp"

#include <fmt/format.h>

#include "log/log_refusals.hpp"
#include "log/tree/decimal.hpp"
#include "log/tree/lines.hpp"
#include "log/tree/proofs.hpp"

namespace telaio::log::tree {
namespace {

constexpr std::string_view first_line = "c2sp.org/tlog-proof@v1\n";
constexpr std::string_view extra_mark = "extra ";
constexpr std::string_view index_mark = "index ";
// A tree of 2^64 leaves has proofs of 64 hashes.
constexpr std::size_t hashes_max = 64;

}  // namespace

std::string format_proof(const ProofBundle& bundle) {
  std::string text = fmt::format("{}{}{}\n{}{}\n", first_line, extra_mark, to_base64(bundle.entry),
                                 index_mark, bundle.position);
  for (const Hash& hash : bundle.hashes) text += to_base64(hash) + "\n";
  return text + "\n" + bundle.checkpoint;
}

Result<ProofBundle, Refusal> parse_proof(std::string_view text) {
  const Refusal refused{refusals::proof_malformed, {}};
  if (text.size() > note_bytes_max || !text.starts_with(first_line)) return refused;
  text.remove_prefix(first_line.size());

  const auto extra = take_field(text, extra_mark);
  const auto entry = extra ? decode<entry_size>(*extra) : std::nullopt;
  const auto index = take_field(text, index_mark);
  const auto position = index ? parse_decimal(*index) : std::nullopt;
  if (!entry || !position) return refused;

  ProofBundle bundle;
  bundle.entry = *entry;
  bundle.position = *position;
  for (auto line = take_line(text); !line || !line->empty(); line = take_line(text)) {
    const auto hash = line ? decode<crypto::sha256_size>(*line) : std::nullopt;
    if (!hash || bundle.hashes.size() == hashes_max) return refused;
    bundle.hashes.push_back(*hash);
  }
  bundle.checkpoint = text;
  return bundle;
}

Result<Checkpoint, Refusal> verify_proof(const ProofBundle& bundle, const VerifierKey& log_key) {
  auto checkpoint = open_checkpoint(bundle.checkpoint, log_key);
  if (!checkpoint) return checkpoint;
  const Hash leaf = leaf_hash(bundle.entry);
  if (!verify_inclusion(leaf, bundle.position, checkpoint->size, bundle.hashes, checkpoint->root)) {
    return Refusal{refusals::proof_wrong,
                   {{"position", std::to_string(bundle.position)},
                    {"size", std::to_string(checkpoint->size)}}};
  }
  return checkpoint;
}

}  // namespace telaio::log::tree
