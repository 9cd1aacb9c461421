// SPDX-License-Identifier: EUPL-1.2
// Between the calls that are taken over (interpose.cpp) and the watch that looks at them
// (disk.cpp).
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

#include "tests/torture/disk/disk.hpp"

namespace telaio::torture::state {

// An absolute path below the watched folder, relative to it; nothing: none of our business.
std::optional<std::string> watched(int directory, const char* path);
// The path an open descriptor of the folder was opened with; nothing: not one of those.
std::optional<std::string> path_of(int descriptor);

// Asks the plan.
std::optional<Failure> failure_of(Call call, const std::string& path);

// ---- What was done, once it has succeeded ----
void opened(int descriptor, const std::string& path, bool created, bool truncated);
void closed(int descriptor);
void written(int descriptor, std::uint64_t offset, const void* bytes, std::size_t length);
void resized(int descriptor, std::uint64_t size);
// A sync makes durable what was done before it began: `begun` is how many steps that were.
std::uint64_t steps_so_far();
void synced(int descriptor, std::uint64_t begun);
void renamed(const std::string& from, const std::string& to);
void linked(const std::string& from, const std::string& to);
void unlinked(const std::string& path);
void directory_made(const std::string& path);
void directory_removed(const std::string& path);

// The free bytes to claim of any disk, if a test said so.
std::optional<std::uint64_t> claimed_free_bytes(const char* path);

}  // namespace telaio::torture::state
