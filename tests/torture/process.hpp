// SPDX-License-Identifier: EUPL-1.2
// The child program run to its end, and what it said.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace telaio::torture {

struct Ended {
  int status = 0;  // As of waitpid.
  std::string out;
  std::string err;
};

// Runs the child program with these arguments; `folder` takes what it says.
Ended run_child(const std::vector<std::string>& arguments, const std::filesystem::path& folder);

// Aborted by RocksDB itself, as Debian builds it: not by an assertion of ours or an exception that
// nobody caught.
bool stopped_by_rocksdb(const Ended& ended);

}  // namespace telaio::torture
