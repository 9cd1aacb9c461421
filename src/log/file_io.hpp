// SPDX-License-Identifier: EUPL-1.2
// Small files that must survive a power cut: written beside their place, synced, renamed, and the
// directory synced, so that a reader finds the old content or the new one, never a mixture.
#pragma once

#include <filesystem>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace telaio::log {

// Owner of a file descriptor.
class FileHandle {
 public:
  FileHandle() = default;
  explicit FileHandle(int descriptor) : descriptor_(descriptor) {}
  FileHandle(FileHandle&& other) noexcept;
  FileHandle& operator=(FileHandle&& other) noexcept;
  FileHandle(const FileHandle&) = delete;
  FileHandle& operator=(const FileHandle&) = delete;
  ~FileHandle();

  int get() const { return descriptor_; }
  bool open() const { return descriptor_ >= 0; }

 private:
  int descriptor_ = -1;
};

// "log.some_code", "cannot open /path: No such file or directory" out of errno.
Fault system_fault(std::string_view code, std::string_view action,
                   const std::filesystem::path& path);

// Replaces the file. `mode` as in chmod, e.g. 0400.
Result<Done, Fault> write_durably(const std::filesystem::path& path, BytesView bytes, unsigned mode,
                                  std::string_view code);
// The whole file; a fault when it is longer than `bytes_max`.
Result<Bytes, Fault> read_file(const std::filesystem::path& path, std::size_t bytes_max,
                               std::string_view code);
Result<Done, Fault> sync_directory(const std::filesystem::path& path, std::string_view code);
// Makes the directory (mode 0700) if it is not there, and its entry durable.
Result<Done, Fault> make_directory(const std::filesystem::path& path, std::string_view code);

// All bytes at the offset; false with errno set.
bool write_fully(int descriptor, BytesView bytes, std::uint64_t offset);

}  // namespace telaio::log
