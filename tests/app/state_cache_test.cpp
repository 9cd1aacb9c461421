// SPDX-License-Identifier: EUPL-1.2
#include "app/state_cache.hpp"

#include <gtest/gtest.h>

namespace telaio::app {
namespace {

struct Count {
  int value = 0;
};
struct Other {
  int value = 0;
};

struct Total {
  static constexpr bool keeps_no_facts = true;
  int value = 0;
};

log::StreamId stream(unsigned char n) {
  Uuid id;
  id.bytes.fill(std::byte{n});
  return {1, id};
}

TEST(StateCache, GivesBackWhatWasKeptOfThatStreamAndThatKind) {
  StateCache cache;
  cache.keep(stream(1), 10, Count{7});
  const auto kept = cache.find<Count>(stream(1));
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->next, 10U);
  EXPECT_EQ(kept->state.value, 7);
  EXPECT_FALSE(cache.find<Count>(stream(2)));
  EXPECT_FALSE(cache.find<Other>(stream(1)));
}

TEST(StateCache, LeavesShortStreamsAlone) {
  StateCache cache;
  cache.keep(stream(1), cached_stream_events_min - 1, Count{7});
  EXPECT_FALSE(cache.find<Count>(stream(1)));
  cache.keep(stream(1), cached_stream_events_min, Count{7});
  EXPECT_TRUE(cache.find<Count>(stream(1)));
}

// Two threads that loaded the stream at different times keep it in any order.
TEST(StateCache, NeverGoesBackToAnOlderState) {
  StateCache cache;
  cache.keep(stream(1), 12, Count{12});
  cache.keep(stream(1), 11, Count{11});
  EXPECT_EQ(cache.find<Count>(stream(1))->state.value, 12);
  cache.keep(stream(1), 13, Count{13});
  EXPECT_EQ(cache.find<Count>(stream(1))->state.value, 13);
  EXPECT_EQ(cache.facts(), 13U);
}

TEST(StateCache, DropsTheLeastRecentlyUsedWhenItIsFull) {
  StateCache cache(30);
  cache.keep(stream(1), 10, Count{1});
  cache.keep(stream(2), 10, Count{2});
  cache.keep(stream(3), 10, Count{3});
  EXPECT_EQ(cache.facts(), 30U);
  EXPECT_TRUE(cache.find<Count>(stream(1)));
  cache.keep(stream(4), 10, Count{4});
  EXPECT_EQ(cache.facts(), 30U);
  EXPECT_FALSE(cache.find<Count>(stream(2)));
  EXPECT_TRUE(cache.find<Count>(stream(1)));
  EXPECT_TRUE(cache.find<Count>(stream(3)));
  EXPECT_TRUE(cache.find<Count>(stream(4)));
}

TEST(StateCache, KeepsAStreamOfTheWholeSizeAndNotOneEventMore) {
  StateCache cache(30);
  cache.keep(stream(1), 31, Count{1});
  EXPECT_FALSE(cache.find<Count>(stream(1)));
  cache.keep(stream(1), 30, Count{1});
  EXPECT_TRUE(cache.find<Count>(stream(1)));
}

// Of how many facts it was folded says nothing about its size: the cases of one office, each of
// thousands of facts, must not drive each other out.
TEST(StateCache, AStateThatKeepsNoFactsIsSmallHoweverLongItsStream) {
  StateCache cache(4 * cached_stream_events_min);
  for (unsigned char n = 1; n <= 4; ++n) cache.keep(stream(n), 5'000, Total{n});
  for (unsigned char n = 1; n <= 4; ++n) EXPECT_TRUE(cache.find<Total>(stream(n))) << int{n};
  EXPECT_EQ(cache.facts(), 4 * cached_stream_events_min);
  cache.keep(stream(5), 5'000, Total{5});
  EXPECT_FALSE(cache.find<Total>(stream(1)));
}

}  // namespace
}  // namespace telaio::app
