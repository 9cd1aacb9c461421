// SPDX-License-Identifier: EUPL-1.2
// Work done by a process of its own: its memory is its own, and it ends with nothing left behind.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <type_traits>

namespace telaio::bench {

// What `work` answers. To be called while no other thread runs. Throws std::runtime_error when the
// process did not come to its end; why stands on its stderr.
template <class Work>
auto in_own_process(const Work& work) {
  using Answer = decltype(work());
  static_assert(std::is_trivially_copyable_v<Answer>, "it comes through a pipe");
  int ends[2];
  if (::pipe(ends) != 0) throw std::runtime_error("pipe");
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("fork");
  if (child == 0) {
    int status = 0;
    try {
      const Answer answer = work();
      if (::write(ends[1], &answer, sizeof answer) != sizeof answer) status = 1;
    } catch (const std::exception& error) {
      std::fprintf(stderr, "%s\n", error.what());
      status = 1;
    }
    std::_Exit(status);
  }
  ::close(ends[1]);
  Answer answer{};
  const bool whole = ::read(ends[0], &answer, sizeof answer) == sizeof answer;
  ::close(ends[0]);
  int status = 0;
  const bool ended = ::waitpid(child, &status, 0) == child && WIFEXITED(status);
  if (!whole || !ended || WEXITSTATUS(status) != 0) {
    throw std::runtime_error("una parte della misura non è arrivata in fondo");
  }
  return answer;
}

}  // namespace telaio::bench
