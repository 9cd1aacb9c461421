// SPDX-License-Identifier: EUPL-1.2
#include "log/tree/checkpoint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "log/log_refusals.hpp"
#include "log/tree/decimal.hpp"

namespace telaio::log::tree {
namespace {

// Takes the first line off `rest`; nothing when there is none, or an empty one.
std::optional<std::string_view> take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos || end == 0) return std::nullopt;
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

}  // namespace

std::string checkpoint_text(const Checkpoint& checkpoint) {
  return fmt::format("{}\n{}\n{}\n", checkpoint.origin, checkpoint.size,
                     to_base64(checkpoint.root));
}

Result<Checkpoint, Refusal> parse_checkpoint_text(std::string_view text) {
  const Refusal refused{refusals::checkpoint_malformed, {}};
  const auto origin = take_line(text);
  const auto size = take_line(text);
  const auto root = take_line(text);
  if (!origin || !size || !root) return refused;
  while (!text.empty()) {
    if (!take_line(text)) return refused;
  }
  const auto number = parse_decimal(*size);
  const auto hash = from_base64(*root);
  if (!number || !hash || hash->size() != crypto::sha256_size) return refused;
  Checkpoint checkpoint;
  checkpoint.origin = *origin;
  checkpoint.size = *number;
  std::copy(hash->begin(), hash->end(), checkpoint.root.begin());
  if (checkpoint.size == 0 && checkpoint.root != empty_root()) return refused;
  return checkpoint;
}

std::string sign_checkpoint(const Checkpoint& checkpoint, const NoteSigner& signer) {
  const std::string text = checkpoint_text(checkpoint);
  return format_note({text, {signer.sign(text)}});
}

Result<Checkpoint, Refusal> open_checkpoint(std::string_view note, const VerifierKey& log_key) {
  const auto parsed = parse_note(note);
  if (!parsed) return parsed.error();
  const auto verified = verify_note(*parsed, std::span(&log_key, 1));
  if (!verified) return verified.error();
  auto checkpoint = parse_checkpoint_text(parsed->text);
  if (checkpoint && checkpoint->origin != log_key.name) {
    return Refusal{refusals::origin_differs,
                   {{"origin", checkpoint->origin}, {"key", log_key.name}}};
  }
  return checkpoint;
}

}  // namespace telaio::log::tree
