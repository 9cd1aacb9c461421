// SPDX-License-Identifier: EUPL-1.2
// Building rows from the log beside those in service, and putting them in their place.
#include <algorithm>

#include "view/positions.hpp"
#include "view/runner_impl.hpp"
#include "view/view_faults.hpp"

namespace telaio::view {

const Projection* Runner::Impl::find(std::string_view name) const {
  const auto found = std::ranges::find_if(
      projections, [&](const Projection* projection) { return projection->name() == name; });
  return found == projections.end() ? nullptr : *found;
}

Result<std::unique_ptr<Feed>, Fault> Runner::Impl::begin_build(const Projection& projection,
                                                               std::vector<Slot>& reserved) {
  const auto slot = store.fresh_slot(reserved);
  if (!slot) return slot.error();
  reserved.push_back(*slot);
  Mark mark;
  mark.slot = *slot;
  mark.code_version = projection.code_version();
  return std::make_unique<Feed>(store.impl(), projection, mark);
}

Result<std::optional<Slot>, Fault> Runner::Impl::take_over(std::unique_ptr<Feed> built) {
  const std::scoped_lock hold(feeding);
  // What was appended since the build read the end of the log, and what was purged since it began.
  if (auto done = feed({built.get()}, Writes::ingested, nullptr); !done) return done.error();
  const Projection& projection = *built->projection;
  if (!continues(built->stored, built->mark)) {
    return Fault{std::string(faults::positions_incomplete), "the build did not see every event"};
  }
  std::set<PersonId> subjects;
  if (!projection.derived_tables().empty()) {
    const std::scoped_lock guard(state);
    subjects = purged;
  }
  for (const PersonId& subject : subjects) {
    auto done = store.purge(built->mark.slot, projection.derived_tables(), subject);
    if (!done) return done.error();
  }
  const auto before = store.mark(projection.name());
  if (!before) return before.error();
  if (auto done = store.put_mark(projection.name(), built->mark); !done) return done.error();
  built->stored = built->mark;
  live[std::string(projection.name())] = std::move(built);
  edition.fetch_add(1);  // The old rows may have been wrong at the same count of events.
  publish();
  return *before ? std::optional((*before)->slot) : std::nullopt;
}

Result<bool, Fault> Runner::Impl::is_missing(const Projection& projection) const {
  const auto mark = store.mark(projection.name());
  if (!mark) return mark.error();
  return !*mark || (*mark)->code_version != projection.code_version();
}

Result<bool, Fault> Runner::Impl::any_missing() const {
  for (const Projection* projection : projections) {
    const auto missing = is_missing(*projection);
    if (!missing || *missing) return missing;
  }
  return false;
}

Result<Done, Fault> Runner::Impl::build_missing() {
  // Asked first without the lock: a rebuild holds it for minutes, and the live rows go on
  // meanwhile.
  const auto any = any_missing();
  if (!any) return any.error();
  if (!*any) return Done{};
  const std::scoped_lock one_build(building);
  std::vector<std::unique_ptr<Feed>> built;
  std::vector<Slot> reserved;
  for (const Projection* projection : projections) {
    const auto missing = is_missing(*projection);
    if (!missing) return missing.error();
    if (!*missing) continue;
    auto begun = begin_build(*projection, reserved);
    if (!begun) return begun.error();
    built.push_back(std::move(*begun));
  }
  if (built.empty()) return Done{};

  Feeds feeds;
  for (const auto& one : built) feeds.push_back(one.get());
  BuildGuard guard(*this, feeds);
  if (auto done = feed(feeds, Writes::ingested, nullptr); !done) return done;
  if (stopping) return Done{};  // What was built so far is dropped at the next start.
  for (auto& one : built) {
    auto replaced = take_over(std::move(one));
    if (!replaced) return replaced.error();
    if (!*replaced) continue;
    if (auto dropped = store.drop(**replaced); !dropped) return dropped;
  }
  return Done{};
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
  const std::scoped_lock guard(runner_.state);
  runner_.purged.clear();
  for (const Feed* feed : feeds) runner_.in_build.emplace(feed->projection->name());
}

BuildGuard::~BuildGuard() {
  const std::scoped_lock guard(runner_.state);
  runner_.purged.clear();
  runner_.in_build.clear();
}

Result<RebuildOutcome, Fault> Runner::rebuild(std::string_view name, const OnProgress& progress) {
  const Projection* projection = impl_->find(name);
  if (projection == nullptr)
    return Fault{std::string(faults::unknown), "no projection has this name"};
  const std::scoped_lock one_build(impl_->building);
  std::vector<Slot> reserved;
  auto begun = impl_->begin_build(*projection, reserved);
  if (!begun) return begun.error();
  std::unique_ptr<Feed> built = std::move(*begun);
  const BuildGuard guard(*impl_, {built.get()});
  const Slot slot = built->mark.slot;
  const auto give_up = [&](Fault fault) -> Result<RebuildOutcome, Fault> {
    // The first fault is the one to report; rows left behind are dropped at the next start.
    static_cast<void>(impl_->store.drop(slot).has_value());
    return fault;
  };

  if (auto done = impl_->feed({built.get()}, Writes::ingested, progress); !done) {
    return give_up(done.error());
  }
  if (built->mark.poison) {
    return give_up({std::string(faults::poison), "stopped by the event at position " +
                                                     std::to_string(built->mark.poison->position)});
  }
  if (impl_->stopping || built->held)
    return give_up({std::string(faults::stopped), "the rebuild was interrupted"});

  RebuildOutcome outcome;
  outcome.name = std::string(name);
  if (auto done = impl_->compare(*built, outcome); !done) return give_up(done.error());
  auto replaced = impl_->take_over(std::move(built));
  if (!replaced) return give_up(replaced.error());
  if (*replaced) {
    if (auto dropped = impl_->store.drop(**replaced); !dropped) return dropped.error();
  }
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
  if (!purged.empty()) return Done{};
  outcome.replaced = *before;
  outcome.compared = last + 1;
  return Done{};
}

}  // namespace telaio::view
