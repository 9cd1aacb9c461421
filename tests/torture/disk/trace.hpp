// SPDX-License-Identifier: EUPL-1.2
// What a program did to the files below one folder, in order: enough to say afterwards what a disk
// may hold when the power goes at any moment of it (disk/image.hpp).
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/bytes.hpp"

namespace telaio::torture {

// A file, whatever its names are: numbers are never reused within a trace.
using FileNumber = std::uint64_t;

enum class Act : std::uint8_t {
  create,          // `path` names `file`, new and empty.
  write,           // `bytes` at `offset`.
  resize,          // To `offset` bytes.
  sync,            // What the first `offset` steps wrote to `file` is durable.
  make_directory,  // `path`.
  remove_directory,
  rename,          // `path` to `other`.
  link,            // `other` is another name of `path`.
  unlink,          // `path`.
  sync_directory,  // What the first `offset` steps named in directory `path` is durable.
  mark             // Nothing on disk: the program said something to the world (`offset` is what).
};

struct Step {
  Act act = Act::mark;
  FileNumber file = 0;
  std::string path;  // Relative to the folder, "" is the folder itself.
  std::string other;
  std::uint64_t offset = 0;
  Bytes bytes;
};

// What lies below a folder: directories and the contents of files, by relative path.
struct Content {
  std::set<std::string> directories;
  std::map<std::string, Bytes> files;
};

struct Trace {
  Content start;                              // Durable, when recording began.
  std::map<std::string, FileNumber> numbers;  // Of the files of `start`.
  std::vector<Step> steps;
};

}  // namespace telaio::torture
