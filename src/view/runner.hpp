// SPDX-License-Identifier: EUPL-1.2
// Feeds the log to the projections: reads it once for all of them, writes rows and positions in one
// batch that ends where a commit ends, follows it live, rebuilds beside the live rows, and answers
// queries at any position. Everything outside sees projections through this class.
//
// Rows of an older code version that the projection reads (Projection::reads_rows_of) are served
// while the new ones are built, as of where they ended (docs/adr/0005-rows-of-older-versions.md).
//
// Uses the log only through its contract. Thread-safe. The projections, the log, the store and the
// derived values outlive it; stop() or the destructor ends its thread.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "log/event_log.hpp"
#include "view/projection.hpp"
#include "view/store.hpp"

namespace telaio::view {

// What is known of one projection, for status pages and for the age of a board.
struct ViewStatus {
  std::string name;
  std::uint32_t code_version = 0;
  std::uint64_t applied = 0;  // Events applied.
  std::uint64_t head = 0;     // Events in the log, when asked: lag = head - applied.
  Instant last_recorded;      // Of the last event applied: the age of the rows.
  std::optional<Poison> poison;
  bool positions_complete = true;  // E-6: count and rolling hash are those of 0 … applied-1.
  bool rebuilding = false;         // Beside the rows in service, if there are any.
  std::uint64_t built = 0;         // Events the rebuild has applied.
  // E-10: behind the log and without progress for longer than stall_after, while somebody follows.
  bool stalled = false;
  std::uint64_t restarts = 0;  // Times its feed began anew from the stored rows because of that.
};

// What moved, for pages that refresh themselves.
struct Changes {
  std::uint64_t mark = 0;          // As live_mark().
  std::vector<std::string> views;  // Names of the projections whose rows changed, in their order.
};

// What a reader asks of the rows' position.
struct At {
  std::optional<Position> as_of;          // After the whole commit that contains it; nothing: now.
  std::optional<Position> after;          // Read-your-writes: wait until this position is applied.
  std::chrono::milliseconds wait{2'000};  // How long to wait for `after` (or `as_of`) at most.
};

// An answer and what it stands on.
template <class Value>
struct Answer {
  Value value;
  std::uint64_t applied = 0;  // Events the answer knows: positions [0, applied).
  Instant last_recorded;      // Of the projection's newest event: its age.
  bool late = false;          // The position asked for was not reached in time.
};

// Called now and then while a rebuild runs; `total` grows with the log.
struct RebuildProgress {
  std::string_view name;
  std::uint64_t done = 0;
  std::uint64_t total = 0;
};
using OnProgress = std::function<void(const RebuildProgress&)>;

struct RebuildOutcome {
  std::string name;
  std::uint64_t applied = 0;
  crypto::Sha256 digest{};     // Of the new rows, as of `compared` when there is a comparison.
  std::uint64_t compared = 0;  // Events at which the two digests below were taken; 0: not compared.
  // Of the old rows; nothing when there were none, when they were of another code version, or when
  // somebody's rows were purged while the rebuild ran.
  std::optional<crypto::Sha256> replaced;
};

class Runner {
 public:
  struct Impl;

  // `derived` may be null: projections then see no derived values.
  Runner(Store& store, const log::EventLog& events, std::vector<const Projection*> projections,
         DerivedValues* derived);
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;
  ~Runner();

  // Applies everything the log holds now; then answers as of then. Builds a projection that has no
  // rows, or rows of another code version, as rebuild() does. Faults: disk, log, or derived values.
  Result<Done, Fault> catch_up();
  // The same for everything that cannot be served without it: rows of an older code version that
  // the projection reads stay as they are, until start() builds the new ones beside them.
  Result<Done, Fault> prepare();
  // Starts the threads that follow the log and build what is outdated; errors are kept in
  // last_fault() and tried again.
  // A projection that stays behind the log for `stall_after` without progress is said to be stalled
  // and begins anew from its stored rows (E-10).
  void start(std::chrono::milliseconds stall_after = std::chrono::seconds(30));
  void stop();
  std::optional<Fault> last_fault() const;

  // True once every projection that is not stopped (or the named one) has applied `position`.
  bool wait_for(Position position, std::chrono::milliseconds timeout,
                std::string_view name = {}) const;
  // Count of events applied up to the last one that pages care about: RecordAccessed does not move
  // it, or a page that refreshes would wake itself.
  std::uint64_t live_mark() const;
  // Another number after every change of any projection's rows: applied, purged, built anew. Of
  // this process only. Read before a question, it says for how long the answer may be given again.
  std::uint64_t edition() const;
  // True once live_mark() is above `seen`.
  bool wait_change(std::uint64_t seen, std::chrono::milliseconds timeout) const;
  // The projections whose rows changed after the first `seen` events, accesses left out. After a
  // restart of the process more may be named than did change, never fewer.
  Changes changes_since(std::uint64_t seen) const;
  // Called after each growth of live_mark(), on the thread that applies events: it must be quick
  // and never wait. One listener; an empty function takes it away, and waits for a call under way.
  void on_change(std::function<void()> listener);

  std::vector<ViewStatus> status() const;
  // Position whose commit is the last one recorded on `day` or before (Europe/Rome): `known`.
  // Nothing when there was none yet.
  Result<std::optional<Position>, Fault> known_on(Date day) const;

  // Builds the named projection from the log beside its rows, compares digests and takes over, also
  // while the live thread runs. When the digests differ the old rows were wrong: they are replaced
  // all the same, and the caller says so. Faults, which leave the old rows in service:
  // view.unknown, view.poison, log and disk.
  Result<RebuildOutcome, Fault> rebuild(std::string_view name, const OnProgress& progress);
  // Of the rows as of a whole commit, or of everything applied. Faults: view.unknown, view.behind
  // (`as_of` is not applied yet), disk.
  Result<crypto::Sha256, Fault> digest(std::string_view name, std::optional<Position> as_of) const;
  // Erasure: removes every row version made of the subject's derived values, in all projections, in
  // the rows in service and in builds under way. Rows that this program does not read (of another
  // code version, or of a projection it does not have) go altogether.
  Result<Done, Fault> purge(PersonId subject);

  // Runs `query(const ReadRows&)` on the named projection. Faults: view.unknown (no such
  // projection), view.building (no rows that it reads yet; or they are of an older code version and
  // end before `after` or `as_of`), view.future (as_of is beyond the log), disk.
  template <class Query>
  auto ask(std::string_view name, const At& at, Query&& query) const
      -> Result<Answer<std::invoke_result_t<Query, const ReadRows&>>, Fault> {
    auto opened = open(name, at);
    if (!opened) return opened.error();
    auto value = std::forward<Query>(query)(std::as_const(*opened->rows));
    if (auto fault = opened->rows->fault()) return *fault;
    return Answer<std::invoke_result_t<Query, const ReadRows&>>{
        std::move(value), opened->applied, opened->last_recorded, opened->late};
  }

 private:
  struct Opened {
    std::unique_ptr<ReadRows> rows;
    std::uint64_t applied = 0;
    Instant last_recorded;
    bool late = false;
  };
  Result<Opened, Fault> open(std::string_view name, const At& at) const;

  std::unique_ptr<Impl> impl_;
};

}  // namespace telaio::view
