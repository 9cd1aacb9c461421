// SPDX-License-Identifier: EUPL-1.2
// The C library's calls on files, taken over: a program that defines them is called instead, by the
// libraries it links, too. Each does the real thing by the system call itself, and tells the watch.
//
// A failed sync loses what it should have made durable, as a Linux kernel does: the failure is told
// once, and a second sync would answer that all is well.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <thread>

#include "tests/torture/disk/disk_state.hpp"

namespace {

namespace state = telaio::torture::state;
using telaio::torture::Call;
using telaio::torture::Failure;

// The result of a call that fails as planned.
int failed(const Failure& failure) {
  errno = failure.error;
  return -1;
}

bool is_there(const char* path) {
  return ::syscall(SYS_faccessat, AT_FDCWD, path, F_OK) == 0;
}

int real_open(int directory, const char* path, int flags, mode_t mode) {
  return static_cast<int>(::syscall(SYS_openat, directory, path, flags, mode));
}

int open_at(int directory, const char* path, int flags, mode_t mode) {
  const auto relative = state::watched(directory, path);
  if (!relative) return real_open(directory, path, flags, mode);
  const bool creates = (flags & O_CREAT) != 0 && !is_there(path);
  const auto failure = state::failure_of(creates ? Call::create : Call::open, *relative);
  if (failure) return failed(*failure);
  const int descriptor = real_open(directory, path, flags, mode);
  if (descriptor >= 0) {
    state::opened(descriptor, *relative, creates, (flags & O_TRUNC) != 0 && !creates);
  }
  return descriptor;
}

// A write at `offset`; at the file's own place when it is negative.
ssize_t write_at(int descriptor, const void* bytes, std::size_t length, off_t offset) {
  const auto real = [&](std::size_t count) -> ssize_t {
    if (offset < 0) return ::syscall(SYS_write, descriptor, bytes, count);
    return ::syscall(SYS_pwrite64, descriptor, bytes, count, offset);
  };
  const auto path = state::path_of(descriptor);
  if (!path) return real(length);

  off_t at = offset;
  if (at < 0) {
    const bool appends = (::fcntl(descriptor, F_GETFL) & O_APPEND) != 0;
    at = ::lseek(descriptor, 0, appends ? SEEK_END : SEEK_CUR);
  }
  const auto failure = state::failure_of(Call::write, *path);
  const std::size_t wanted = failure ? std::min(failure->bytes_done, length) : length;
  const ssize_t done = wanted == 0 && failure ? 0 : real(wanted);
  if (done > 0) {
    state::written(descriptor, static_cast<std::uint64_t>(at), bytes,
                   static_cast<std::size_t>(done));
  }
  if (failure && failure->error != 0) return failed(*failure);
  return done;
}

int sync_by(long number, int descriptor) {
  const auto path = state::path_of(descriptor);
  if (!path) return static_cast<int>(::syscall(number, descriptor));
  struct stat status{};
  const bool directory = ::fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode);
  const auto failure = state::failure_of(directory ? Call::sync_directory : Call::sync, *path);
  if (failure && failure->error != 0) return failed(*failure);
  if (failure) std::this_thread::sleep_for(failure->delay);
  const std::uint64_t begun = state::steps_so_far();
  const int result = static_cast<int>(::syscall(number, descriptor));
  if (result == 0) state::synced(descriptor, begun);
  return result;
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  mode_t mode = 0;
  if ((flags & (O_CREAT | O_TMPFILE)) != 0) {
    va_list rest;
    va_start(rest, flags);
    mode = va_arg(rest, mode_t);
    va_end(rest);
  }
  return open_at(AT_FDCWD, path, flags, mode);
}

int close(int descriptor) {
  state::closed(descriptor);
  return static_cast<int>(::syscall(SYS_close, descriptor));
}

ssize_t write(int descriptor, const void* bytes, size_t length) {
  return write_at(descriptor, bytes, length, -1);
}

