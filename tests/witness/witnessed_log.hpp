// SPDX-License-Identifier: EUPL-1.2
// A log in memory with its key, as the tests of witnesses show it to them.
#pragma once

#include <memory>
#include <string>

#include "base/clock.hpp"
#include "log/memory/memory_log.hpp"
#include "log/tree/consistency_bundle.hpp"
#include "tests/log/fixtures.hpp"

namespace telaio::witness::testing {

class WitnessedLog {
 public:
  // Logs with the same origin and another `history` differ from their first event on.
  explicit WitnessedLog(const std::string& origin = "log.example/cases", std::uint64_t history = 1)
      : key_(origin, seed_of(origin)), history_(history) {}

  void grow_to(std::uint64_t size) {
    using namespace log::testing;
    const std::uint64_t missing = size - log_->head().size;
    if (missing == 0) return;
    appended(append_and_wait(
        *log_, commit_of(size, {write_to(stream_of(1), log::Expectation::any(),
                                         std::vector<log::NewEvent>(missing,
                                                                    event_of_number(history_)))})));
  }
  std::string checkpoint(std::uint64_t size) const {
    return log::tree::sign_checkpoint({key_.name(), size, log_->root_at(size).value()}, key_);
  }
  // The body of an add-checkpoint.
  std::string request(std::uint64_t old, std::uint64_t size) const {
    return log::tree::format_consistency(
        {old, log_->consistency_proof(old, size).value(), checkpoint(size)});
  }

  const std::string& origin() const { return key_.name(); }
  log::tree::VerifierKey key() const { return key_.verifier(); }
  const log::tree::NoteSigner& signer() const { return key_; }
  const log::StoredLog& events() const { return *log_; }

 private:
  // A fixed key for an origin: logs of one origin sign with the same one.
  static crypto::Ed25519Seed seed_of(std::string_view origin) {
    return crypto::sha256(as_bytes(origin));
  }

  ManualClock clock_{Instant()};
  std::unique_ptr<log::StoredLog> log_ = log::memory::create(clock_);
  log::tree::NoteSigner key_;
  std::uint64_t history_;
};

}  // namespace telaio::witness::testing
