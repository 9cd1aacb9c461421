// SPDX-License-Identifier: EUPL-1.2
// Building rows from the log beside those in service, and putting them in their place.
#include <algorithm>
#include <chrono>

#include "view/positions.hpp"
#include "view/runner_impl.hpp"
#include "view/view_faults.hpp"

namespace telaio::view {
namespace {

// After a fault, how long before what is outdated is built anew again.
constexpr std::chrono::seconds build_retry{5};

}  // namespace

const Projection* Runner::Impl::find(std::string_view name) const {
  const auto found = std::ranges::find_if(
      projections, [&](const Projection* projection) { return projection->name() == name; });
  return found == projections.end() ? nullptr : *found;
}

Result<std::unique_ptr<Feed>, Fault> Runner::Impl::begin_build(const Projection& projection,
                                                               std::vector<Slot>& reserved) {
  {
    const std::scoped_lock guard(state);
    reserved.insert(reserved.end(), leaving.begin(), leaving.end());
  }
  const auto slot = store.fresh_slot(reserved);
  if (!slot) return slot.error();
  reserved.push_back(*slot);
  Mark mark;
  mark.slot = *slot;
  mark.code_version = projection.code_version();
  return std::make_unique<Feed>(store.impl(), projection, mark);
}

Result<bool, Fault> Runner::Impl::take_over(std::unique_ptr<Feed>& built) {
  const std::scoped_lock hold(feeding);
  // What was appended since the build read the end of the log.
  if (auto done = feed({built.get()}, Writes::ingested, nullptr); !done) return done.error();
  const Projection& projection = *built->projection;
  if (!continues(built->stored, built->mark)) {
    return Fault{std::string(faults::positions_incomplete), "the build did not see every event"};
  }
  const auto before = store.mark(projection.name());
  if (!before) return before.error();
  if (*before && projection.reads((*before)->code_version) &&
      built->mark.applied < (*before)->applied) {
    return keep(*built, **before);
  }
  if (auto done = store.put_mark(projection.name(), built->mark); !done) return done.error();
  built->stored = built->mark;
  {
    const std::scoped_lock page_of_build(applying);
    std::erase(builds, built.get());
  }
  {
    const std::scoped_lock guard(state);
    in_build.erase(std::string(projection.name()));
    if (*before) leaving.insert((*before)->slot);
  }
  live[std::string(projection.name())] = std::move(built);
  edition.fetch_add(1);  // The old rows may have been wrong at the same count of events.
  publish();
  return true;
}

Result<bool, Fault> Runner::Impl::keep(const Feed& built, Mark served) {
  if (!built.mark.poison) {
    if (built.held) {
      return Fault{std::string(faults::derived_unavailable), "a derived value could not be made"};
    }
    return Fault{std::string(faults::stopped), "the build was interrupted"};
  }
  if (served.code_version == built.mark.code_version) return false;
  const std::string name(built.projection->name());
  served.poison = built.mark.poison;
  if (auto done = store.put_mark(name, served); !done) return done.error();
  const std::scoped_lock guard(state);
  given_up.insert(name);
  return false;
}

Result<bool, Fault> Runner::Impl::is_missing(const Projection& projection, Missing which) const {
  const auto mark = store.mark(projection.name());
  if (!mark) return mark.error();
  if (!*mark || !projection.reads((*mark)->code_version)) return true;
  if (which == Missing::unserved || (*mark)->code_version == projection.code_version()) {
    return false;
  }
  const std::scoped_lock guard(state);
  return !given_up.contains(projection.name());
}

Result<bool, Fault> Runner::Impl::any_missing(Missing which) const {
  for (const Projection* projection : projections) {
    const auto missing = is_missing(*projection, which);
    if (!missing || *missing) return missing;
  }
  return false;
}

Result<Done, Fault> Runner::Impl::build_missing(Missing which) {
  // Asked first without the lock: a rebuild holds it for minutes, and the live rows go on
  // meanwhile.
  const auto any = any_missing(which);
  if (!any) return any.error();
  if (!*any) return Done{};
  const std::scoped_lock one_build(building);
  std::vector<std::unique_ptr<Feed>> built;
  std::vector<Slot> reserved;
  for (const Projection* projection : projections) {
    const auto missing = is_missing(*projection, which);
    if (!missing) return missing.error();
    if (!*missing) continue;
    auto begun = begin_build(*projection, reserved);
    if (!begun) return begun.error();
    built.push_back(std::move(*begun));
  }
  auto done = build(built);
  const auto dropped = drop_leaving();
  return done ? dropped : done;
}

Result<Done, Fault> Runner::Impl::build(std::vector<std::unique_ptr<Feed>>& built) {
  if (built.empty()) return Done{};
  Feeds feeds;
  for (const auto& one : built) feeds.push_back(one.get());
  const BuildGuard guard(*this, feeds);
  if (auto done = feed(feeds, Writes::ingested, nullptr); !done) return done;
  if (stopping) return Done{};
  Result<Done, Fault> outcome = Done{};
  for (auto& one : built) {
    const auto taken = take_over(one);
    if (!taken && outcome) outcome = taken.error();
  }
  return outcome;
}

Result<Done, Fault> Runner::Impl::attach_live() {
  const std::scoped_lock hold(feeding);
  for (const Projection* projection : projections) {
    if (live.contains(projection->name())) continue;
    auto mark = store.mark(projection->name());
    if (!mark) return mark.error();
    if (!*mark || (*mark)->code_version != projection->code_version()) continue;
    // A new process tries the poison event again: its program may know better. Rows that lack an
    // event do not get it by going on.
    const bool lacking = (*mark)->poison && (*mark)->poison->code == faults::positions_incomplete;
    if (!lacking) (*mark)->poison.reset();
    auto feed = std::make_unique<Feed>(store.impl(), *projection, **mark);
    feed->live = feed->touched = feed->mark.applied;
    live[std::string(projection->name())] = std::move(feed);
  }
  publish();
  return Done{};
}

BuildGuard::BuildGuard(Runner::Impl& runner, const Feeds& feeds) : runner_(runner) {
  const std::scoped_lock guard(runner_.applying, runner_.state);
  runner_.builds = feeds;
  runner_.purged = false;
  for (const Feed* feed : feeds) runner_.in_build.emplace(feed->projection->name(), 0);
}

BuildGuard::~BuildGuard() {
  const std::scoped_lock guard(runner_.applying, runner_.state);
  for (const Feed* feed : runner_.builds) runner_.leaving.insert(feed->mark.slot);
  runner_.builds.clear();
  runner_.in_build.clear();
}

void Runner::Impl::run_builder() {
  while (!stopping) {
    auto done = build_missing(Missing::outdated);
    std::unique_lock wait(state);
    build_fault = done ? std::nullopt : std::optional(done.error());
    if (done) return;
    changed.wait_for(wait, build_retry, [&] { return stopping.load(); });
  }
}

Result<RebuildOutcome, Fault> Runner::rebuild(std::string_view name, const OnProgress& progress) {
  const Projection* projection = impl_->find(name);
  if (projection == nullptr)
    return Fault{std::string(faults::unknown), "no projection has this name"};
  const std::scoped_lock one_build(impl_->building);
  auto outcome = impl_->rebuild(*projection, progress);
  // The rows that were replaced, or those built in vain; of two faults the first is reported.
  const auto dropped = impl_->drop_leaving();
  if (outcome && !dropped) return dropped.error();
  return outcome;
}

Result<RebuildOutcome, Fault> Runner::Impl::rebuild(const Projection& projection,
                                                    const OnProgress& progress) {
  std::vector<Slot> reserved;
  auto begun = begin_build(projection, reserved);
  if (!begun) return begun.error();
  std::unique_ptr<Feed> built = std::move(*begun);
  const BuildGuard guard(*this, {built.get()});
  const auto poisoned = [&built]() {
    return Fault{std::string(faults::poison), "stopped by the event at position " +
                                                  std::to_string(built->mark.poison->position)};
  };

  if (auto done = feed({built.get()}, Writes::ingested, progress); !done) return done.error();
  if (built->mark.poison) return poisoned();
  if (stopping || built->held) {
    return Fault{std::string(faults::stopped), "the rebuild was interrupted"};
  }
  RebuildOutcome outcome;
  outcome.name = std::string(projection.name());
  if (auto done = compare(*built, outcome); !done) return done.error();
  const auto taken = take_over(built);
  if (!taken) return taken.error();
  if (!*taken) return poisoned();
  return outcome;
}

Result<Done, Fault> Runner::Impl::compare(const Feed& built, RebuildOutcome& outcome) {
  const Mark& made = built.mark;
  outcome.applied = made.applied;
  if (made.applied == 0) return Done{};
  const auto digest = store.digest(made.slot, made.applied - 1);
  if (!digest) return digest.error();
  outcome.digest = *digest;

  const auto old = store.mark(outcome.name);
  if (!old) return old.error();
  if (!*old || (*old)->code_version != made.code_version || (*old)->applied == 0) return Done{};
  // Both end with a commit; the rows in service may be ahead of the build, or behind it.
  const Position last = std::min((*old)->applied, made.applied) - 1;
  const auto before = store.digest((*old)->slot, last);
  if (!before) return before.error();
  if (last + 1 != made.applied) {
    const auto same = store.digest(made.slot, last);
    if (!same) return same.error();
    outcome.digest = *same;
  }
  const std::scoped_lock guard(state);
  if (purged) return Done{};
  outcome.replaced = *before;
  outcome.compared = last + 1;
  return Done{};
}

}  // namespace telaio::view
