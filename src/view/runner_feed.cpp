// SPDX-License-Identifier: EUPL-1.2
// Reading the log once and applying each event to every feed that is due for it.
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <exception>

#include "base/assert.hpp"
#include "base/limits.hpp"
#include "base/zone.hpp"
#include "schemas/verified.hpp"
#include "view/positions.hpp"
#include "view/runner_impl.hpp"
#include "view/view_faults.hpp"

namespace telaio::view {
namespace {

Date date_of(Instant recorded, RomeDay& day) {
  if (recorded < day.start || recorded >= day.end) {
    day.day = rome_date(recorded);
    day.start = rome_day_start(day.day);
    day.end = rome_day_end(day.day);
  }
  return day.day;
}

Recorded recorded_of(const log::StoredEvent& stored, RomeDay& day) {
  Recorded recorded;
  recorded.position = stored.position;
  recorded.stream = stored.stream;
  recorded.version = stored.version;
  recorded.recorded = stored.recorded;
  recorded.recorded_on = date_of(stored.recorded, day);
  recorded.header = schema::verified_header(stored.header);
  return recorded;
}

// The event that a correction names, read back from the log.
struct Original {
  log::StoredEvent stored;
  OpenedEvent opened;
};

// Nothing when no such event can be corrected.
Result<std::optional<Original>, Fault> find_original(const log::EventLog& events,
                                                     const log::StoredEvent& correction,
                                                     const schema::EventCorrected& fact,
                                                     RomeDay& day) {
  if (fact.original_position() >= correction.position) return std::optional<Original>();
  auto page = events.read_all(fact.original_position(), log::ReadLimits{1, 1});
  if (!page) return page.error();
  TELAIO_ASSERT(!page->events.empty());
  Original original;
  original.stored = std::move(page->events.front());
  original.opened.recorded = recorded_of(original.stored, day);
  const schema::Header* header = original.opened.recorded.header;
  if (header == nullptr || plain(header->event()) != plain(fact.original())) {
    return std::optional<Original>();
  }
  if (header->fact_type() == schema::Fact::EventCorrected) return std::optional<Original>();
  return std::optional(std::move(original));
}

// False: not to be had now.
bool make_derived(DerivedValues* values, const log::StoredEvent& stored, OpenedEvent& event) {
  if (event.derived_made || values == nullptr) return true;
  auto made = values->of(stored, *event.recorded.header);
  if (!made) return false;
  event.derived = std::move(*made);
  event.derived_made = true;
  return true;
}

// `recorded` with its derived value, if the projection wants one; false: not to be had now.
bool complete(const Projection& projection, DerivedValues* values, const log::StoredEvent& stored,
              OpenedEvent& event, Recorded& recorded) {
  recorded = event.recorded;
  if (!projection.wants_derived(*recorded.header)) return true;
  if (!make_derived(values, stored, event)) return false;
  recorded.derived = event.derived ? &*event.derived : nullptr;
  return true;
}

void advance(Feed& feed, const log::StoredEvent& event, bool access, bool wrote) {
  feed.mark.applied = event.position + 1;
  feed.mark.count += 1;
  feed.mark.rolling = roll(feed.mark.rolling, event.position);
  feed.mark.last_recorded = event.recorded;
  feed.whole = event.ends_commit();
  if (access) return;
  feed.live = feed.mark.applied;
  if (wrote) feed.touched = feed.mark.applied;
}

}  // namespace

void Feed::rewind() {
  rows.rewind(safe_count);
  mark = safe;
  whole = true;
}

void Feed::stop_at(Position position, std::string_view code) {
  rewind();
  mark.poison = Poison{position, std::string(code)};
}

void Feed::reset() {
  rows.clear();
  mark = stored;
  safe = stored;
  safe_count = 0;
  whole = true;
}

Result<Done, Fault> Runner::Impl::feed_event(const Feeds& feeds, const log::StoredEvent& event,
                                             RomeDay& day) {
  OpenedEvent opened;
  opened.recorded = recorded_of(event, day);
  const schema::Header* header = opened.recorded.header;
  std::optional<Original> original;
  const auto* correction =
      header == nullptr ? nullptr : opened.recorded.fact<schema::EventCorrected>();
  if (correction != nullptr) {
    auto found = find_original(events, event, *correction, day);
    if (!found) return found.error();
    original = std::move(*found);
  }
  for (Feed* feed : feeds) {
    if (!feed->active() || feed->mark.applied != event.position) continue;
    if (event.place == 0) {
      feed->safe = feed->mark;
      feed->safe_count = feed->rows.count();
    }
    if (header == nullptr) {
      feed->stop_at(event.position, faults::header_malformed);
      continue;
    }
    Recorded recorded;
    Recorded corrected;
    bool ready = complete(*feed->projection, derived, event, opened, recorded);
    if (original) {
      ready = ready &&
              complete(*feed->projection, derived, original->stored, original->opened, corrected);
      recorded.original = &corrected;
    }
    if (!ready) {
      feed->rewind();
      feed->held = true;
      continue;
    }
    feed->rows.begin(event.position);
    const std::size_t before = feed->rows.count();
    try {
      feed->projection->apply(recorded, feed->rows);
    } catch (const std::exception&) {
      feed->stop_at(event.position, faults::apply_failed);
      continue;
    }
    if (auto fault = feed->rows.fault()) return *fault;
    advance(*feed, event, header->fact_type() == schema::Fact::RecordAccessed,
            feed->rows.count() != before);
  }
  return Done{};
}

Result<Done, Fault> Runner::Impl::flush(const Feeds& feeds, Writes writes) {
  if (writes == Writes::ingested) {
    for (Feed* feed : feeds) {
      if (auto done = feed->rows.ingest(); !done) return done;
      feed->safe = feed->mark;
      feed->safe_count = 0;
    }
    return Done{};
  }
  rocksdb::WriteBatch batch;
  Feeds written;
  for (Feed* feed : feeds) {
    if (feed->mark == feed->stored) continue;
    if (isolate_unless_whole(*feed)) {
      if (auto done = feed->rows.add_to(batch); !done) return done;
    }
    const Bytes mark = encode_mark(feed->mark);
    const auto added = batch.Put(store.impl().marks.get(),
                                 slice_of(as_bytes(feed->projection->name())), slice_of(mark));
    if (!added.ok()) return store_fault(faults::write_failed, "write a mark", added);
    written.push_back(feed);
  }
  if (written.empty()) return Done{};
  const auto status = store.impl().db->Write(rocksdb::WriteOptions(), &batch);
  if (!status.ok()) return store_fault(faults::write_failed, "write rows", status);
  for (Feed* feed : written) {
    feed->rows.clear();
    feed->stored = feed->mark;
    feed->safe = feed->mark;
    feed->safe_count = 0;
  }
  publish();
  return Done{};
}

Result<Done, Fault> Runner::Impl::feed_page(const Feeds& feeds, Writes writes,
                                            const log::Page& page, RomeDay& day) {
  const std::size_t bytes_max =
      writes == Writes::batched ? limits::view_batch_bytes_max : store.impl().run_bytes;
  for (const log::StoredEvent& event : page.events) {
    if (auto done = feed_event(feeds, event, day); !done) return done;
    if (!event.ends_commit()) continue;
    std::size_t bytes = 0;
    std::uint64_t events_pending = 0;
    for (const Feed* feed : feeds) {
      bytes += feed->rows.bytes();
      events_pending = std::max(events_pending, feed->mark.applied - feed->stored.applied);
    }
    const bool many = writes == Writes::batched && events_pending >= limits::view_batch_events_max;
    if (bytes < bytes_max && !many) continue;
    if (auto done = flush(feeds, writes); !done) return done;
  }
  return Done{};
}

Result<Done, Fault> Runner::Impl::feed(const Feeds& feeds, Writes writes,
                                       const OnProgress& progress) {
  RomeDay day;
  for (Feed* feed : feeds) feed->held = false;
  while (!stopping) {
    const auto behind = [](const Feed* a, const Feed* b) {
      if (a->active() != b->active()) return a->active();
      return a->mark.applied < b->mark.applied;
    };
    const auto first = std::ranges::min_element(feeds, behind);
    if (first == feeds.end() || !(*first)->active()) break;
    const Position from = (*first)->mark.applied;
    auto page = events.read_all(from, log::ReadLimits{});
    // A damaged record spoils its page: go up to it one by one, so that the rows stop just before.
    if (!page) page = events.read_all(from, log::ReadLimits{1, 1});
    if (!page) {
      auto written = finish(feeds, writes);
      return written ? Result<Done, Fault>(page.error()) : written;
    }
    const auto broken = page_break(page->events, from);
    if (broken) page->events.resize(broken->index);
    if (page->events.empty() && !broken) break;
    {
      std::unique_lock page_of_build(applying, std::defer_lock);
      if (writes == Writes::ingested) page_of_build.lock();
      if (auto done = feed_page(feeds, writes, *page, day); !done) return done;
    }
    if (writes == Writes::ingested) show_progress(feeds);
    if (broken) {
      isolate(feeds, broken->expected, broken->code);
      continue;
    }
    if (progress) {
      const Position reached = page->events.back().position + 1;
      progress({(*first)->projection->name(), reached, std::max(events.head().size, reached)});
    }
  }
  return finish(feeds, writes);
}

void Runner::Impl::show_progress(const Feeds& feeds) {
  const std::scoped_lock guard(state);
  for (const Feed* feed : feeds) {
    const auto found = in_build.find(feed->projection->name());
    if (found != in_build.end()) found->second = feed->mark.applied;
  }
}

Result<Done, Fault> Runner::Impl::finish(const Feeds& feeds, Writes writes) {
  std::unique_lock end_of_build(applying, std::defer_lock);
  if (writes == Writes::ingested) end_of_build.lock();
  // A stop in the middle of a commit leaves its first events unwritten.
  for (Feed* feed : feeds) {
    if (!feed->whole) feed->rewind();
  }
  return flush(feeds, writes);
}

}  // namespace telaio::view
