// SPDX-License-Identifier: EUPL-1.2
// The disk as the whole program sees it, RocksDB below and our own files alike: the program that
// links this calls it instead of the C library's open, write, fsync, rename ... (interpose.cpp), so
// nothing that is tortured knows that it is. Below one watched folder it records what is done, and
// fails what a plan says; everything else passes through.
//
// One folder is watched at a time. Thread-safe. What stdio writes on its own (RocksDB's LOG file of
// messages) is not seen: nothing rests on it.
#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>

#include "tests/torture/disk/trace.hpp"

namespace telaio::torture {

// What a call is about to do.
enum class Call : std::uint8_t {
  open,  // For reading, or of a file that is there.
  create,
  read,
  write,
  sync,  // Of a file.
  sync_directory,
  resize,
  rename,
  link,
  unlink,
  make_directory
};

// How a call fails, or is late.
struct Failure {
  int error = 0;               // errno.
  std::size_t bytes_done = 0;  // A write that got only so far: then it answers so many (a short
                               // write) if error is 0.
  std::chrono::milliseconds delay{0};  // A sync that takes so long; it succeeds if error is 0.
};

// Asked before every call below the folder, with the path relative to it. Called with the disk's
// lock held: it must not touch files.
using Plan = std::function<std::optional<Failure>(Call, const std::string& path)>;

// Starts watching `folder` (which exists) until stopped or destroyed.
class Watch {
 public:
  // `recording`: whether a trace is kept.
  Watch(const std::filesystem::path& folder, bool recording, Plan plan = {});
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  ~Watch();

  // Ends watching. The trace so far.
  Trace stop();
  void set_plan(Plan plan);
  // As if the program had told somebody: everything durable by now is what it relied on.
  void mark(std::uint64_t what);
  // Free bytes the folder's disk claims to have; nothing: what it has.
  void claim_free_bytes(std::optional<std::uint64_t> bytes);

  std::uint64_t calls() const;

 private:
  bool stopped_ = false;
};

// Everything below the folder, as it is now.
Content read_content(const std::filesystem::path& folder);
// Puts it below a folder that is empty.
void write_content(const Content& content, const std::filesystem::path& folder);

}  // namespace telaio::torture
