// SPDX-License-Identifier: EUPL-1.2
// Appending, as every engine must do it: expectations, guards, repeated commands, order.
#include <gmock/gmock.h>

#include "tests/contract/engines.hpp"

namespace telaio::log::testing {
namespace {

template <class Engine>
class Append : public LogContract<Engine> {
 protected:
  // Gives the stream `count` events, in one commit.
  void write_events(const StreamId& stream, std::size_t count, std::uint64_t command) {
    std::vector<NewEvent> written;
    for (std::size_t i = 0; i < count; ++i) written.push_back(event_of_number(command + i));
    ASSERT_TRUE(appended(this->append(
        commit_of(command, {write_to(stream, Expectation::any(), std::move(written))}))));
  }
  AppendOutcome append_expecting(Expectation expected) {
    return this->append(commit_of(900, {write_to(stream_of(1), expected, {event_of_number(900)})}));
  }
  AppendOutcome append_guarded(Expectation expected) {
    return this->append(
        commit_of(900, {write_to(stream_of(2), Expectation::any(), {event_of_number(900)})},
                  {{stream_of(1), expected}}));
  }
};
TYPED_TEST_SUITE(Append, Engines, EngineNames);

constexpr Version minus_one = ~Version{0};
constexpr Version minus_two = minus_one - 1;

// ---- Expectations on a stream without events ----

TYPED_TEST(Append, AcceptsAnyExpectationOnANewStream) {
  EXPECT_TRUE(std::holds_alternative<Appended>(this->append_expecting(Expectation::any())));
}

TYPED_TEST(Append, AcceptsNoneOnANewStream) {
  EXPECT_TRUE(std::holds_alternative<Appended>(this->append_expecting(Expectation::none())));
}

TYPED_TEST(Append, RefusesExistsOnANewStream) {
  const auto outcome = this->append_expecting(Expectation::exists());
  ASSERT_TRUE(std::holds_alternative<Conflict>(outcome));
  EXPECT_EQ(std::get<Conflict>(outcome).stream, stream_of(1));
  EXPECT_EQ(std::get<Conflict>(outcome).current, std::nullopt);
}

TYPED_TEST(Append, RefusesEveryExactVersionOnANewStream) {
  for (const Version version :
       {minus_two, minus_one, Version{0}, Version{1}, Version{2}, Version{3}}) {
    EXPECT_TRUE(
        std::holds_alternative<Conflict>(this->append_expecting(Expectation::exact(version))))
        << version;
  }
  EXPECT_EQ(this->events().head().size, 0);
}

// ---- Expectations on a stream with events ----

TYPED_TEST(Append, AcceptsAnyOnAStreamWithEvents) {
  this->write_events(stream_of(1), 3, 1);
  EXPECT_TRUE(std::holds_alternative<Appended>(this->append_expecting(Expectation::any())));
}

TYPED_TEST(Append, AcceptsExistsOnAStreamWithEvents) {
  this->write_events(stream_of(1), 3, 1);
  EXPECT_TRUE(std::holds_alternative<Appended>(this->append_expecting(Expectation::exists())));
}

TYPED_TEST(Append, RefusesNoneOnAStreamWithEvents) {
  this->write_events(stream_of(1), 3, 1);
  const auto outcome = this->append_expecting(Expectation::none());
  ASSERT_TRUE(std::holds_alternative<Conflict>(outcome));
  EXPECT_EQ(std::get<Conflict>(outcome).current, 2);
}

// E-24: a version above the real one, once accepted somewhere, left a hole in the stream.
TYPED_TEST(Append, AcceptsOnlyTheExactVersionOfTheLastEvent) {
  for (Version last = 0; last < 5; ++last) {
    const StreamId stream = stream_of(100 + last);
    this->write_events(stream, last + 1, 1'000 * (last + 1));
    for (Version version = minus_two; version != last + 4; ++version) {
      if (version == last) continue;
      const auto outcome = this->append(
          commit_of(900, {write_to(stream, Expectation::exact(version), {event_of_number(1)})}));
      ASSERT_TRUE(std::holds_alternative<Conflict>(outcome)) << last << " expecting " << version;
      EXPECT_EQ(std::get<Conflict>(outcome).current, last);
    }
    EXPECT_TRUE(appended(this->append(commit_of(
        9'000 + last, {write_to(stream, Expectation::exact(last), {event_of_number(1)})}))));
    EXPECT_EQ(this->events().stream_version(stream).value(), last + 1);
  }
}

// ---- Guards ----

TYPED_TEST(Append, HoldsGuardsOnANewStream) {
  EXPECT_TRUE(std::holds_alternative<GuardFailed>(this->append_guarded(Expectation::exists())));
  EXPECT_TRUE(std::holds_alternative<GuardFailed>(this->append_guarded(Expectation::exact(0))));
  EXPECT_TRUE(std::holds_alternative<Appended>(this->append_guarded(Expectation::none())));
}

TYPED_TEST(Append, HoldsGuardsOnAStreamWithEvents) {
  this->write_events(stream_of(1), 2, 1);
  EXPECT_TRUE(std::holds_alternative<GuardFailed>(this->append_guarded(Expectation::none())));
  EXPECT_TRUE(std::holds_alternative<GuardFailed>(this->append_guarded(Expectation::exact(0))));
  const auto outcome = this->append_guarded(Expectation::exact(2));
  ASSERT_TRUE(std::holds_alternative<GuardFailed>(outcome));
  EXPECT_EQ(std::get<GuardFailed>(outcome).stream, stream_of(1));
  EXPECT_EQ(std::get<GuardFailed>(outcome).current, 1);
  EXPECT_TRUE(std::holds_alternative<Appended>(this->append_guarded(Expectation::exact(1))));
}

TYPED_TEST(Append, WritesNothingToAGuardedStream) {
  this->write_events(stream_of(1), 1, 1);
  ASSERT_TRUE(appended(this->append_guarded(Expectation::exists())));
  EXPECT_EQ(this->events().stream_version(stream_of(1)).value(), 0);
}

// ---- All or nothing ----

TYPED_TEST(Append, WritesAllStreamsOfACommitInItsOrder) {
  std::vector<NewEvent> two;
  two.push_back(event_of_number(1));
  two.push_back(event_of_number(2));
  const auto outcome = this->append(
      commit_of(7, {write_to(stream_of(5), Expectation::none(), std::move(two)),
                    write_to(stream_of(3), Expectation::none(), {event_of_number(3)})}));
  const auto done = appended(outcome);
  ASSERT_TRUE(done);
  EXPECT_EQ(done->first, 0);
  EXPECT_EQ(done->last, 2);

  const auto stored = all_events(this->events());
  ASSERT_EQ(stored.size(), 3);
  EXPECT_EQ(stored[0].stream, stream_of(5));
  EXPECT_EQ(stored[1].stream, stream_of(5));
  EXPECT_EQ(stored[1].version, 1);
  EXPECT_EQ(stored[2].stream, stream_of(3));
  EXPECT_EQ(stored[2].version, 0);
  for (std::uint32_t place = 0; place < 3; ++place) {
    EXPECT_EQ(stored[place].position, place);
    EXPECT_EQ(stored[place].place, place);
    EXPECT_EQ(stored[place].commit_size, 3);
    EXPECT_EQ(stored[place].command, command_of(7));
    EXPECT_EQ(stored[place].commit_end(), 2);
    EXPECT_EQ(stored[place].ends_commit(), place == 2);
  }
}

TYPED_TEST(Append, WritesNothingWhenOneStreamOfSeveralConflicts) {
  this->write_events(stream_of(1), 1, 1);
  const auto outcome = this->append(
      commit_of(7, {write_to(stream_of(5), Expectation::none(), {event_of_number(1)}),
                    write_to(stream_of(1), Expectation::none(), {event_of_number(2)})}));
  EXPECT_TRUE(std::holds_alternative<Conflict>(outcome));
  EXPECT_EQ(this->events().head().size, 1);
  EXPECT_EQ(this->events().stream_version(stream_of(5)).value(), std::nullopt);
}

TYPED_TEST(Append, GivesPositionsWithoutGapsAcrossRefusedCommits) {
  ASSERT_TRUE(appended(this->append(simple_commit(1, stream_of(1)))));
  ASSERT_TRUE(std::holds_alternative<Conflict>(this->append(
      commit_of(2, {write_to(stream_of(1), Expectation::none(), {event_of_number(2)})}))));
  ASSERT_TRUE(std::holds_alternative<Rejected>(this->append(commit_of(3, {}))));
  const auto next = appended(this->append(simple_commit(4, stream_of(2))));
  ASSERT_TRUE(next);
  EXPECT_EQ(next->first, 1);
}

TYPED_TEST(Append, TellsApartStreamsOfOneIdAndTwoKinds) {
  ASSERT_TRUE(appended(this->append(simple_commit(1, stream_of(1, 4)))));
  ASSERT_TRUE(appended(this->append(
      commit_of(2, {write_to(stream_of(1, 5), Expectation::none(), {event_of_number(2)})}))));
  EXPECT_EQ(this->events().stream_version(stream_of(1, 4)).value(), 0);
  EXPECT_EQ(this->events().stream_version(stream_of(1, 5)).value(), 0);
}

// ---- Repeated commands ----

TYPED_TEST(Append, AnswersARepeatedCommandWithItsFirstOutcome) {
  this->clock.set(Instant::from_micros(start_micros + 5));
  const auto first = appended(this->append(simple_commit(1, stream_of(1))));
  ASSERT_TRUE(appended(this->append(simple_commit(2, stream_of(1)))));
  this->clock.set(Instant::from_micros(start_micros + 2'592'000'000'000));  // Thirty days later.

  const auto again = appended(this->append(simple_commit(1, stream_of(1))));
  ASSERT_TRUE(first && again);
  EXPECT_FALSE(first->duplicate);
  EXPECT_TRUE(again->duplicate);
  EXPECT_EQ(again->first, 0);
  EXPECT_EQ(again->last, 0);
  EXPECT_EQ(again->recorded, Instant::from_micros(start_micros + 5));
  EXPECT_EQ(this->events().head().size, 2);
}

TYPED_TEST(Append, FindsARepeatedCommandBeforeItLooksAtExpectations) {
  const auto commit = [] {
    return commit_of(1, {write_to(stream_of(1), Expectation::none(), {event_of_number(1)})});
  };
  ASSERT_TRUE(appended(this->append(commit())));
  const auto again = appended(this->append(commit()));
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->duplicate);
}

TYPED_TEST(Append, RefusesACommandIdUsedForAnotherRequest) {
  ASSERT_TRUE(appended(this->append(simple_commit(1, stream_of(1)))));
  Commit other = simple_commit(1, stream_of(1));
  other.request_hash = request_of("another request");
  const auto outcome = this->append(std::move(other));
  ASSERT_TRUE(std::holds_alternative<CommandIdReused>(outcome));
  EXPECT_EQ(std::get<CommandIdReused>(outcome).first_outcome.first, 0);
  EXPECT_EQ(this->events().head().size, 1);
}

TYPED_TEST(Append, DoesNotRememberACommandThatWasRefused) {
  this->write_events(stream_of(1), 1, 1);
  const auto commit = [](Expectation expected) {
    return commit_of(7, {write_to(stream_of(1), expected, {event_of_number(7)})});
  };
  ASSERT_TRUE(std::holds_alternative<Conflict>(this->append(commit(Expectation::none()))));
  const auto done = appended(this->append(commit(Expectation::exact(0))));
  ASSERT_TRUE(done);
  EXPECT_FALSE(done->duplicate);
}

TYPED_TEST(Append, KnowsWhichCommandsWereDone) {
  ASSERT_TRUE(appended(this->append(simple_commit(1, stream_of(1)))));
  const auto done = this->events().find_commit(command_of(1), request_of("request 1")).value();
  ASSERT_TRUE(done.first_outcome);
  EXPECT_EQ(done.first_outcome->first, 0);
  EXPECT_TRUE(done.first_outcome->duplicate);
  EXPECT_FALSE(done.request_differs);

  EXPECT_TRUE(
      this->events().find_commit(command_of(1), request_of("other")).value().request_differs);
  EXPECT_FALSE(this->events()
                   .find_commit(command_of(2), request_of("request 2"))
                   .value()
                   .first_outcome.has_value());
}

// ---- Time ----

TYPED_TEST(Append, RecordsOneInstantForTheWholeCommit) {
  std::vector<NewEvent> two;
  two.push_back(event_of_number(1));
  two.push_back(event_of_number(2));
  const auto done = appended(
      this->append(commit_of(1, {write_to(stream_of(1), Expectation::any(), std::move(two))})));
  ASSERT_TRUE(done);
  EXPECT_EQ(done->recorded, Instant::from_micros(start_micros));
  for (const StoredEvent& event : all_events(this->events())) {
    EXPECT_EQ(event.recorded, Instant::from_micros(start_micros));
  }
}

TYPED_TEST(Append, RepeatsTheLastInstantWhenTheClockGoesBack) {
  ASSERT_TRUE(appended(this->append(simple_commit(1, stream_of(1)))));
  this->clock.set(Instant::from_micros(start_micros - 3'600'000'000));
  const auto done = appended(this->append(simple_commit(2, stream_of(1))));
  ASSERT_TRUE(done);
  EXPECT_EQ(done->recorded, Instant::from_micros(start_micros));
  EXPECT_EQ(this->events().head().last_recorded, Instant::from_micros(start_micros));
}

}  // namespace
}  // namespace telaio::log::testing
