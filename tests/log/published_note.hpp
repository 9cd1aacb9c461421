// SPDX-License-Identifier: EUPL-1.2
// The published checkpoint of tests/vectors/evidence.json, with the keys that signed it.
#pragma once

#include <algorithm>

#include "log/tree/checkpoint.hpp"
#include "tests/log/vectors.hpp"

namespace telaio::log::testing {

inline std::string own(std::string_view key) {
  return std::string(evidence("checkpoint_own").at(key).as_string());
}

inline crypto::Ed25519Seed seed_of(std::string_view key) {
  const auto hash = hash_from_hex(own(key));
  crypto::Ed25519Seed seed{};
  std::copy(hash.begin(), hash.end(), seed.begin());
  return seed;
}

inline tree::NoteSigner log_signer() {
  return {own("origin"), seed_of("log_seed_hex")};
}
inline tree::NoteSigner witness_signer() {
  return {own("witness_name"), seed_of("witness_seed_hex")};
}
// The whole published file: text, the log's signature, the witness's cosignature.
inline std::string published_note() {
  return std::string(as_text(bytes_from_hex(own("note_hex"))));
}
inline std::string published_text() {
  return std::string(as_text(bytes_from_hex(own("text_hex"))));
}
inline tree::Checkpoint published_checkpoint() {
  return {own("origin"), 8,
          hash_from_hex("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")};
}

}  // namespace telaio::log::testing
