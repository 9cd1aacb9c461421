// SPDX-License-Identifier: EUPL-1.2
#include "tests/interop/exported_evidence.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "log/tree/consistency_bundle.hpp"
#include "log/tree/proof_bundle.hpp"
#include "log/tree/tiles.hpp"

namespace telaio::log::testing {
namespace {

void write(const std::filesystem::path& file, std::string_view bytes) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << bytes;
}

void write_tile(const LogFolder& folder, const tree::TileName& name,
                const std::filesystem::path& into) {
  const auto bytes = tree::read_tile(folder.events(), folder.events(), name);
  ASSERT_TRUE(bytes && *bytes) << tree::tile_path(name);
  write(into / tree::tile_path(name), as_text(**bytes));
}

void write_tiles(const LogFolder& folder, const std::filesystem::path& into) {
  const std::uint64_t size = folder.events().head().size;
  for (unsigned level = 0; level < tree::tile_levels_max; ++level) {
    for (std::uint64_t index = 0;; ++index) {
      const unsigned width = tree::tile_width_at(level, index, size);
      if (width == 0) break;
      // Of a tile that is not full, every width is served that it had while the log grew.
      for (unsigned had = width == tree::tile_width ? width : 1; had <= width; ++had) {
        write_tile(folder, {false, level, index, had}, into);
      }
      if (level == 0) write_tile(folder, {true, 0, index, width}, into);
    }
  }
}

class Proofs {
 public:
  Proofs(const LogFolder& folder, const std::filesystem::path& file)
      : events_(folder.events()), file_(file, std::ios::binary) {}

  void inclusion(Position position, std::uint64_t size, const std::string& checkpoint) {
    tree::ProofBundle bundle{{}, position, *events_.inclusion_proof(position, size), checkpoint};
    const auto entry = *events_.entry(position);
    std::copy(entry.begin(), entry.end(), bundle.entry.begin());
    put("inclusion", position, size, tree::format_proof(bundle));
  }
  void consistency(std::uint64_t old, std::uint64_t size, const std::string& checkpoint) {
    put("consistency", old, size,
        tree::format_consistency({old, *events_.consistency_proof(old, size), checkpoint}));
  }

 private:
  void put(std::string_view kind, std::uint64_t first, std::uint64_t size, std::string_view text) {
    file_ << fmt::format("{} {} {} {}\n{}", kind, first, size, text.size(), text);
  }

  const StoredLog& events_;
  std::ofstream file_;
};

}  // namespace

Exported export_evidence(LogFolder& folder, const tree::NoteSigner& key, std::uint64_t stride,
                         const std::filesystem::path& into) {
  write(into / "log.vkey", folder.signer().verifier().text() + "\n");
  write_tiles(folder, into);
  Exported exported;
  Proofs proofs(folder, into / "proofs");
  for (std::uint64_t size = 0; size <= folder.events().head().size; ++size) {
    const std::string checkpoint =
        tree::sign_checkpoint({key.name(), size, *folder.events().root_at(size)}, key);
    write(into / "checkpoint" / std::to_string(size), checkpoint);
    for (std::uint64_t at = size % stride; at < size; at += stride, ++exported.inclusion) {
      proofs.inclusion(at, size, checkpoint);
    }
    for (std::uint64_t old = size % stride; old <= size; old += stride, ++exported.consistency) {
      proofs.consistency(old, size, checkpoint);
    }
  }
  return exported;
}

}  // namespace telaio::log::testing
