// SPDX-License-Identifier: EUPL-1.2
// Verifications somebody asked for: one at a time on a thread of its own, at the side of everything
// else, with how far it is. The last ones are kept for whoever looks later; a restart forgets them.
#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "base/clock.hpp"
#include "base/id.hpp"
#include "http/dependencies.hpp"

namespace telaio::http {

using VerificationId = Id<struct VerificationTag>;

struct Verification {
  enum class State : std::uint8_t { running, intact, broken, failed };

  VerificationId id;
  State state = State::running;
  std::uint64_t checked = 0;
  std::uint64_t total = 0;
  Instant started;
  std::optional<Instant> finished;
  std::optional<Verified::Broken> first_broken;
  std::optional<crypto::Sha256> root;  // Only of the whole log, when it ended.
  std::optional<CaseId> case_file;
};

class Verifications {
 public:
  static constexpr std::size_t kept_max = 20;

  explicit Verifications(const Dependencies& dependencies) : dependencies_(dependencies) {}
  // Ends the running one early.
  ~Verifications();
  Verifications(const Verifications&) = delete;
  Verifications& operator=(const Verifications&) = delete;

  // Nothing when another one is running. Thread-safe, like the rest.
  std::optional<Verification> start(const std::optional<CaseId>& case_file);
  std::optional<Verification> find(const VerificationId& id) const;
  // The last one of the whole log that ended.
  std::optional<Verification> last() const;

 private:
  void run(VerificationId id, std::uint64_t size, std::optional<CaseId> case_file);
  bool progress(const VerificationId& id, std::uint64_t checked);

  const Dependencies& dependencies_;
  mutable std::mutex mutex_;
  std::deque<Verification> all_;  // Newest last.
  bool running_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace telaio::http