ssize_t pwrite(int descriptor, const void* bytes, size_t length, off_t offset) {
  return write_at(descriptor, bytes, length, offset);
}

ssize_t pread(int descriptor, void* bytes, size_t length, off_t offset) {
  if (const auto path = state::path_of(descriptor)) {
    if (const auto failure = state::failure_of(Call::read, *path)) return failed(*failure);
  }
  return ::syscall(SYS_pread64, descriptor, bytes, length, offset);
}

ssize_t read(int descriptor, void* bytes, size_t length) {
  if (const auto path = state::path_of(descriptor)) {
    if (const auto failure = state::failure_of(Call::read, *path)) return failed(*failure);
  }
  return ::syscall(SYS_read, descriptor, bytes, length);
}

int fsync(int descriptor) {
  return sync_by(SYS_fsync, descriptor);
}

int fdatasync(int descriptor) {
  return sync_by(SYS_fdatasync, descriptor);
}

int ftruncate(int descriptor, off_t size) noexcept {
  const auto path = state::path_of(descriptor);
  if (path) {
    if (const auto failure = state::failure_of(Call::resize, *path)) return failed(*failure);
  }
  const int result = static_cast<int>(::syscall(SYS_ftruncate, descriptor, size));
  if (path && result == 0) state::resized(descriptor, static_cast<std::uint64_t>(size));
  return result;
}

int rename(const char* from, const char* to) noexcept {
  const auto relative = state::watched(AT_FDCWD, from);
  const auto relative_to = state::watched(AT_FDCWD, to);
  if (relative && relative_to) {
    if (const auto failure = state::failure_of(Call::rename, *relative_to)) return failed(*failure);
  }
  const int result = static_cast<int>(::syscall(SYS_rename, from, to));
  if (result == 0 && relative && relative_to) state::renamed(*relative, *relative_to);
  return result;
}

int link(const char* from, const char* to) noexcept {
  const auto relative = state::watched(AT_FDCWD, from);
  const auto relative_to = state::watched(AT_FDCWD, to);
  if (relative && relative_to) {
    if (const auto failure = state::failure_of(Call::link, *relative_to)) return failed(*failure);
  }
  const int result = static_cast<int>(::syscall(SYS_link, from, to));
  if (result == 0 && relative && relative_to) state::linked(*relative, *relative_to);
  return result;
}

int unlink(const char* path) noexcept {
  const auto relative = state::watched(AT_FDCWD, path);
  if (relative) {
    if (const auto failure = state::failure_of(Call::unlink, *relative)) return failed(*failure);
  }
  const int result = static_cast<int>(::syscall(SYS_unlink, path));
  if (result == 0 && relative) state::unlinked(*relative);
  return result;
}

int mkdir(const char* path, mode_t mode) noexcept {
  const auto relative = state::watched(AT_FDCWD, path);
  if (relative) {
    if (const auto failure = state::failure_of(Call::make_directory, *relative)) {
      return failed(*failure);
    }
  }
  const int result = static_cast<int>(::syscall(SYS_mkdir, path, mode));
  if (result == 0 && relative) state::directory_made(*relative);
  return result;
}

int rmdir(const char* path) noexcept {
  const auto relative = state::watched(AT_FDCWD, path);
  const int result = static_cast<int>(::syscall(SYS_rmdir, path));
  if (result == 0 && relative) state::directory_removed(*relative);
  return result;
}

int statvfs(const char* path, struct statvfs* answer) noexcept {
  // By the descriptor's call of the C library, which is not taken over.
  const int descriptor = real_open(AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0);
  if (descriptor < 0) return -1;
  const int result = ::fstatvfs(descriptor, answer);
  ::syscall(SYS_close, descriptor);
  const auto claimed = state::claimed_free_bytes(path);
  if (result == 0 && claimed) answer->f_bavail = *claimed / answer->f_frsize;
  return result;
}

}  // extern "C"
