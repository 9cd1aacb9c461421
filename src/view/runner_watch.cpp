// SPDX-License-Identifier: EUPL-1.2
// Who watches the projections: that each consumed every position (E-6), and that none stays behind
// in silence (E-10).
#include <algorithm>

#include "base/clock.hpp"
#include "view/positions.hpp"
#include "view/runner_impl.hpp"
#include "view/view_faults.hpp"

namespace telaio::view {
namespace {

// Rolling hashes remembered, so that status() only goes on from there.
constexpr std::size_t remembered_max = 16;

}  // namespace

std::uint64_t Runner::Impl::expected(std::uint64_t applied) const {
  auto before = std::prev(expected_rolling.upper_bound(applied));
  std::uint64_t rolling = before->second;
  for (Position at = before->first; at < applied; ++at) rolling = roll(rolling, at);
  expected_rolling[applied] = rolling;
  // Only the ends matter from now on; the first entry is that of no event.
  while (expected_rolling.size() > remembered_max) {
    expected_rolling.erase(std::next(expected_rolling.begin()));
  }
  return rolling;
}

bool Runner::Impl::sees_all(const Mark& mark) const {
  return mark.count == mark.applied && mark.rolling == expected(mark.applied);
}

void Runner::Impl::isolate(const Feeds& feeds, Position expected, std::string_view code) {
  for (Feed* feed : feeds) {
    if (!feed->active() || feed->mark.applied != expected) continue;
    // Between two commits nothing is half there: what was applied stays.
    if (feed->whole) {
      feed->safe = feed->mark;
      feed->safe_count = feed->rows.count();
    }
    feed->stop_at(expected, code);
  }
}

bool Runner::Impl::isolate_unless_whole(Feed& feed) {
  if (continues(feed.stored, feed.mark)) return true;
  feed.reset();
  feed.mark.poison = Poison{feed.mark.applied, std::string(faults::positions_incomplete)};
  return false;
}

Result<Done, Fault> Runner::Impl::check_marks() {
  const std::scoped_lock hold(feeding);
  Feeds lacking;
  for (const auto& [name, feed] : live) {
    if (feed->mark.poison) continue;
    const std::scoped_lock guard(state);
    if (!sees_all(feed->stored)) lacking.push_back(feed.get());
  }
  for (Feed* feed : lacking) {
    feed->reset();
    feed->mark.poison = Poison{feed->mark.applied, std::string(faults::positions_incomplete)};
  }
  return flush(lacking, Writes::batched);
}

bool Runner::Impl::is_stalled(const Published& one, std::uint64_t head, Instant now) const {
  if (!stall_after || one.stopped || one.applied >= head) return false;
  return now > one.progress.plus_micros(std::chrono::microseconds(*stall_after).count());
}

void Runner::Impl::watch(std::uint64_t head) {
  const std::scoped_lock hold(feeding);
  const Instant now = monotonic_now();
  const std::scoped_lock guard(state);
  for (auto& [name, one] : published) {
    if (one.applied >= head) one.progress = now;
    if (!is_stalled(one, head, now)) continue;
    // Whatever it holds in memory goes; the next cycle takes it up where its rows end. `progress`
    // stays: it is stalled until an event is applied. The next attempt waits as long again.
    if (now < one.restarted.plus_micros(std::chrono::microseconds(*stall_after).count())) continue;
    live.erase(name);
    one.restarted = now;
    ++one.restarts;
  }
}

}  // namespace telaio::view
