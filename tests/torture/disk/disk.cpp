// SPDX-License-Identifier: EUPL-1.2
#include "tests/torture/disk/disk.hpp"

#include <fcntl.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <mutex>

#include "base/assert.hpp"
#include "tests/torture/disk/disk_state.hpp"

namespace telaio::torture {
namespace {

// A file or directory that is open.
struct OpenFile {
  FileNumber number = 0;
  bool directory = false;
  std::string path;
};

// What the one watch knows. The calls that are taken over have no other place to look.
struct Watched {
  std::mutex mutex;
  std::string folder;  // Without a slash at the end.
  bool recording = false;
  Plan plan;
  Trace trace;
  std::map<std::string, FileNumber> names;  // As they are, durable or not.
  std::map<int, OpenFile> open;
  FileNumber next = 1;
  std::optional<std::uint64_t> free_bytes;
  std::atomic<std::uint64_t> calls = 0;

  void step(Step step) {
    if (recording) trace.steps.push_back(std::move(step));
  }
};

Watched& watched_disk() {
  static Watched disk;
  return disk;
}

// Looked at before anything else: most calls of a program are none of our business.
std::atomic<bool> watching = false;

std::optional<std::string> below(const std::string& folder, const std::string& path) {
  if (path == folder) return std::string();
  if (!path.starts_with(folder) || path[folder.size()] != '/') return std::nullopt;
  std::string relative = path.substr(folder.size() + 1);
  // RocksDB asks for "folder//name" here and there.
  while (relative.starts_with('/')) relative.erase(0, 1);
  for (auto at = relative.find("//"); at != std::string::npos; at = relative.find("//")) {
    relative.erase(at, 1);
  }
  if (relative.ends_with('/')) relative.pop_back();
  return relative;
}

}  // namespace

namespace state {

std::optional<std::string> watched(int directory, const char* path) {
  if (!watching || path == nullptr || directory != AT_FDCWD) return std::nullopt;
  Watched& disk = watched_disk();
  const std::lock_guard lock(disk.mutex);
  return below(disk.folder, path);
}

std::optional<std::string> path_of(int descriptor) {
  if (!watching) return std::nullopt;
  Watched& disk = watched_disk();
  const std::lock_guard lock(disk.mutex);
  const auto found = disk.open.find(descriptor);
  if (found == disk.open.end()) return std::nullopt;
  return found->second.path;
}

std::optional<Failure> failure_of(Call call, const std::string& path) {
  Watched& disk = watched_disk();
  ++disk.calls;
  const std::lock_guard lock(disk.mutex);
  if (!disk.plan) return std::nullopt;
  return disk.plan(call, path);
}

void opened(int descriptor, const std::string& path, bool created, bool truncated) {
  Watched& disk = watched_disk();
  const std::lock_guard lock(disk.mutex);
  const auto known = disk.names.find(path);
  OpenFile file{0, known == disk.names.end() && !created, path};
  if (created) {
    file.number = disk.next++;
    disk.names[path] = file.number;
    disk.step({Act::create, file.number, path, {}, 0, {}});
  } else if (known != disk.names.end()) {
    file.number = known->second;
    if (truncated) disk.step({Act::resize, file.number, path, {}, 0, {}});
  }
  disk.open[descriptor] = std::move(file);
}

void closed(int descriptor) {
  if (!watching) return;
  Watched& disk = watched_disk();
  const std::lock_guard lock(disk.mutex);
  disk.open.erase(descriptor);
}

void written(int descriptor, std::uint64_t offset, const void* bytes, std::size_t length) {
  Watched& disk = watched_disk();
  const std::lock_guard lock(disk.mutex);
  const auto found = disk.open.find(descriptor);
  if (found == disk.open.end() || !disk.recording) return;
  const auto* first = static_cast<const std::byte*>(bytes);
  disk.step({Act::write,
             found->second.number,
             found->second.path,
             {},
             offset,
             Bytes(first, first + length)});
}

void resized(int descriptor, std::uint64_t size) {
  Watched& disk = watched_disk();
  const std::lock_guard lock(disk.mutex);
  const auto found = disk.open.find(descriptor);
  if (found == disk.open.end()) return;
  disk.step({Act::resize, found->second.number, found->second.path, {}, size, {}});
}

std::uint64_t steps_so_far() {
  Watched& disk = watched_disk();
  const std::lock_guard lock(disk.mutex);
  return disk.trace.steps.size();
}

void synced(int descriptor, std::uint64_t begun) {
  Watched& disk = watched_disk();
  const std::lock_guard lock(disk.mutex);
  const auto found = disk.open.find(descriptor);
  if (found == disk.open.end()) return;
  const Act act = found->second.directory ? Act::sync_directory : Act::sync;
  disk.step({act, found->second.number, found->second.path, {}, begun, {}});
}

void renamed(const std::string& from, const std::string& to) {
  Watched& disk = watched_disk();
  const std::lock_guard lock(disk.mutex);
  const auto named = disk.names.find(from);
  if (named == disk.names.end()) return;  // stdio made it.
  const FileNumber number = named->second;
  disk.names.erase(named);
  disk.names[to] = number;
  disk.step({Act::rename, number, from, to, 0, {}});
}

void linked(const std::string& from, const std::string& to) {
  Watched& disk = watched_disk();
  const std::lock_guard lock(disk.mutex);
  const auto named = disk.names.find(from);
  if (named == disk.names.end()) return;
  disk.names[to] = named->second;
  disk.step({Act::link, named->second, from, to, 0, {}});
}

void unlinked(const std::string& path) {
  Watched& disk = watched_disk();
  const std::lock_guard lock(disk.mutex);
  if (disk.names.erase(path) > 0) disk.step({Act::unlink, 0, path, {}, 0, {}});
}

void directory_made(const std::string& path) {
  Watched& disk = watched_disk();
  const std::lock_guard lock(disk.mutex);
  disk.step({Act::make_directory, 0, path, {}, 0, {}});
}

void directory_removed(const std::string& path) {
  Watched& disk = watched_disk();
  const std::lock_guard lock(disk.mutex);
  disk.step({Act::remove_directory, 0, path, {}, 0, {}});
}

std::optional<std::uint64_t> claimed_free_bytes(const char* path) {
  if (!watched(AT_FDCWD, path)) return std::nullopt;
  Watched& disk = watched_disk();
  const std::lock_guard lock(disk.mutex);
  return disk.free_bytes;
}

}  // namespace state

Watch::Watch(const std::filesystem::path& folder, bool recording, Plan plan) {
  TELAIO_ASSERT(!watching);
  Content start;
  if (recording) start = read_content(folder);
  Watched& disk = watched_disk();
  {
    const std::lock_guard lock(disk.mutex);
    disk.folder = folder.string();
    disk.recording = recording;
    disk.plan = std::move(plan);
    disk.trace = {};
    disk.names.clear();
    disk.open.clear();
    disk.next = 1;
    disk.calls = 0;
    disk.free_bytes.reset();
    for (const auto& [path, bytes] : start.files) disk.names[path] = disk.next++;
    disk.trace.numbers = disk.names;
    disk.trace.start = std::move(start);
  }
  watching = true;
}

Watch::~Watch() {
  stop();
}

Trace Watch::stop() {
  if (stopped_) return {};
  stopped_ = true;
  watching = false;
  Watched& disk = watched_disk();
  const std::lock_guard lock(disk.mutex);
  disk.plan = {};
  disk.open.clear();
  disk.recording = false;
  return std::move(disk.trace);
}

void Watch::set_plan(Plan plan) {
  Watched& disk = watched_disk();
  const std::lock_guard lock(disk.mutex);
  disk.plan = std::move(plan);
}

void Watch::mark(std::uint64_t what) {
  Watched& disk = watched_disk();
  const std::lock_guard lock(disk.mutex);
  disk.step({Act::mark, 0, {}, {}, what, {}});
}

void Watch::claim_free_bytes(std::optional<std::uint64_t> bytes) {
  Watched& disk = watched_disk();
  const std::lock_guard lock(disk.mutex);
  disk.free_bytes = bytes;
}

std::uint64_t Watch::calls() const {
  return watched_disk().calls;
}

Content read_content(const std::filesystem::path& folder) {
  Content content;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string path = entry.path().lexically_relative(folder).string();
    if (entry.is_directory()) {
      content.directories.insert(path);
    } else if (entry.is_regular_file()) {
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string text{std::istreambuf_iterator<char>(file), {}};
      content.files[path] = to_bytes(as_bytes(text));
    }
  }
  return content;
}

void write_content(const Content& content, const std::filesystem::path& folder) {
  // In their order: a directory before what is in it.
  for (const std::string& directory : content.directories) {
    std::filesystem::create_directories(folder / directory);
  }
  for (const auto& [path, bytes] : content.files) {
    std::ofstream file(folder / path, std::ios::binary | std::ios::trunc);
    const auto text = as_text(bytes);
    file.write(text.data(), static_cast<std::streamsize>(text.size()));
    TELAIO_ASSERT(file.good());
    file.close();
    // The vault refuses a key that others could read.
    const bool key = path.ends_with(".key");
    std::filesystem::permissions(folder / path, key ? std::filesystem::perms::owner_read
                                                    : std::filesystem::perms::owner_read |
                                                          std::filesystem::perms::owner_write);
  }
}

}  // namespace telaio::torture
