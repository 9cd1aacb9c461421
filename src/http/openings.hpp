// SPDX-License-Identifier: EUPL-1.2
// What lives as long as a session and no longer: which cases an auditor opened in clear and why,
// which families an operator saw last, and the answers of writes that are not commands of the log
// (so that the same Idempotency-Key gets the same answer). In memory and bounded; a restart forgets
// it, and the auditor gives the reason again.
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/code.hpp"
#include "base/id.hpp"
#include "base/instant.hpp"
#include "crypto/digest.hpp"
#include "http/response.hpp"

namespace telaio::http {

// How long a case stays open in clear for the session that opened it.
inline constexpr std::int64_t opening_seconds = 4 * 3'600;
inline constexpr std::size_t openings_max = 10'000;

class Openings {
 public:
  // Thread-safe.
  void open(std::string_view session_key, const CaseId& case_file, const Code& reason, Instant now);
  // Nothing when the case is not open (any more) for this session.
  std::optional<Code> reason_of(std::string_view session_key, const CaseId& case_file, Instant now);

 private:
  struct Opening {
    Code reason;
    Instant expires;
  };
  std::mutex mutex_;
  std::map<std::pair<std::string, CaseId>, Opening> openings_;
};

inline constexpr std::size_t families_seen_max = 10;
inline constexpr std::size_t operators_remembered_max = 2'000;

class FamiliesSeen {
 public:
  struct Seen {
    CaseId case_file;
    Instant at;
  };
  void saw(const OperatorId& operator_id, const CaseId& case_file, Instant now);
  // Newest first.
  std::vector<Seen> of(const OperatorId& operator_id);

 private:
  std::mutex mutex_;
  std::map<OperatorId, std::deque<Seen>> by_operator_;
};

inline constexpr std::size_t replays_max = 2'000;

class Replays {
 public:
  // What was answered to this key before: nothing, the same answer, or (second) a key used for
  // another request.
  struct Found {
    std::optional<Response> answer;
    bool request_differs = false;
  };
  Found find(const CommandId& command, const crypto::Sha256& request_hash);
  void keep(const CommandId& command, const crypto::Sha256& request_hash, Response answer);

 private:
  struct Kept {
    crypto::Sha256 request_hash{};
    Response answer;
  };
  std::mutex mutex_;
  std::map<CommandId, Kept> kept_;
  std::deque<CommandId> order_;  // Oldest first.
};

}  // namespace telaio::http
