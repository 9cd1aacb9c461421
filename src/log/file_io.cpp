// SPDX-License-Identifier: EUPL-1.2
#include "log/file_io.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/broken.hpp"

namespace telaio::log {

FileHandle::FileHandle(FileHandle&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileHandle& FileHandle::operator=(FileHandle&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

FileHandle::~FileHandle() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Fault system_fault(std::string_view code, std::string_view action,
                   const std::filesystem::path& path) {
  const int error = errno;
  return {std::string(code),
          fmt::format("cannot {} {}: {}", action, path.string(), std::strerror(error))};
}

bool write_fully(int descriptor, BytesView bytes, std::uint64_t offset) {
  while (!bytes.empty()) {
    const auto written =
        ::pwrite(descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
    offset += static_cast<std::uint64_t>(written);
  }
  return true;
}

Result<Done, Fault> sync_directory(const std::filesystem::path& path, std::string_view code) {
  const FileHandle directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory.open()) return system_fault(code, "open", path);
  if (::fsync(directory.get()) != 0) return system_fault(code, "sync", path);
  return Done{};
}

Result<Done, Fault> make_directory(const std::filesystem::path& path, std::string_view code) {
  if (::mkdir(path.c_str(), 0700) != 0) {
    if (errno == EEXIST && std::filesystem::is_directory(path)) return Done{};
    return system_fault(code, "make directory", path);
  }
  const auto parent = path.parent_path();
  return sync_directory(parent.empty() ? "." : parent, code);
}

Result<Done, Fault> write_durably(const std::filesystem::path& path, BytesView bytes, unsigned mode,
                                  std::string_view code) {
  auto beside = path;
  beside += ".new";
  // A file left by a crash may be of mode 0400: it cannot be opened for writing, only replaced.
  ::unlink(beside.c_str());
  {
    const FileHandle file(
        ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, static_cast<mode_t>(mode)));
    if (!file.open()) return system_fault(code, "create", beside);
    if (!write_fully(file.get(), bytes, 0)) return system_fault(code, "write", beside);
    const bool synced = TELAIO_BROKEN(state_not_synced) || ::fsync(file.get()) == 0;
    if (!synced) return system_fault(code, "sync", beside);
  }
  if (::rename(beside.c_str(), path.c_str()) != 0) return system_fault(code, "rename", beside);
  const auto parent = path.parent_path();
  return sync_directory(parent.empty() ? "." : parent, code);
}

Result<Bytes, Fault> read_file(const std::filesystem::path& path, std::size_t bytes_max,
                               std::string_view code) {
  const FileHandle file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.open()) return system_fault(code, "open", path);
  Bytes content(bytes_max + 1);
  std::size_t size = 0;
  while (size < content.size()) {
    const auto got = ::read(file.get(), content.data() + size, content.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_fault(code, "read", path);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  if (size > bytes_max) {
    return Fault{std::string(code),
                 fmt::format("{} is longer than {} bytes", path.string(), bytes_max)};
  }
  content.resize(size);
  return content;
}

}  // namespace telaio::log
