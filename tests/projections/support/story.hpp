// SPDX-License-Identifier: EUPL-1.2
// Tells facts to a log in memory, as commands would have appended them, and folds prefixes of it:
// for tests of projections. Everything is deterministic: ids count, the clock is set by the test.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <vector>

#include "base/clock.hpp"
#include "log/memory/memory_log.hpp"
#include "view/memory_rows.hpp"
#include "view/runner.hpp"

namespace telaio::testing {

// The n-th id of a kind; ids of different kinds are different too.
template <class Kind>
Kind id(std::uint64_t n) {
  Kind made;
  for (int byte = 0; byte < 8; ++byte) {
    made.bytes[15 - static_cast<std::size_t>(byte)] = static_cast<std::byte>(n >> (8 * byte));
  }
  return made;
}
inline EventId event_id(std::uint64_t n) {
  EventId made = id<EventId>(n);
  made.bytes[0] = std::byte{0xe0};
  return made;
}

// A fact the log holds.
struct Told {
  log::Position position = 0;
  EventId event;
  log::StreamId stream;
};

struct Detail {
  std::optional<Date> effective_to;
  std::vector<Uuid> sealed_for;  // One sealed part for each subject, of class P1.
  schema::VisibilityClass visibility = schema::VisibilityClass::p3;
  OperatorId by;
};

class Story {
 public:
  Story();
  ~Story();

  // The clock's date from now on, at 10:00 UTC.
  Story& today(Date day);

  // One fact, one commit, on the stream it belongs to; what several tell() calls append between
  // begin() and commit() is one commit.
  template <class FactT>
  Told tell(FactT fact, Date effective, Detail detail = {}) {
    schema::FactUnion any;
    any.Set(std::move(fact));
    return tell_any(any, effective, detail);
  }
  void begin();
  void commit();

  Told make_void(const Told& original);
  Told correct_date(const Told& original, Date effective);
  Told correct_text(const Told& original);

  log::EventLog& events() { return *log_; }
  const log::EventLog& events() const { return *log_; }
  std::uint64_t size() const { return log_->head().size; }

  // Derived values of an event, as a vault would make them.
  void derive(const Told& told, view::Derived derived) {
    derived_[told.event] = std::move(derived);
  }
  void forget(const PersonId& subject);
  view::DerivedValues& derived_values();

 private:
  class Values;
  Told tell_any(const schema::FactUnion& fact, Date effective, const Detail& detail);
  Told correct(const Told& original, schema::EventCorrectedT correction);
  Told append(const log::StreamId& stream, schema::HeaderT header,
              const std::vector<Uuid>& sealed_for);

  ManualClock clock_;
  std::unique_ptr<log::StoredLog> log_;
  std::unique_ptr<Values> values_;
  std::map<EventId, view::Derived> derived_;
  std::optional<log::Commit> open_;
  std::uint64_t open_events_ = 0;
  std::uint64_t events_told_ = 0;
  std::uint64_t commits_told_ = 0;
};

// Folds `projection` over the log, position by position, into rows in memory.
class Fold {
 public:
  Fold(const log::EventLog& events, const view::Projection& projection,
       view::DerivedValues* derived);
  // Goes on until everything up to `position` is applied.
  void advance_to(log::Position position);
  const view::MemoryRows& rows() const { return rows_; }

 private:
  void apply(const log::StoredEvent& event);

  const log::EventLog& events_;
  const view::Projection& projection_;
  view::DerivedValues* derived_;
  view::MemoryRows rows_;
  log::Position next_ = 0;
};

// A folder that is removed at the end.
class Folder {
 public:
  Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder();
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// A store with a runner over it.
struct Views {
  Views(Story& story, std::vector<const view::Projection*> projections);
  Folder folder;
  std::unique_ptr<view::Store> store;
  std::unique_ptr<view::Runner> runner;
};

// Seed of this run: TELAIO_SEED, or a fixed one. Printed, so a failure can be run again.
std::uint64_t test_seed();

// Some months of an invented Ambito: people, households, cases, services, fees, attestations, ADI
// paths, accesses, corrections of all of them, commits of several events, facts told late.
void tell_random(Story& story, std::mt19937_64& random, std::size_t commits);
// How many of each kind of thing tell_random invents; ids count from 1.
inline constexpr std::uint64_t random_persons = 12;
inline constexpr std::uint64_t random_households = 5;
inline constexpr std::uint64_t random_cases = 8;
inline constexpr std::uint64_t random_services = 10;
// And the dates it uses.
inline constexpr Date random_first_day = Date::from_days(19'723);  // 2024-01-01
inline constexpr Date random_last_day = Date::from_days(20'453);   // 2025-12-31

// For 100 random positions and dates, `ask(rows, on)` on the store as of the position answers what
// it answers on a fold of that prefix alone.
template <class Ask>
void same_as_a_fold_of_the_prefix(Story& story, const view::Projection& projection,
                                  std::mt19937_64& random, const Ask& ask) {
  Views views(story, {&projection});
  ASSERT_TRUE(views.runner->catch_up().has_value());
  std::vector<log::Position> positions(100);
  for (auto& position : positions) position = random() % story.size();
  std::ranges::sort(positions);
  Fold fold(story.events(), projection, &story.derived_values());
  for (const log::Position position : positions) {
    const auto span = static_cast<std::uint64_t>(days_between(random_first_day, random_last_day));
    const Date on = random_first_day.plus_days(static_cast<std::int32_t>(random() % (span + 60)));
    const auto page = story.events().read_all(position, {1, 1});
    ASSERT_TRUE(page.has_value());
    fold.advance_to(page->events.front().commit_end());
    const auto answer =
        views.runner->ask(projection.name(), view::At{position, std::nullopt, {}},
                          [&](const view::ReadRows& rows) { return ask(rows, on); });
    ASSERT_TRUE(answer.has_value()) << answer.error().detail;
    ASSERT_EQ(answer->value, ask(fold.rows(), on))
        << "as of " << position << ", on " << to_string(on);
  }
}

}  // namespace telaio::testing
