// SPDX-License-Identifier: EUPL-1.2
// `telaio witness` as a process of its own, as operators start it.
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "log/tree/signed_note.hpp"
#include "witness/address.hpp"

namespace telaio::witness::testing {

class WitnessProcess {
 public:
  // Ready when constructed, or ended: see running(). Errors go to `folder`.err.
  WitnessProcess(const std::filesystem::path& folder, const log::tree::VerifierKey& log,
                 const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {TELAIO_PROGRAM, "witness", "--data", folder.string(),
                                      "--port",       "0",       "--name", "witness.example/w1",
                                      "--key",        log.text()};
    words.insert(words.end(), more.begin(), more.end());
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return;
    pid_ = ::fork();
    if (pid_ == 0) {
      ::dup2(pipe[1], STDOUT_FILENO);
      const int errors =
          ::open((folder.string() + ".err").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
      ::dup2(errors, STDERR_FILENO);
      std::vector<char*> arguments;
      for (std::string& word : words) arguments.push_back(word.data());
      arguments.push_back(nullptr);
      ::execv(arguments[0], arguments.data());
      ::_exit(127);
    }
    ::close(pipe[1]);
    read_until_ready(pipe[0]);
    ::close(pipe[0]);
  }
  WitnessProcess(const WitnessProcess&) = delete;
  WitnessProcess& operator=(const WitnessProcess&) = delete;
  ~WitnessProcess() { end(SIGKILL); }

  bool running() const { return address_.port != 0; }
  const Address& address() const { return address_; }
  const log::tree::VerifierKey& key() const { return key_; }

  // Sends the signal and waits; the exit status as waitpid gives it.
  int end(int signal) {
    if (pid_ <= 0) return -1;
    ::kill(pid_, signal);
    int status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = -1;
    return status;
  }
  // At once, without waiting: the process may be in the middle of anything.
  void kill_now() const { ::kill(pid_, SIGKILL); }

 private:
  void read_until_ready(int descriptor) {
    std::string said;
    char byte = 0;
    while (::read(descriptor, &byte, 1) == 1) {
      said += byte;
      if (byte != '\n') continue;
      const std::size_t key = said.find("Chiave del testimone: ");
      if (key == 0) {
        const auto parsed = log::tree::parse_verifier_key(said.substr(22, said.size() - 23));
        if (parsed) key_ = *parsed;
      }
      constexpr std::string_view ready = "ready ";
      if (said.starts_with(ready)) {
        const auto parsed = parse_address(said.substr(ready.size(), said.size() - 7));
        if (parsed) address_ = *parsed;
        return;
      }
      said.clear();
    }
    address_.port = 0;
  }

  pid_t pid_ = -1;
  Address address_{false, "", 0, "", std::nullopt, std::chrono::milliseconds(10'000)};
  log::tree::VerifierKey key_;
};

}  // namespace telaio::witness::testing
