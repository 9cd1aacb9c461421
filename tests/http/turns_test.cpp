// SPDX-License-Identifier: EUPL-1.2
// One at a time for each case, in the order of asking, whoever ends whose turn on which thread.
#include "http/turns.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "http/later_answer.hpp"
#include "http/response.hpp"

namespace telaio::http {
namespace {

CaseId case_id(unsigned char number) {
  Uuid id;
  id.bytes.back() = std::byte{number};
  return CaseId(id);
}

using Turn = std::shared_ptr<Turns::Turn>;

TEST(Turns, TheFirstHasItAtOnceAndTheOthersInTheirOrder) {
  Turns turns;
  std::vector<int> order;
  Turn held;
  const auto wait_as = [&](int number) {
    return turns.take(case_id(1), [&order, &held, number](Turn turn) {
      order.push_back(number);
      held = std::move(turn);
    });
  };
  Turn first = wait_as(1);
  ASSERT_TRUE(first);
  EXPECT_FALSE(wait_as(2));
  EXPECT_FALSE(wait_as(3));
  EXPECT_TRUE(order.empty());
  first->leave();
  EXPECT_EQ(order, std::vector<int>({2}));
  first->leave();  // Once is enough.
  first.reset();
  EXPECT_EQ(order, std::vector<int>({2}));
  Turn second = std::exchange(held, nullptr);
  second.reset();  // Its end is as good as leaving.
  EXPECT_EQ(order, std::vector<int>({2, 3}));
  held.reset();
  EXPECT_TRUE(wait_as(4));
}

TEST(Turns, ACaseDoesNotWaitForAnother) {
  Turns turns;
  const Turn one = turns.take(case_id(1), [](const Turn&) {});
  EXPECT_TRUE(turns.take(case_id(2), [](const Turn&) {}));
}

TEST(Turns, ManyThreadsAreNeverTwoInOneTurnAndAllHaveTheirs) {
  Turns turns;
  constexpr int threads_count = 8;
  constexpr int rounds = 500;
  std::atomic<int> inside{0};
  std::atomic<int> done{0};
  int unguarded = 0;  // The turn is its lock: the thread sanitizer would see a race.
  const Turns::Begin work = [&](const Turn& turn) {
    EXPECT_EQ(inside.fetch_add(1), 0);
    ++unguarded;
    inside.fetch_sub(1);
    done.fetch_add(1);
    turn->leave();
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < threads_count; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < rounds; ++round) {
        if (const Turn mine = turns.take(case_id(1), work)) work(mine);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(done, threads_count * rounds);
  EXPECT_EQ(unguarded, threads_count * rounds);
}

TEST(LaterAnswer, IsTakenOnceWhicheverComesFirst) {
  for (const bool given_first : {true, false}) {
    LaterAnswer later;
    int taken = 0;
    const auto take = [&](const LaterAnswer::Next& next) {
      ++taken;
      EXPECT_FALSE(next.may_block);
      EXPECT_EQ(next.make().body, "x");
    };
    const auto give = [&] { later.give([] { return text_response(Status::ok, "x"); }); };
    if (given_first) give();
    later.then(take);
    if (!given_first) give();
    EXPECT_EQ(taken, 1);
  }
}

TEST(LaterAnswer, TwoThreadsMeetOnceHoweverTheyMeet) {
  for (int round = 0; round < 500; ++round) {
    LaterAnswer later;
    std::atomic<int> taken{0};
    std::thread giver([&] { later.go_on([] { return Response{}; }); });
    later.then([&](const LaterAnswer::Next& next) { taken += next.may_block ? 1 : 2; });
    giver.join();
    EXPECT_EQ(taken, 1);
  }
}

}  // namespace
}  // namespace telaio::http
