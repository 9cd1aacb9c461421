// SPDX-License-Identifier: EUPL-1.2
// Copying files so that they are on the disk and are what they were: hashed while they are read,
// synced, in place only when whole.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "base/result.hpp"
#include "crypto/digest.hpp"

namespace telaio::backup {

struct HashedFile {
  crypto::Sha256 sha256{};
  std::uint64_t bytes = 0;

  bool operator==(const HashedFile&) const = default;
};

// Reads to the end. Fault: backup.io.
Result<HashedFile, Fault> hash_file(const std::filesystem::path& path);
// Durable at `to` when it answers; what was copied is what the answer says. With `expected`,
// backup.damaged when the file is another one, and nothing is at `to`.
Result<HashedFile, Fault> copy_durably(const std::filesystem::path& from,
                                       const std::filesystem::path& to,
                                       const std::optional<HashedFile>& expected = {});

// backup.no_space unless the disk of `folder`, which need not exist yet, has room for the bytes and
// a reserve.
Result<Done, Fault> check_space(const std::filesystem::path& folder, std::uint64_t bytes);

// Held while a backup or a restore works on a folder, by an advisory lock on the folder itself;
// gone with the process. backup.running when somebody else holds it.
class FolderLock {
 public:
  static Result<FolderLock, Fault> take(const std::filesystem::path& folder);
  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&&) = delete;
  ~FolderLock();

 private:
  explicit FolderLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace telaio::backup
