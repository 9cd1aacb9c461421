// SPDX-License-Identifier: EUPL-1.2
// What must hold for every call and every set of applications, tried on random ones.
#include <algorithm>
#include <random>

#include "tests/domain/access/fixtures.hpp"

namespace telaio::domain::access {
namespace {

using namespace telaio::domain::access::testing;

constexpr std::uint64_t seed = 20'260'320;
constexpr int rounds = 200;

class Story {
 public:
  explicit Story(std::uint64_t round) : random_(seed + round) {}

  std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(random_() % bound); }

  // Few different values, so that ties are common.
  Application application(std::uint32_t number) {
    Application one = applicant(number);
    one.age_months = below(4) * 100;
    one.isee = euro(24'999 + below(3));
    if (below(8) == 0) one.isee.reset();
    one.annotations = below(6) == 0;
    one.documents_missing = below(8) == 0;
    if (below(3) == 0) one.conditions = {independent_living};
    if (below(3) == 0) one.priority = below(2) == 0 ? Code("urgent") : Code("court");
    one.points = {{Code("work"), below(3) * 100}, {Code("family"), below(3) * 100}};
    if (below(10) == 0) one.points.pop_back();
    one.protocol_number = 1 + below(5);  // Even these may repeat: the id then decides.
    return one;
  }

  std::vector<Application> applications() {
    std::vector<Application> all;
    for (std::uint32_t i = 0; i < 2 + below(30); ++i) all.push_back(application(i + 1));
    return all;
  }

  template <class List>
  void shuffle(List& list) {
    std::shuffle(list.begin(), list.end(), random_);
  }

 private:
  std::mt19937_64 random_;
};

Criteria everything() {
  Criteria criteria = bologna();
  criteria.gates = vimercate().gates;
  criteria.classes = {Code("urgent"), Code("court")};
  return criteria;
}

std::vector<ServiceId> services(const std::vector<Application>& applications,
                                std::uint32_t places) {
  std::vector<ServiceId> order;
  for (const Ranked& each : rank(everything(), applications, places)) {
    order.push_back(applications[each.application].service);
  }
  return order;
}

TEST(RankProperties, TheOrderDoesNotDependOnTheOrderOfTheInput) {
  for (int round = 0; round < rounds; ++round) {
    SCOPED_TRACE(seed + static_cast<std::uint64_t>(round));
    Story story(static_cast<std::uint64_t>(round));
    auto applications = story.applications();
    const auto before = services(applications, 5);
    story.shuffle(applications);
    EXPECT_EQ(services(applications, 5), before);
  }
}

TEST(RankProperties, TheOrderIsTotal) {
  for (int round = 0; round < rounds; ++round) {
    SCOPED_TRACE(seed + static_cast<std::uint64_t>(round));
    Story story(static_cast<std::uint64_t>(round));
    const auto all = story.applications();
    const Criteria criteria = everything();
    for (const Application& a : all) {
      EXPECT_FALSE(comes_before(criteria, a, a));
      for (const Application& b : all) {
        if (a.service == b.service) continue;
        EXPECT_NE(comes_before(criteria, a, b), comes_before(criteria, b, a));
        EXPECT_NE(separation(criteria, a, b).by, Separator::none);
        for (const Application& c : all) {
          if (comes_before(criteria, a, b) && comes_before(criteria, b, c)) {
            EXPECT_TRUE(comes_before(criteria, a, c));
          }
        }
      }
    }
  }
}

TEST(RankProperties, OneMoreApplicationReordersNobody) {
  for (int round = 0; round < rounds; ++round) {
    SCOPED_TRACE(seed + static_cast<std::uint64_t>(round));
    Story story(static_cast<std::uint64_t>(round));
    auto applications = story.applications();
    const auto before = services(applications, 5);
    const Application added = story.application(1'000);
    applications.push_back(added);
    auto after = services(applications, 5);
    std::erase(after, added.service);
    EXPECT_EQ(after, before);
  }
}

TEST(RankProperties, MorePlacesOnlyTurnWaitingIntoFunded) {
  for (int round = 0; round < rounds; ++round) {
    SCOPED_TRACE(seed + static_cast<std::uint64_t>(round));
    Story story(static_cast<std::uint64_t>(round));
    const auto applications = story.applications();
    const std::uint32_t places = story.below(10);
    const auto few = rank(everything(), applications, places);
    const auto more = rank(everything(), applications, places + 1 + story.below(5));
    ASSERT_EQ(few.size(), more.size());
    for (std::size_t i = 0; i < few.size(); ++i) {
      EXPECT_EQ(few[i].application, more[i].application);
      EXPECT_EQ(few[i].order, more[i].order);
      if (few[i].judgement == more[i].judgement) continue;
      EXPECT_EQ(few[i].judgement.state, RankState::admitted_waiting);
      EXPECT_EQ(more[i].judgement.state, RankState::admitted_funded);
    }
  }
}

}  // namespace
}  // namespace telaio::domain::access
