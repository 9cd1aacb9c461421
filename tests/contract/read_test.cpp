// SPDX-License-Identifier: EUPL-1.2
// Reading, as every engine must do it: pages, streams, instants, waiting, purged parts.
#include <gmock/gmock.h>

#include "tests/contract/engines.hpp"

namespace telaio::log::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

template <class Engine>
class Read : public LogContract<Engine> {
 protected:
  // `commits` commits of one event each, on streams 0, 1, 2, 0, 1, 2, …; one second apart.
  void write_commits(std::uint64_t commits) {
    for (std::uint64_t i = 0; i < commits; ++i) {
      this->clock.set(Instant::from_micros(start_micros).plus_seconds(static_cast<int>(i)));
      ASSERT_TRUE(appended(this->append(simple_commit(i + 1, stream_of(i % 3)))));
    }
  }
  void write_batch(std::uint64_t command, const StreamId& stream, std::size_t count) {
    std::vector<NewEvent> written;
    for (std::size_t i = 0; i < count; ++i) written.push_back(event_of_number(command + i));
    ASSERT_TRUE(appended(this->append(
        commit_of(command, {write_to(stream, Expectation::any(), std::move(written))}))));
  }
  std::optional<Position> last_at_second(int second) {
    return this->events().last_at(Instant::from_micros(start_micros).plus_seconds(second)).value();
  }
};
TYPED_TEST_SUITE(Read, Engines, EngineNames);

std::vector<Position> positions(const Page& page) {
  std::vector<Position> found;
  for (const StoredEvent& event : page.events) found.push_back(event.position);
  return found;
}

std::vector<Version> versions(const Page& page) {
  std::vector<Version> found;
  for (const StoredEvent& event : page.events) found.push_back(event.version);
  return found;
}

TYPED_TEST(Read, FindsNothingInAnEmptyLog) {
  const Page page = this->events().read_all(0, {}).value();
  EXPECT_THAT(page.events, IsEmpty());
  EXPECT_TRUE(page.end);
  EXPECT_TRUE(this->events().read_stream(stream_of(1), 0, {}).value().end);
  EXPECT_EQ(this->events().stream_version(stream_of(1)).value(), std::nullopt);
  EXPECT_EQ(this->events().last_at(Instant::from_micros(start_micros)).value(), std::nullopt);
}

TYPED_TEST(Read, GivesBackTheBytesThatWereAppended) {
  const NewEvent event = event_of_number(1, {part_of(1), part_of(2, 168)});
  ASSERT_TRUE(
      appended(this->append(commit_of(1, {write_to(stream_of(1), Expectation::any(), {event})}))));
  const Page page = this->events().read_all(0, {}).value();
  ASSERT_EQ(page.events.size(), 1);
  EXPECT_EQ(page.events[0].header, event.header);
  EXPECT_THAT(page.events[0].parts, ElementsAre(event.parts[0], event.parts[1]));
}

TYPED_TEST(Read, CutsPagesAtTheNumberOfEventsAsked) {
  this->write_commits(5);
  const Page first = this->events().read_all(0, {.events_max = 2}).value();
  EXPECT_THAT(positions(first), ElementsAre(0, 1));
  EXPECT_FALSE(first.end);
  const Page second = this->events().read_all(2, {.events_max = 3}).value();
  EXPECT_THAT(positions(second), ElementsAre(2, 3, 4));
  EXPECT_TRUE(second.end);
}

TYPED_TEST(Read, GivesAnEmptyLastPageAtTheHeadAndBeyond) {
  this->write_commits(2);
  EXPECT_THAT(this->events().read_all(2, {}).value().events, IsEmpty());
  EXPECT_TRUE(this->events().read_all(2, {}).value().end);
  EXPECT_TRUE(this->events().read_all(~Position{0}, {}).value().end);
}

TYPED_TEST(Read, CutsPagesAtTheBytesAskedButGivesAtLeastOneEvent) {
  this->write_commits(3);
  const std::size_t one = event_of_number(1).header.size();
  EXPECT_THAT(positions(this->events().read_all(0, {.bytes_max = 0}).value()), ElementsAre(0));
  EXPECT_THAT(positions(this->events().read_all(0, {.bytes_max = 2 * one - 1}).value()),
              ElementsAre(0));
  EXPECT_THAT(positions(this->events().read_all(0, {.bytes_max = 2 * one}).value()),
              ElementsAre(0, 1));
}

TYPED_TEST(Read, GivesOneEventWhenNoneIsAsked) {
  this->write_commits(2);
  EXPECT_THAT(positions(this->events().read_all(0, {.events_max = 0}).value()), ElementsAre(0));
}

TYPED_TEST(Read, FindsEveryEventWhateverThePageSize) {
  this->write_batch(1, stream_of(1), 150);
  this->write_commits(20);
  for (const std::size_t size : {1U, 7U, 64U, 65U, 200U}) {
    const auto found = all_events(this->events(), {.events_max = size});
    ASSERT_EQ(found.size(), 169);  // Command 1 of write_commits() was done already.
    for (std::size_t i = 0; i < found.size(); ++i) EXPECT_EQ(found[i].position, i);
  }
}

