// SPDX-License-Identifier: EUPL-1.2
#include "tools/backup/files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "log/file_io.hpp"
#include "tools/backup/backup_faults.hpp"

namespace telaio::backup {
namespace {

constexpr std::size_t piece_bytes = std::size_t{1} << 20U;
constexpr std::uint64_t reserve_bytes = std::uint64_t{64} << 20U;

// Calls `take` with each piece of the file, in order.
template <class Take>
Result<HashedFile, Fault> read_pieces(const std::filesystem::path& path, Take take) {
  const log::FileHandle file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.open()) return log::system_fault(faults::io, "open", path);
  crypto::Sha256Hasher hasher;
  HashedFile hashed;
  Bytes piece(piece_bytes);
  for (;;) {
    const auto got = ::read(file.get(), piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return log::system_fault(faults::io, "read", path);
    if (got == 0) break;
    const BytesView read(piece.data(), static_cast<std::size_t>(got));
    if (!take(read, hashed.bytes)) return log::system_fault(faults::io, "copy", path);
    hasher.add(read);
    hashed.bytes += read.size();
  }
  hashed.sha256 = hasher.finish();
  return hashed;
}

}  // namespace

Result<HashedFile, Fault> hash_file(const std::filesystem::path& path) {
  return read_pieces(path, [](BytesView, std::uint64_t) { return true; });
}

Result<HashedFile, Fault> copy_durably(const std::filesystem::path& from,
                                       const std::filesystem::path& to,
                                       const std::optional<HashedFile>& expected) {
  auto beside = to;
  beside += ".new";
  ::unlink(beside.c_str());
  const log::FileHandle file(
      ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (!file.open()) return log::system_fault(faults::io, "create", beside);
  const auto copied = read_pieces(from, [&](BytesView piece, std::uint64_t offset) {
    return log::write_fully(file.get(), piece, offset);
  });
  const bool same = copied && (!expected || *copied == *expected);
  if (!same) ::unlink(beside.c_str());
  if (!copied) return copied.error();
  if (!same) {
    return Fault{std::string(faults::damaged),
                 fmt::format("{} is not the file its manifest describes", from.string())};
  }
  if (::fsync(file.get()) != 0) return log::system_fault(faults::io, "sync", beside);
  if (::rename(beside.c_str(), to.c_str()) != 0) {
    return log::system_fault(faults::io, "rename", beside);
  }
  if (const auto synced = log::sync_directory(to.parent_path(), faults::io); !synced) {
    return synced.error();
  }
  return *copied;
}

Result<Done, Fault> check_space(const std::filesystem::path& folder, std::uint64_t bytes) {
  std::error_code error;
  auto existing = std::filesystem::absolute(folder, error);
  while (!error && !std::filesystem::exists(existing) && existing.has_relative_path()) {
    existing = existing.parent_path();
  }
  const auto space = std::filesystem::space(existing, error);
  if (error) return Fault{std::string(faults::io), "ask for free space: " + error.message()};
  if (space.available >= bytes && space.available - bytes >= reserve_bytes) return Done{};
  return Fault{std::string(faults::no_space),
               fmt::format("{} has {} bytes free, {} are needed", existing.string(),
                           space.available, bytes + reserve_bytes)};
}

Result<FolderLock, Fault> FolderLock::take(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return log::system_fault(faults::io, "open", folder);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    ::close(descriptor);
    return Fault{std::string(faults::running),
                 fmt::format("{}: another backup or restore works on it", folder.string())};
  }
  return FolderLock(descriptor);
}

FolderLock::FolderLock(FolderLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

FolderLock::~FolderLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace telaio::backup
