// SPDX-License-Identifier: EUPL-1.2
// Verifications somebody asked for: one at a time on a thread of its own, at the side of everything
// else, with how far it is. Who asked and what came of it are facts of the log (RecordAccessed with
// the purpose `verification`, in a stream of their own), so a restart keeps them; only how far a
// running one is lives in memory.
//
// Two facts, both with the verification's id as subject. The first, without a reason, is the
// beginning: its position is the last that is checked for sure. The second has in `reason` what was
// found: "intact.<events checked>", "broken.<first broken position>", "failed". A beginning without
// a second fact was interrupted by a restart.
#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "app/failure.hpp"
#include "app/transact.hpp"
#include "base/id.hpp"
#include "http/dependencies.hpp"

namespace telaio::http {

using VerificationId = Id<struct VerificationTag>;

struct Verification {
  enum class State : std::uint8_t { running, intact, broken, failed, interrupted };

  VerificationId id;
  State state = State::running;
  std::uint64_t checked = 0;
  std::uint64_t total = 0;
  Instant started;
  std::optional<Instant> finished;
  std::optional<log::Position> first_broken;
  std::string what;                    // Of the first broken event; empty after a restart.
  std::optional<crypto::Sha256> root;  // Only of the whole log, when it is intact.
  std::optional<CaseId> case_file;
};

class Verifications {
 public:
  // The newest ones that are remembered; older ones are in the log for whoever reads it.
  static constexpr std::size_t kept_max = 1'000;

  // `dependencies` outlives this object.
  explicit Verifications(const Dependencies& dependencies) : dependencies_(dependencies) {}
  // Ends the running one early; it counts as interrupted.
  ~Verifications();
  Verifications(const Verifications&) = delete;
  Verifications& operator=(const Verifications&) = delete;

  // Records the beginning and starts; the same request again answers with the same verification.
  // Refuses http.verification_running, http.idempotency_key_reused; nothing was started then, nor
  // after a fault (of the log). Thread-safe, like the rest.
  Result<Verification, app::Failure> start(const app::CommandRequest& request,
                                           const std::optional<CaseId>& case_file);
  // Nothing when there is no such verification among the newest. Faults: of the log.
  Result<std::optional<Verification>, Fault> find(const VerificationId& id);
  // The last one of the whole log that ended with a verdict.
  Result<std::optional<Verification>, Fault> last();

 private:
  Result<Verification, app::Failure> begin(const app::CommandRequest& request,
                                           const std::optional<CaseId>& case_file);
  void run(std::uint64_t size, std::optional<CaseId> case_file, app::Actor actor);
  bool progress(std::uint64_t checked);
  void record_outcome(const Verification& ended, const app::Actor& actor);
  // Reads what the stream has grown by. The caller holds `mutex_`.
  Result<Done, Fault> refresh();
  void fold(const log::StoredEvent& stored, const schema::Header& header);
  Verification* recorded(const VerificationId& id);

  const Dependencies& dependencies_;
  std::mutex mutex_;
  log::Version next_ = 0;             // First version of the stream not folded yet.
  std::deque<Verification> all_;      // As recorded, newest last.
  std::optional<Verification> here_;  // The one this process runs, or ran last.
  bool running_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace telaio::http
