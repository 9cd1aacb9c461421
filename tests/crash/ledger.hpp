// SPDX-License-Identifier: EUPL-1.2
// What the clients of the crash test know for certain: which commits were acknowledged, and which
// were on their way when the server died. It lives in another process than the server.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <span>
#include <vector>

#include "tests/log/fixtures.hpp"
#include "vault/vault.hpp"

namespace telaio::log::testing {

// Commit number `command` of the test: streams, events and what its parts say follow from the
// number, so that the ledger need not keep them. One to four events on one or two streams; about
// half of the events have a part, sealed for a subject of four events in a row, so that keys are
// made all the time. Throws std::runtime_error with the fault when the vault refuses.
Commit crash_commit(std::uint64_t command, vault::Vault& vault);
// What the sealed part of an event says, and the key and place it is sealed for.
Bytes plaintext_of(std::uint64_t event);
vault::PartPlace place_of(std::uint64_t event);
Uuid subject_of(std::uint64_t event);
// The numbers of a commit's events, in the order of its writes.
std::vector<std::uint64_t> event_numbers(std::uint64_t command);
// Throws std::bad_optional_access when one is gone: nothing is purged here.
std::vector<Bytes> parts_of(const StoredEvent& event);
// Over the bytes of headers and parts, in order: equal digests, equal bytes.
crypto::Sha256 digest_of(const Commit& commit);
crypto::Sha256 digest_of(std::span<const StoredEvent> events);

// Thread-safe.
class Ledger {
 public:
  std::uint64_t next_command();
  void acknowledged(std::uint64_t command, Position first, Position last,
                    const crypto::Sha256& digest);
  // The server answered that it did not append it.
  void refused(std::uint64_t command);
  std::size_t acknowledged_count() const;

  // After the server died; not while clients run.
  struct Place {
    Position first = 0;
    Position last = 0;
    crypto::Sha256 digest{};  // Of the bytes that were sent to the log.
  };
  const std::map<std::uint64_t, Place>& acks() const { return acks_; }
  // Sent, and never answered.
  const std::set<std::uint64_t>& in_flight() const { return in_flight_; }

 private:
  mutable std::mutex mutex_;
  std::uint64_t next_ = 1;
  std::map<std::uint64_t, Place> acks_;
  std::set<std::uint64_t> in_flight_;
};

}  // namespace telaio::log::testing
