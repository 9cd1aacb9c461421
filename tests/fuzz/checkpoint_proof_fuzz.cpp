// SPDX-License-Identifier: EUPL-1.2
// A proof is handed over by anybody: what is read has exactly one text, and what was not signed is
// not believed.
#include <cstdint>
#include <cstdlib>

#include "log/tree/proof_bundle.hpp"

namespace tree = telaio::log::tree;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto bundle = tree::parse_proof(text);
  if (!bundle) return 0;
  if (tree::format_proof(*bundle) != text) std::abort();
  // A published key; the fuzzer does not have its private half.
  static const tree::VerifierKey key =
      tree::parse_verifier_key("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
          .value();
  if (tree::verify_proof(*bundle, key)) std::abort();
  return 0;
}
