// SPDX-License-Identifier: EUPL-1.2
// What the access log already says about an operator's own work: which cases an auditor opened in
// clear and why, which families somebody looked at last. Read from the log's access streams, so a
// restart forgets nothing; each day's stream is read once and then only what it has grown by.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "app/actor.hpp"
#include "app/failure.hpp"
#include "app/transact.hpp"

namespace telaio::app {

// How long a case stays open in clear for the session in which the reason was given.
inline constexpr std::int64_t opening_seconds = std::int64_t{4} * 3'600;
// Families an operator saw last: how many, and how many days back they are looked for.
inline constexpr std::size_t families_seen_max = 10;
inline constexpr std::int32_t families_seen_days = 14;
// Units times days remembered; beyond, all are forgotten and read again when asked for.
inline constexpr std::size_t access_days_max = 5'000;

class AccessHistory {
 public:
  // `transactor` outlives this object. Thread-safe; blocks on disk.
  explicit AccessHistory(const Transactor& transactor) : transactor_(transactor) {}

  struct Opening {
    Code reason;
    Instant at;
    bool operator==(const Opening&) const = default;
    Instant expires() const { return at.plus_seconds(opening_seconds); }
  };
  // Nothing when this operator has not opened the case in this session, or too long ago. Faults: of
  // the log, and log.header_unreadable.
  Result<std::optional<Opening>, Failure> opening(const Actor& actor, const Uuid& session,
                                                  const CaseId& case_file, Instant now);

  struct Seen {
    CaseId case_file;
    Instant at;
    bool operator==(const Seen&) const = default;
  };
  // Newest first, each family once, families_seen_max at most. Faults as above.
  Result<std::vector<Seen>, Failure> families_seen(const Actor& actor);

 private:
  using OpeningKey = std::tuple<OperatorId, Uuid, CaseId>;
  struct Day {
    log::Version next = 0;  // First version of the stream not folded yet.
    std::map<OpeningKey, Opening> openings;
    std::map<OperatorId, std::vector<Seen>> seen;  // Newest first.
  };
  // The accesses of a unit and day, up to now. The caller holds `mutex_`.
  Result<const Day*, Failure> day_of(const Code& unit, Date date);
  static void fold(Day& day, const schema::Header& header, Instant recorded);

  const Transactor& transactor_;
  std::mutex mutex_;
  std::map<std::pair<Code, Date>, Day> days_;
};

}  // namespace telaio::app
