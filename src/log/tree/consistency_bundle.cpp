// SPDX-License-Identifier: EUPL-1.2
#include "log/tree/consistency_bundle.hpp"

#include <fmt/format.h>

#include "log/log_refusals.hpp"
#include "log/tree/decimal.hpp"
#include "log/tree/lines.hpp"
#include "log/tree/proofs.hpp"

namespace telaio::log::tree {
namespace {

constexpr std::string_view old_mark = "old ";

}  // namespace

std::string format_consistency(const ConsistencyBundle& bundle) {
  std::string text = fmt::format("{}{}\n", old_mark, bundle.old_size);
  for (const Hash& hash : bundle.hashes) text += to_base64(hash) + "\n";
  return text + "\n" + bundle.checkpoint;
}

Result<ConsistencyBundle, Refusal> parse_consistency(std::string_view text) {
  const Refusal refused{refusals::consistency_malformed, {}};
  if (text.size() > note_bytes_max) return refused;
  const auto old_size = take_field(text, old_mark);
  const auto number = old_size ? parse_decimal(*old_size) : std::nullopt;
  if (!number) return refused;

  ConsistencyBundle bundle;
  bundle.old_size = *number;
  for (auto line = take_line(text); !line || !line->empty(); line = take_line(text)) {
    const auto hash = line ? decode<crypto::sha256_size>(*line) : std::nullopt;
    if (!hash || bundle.hashes.size() == consistency_hashes_max) return refused;
    bundle.hashes.push_back(*hash);
  }
  bundle.checkpoint = text;
  return bundle;
}

Result<Checkpoint, Refusal> verify_consistency_bundle(const ConsistencyBundle& bundle,
                                                      const Checkpoint& held,
                                                      const VerifierKey& log_key) {
  auto checkpoint = open_checkpoint(bundle.checkpoint, log_key);
  if (!checkpoint) return checkpoint;
  if (bundle.old_size != held.size ||
      !verify_consistency(held.size, checkpoint->size, bundle.hashes, held.root,
                          checkpoint->root)) {
    return Refusal{
        refusals::consistency_wrong,
        {{"from", std::to_string(held.size)}, {"size", std::to_string(checkpoint->size)}}};
  }
  return checkpoint;
}

}  // namespace telaio::log::tree
