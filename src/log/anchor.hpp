// SPDX-License-Identifier: EUPL-1.2
// The anchor: the last size and root the log knows it reached, kept outside the data folder and
// outside its backups (docs/formats/anchor.md). A log that opens with less, or with another
// history, has lost its tail or was replaced by an older copy; nothing inside the folder could
// tell.
//
// Two slots of 4 KiB, written in turn, each with a checksum: a torn write costs the newer slot,
// never both. Not thread-safe; the committer's anchor thread owns it.
#pragma once

#include <filesystem>
#include <optional>

#include "base/id.hpp"
#include "base/result.hpp"
#include "crypto/digest.hpp"
#include "log/file_io.hpp"

namespace telaio::log {

struct AnchorPoint {
  Uuid log_id;
  std::uint64_t size = 0;
  crypto::Sha256 root{};

  bool operator==(const AnchorPoint&) const = default;
};

class Anchor {
 public:
  // `directory` is made if it is not there; an anchor in it is refused (data.exists).
  static Result<Anchor, Fault> create(const std::filesystem::path& directory,
                                      const AnchorPoint& point);
  // Reads for advancing. log.anchor_missing, log.anchor_damaged (both slots), log.anchor_io.
  static Result<Anchor, Fault> open(const std::filesystem::path& directory);
  // Reads only: also beside a running service. Nothing when there is no anchor.
  static Result<std::optional<AnchorPoint>, Fault> read(const std::filesystem::path& directory);

  static std::filesystem::path file_in(const std::filesystem::path& directory);

  const AnchorPoint& point() const { return point_; }
  // Durable when it returns. `size` is not smaller than the present one (asserted).
  Result<Done, Fault> advance(const AnchorPoint& point);

 private:
  Anchor() = default;

  std::filesystem::path path_;
  FileHandle file_;
  AnchorPoint point_;           // What the newer slot says.
  std::uint64_t sequence_ = 0;  // Of the newer slot; its parity says which slot it is.
};

}  // namespace telaio::log
