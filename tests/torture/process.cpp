// SPDX-License-Identifier: EUPL-1.2
#include "tests/torture/process.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

#include "tests/torture/torture.hpp"

namespace telaio::torture {
namespace {

std::string all_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

[[noreturn]] void become_child(const std::vector<std::string>& arguments,
                               const std::filesystem::path& out, const std::filesystem::path& err) {
  const int out_file = ::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const int err_file = ::open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  ::dup2(out_file, 1);
  ::dup2(err_file, 2);
  std::string program = child_program().string();
  std::vector<std::string> words = arguments;
  std::vector<char*> pointers{program.data()};
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  ::execv(program.c_str(), pointers.data());
  ::_exit(127);
}

}  // namespace

Ended run_child(const std::vector<std::string>& arguments, const std::filesystem::path& folder) {
  const auto out = folder / "out";
  const auto err = folder / "err";
  const pid_t child = ::fork();
  if (child == 0) become_child(arguments, out, err);
  Ended ended;
  ::waitpid(child, &ended.status, 0);
  ended.out = all_of(out);
  ended.err = all_of(err);
  return ended;
}

bool stopped_by_rocksdb(const Ended& ended) {
  const bool ours = ended.err.find("bug: assertion failed") != std::string::npos ||
                    ended.err.find("terminate called") != std::string::npos;
  return WIFSIGNALED(ended.status) && WTERMSIG(ended.status) == SIGABRT && !ours;
}

}  // namespace telaio::torture
