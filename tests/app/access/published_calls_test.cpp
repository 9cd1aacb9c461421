// SPDX-License-Identifier: EUPL-1.2
// The calls of config/access, read as they stand there: the examples of isee-and-copayment 4.2.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "app/access/criteria_json.hpp"
#include "domain/access/rank.hpp"

namespace telaio::app::access {
namespace {

using domain::access::Application;
using domain::access::RankState;

LoadedCriteria call(const std::filesystem::path& file) {
  std::ifstream in(std::filesystem::path(TELAIO_SOURCE_DIR) / "config/access" / file);
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  return load(text).value();
}

std::vector<std::filesystem::path> all_files() {
  std::vector<std::filesystem::path> files;
  const auto folder = std::filesystem::path(TELAIO_SOURCE_DIR) / "config/access";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path().filename());
  }
  return files;
}

RankState state_of(const LoadedCriteria& loaded, std::int64_t isee_cents, std::uint32_t age_months,
                   bool annotations = false, std::vector<Code> conditions = {}) {
  Application one;
  one.age_months = age_months;
  one.isee = Money::from_cents(isee_cents);
  one.annotations = annotations;
  one.conditions = std::move(conditions);
  return domain::access::judge(loaded.criteria, one).state;
}

constexpr std::uint32_t adult = 40 * 12;
constexpr std::uint32_t child = 10 * 12;

TEST(PublishedCalls, AllReadAndSayWhereTheyComeFrom) {
  ASSERT_EQ(all_files().size(), 4U);
  for (const auto& file : all_files()) {
    SCOPED_TRACE(file);
    const LoadedCriteria loaded = call(file);
    EXPECT_TRUE(loaded.unreadable.empty());
    EXPECT_EQ(loaded.criteria.slug + ".json", file.string());
    EXPECT_TRUE(loaded.criteria.source_url.starts_with("http"));
    EXPECT_FALSE(loaded.title.empty());
    EXPECT_FALSE(loaded.incomplete.empty());
  }
}

TEST(PublishedCalls, MisuraB2Vimercate2025Gates) {
  const LoadedCriteria vimercate = call("vimercate-b2-2025.json");
  EXPECT_EQ(state_of(vimercate, 25'000'00, adult), RankState::admitted_funded);
  EXPECT_EQ(state_of(vimercate, 25'000'01, adult), RankState::refused);
  const std::vector<Code> independent{Code("independent_living")};
  EXPECT_EQ(state_of(vimercate, 30'000'00, adult, false, independent), RankState::admitted_funded);
  EXPECT_EQ(state_of(vimercate, 30'000'01, adult, false, independent), RankState::refused);
  EXPECT_EQ(state_of(vimercate, 0, adult, true), RankState::refused);
  EXPECT_EQ(state_of(vimercate, 0, child), RankState::suspended_documents);
}

TEST(PublishedCalls, MisuraB2Milano2022Gates) {
  const LoadedCriteria milano = call("milano-b2-2022.json");
  EXPECT_EQ(state_of(milano, 25'000'00, adult), RankState::admitted_funded);
  EXPECT_EQ(state_of(milano, 25'000'01, adult), RankState::refused);
  EXPECT_EQ(state_of(milano, 40'000'00, child), RankState::admitted_funded);
  EXPECT_EQ(state_of(milano, 40'000'01, child), RankState::refused);
}

TEST(PublishedCalls, SouthTyrolGivesAtMostOneHundredAndTenPoints) {
  const LoadedCriteria home = call("south-tyrol-home.json");
  std::uint32_t sum = 0;
  for (const auto& item : home.criteria.items) sum += item.points_max.value_or(0);
  EXPECT_EQ(sum, 110'00U);
  EXPECT_EQ(domain::access::error_count(findings_of(home)), 0U);
}

TEST(PublishedCalls, BolognaKeepsItsTiesAndIsNotPublishedWithoutItsPoints) {
  const LoadedCriteria bologna = call("bologna-nidi.json");
  ASSERT_EQ(bologna.criteria.ties.size(), 5U);
  EXPECT_EQ(bologna.criteria.ties.front().isee_max, Money::from_cents(50'000'00));
  EXPECT_EQ(domain::access::error_count(findings_of(bologna)), 2U);
}

}  // namespace
}  // namespace telaio::app::access
