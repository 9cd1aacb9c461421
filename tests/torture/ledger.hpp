// SPDX-License-Identifier: EUPL-1.2
// What the clients of a tortured log know for certain: which commits were acknowledged, and which
// were on their way when it died. It lives outside of what is killed.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <span>
#include <vector>

#include "tests/log/fixtures.hpp"
#include "vault/vault.hpp"

namespace telaio::torture {

// Commit number `command`: streams, events and what its parts say follow from the number, so that
// the ledger need not keep them. One to four events on one or two streams; about half of the events
// have a part, sealed for a subject of four events in a row, so that keys are made all the time. A
// fault when the vault refuses.
Result<log::Commit, Fault> commit_of_number(std::uint64_t command, vault::Vault& vault);
// What the sealed part of an event says, and the key and place it is sealed for.
Bytes plaintext_of(std::uint64_t event);
vault::PartPlace place_of(std::uint64_t event);
vault::KeyRef key_of(std::uint64_t event);
// The numbers of a commit's events, in the order of its writes, and the stream of each.
std::vector<std::uint64_t> event_numbers(std::uint64_t command);
log::StreamId stream_of_event(std::uint64_t command, std::size_t place);
// Whose parts the tests purge, without the event that would explain it; no numbered commit is
// there.
log::StreamId purged_stream();
// Over the bytes of headers and parts, in order: equal digests, equal bytes. A part that is gone
// counts as empty.
crypto::Sha256 digest_of(const log::Commit& commit);
crypto::Sha256 digest_of(std::span<const log::StoredEvent> events);

// Where an acknowledged commit is.
struct Acknowledged {
  log::Position first = 0;
  log::Position last = 0;
  crypto::Sha256 digest{};  // Of the bytes that were sent to the log.
};
using Acks = std::map<std::uint64_t, Acknowledged>;

// Thread-safe.
class Ledger {
 public:
  std::uint64_t next_command();
  void acknowledged(std::uint64_t command, const Acknowledged& where);
  // It was answered, and not appended.
  void refused(std::uint64_t command);
  std::size_t acknowledged_count() const;

  // Once nothing runs any more.
  const Acks& acks() const { return acks_; }
  // Sent, and never answered.
  const std::set<std::uint64_t>& in_flight() const { return in_flight_; }

 private:
  mutable std::mutex mutex_;
  std::uint64_t next_ = 1;
  Acks acks_;
  std::set<std::uint64_t> in_flight_;
};

}  // namespace telaio::torture
