// SPDX-License-Identifier: EUPL-1.2
// A bundle that was handed over comes from anybody: whatever its bytes, checking it ends, and none
// is intact that the log's key did not sign.
#include <cstdint>
#include <cstdlib>
#include <sstream>

#include "tools/telaio/export_check.hpp"

namespace tree = telaio::log::tree;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  static_cast<void>(telaio::cli::read_title(text));
  static_cast<void>(telaio::cli::read_event(text));
  static_cast<void>(telaio::cli::read_closing(text));
  std::istringstream in(text);
  const tree::VerifierKey nobody{"k", tree::SignatureKind::ed25519, {}};
  if (telaio::cli::check_export(in, nobody).intact()) std::abort();
  return 0;
}
