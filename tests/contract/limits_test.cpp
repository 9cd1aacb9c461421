// SPDX-License-Identifier: EUPL-1.2
// The limits of one commit, from both sides, and what is wrong with a commit whatever the log
// holds.
#include "base/limits.hpp"

#include "log/log_refusals.hpp"
#include "tests/contract/engines.hpp"

namespace telaio::log::testing {
namespace {

template <class Engine>
class CommitLimits : public LogContract<Engine> {
 protected:
  void expect_rejected(Commit commit, std::string_view code, std::uint64_t limit = 0) {
    const auto outcome = this->append(std::move(commit));
    ASSERT_TRUE(std::holds_alternative<Rejected>(outcome)) << describe(outcome);
    EXPECT_EQ(std::get<Rejected>(outcome).code, code);
    EXPECT_EQ(std::get<Rejected>(outcome).limit, limit);
    EXPECT_EQ(this->events().head().size, 0);
  }
};
TYPED_TEST_SUITE(CommitLimits, Engines, EngineNames);

Commit of_events(std::vector<NewEvent> events) {
  return commit_of(1, {write_to(stream_of(1), Expectation::any(), std::move(events))});
}

Commit of_copies(std::size_t count) {
  return of_events(std::vector<NewEvent>(count, event_of_number(1)));
}

// Header and one part that make exactly `bytes`.
NewEvent event_of_bytes(std::size_t bytes) {
  const std::size_t header = event_of_number(1, {part_of(1, 64)}).header.size();
  return event_of_number(1, {part_of(1, bytes - header)});
}

TYPED_TEST(CommitLimits, RefusesACommitWithoutWrites) {
  this->expect_rejected(commit_of(1, {}), refusals::empty_commit);
}

TYPED_TEST(CommitLimits, RefusesAWriteWithoutEvents) {
  this->expect_rejected(of_events({}), refusals::empty_commit);
}

TYPED_TEST(CommitLimits, RefusesAStreamWrittenTwice) {
  this->expect_rejected(
      commit_of(1, {write_to(stream_of(1), Expectation::any(), {event_of_number(1)}),
                    write_to(stream_of(1), Expectation::any(), {event_of_number(2)})}),
      refusals::stream_repeated);
}

TYPED_TEST(CommitLimits, RefusesAStreamBothWrittenAndGuarded) {
  this->expect_rejected(
      commit_of(1, {write_to(stream_of(1), Expectation::any(), {event_of_number(1)})},
                {{stream_of(1), Expectation::any()}}),
      refusals::stream_repeated);
}

TYPED_TEST(CommitLimits, RefusesBytesThatAreNoHeader) {
  this->expect_rejected(of_events({{to_bytes(as_bytes("not a header at all")), {}}}),
                        refusals::header_malformed);
}

TYPED_TEST(CommitLimits, RefusesAnEmptyHeader) {
  this->expect_rejected(of_events({NewEvent{}}), refusals::header_malformed);
}

TYPED_TEST(CommitLimits, RefusesAHeaderCutByOneByte) {
  NewEvent event = event_of_number(1, {part_of(1)});
  event.header.pop_back();
  this->expect_rejected(of_events({event}), refusals::header_malformed);
}

TYPED_TEST(CommitLimits, RefusesAPartThatNoDescriptorNames) {
  NewEvent event = event_of_number(1);
  event.parts.push_back(part_of(1));
  this->expect_rejected(of_events({event}), refusals::parts_mismatch);
}

TYPED_TEST(CommitLimits, RefusesADescriptorWithoutItsPart) {
  NewEvent event = event_of_number(1, {part_of(1)});
  event.parts.clear();
  this->expect_rejected(of_events({event}), refusals::parts_mismatch);
}

TYPED_TEST(CommitLimits, RefusesAPartOfAnotherLength) {
  NewEvent event = event_of_number(1, {part_of(1)});
  event.parts[0].push_back(std::byte{0});
  this->expect_rejected(of_events({event}), refusals::parts_mismatch);
}

TYPED_TEST(CommitLimits, RefusesAPartWithOneBitChanged) {
  NewEvent event = event_of_number(1, {part_of(1)});
  event.parts[0][50] ^= std::byte{1};
  this->expect_rejected(of_events({event}), refusals::parts_mismatch);
}

TYPED_TEST(CommitLimits, RefusesPartsInAnotherOrder) {
  NewEvent event = event_of_number(1, {part_of(1), part_of(2)});
  std::swap(event.parts[0], event.parts[1]);
  this->expect_rejected(of_events({event}), refusals::parts_mismatch);
}

TYPED_TEST(CommitLimits, AcceptsAnEventOfExactlyTheLargestSize) {
  EXPECT_TRUE(appended(this->append(of_events({event_of_bytes(16'777'216)}))));
}

TYPED_TEST(CommitLimits, RefusesAnEventOneByteTooLarge) {
  this->expect_rejected(of_events({event_of_bytes(16'777'217)}), refusals::too_large, 16'777'216);
}

TYPED_TEST(CommitLimits, AcceptsACommitOfExactlyTheMostEvents) {
  const auto done = appended(this->append(of_copies(10'000)));
  ASSERT_TRUE(done);
  EXPECT_EQ(done->last, 9'999);
}

TYPED_TEST(CommitLimits, RefusesACommitOfOneEventTooMany) {
  this->expect_rejected(of_copies(10'001), refusals::too_large, 10'000);
}

TYPED_TEST(CommitLimits, AcceptsExactlyTheMostStreams) {
  std::vector<Guard> guards;
  for (std::uint64_t i = 2; i <= 10'000; ++i) guards.push_back({stream_of(i), Expectation::none()});
  Commit commit = simple_commit(1, stream_of(1));
  commit.guards = std::move(guards);
  EXPECT_TRUE(appended(this->append(std::move(commit))));
}

TYPED_TEST(CommitLimits, RefusesOneStreamTooMany) {
  std::vector<Guard> guards;
  for (std::uint64_t i = 2; i <= 10'001; ++i) guards.push_back({stream_of(i), Expectation::none()});
  Commit commit = simple_commit(1, stream_of(1));
  commit.guards = std::move(guards);
  this->expect_rejected(std::move(commit), refusals::too_large, 10'000);
}

TYPED_TEST(CommitLimits, AcceptsExactlyTheMostParts) {
  EXPECT_TRUE(
      appended(this->append(of_events({event_of_number(1, std::vector<Bytes>(64, part_of(1)))}))));
}

TYPED_TEST(CommitLimits, RefusesOnePartTooMany) {
  this->expect_rejected(of_events({event_of_number(1, std::vector<Bytes>(65, part_of(1)))}),
                        refusals::too_large, 64);
}

TYPED_TEST(CommitLimits, AcceptsACommitOfExactlyTheMostBytes) {
  const NewEvent quarter = event_of_bytes(16'777'216);
  EXPECT_TRUE(appended(this->append(of_events({quarter, quarter, quarter, quarter}))));
}

TYPED_TEST(CommitLimits, RefusesACommitOfMoreBytes) {
  const NewEvent quarter = event_of_bytes(16'777'216);
  this->expect_rejected(of_events({quarter, quarter, quarter, quarter, event_of_number(1)}),
                        refusals::too_large, 67'108'864);
}

}  // namespace
}  // namespace telaio::log::testing
