// SPDX-License-Identifier: EUPL-1.2
// Notes, checkpoints, keys and tile paths come from anybody: whatever is accepted must have exactly
// one text, and nothing may crash.
#include <cstdint>
#include <cstdlib>

#include "log/tree/checkpoint.hpp"
#include "log/tree/tiles.hpp"

namespace tree = telaio::log::tree;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto note = tree::parse_note(text)) {
    require(tree::format_note(*note) == text);
    const tree::VerifierKey key{"k", tree::SignatureKind::ed25519, {}};
    static_cast<void>(tree::open_checkpoint(text, key));
  }
  if (const auto checkpoint = tree::parse_checkpoint_text(text)) {
    require(text.starts_with(tree::checkpoint_text(*checkpoint)));
  }
  if (const auto key = tree::parse_verifier_key(text)) {
    require(tree::parse_verifier_key(key->text()).value() == *key);
  }
  if (const auto tile = tree::parse_tile_path(text)) require(tree::tile_path(*tile) == text);
  return 0;
}
