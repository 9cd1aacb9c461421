// SPDX-License-Identifier: EUPL-1.2
// The moving parts of view/runner.hpp. Nobody outside this folder includes it.
//
// Locks, always taken in this order: building (one build at a time), feeding (the live feeds),
// applying (a page of a build), dropping (rows nobody reads any more), state (what others wait
// for).
#pragma once

#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "base/date.hpp"
#include "view/build_rows.hpp"
#include "view/runner.hpp"

namespace telaio::view {

// One build of one projection while it is fed.
struct Feed {
  Feed(Store::Impl& store, const Projection& fed, const Mark& at)
      : projection(&fed), mark(at), stored(at), safe(at), rows(store, at.slot) {}

  const Projection* projection;
  Mark mark;                   // Of everything applied, pending rows included.
  Mark stored;                 // As last written.
  Mark safe;                   // At the start of the commit being applied,
  std::size_t safe_count = 0;  // and the pending writes then.
  BuildRows rows;
  bool whole = true;          // Nothing of a commit is applied without the rest of it.
  bool held = false;          // A derived value was not to be had: again in the next cycle.
  std::uint64_t live = 0;     // Events applied up to the last one that is no RecordAccessed,
  std::uint64_t touched = 0;  // and to the last of those that changed a row.

  bool active() const { return !held && !mark.poison; }
  // Back to the last whole commit.
  void rewind();
  // The same, for good: this event, or what stood in its place, stops the projection.
  void stop_at(Position position, std::string_view code);
  // Back to what is stored.
  void reset();
};
using Feeds = std::vector<Feed*>;

// Day of the last recorded instant: time zones are looked up once a day, not once an event.
struct RomeDay {
  Date day;
  Instant start;
  Instant end;
};

// An event being applied, opened once for all feeds.
struct OpenedEvent {
  Recorded recorded;
  std::optional<Derived> derived;
  bool derived_made = false;
};

// Which projections a build is for.
enum class Missing : std::uint8_t {
  unserved,  // Those without rows that this program reads.
  outdated   // Also those whose rows are of an older code version.
};

enum class Writes : std::uint8_t {
  batched,  // Live: one batch with marks.
  ingested  // Build: sorted runs; the mark is written at takeover.
};

struct Runner::Impl {
  Impl(Store& rows, const log::EventLog& log, std::vector<const Projection*> all,
       DerivedValues* values)
      : store(rows), events(log), projections(std::move(all)), derived(values) {}

  Store& store;
  const log::EventLog& events;
  std::vector<const Projection*> projections;
  DerivedValues* derived;

  std::mutex building;
  std::mutex feeding;
  std::map<std::string, std::unique_ptr<Feed>, std::less<>> live;  // Guarded by feeding.
  // Held while a build applies a page: an erasure comes between two pages, and finds in `builds`
  // all that was made of the subject's data.
  std::mutex applying;
  Feeds builds;  // Not in service yet. Guarded by applying.
  std::mutex dropping;

  mutable std::mutex state;  // Guards what follows.
  mutable std::condition_variable changed;
  struct Published {
    std::uint64_t applied = 0;
    bool stopped = false;
    std::uint64_t touched = 0;
    Instant progress;  // Monotonic: when `applied` last grew, or was level with the log.
    std::uint64_t restarts = 0;
    Instant restarted;  // The last time.
  };
  std::map<std::string, Published, std::less<>> published;
  std::uint64_t live_mark = 0;
  std::atomic<std::uint64_t> edition = 0;  // Grows after the rows changed; needs no lock.
  std::optional<Fault> last_fault;
  std::optional<Fault> build_fault;
  std::map<std::string, std::uint64_t, std::less<>> in_build;  // Events the build has applied.
  bool purged = false;  // Somebody's rows, since the builds under way began.
  // An event stopped their build, and rows of an older version go further: this process lets be.
  std::set<std::string, std::less<>> given_up;
  std::set<Slot> leaving;  // With rows that nothing names any more.
  // E-6: rolling hash of 0 … first-1, remembered so that status() only goes on from there.
  mutable std::map<std::uint64_t, std::uint64_t> expected_rolling;
  std::optional<std::chrono::milliseconds> stall_after;  // Nothing: nobody follows.

