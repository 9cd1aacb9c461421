// SPDX-License-Identifier: EUPL-1.2
// The one who really asks: HTTPS to the service that the configuration names, with a voucher of
// PDND where one is needed. Each question is a connection of its own; every step has a deadline and
// every answer a size limit. A question that nobody answers ends as `offline`, never as `no_data`;
// so does one for which nobody gives a voucher. A voucher that is refused ends as `internal_error`:
// asking again does not help before somebody looks at what PDND was told.
//
// Thread-safe. `ask` blocks: call it from a thread that may wait (the storage pool), never from one
// that serves connections.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "inps/https.hpp"
#include "inps/inps.hpp"
#include "inps/voucher.hpp"

namespace telaio::inps {

// Questions under way at once: each holds a thread of the pool that also serves pages.
inline constexpr std::int32_t questions_parallel_max = 2;

// The peer's path: what stands before /attestazione.
struct Settings : Peer {
  // For the whole question, the voucher included.
  std::chrono::milliseconds time{10'000};
  // Nothing: questions carry no voucher.
  std::optional<VoucherSettings> voucher;
};

// "https://host[:port][/path]"; nothing when it is something else.
std::optional<Peer> parse_address(std::string_view url);

class Client {
 public:
  // Fault `inps.authorities`: the file of authorities cannot be read. Fault `inps.voucher_key`: nor
  // can the key that assertions are signed with. `clock` outlives the client.
  static Result<std::unique_ptr<Client>, Fault> create(Settings settings, const Clock& clock);
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
