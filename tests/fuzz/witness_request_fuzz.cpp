// SPDX-License-Identifier: EUPL-1.2
// Whoever reaches a witness may send it anything: it answers, cosigns nothing that the log's key
// did not sign, and keeps its state.
#include <cstdint>
#include <cstdlib>
#include <filesystem>

#include "witness/witness.hpp"

namespace tree = telaio::log::tree;
using telaio::witness::Witness;

namespace {

Witness& witness() {
  static const telaio::SystemClock clock;
  static const auto opened = [] {
    std::string folder = (std::filesystem::temp_directory_path() / "telaio-fuzz-XXXXXX").string();
    if (mkdtemp(folder.data()) == nullptr) std::abort();
    const tree::VerifierKey nobody{"log.example", tree::SignatureKind::ed25519, {}};
    return Witness::open({std::filesystem::path(folder) / "w",
                          "witness.example/fuzz",
                          {{"log.example", nobody}},
                          false},
                         clock);
  }();
  if (!opened) std::abort();
  return **opened;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  static_cast<void>(tree::parse_consistency(body));
  const auto answer = witness().add_checkpoint(body);
  if (answer.status == 200 || answer.status == 500) std::abort();
  return 0;
}
