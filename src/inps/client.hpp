// SPDX-License-Identifier: EUPL-1.2
// The one who really asks: HTTPS to the service that the configuration names. Each question is a
// connection of its own; every step has a deadline and every answer a size limit. A question that
// nobody answers ends as `offline`, never as `no_data`.
//
// Thread-safe. `ask` blocks: call it from a thread that may wait (the storage pool), never from one
// that serves connections.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "inps/inps.hpp"

namespace telaio::inps {

// Questions under way at once: each holds a thread of the pool that also serves pages.
inline constexpr std::int32_t questions_parallel_max = 2;

struct Settings {
  std::string host;  // A name: it must stand in the certificate.
  std::uint16_t port = 443;
  std::string path;  // Before /attestazione; empty or "/…", without a slash at the end.
  // Authorities to trust (PEM); nothing: those of the system.
  std::optional<std::filesystem::path> authorities;
  // For the whole question, from looking the name up to the last byte.
  std::chrono::milliseconds time{10'000};
};

// "https://host[:port][/path]"; nothing when it is something else.
std::optional<Settings> parse_address(std::string_view url);

class Client {
 public:
  // Fault `inps.authorities`: the file of authorities cannot be read.
  static Result<std::unique_ptr<Client>, Fault> create(Settings settings);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  Answer ask(const Question& question);

 private:
  struct Parts;
  explicit Client(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace telaio::inps
