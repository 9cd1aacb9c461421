// SPDX-License-Identifier: EUPL-1.2
// The child program as a server that can be killed, and its clients. A client sends a command
// number (8 bytes) and gets a status byte (1 appended, 0 not), first and last position (8 bytes
// each) and the digest of the bytes that were given to the log (32).
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <span>

#include "tests/torture/ledger.hpp"

namespace telaio::torture {

class ServerProcess {
 public:
  // Starts the child program on the installation below `root`.
  explicit ServerProcess(const std::filesystem::path& root);
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;
  ~ServerProcess();

  void kill();
  bool runs();
  // As soon as it listens; -1 when it ended before.
  int connect();

 private:
  std::filesystem::path socket_;
  pid_t pid_;
};

// Sends one commit after the other until the server is gone.
void be_a_client(int socket, Ledger& ledger);

// The server's end of it, in the child program; returns only if it cannot begin.
int serve(const std::filesystem::path& root);

// All of them, or false at the end of the stream.
bool read_fully(int socket, std::span<std::byte> bytes);

}  // namespace telaio::torture
