// SPDX-License-Identifier: EUPL-1.2
#include "view/runner.hpp"

#include <algorithm>
#include <limits>

#include "base/clock.hpp"
#include "base/zone.hpp"
#include "view/runner_impl.hpp"
#include "view/view_faults.hpp"

namespace telaio::view {
namespace {

// How long the thread sleeps at most before it looks whether it is to stop.
constexpr std::chrono::milliseconds nap{200};

}  // namespace

Runner::Runner(Store& store, const log::EventLog& events,
               std::vector<const Projection*> projections, DerivedValues* derived)
    : impl_(std::make_unique<Impl>(store, events, std::move(projections), derived)) {
  impl_->expected_rolling[0] = 0;
}

Runner::~Runner() {
  stop();
}

bool Runner::Impl::publish_state() {
  const Instant now = monotonic_now();
  const std::scoped_lock guard(state);
  std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
  bool any = false;
  for (const auto& [name, feed] : live) {
    Published& one = published[name];
    if (feed->stored.applied != one.applied || one.progress == Instant()) one.progress = now;
    if (feed->stored.applied != one.applied) edition.fetch_add(1);
    one.applied = feed->stored.applied;
    one.stopped = feed->mark.poison.has_value();
    one.touched = std::max(one.touched, feed->touched);
    if (one.stopped) continue;
    any = true;
    least = std::min(least, feed->live);
  }
  const bool moved = any && least > live_mark;
  if (moved) live_mark = least;
  changed.notify_all();
  return moved;
}

void Runner::Impl::publish() {
  if (!publish_state()) return;
  const std::scoped_lock guard(listening);
  if (listener) listener();
}

Result<Done, Fault> Runner::Impl::cycle() {
  if (auto done = attach_live(); !done) return done;
  const std::scoped_lock hold(feeding);
  Feeds feeds;
  for (const auto& [name, feed] : live) feeds.push_back(feed.get());
  auto done = feed(feeds, Writes::batched, nullptr);
  if (!done) {
    for (Feed* feed : feeds) feed->reset();
    return done;
  }
  for (const Feed* feed : feeds) {
    if (feed->held) {
      return Fault{std::string(faults::derived_unavailable),
                   "a derived value could not be made for the event at position " +
                       std::to_string(feed->mark.applied)};
    }
  }
  return done;
}

Result<Done, Fault> Runner::catch_up() {
  if (!impl_->thread.joinable()) impl_->stopping = false;
  if (auto done = impl_->build_missing(Missing::outdated); !done) return done;
  return impl_->cycle();
}

Result<Done, Fault> Runner::prepare() {
  if (!impl_->thread.joinable()) impl_->stopping = false;
  if (auto done = impl_->build_missing(Missing::unserved); !done) return done;
  return impl_->cycle();
}

void Runner::start(std::chrono::milliseconds stall_after) {
  if (impl_->thread.joinable()) return;
  impl_->stopping = false;
  {
    const std::scoped_lock guard(impl_->state);
    impl_->stall_after = stall_after;
    for (auto& [name, one] : impl_->published) one.progress = monotonic_now();
  }
  impl_->thread = std::thread([impl = impl_.get()] { impl->run(); });
  impl_->builder = std::thread([impl = impl_.get()] { impl->run_builder(); });
}

void Runner::Impl::run() {
  bool checked = false;
  while (!stopping) {
    const Position seen = events.head().size;
    auto done = cycle();
    // Once, and not before the first answers: it costs two nanoseconds for each event of the log.
    if (done && !checked) {
      done = check_marks();
      checked = done.has_value();
    }
    watch(seen);
    {
      const std::scoped_lock guard(state);
      last_fault = done ? std::nullopt : std::optional(done.error());
    }
    // After a fault a new event is no reason to hurry.
    if (done) {
      events.wait_past(seen, nap);
    } else {
      std::unique_lock wait(state);
      changed.wait_for(wait, nap, [&] { return stopping.load(); });
    }
  }
}

void Runner::stop() {
  {
    const std::scoped_lock guard(impl_->state);
    impl_->stopping = true;
  }
  impl_->changed.notify_all();
  if (impl_->thread.joinable()) impl_->thread.join();
  if (impl_->builder.joinable()) impl_->builder.join();
  const std::scoped_lock guard(impl_->state);
  impl_->stall_after.reset();
}

std::optional<Fault> Runner::last_fault() const {
  const std::scoped_lock guard(impl_->state);
  return impl_->last_fault ? impl_->last_fault : impl_->build_fault;
}

bool Runner::wait_for(Position position, std::chrono::milliseconds timeout,
                      std::string_view name) const {
  std::unique_lock wait(impl_->state);
  return impl_->changed.wait_for(wait, timeout, [&] {
    if (!name.empty()) {
      const auto found = impl_->published.find(name);
      return found != impl_->published.end() && found->second.applied > position;
    }
    return !impl_->published.empty() && std::ranges::all_of(impl_->published, [&](const auto& one) {
      return one.second.stopped || one.second.applied > position;
    });
  });
}

std::uint64_t Runner::live_mark() const {
  const std::scoped_lock guard(impl_->state);
  return impl_->live_mark;
}

std::uint64_t Runner::edition() const {
  return impl_->edition.load();
}

bool Runner::wait_change(std::uint64_t seen, std::chrono::milliseconds timeout) const {
  std::unique_lock wait(impl_->state);
  return impl_->changed.wait_for(wait, timeout, [&] { return impl_->live_mark > seen; });
}

Changes Runner::changes_since(std::uint64_t seen) const {
  const std::scoped_lock guard(impl_->state);
  Changes changes;
  changes.mark = impl_->live_mark;
  for (const Projection* projection : impl_->projections) {
    const auto found = impl_->published.find(projection->name());
    if (found == impl_->published.end() || found->second.touched <= seen) continue;
    changes.views.push_back(found->first);
  }
  return changes;
}

void Runner::on_change(std::function<void()> listener) {
  const std::scoped_lock guard(impl_->listening);
  impl_->listener = std::move(listener);
}

std::vector<ViewStatus> Runner::status() const {
  const Instant now = monotonic_now();
  std::vector<ViewStatus> all;
  for (const Projection* projection : impl_->projections) {
    ViewStatus one;
    one.name = std::string(projection->name());
    const auto mark = impl_->store.mark(one.name);
    // After the mark: the log may grow in between, and nothing is applied before it is in the log.
    one.head = impl_->events.head().size;
    const std::scoped_lock guard(impl_->state);
    const auto build = impl_->in_build.find(one.name);
    one.rebuilding = build != impl_->in_build.end();
    if (one.rebuilding) one.built = build->second;
    if (mark && *mark) {
      one.code_version = (*mark)->code_version;
      one.applied = (*mark)->applied;
      one.last_recorded = (*mark)->last_recorded;
      one.poison = (*mark)->poison;
      one.positions_complete = impl_->sees_all(**mark);
    }
    const auto known = impl_->published.find(one.name);
    if (known != impl_->published.end()) {
      one.restarts = known->second.restarts;
      one.stalled = !one.rebuilding && impl_->is_stalled(known->second, one.head, now);
    }
    all.push_back(std::move(one));
  }
  return all;
}

Result<std::optional<Position>, Fault> Runner::known_on(Date day) const {
  return impl_->events.last_at(rome_day_end(day).plus_micros(-1));
}

Result<Position, Fault> Runner::Impl::commit_end(Position position) const {
  if (position >= events.head().size) {
    return Fault{std::string(faults::future),
                 "the log has no event at position " + std::to_string(position)};
  }
  const auto page = events.read_all(position, log::ReadLimits{.events_max = 1, .parts = false});
  if (!page) return page.error();
  return page->events.front().commit_end();
}

Result<crypto::Sha256, Fault> Runner::digest(std::string_view name,
                                             std::optional<Position> as_of) const {
  const auto mark = impl_->store.mark(name);
  if (!mark) return mark.error();
  if (!*mark) return Fault{std::string(faults::unknown), "no rows of this projection"};
  if ((*mark)->applied == 0) return impl_->store.digest((*mark)->slot, std::nullopt);
  Position last = (*mark)->applied - 1;
  if (as_of) {
    const auto end = impl_->commit_end(*as_of);
    if (!end) return end.error();
    if (*end > last) return Fault{std::string(faults::behind), "this position is not applied yet"};
    last = *end;
  }
  return impl_->store.digest((*mark)->slot, last);
}

Fault Runner::Impl::still_building(std::string_view name) const {
  const std::uint64_t head = events.head().size;
  const std::scoped_lock guard(state);
  const auto build = in_build.find(name);
  const std::uint64_t applied = build != in_build.end() ? build->second : 0;
  return Fault{std::string(faults::building),
               "the rows of this projection are being built: " + std::to_string(applied) + " of " +
                   std::to_string(head) + " events"};
}

Result<Runner::Opened, Fault> Runner::open(std::string_view name, const At& at) const {
  const Projection* projection = impl_->find(name);
  if (projection == nullptr)
    return Fault{std::string(faults::unknown), "no projection has this name"};
  std::optional<Position> last;
  if (at.as_of) {
    const auto end = impl_->commit_end(*at.as_of);
    if (!end) return end.error();
    last = *end;
  }
  std::optional<Position> wanted = at.after;
  if (last) wanted = std::max(*last, at.after.value_or(0));
  const auto is_older = [&](const Mark& mark) {
    return mark.code_version != projection->code_version();
  };
  if (wanted) {
    const auto mark = impl_->store.mark(name);
    if (!mark) return mark.error();
    // Nobody feeds rows of an older version: it makes no sense to wait for them.
    const bool in_vain = *mark && is_older(**mark);
    if (!in_vain && !(*mark && (*mark)->applied > *wanted)) wait_for(*wanted, at.wait, name);
  }
  auto reading = impl_->store.read(name, last);
  if (!reading) return reading.error();
  if (!*reading || !projection->reads((*reading)->mark.code_version)) {
    return impl_->still_building(name);
  }
  const Mark& mark = (*reading)->mark;
  const bool reached = !wanted || mark.applied > *wanted;
  if (is_older(mark) && !reached) return impl_->still_building(name);
  Opened opened;
  opened.late = !reached;
  opened.rows = std::move((*reading)->rows);
  opened.applied = last ? std::min(mark.applied, *last + 1) : mark.applied;
  opened.last_recorded = mark.last_recorded;
  return opened;
}

}  // namespace telaio::view