TYPED_TEST(Read, StartsAnywhere) {
  this->write_batch(1, stream_of(1), 150);
  for (Position from = 0; from < 150; ++from) {
    const Page page = this->events().read_all(from, {.events_max = 1}).value();
    ASSERT_EQ(page.events.size(), 1);
    EXPECT_EQ(page.events[0].position, from);
    EXPECT_EQ(page.end, from == 149);
  }
}

TYPED_TEST(Read, FollowsOneStreamInItsOrder) {
  this->write_commits(8);
  const Page page = this->events().read_stream(stream_of(1), 0, {}).value();
  EXPECT_THAT(positions(page), ElementsAre(1, 4, 7));
  EXPECT_THAT(versions(page), ElementsAre(0, 1, 2));
  EXPECT_TRUE(page.end);
}

TYPED_TEST(Read, StartsAStreamAtAVersionInsideACommit) {
  this->write_batch(1, stream_of(1), 4);
  this->write_batch(10, stream_of(2), 2);
  this->write_batch(20, stream_of(1), 3);
  const Page page = this->events().read_stream(stream_of(1), 2, {.events_max = 3}).value();
  EXPECT_THAT(versions(page), ElementsAre(2, 3, 4));
  EXPECT_THAT(positions(page), ElementsAre(2, 3, 6));
  EXPECT_FALSE(page.end);
  EXPECT_THAT(versions(this->events().read_stream(stream_of(1), 5, {}).value()), ElementsAre(5, 6));
}

TYPED_TEST(Read, GivesAnEmptyPageBeyondTheEndOfAStream) {
  this->write_commits(6);
  const Page page = this->events().read_stream(stream_of(1), 2, {}).value();
  EXPECT_THAT(page.events, IsEmpty());
  EXPECT_TRUE(page.end);
  EXPECT_THAT(this->events().read_stream(stream_of(1), ~Version{0}, {}).value().events, IsEmpty());
}

TYPED_TEST(Read, FindsTheLastEventOfAnInstant) {
  this->write_commits(4);  // Recorded at seconds 0, 1, 2, 3.
  EXPECT_EQ(this->last_at_second(-1), std::nullopt);
  EXPECT_EQ(this->last_at_second(0), 0);
  EXPECT_EQ(this->last_at_second(2), 2);
  EXPECT_EQ(this->last_at_second(3), 3);
  EXPECT_EQ(this->last_at_second(1'000), 3);
}

TYPED_TEST(Read, FindsTheEndOfACommitForItsInstant) {
  this->write_batch(1, stream_of(1), 3);
  EXPECT_EQ(this->last_at_second(0), 2);
}

TYPED_TEST(Read, WaitsUntilAPositionIsDurable) {
  EXPECT_FALSE(this->events().wait_past(0, std::chrono::milliseconds(1)));
  this->write_commits(1);
  EXPECT_TRUE(this->events().wait_past(0, std::chrono::milliseconds(0)));
  EXPECT_FALSE(this->events().wait_past(1, std::chrono::milliseconds(1)));
}

TYPED_TEST(Read, LeavesPartsOutWhenTheyAreNotWanted) {
  const NewEvent event = event_of_number(1, {part_of(1), part_of(2)});
  ASSERT_TRUE(
      appended(this->append(commit_of(1, {write_to(stream_of(1), Expectation::any(), {event})}))));
  const ReadLimits headers{.parts = false};
  const Page whole = this->events().read_all(0, headers).value();
  const Page stream = this->events().read_stream(stream_of(1), 0, headers).value();
  ASSERT_EQ(whole.events.size(), 1U);
  EXPECT_EQ(whole.events, stream.events);
  EXPECT_EQ(whole.events[0].header, event.header);
  EXPECT_THAT(whole.events[0].parts, ElementsAre(std::nullopt, std::nullopt));
}

// ---- Purged parts ----

TYPED_TEST(Read, LosesAPurgedPartAndNothingElse) {
  ASSERT_TRUE(
      appended(this->append(commit_of(1, {write_to(stream_of(1), Expectation::any(),
                                                   {event_of_number(1, {part_of(1), part_of(2)}),
                                                    event_of_number(2, {part_of(3)})})}))));
  const Head before = this->events().head();
  const Bytes entry = this->events().entry(0).value();

  const std::array purged = {PartRef{0, 0}};
  ASSERT_TRUE(this->events().purge_sealed(purged).has_value());

  const auto stored = all_events(this->events());
  EXPECT_THAT(stored[0].parts, ElementsAre(std::nullopt, part_of(2)));
  EXPECT_THAT(stored[1].parts, ElementsAre(part_of(3)));
  EXPECT_EQ(stored[0].header, event_of_number(1, {part_of(1), part_of(2)}).header);
  EXPECT_EQ(this->events().head().root, before.root);
  EXPECT_EQ(this->events().root_at(2).value(), before.root);
  EXPECT_EQ(this->events().entry(0).value(), entry);
}

TYPED_TEST(Read, PassesOverPartsThatAreNotThere) {
  this->write_commits(1);
  const std::array absent = {PartRef{0, 0}, PartRef{0, 63}, PartRef{99, 0}};
  EXPECT_TRUE(this->events().purge_sealed(absent).has_value());
  EXPECT_TRUE(this->events().purge_sealed(absent).has_value());
  EXPECT_TRUE(this->events().purge_sealed({}).has_value());
  EXPECT_EQ(all_events(this->events()).size(), 1);
}

}  // namespace
}  // namespace telaio::log::testing