  std::mutex listening;  // Guards the listener; taken alone.
  std::function<void()> listener;

  std::thread thread;
  std::thread builder;  // Ends when nothing is outdated any more.
  std::atomic<bool> stopping = false;

  // ---- runner_feed.cpp ----
  // Applies the log to the feeds until none can go on; whole commits only.
  Result<Done, Fault> feed(const Feeds& feeds, Writes writes, const OnProgress& progress);
  Result<Done, Fault> feed_page(const Feeds& feeds, Writes writes, const log::Page& page,
                                RomeDay& day);
  Result<Done, Fault> feed_event(const Feeds& feeds, const log::StoredEvent& event, RomeDay& day);
  Result<Done, Fault> flush(const Feeds& feeds, Writes writes);
  Result<Done, Fault> finish(const Feeds& feeds, Writes writes);
  void show_progress(const Feeds& feeds);

  // ---- runner_watch.cpp ----
  // The rolling hash of 0 … applied-1; `state` is held.
  std::uint64_t expected(std::uint64_t applied) const;
  bool sees_all(const Mark& mark) const;  // E-6; `state` is held.
  // Stops the feeds that wait for the position where a page broke off.
  static void isolate(const Feeds& feeds, Position expected, std::string_view code);
  // Stops a feed whose pending positions do not continue the stored ones; its rows are forgotten.
  static bool isolate_unless_whole(Feed& feed);
  // Stops the feeds whose stored marks are not those of every position.
  Result<Done, Fault> check_marks();
  // After a cycle that began when the log held `head` events: whoever is behind and makes no
  // progress begins anew.
  void watch(std::uint64_t head);
  bool is_stalled(const Published& one, std::uint64_t head, Instant now) const;  // `state` is held.

  // ---- runner_build.cpp ----
  const Projection* find(std::string_view name) const;
  Result<std::unique_ptr<Feed>, Fault> begin_build(const Projection& projection,
                                                   std::vector<Slot>& reserved);
  // Puts the finished build in service and takes it out of `built`; the rows it replaced are
  // leaving. False, and nothing changes: it ends before the rows in service do, at a poison event.
  Result<bool, Fault> take_over(std::unique_ptr<Feed>& built);
  // Why a build that ends before `served` does not take over: false, or a fault.
  Result<bool, Fault> keep(const Feed& built, Mark served);
  Result<bool, Fault> is_missing(const Projection& projection, Missing which) const;
  Result<bool, Fault> any_missing(Missing which) const;
  Result<Done, Fault> build_missing(Missing which);
  Result<Done, Fault> build(std::vector<std::unique_ptr<Feed>>& built);
  Result<RebuildOutcome, Fault> rebuild(const Projection& projection, const OnProgress& progress);
  // Digests of the build and of the rows in service, as of the same event.
  Result<Done, Fault> compare(const Feed& built, RebuildOutcome& outcome);
  Result<Done, Fault> attach_live();
  void run_builder();

  // ---- runner_purge.cpp ----
  Result<Done, Fault> purge(const PersonId& subject);
  Result<Done, Fault> purge_builds(const PersonId& subject);
  Result<Done, Fault> purge_served(const PersonId& subject);
  // Removes the rows of the slots in `leaving`, which stay there if the disk refuses.
  Result<Done, Fault> drop_leaving();

  // ---- runner.cpp ----
  Result<Done, Fault> cycle();
  bool publish_state();  // True when live_mark grew.
  void publish();        // feeding is held, state and listening are not.
  void run();
  Result<Position, Fault> commit_end(Position position) const;
  Fault still_building(std::string_view name) const;  // view.building, and how far it is.
};

// While it lives, the feeds count as being built, and erasures reach them. At the end, the rows of
// those that did not take over are leaving. The feeds outlive it.
class BuildGuard {
 public:
  BuildGuard(Runner::Impl& runner, const Feeds& feeds);
  BuildGuard(const BuildGuard&) = delete;
  BuildGuard& operator=(const BuildGuard&) = delete;
  ~BuildGuard();

 private:
  Runner::Impl& runner_;
};

}  // namespace telaio::view
