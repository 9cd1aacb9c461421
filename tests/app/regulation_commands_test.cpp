// SPDX-License-Identifier: EUPL-1.2
// Publishing and withdrawing on a real installation: what the chain of versions keeps apart.
#include <gtest/gtest.h>

#include <thread>

#include "app/commands.hpp"
#include "app/streams.hpp"
#include "base/zone.hpp"
#include "crypto/random.hpp"
#include "domain/regulation/regulation_refusals.hpp"
#include "domain/regulation/versions.hpp"
#include "tools/installation/installation.hpp"

namespace telaio::app {
namespace {

namespace refusals = domain::refusals;
const Date first_day = Date::of(2026, 1, 1);

class RegulationCommands : public ::testing::Test {
 protected:
  RegulationCommands() : clock_(rome_time(Date::of(2026, 3, 20), 9 * 60).earlier) {
    folder_ =
        std::filesystem::temp_directory_path() / ("telaio-app-" + to_string(crypto::random_uuid()));
    std::filesystem::create_directories(folder_);
    auto catalogue = load_catalogue(std::filesystem::path(TELAIO_SOURCE_DIR) / "config/codes");
    installation_ = *tools::Installation::create(folder_ / "data", std::move(*catalogue), clock_);
  }
  ~RegulationCommands() override {
    installation_.reset();
    std::filesystem::remove_all(folder_);
  }

  Transactor& transactor() { return installation_->transactor(); }
  static CommandRequest request() {
    CommandRequest made;
    made.command = crypto::random_id<CommandId>();
    made.envelope.actor = {crypto::random_id<OperatorId>(), schema::Role::head, Code(),
                           Code("015209")};
    return made;
  }
  static domain::PublishRegulation meals(Date from) {
    domain::PublishRegulation command;
    auto& regulation = command.regulation;
    regulation.regulation = crypto::random_id<RegulationId>();
    regulation.comune = Code("015209");
    regulation.service_code = Code("PASTI");
    regulation.scheme = schema::FeeScheme::amount;
    regulation.valid_from = from;
    regulation.slug = "sesto-pasti";
    regulation.act = "DCC 1/2026";
    return command;
  }
  std::string publish(const domain::PublishRegulation& command,
                      std::span<const RegulationId> known = {}) {
    const auto executed = execute(transactor(), request(), command, known);
    if (executed) return "published";
    const Failure failure = executed.error();
    return std::string(std::get<Refusal>(failure).code);
  }
  std::vector<RegulationId> chain() {
    const auto stream = streams::regulation_versions(Code("015209"), Code("PASTI"));
    return transactor().load<domain::RegulationChain>(stream)->state.versions;
  }

  ManualClock clock_;
  std::filesystem::path folder_;
  std::unique_ptr<tools::Installation> installation_;
};

TEST_F(RegulationCommands, ASecondVersionOfTheSameDaysIsRefusedAndWritesNothing) {
  const auto first = meals(first_day);
  EXPECT_EQ(publish(first), "published");
  EXPECT_EQ(publish(meals(Date::of(2027, 1, 1))), refusals::regulation_overlaps);
  EXPECT_EQ(chain(), std::vector{first.regulation.regulation});
}

TEST_F(RegulationCommands, AnAmendmentJoinsTheChainAndEndsTheOldOne) {
  const auto first = meals(first_day);
  EXPECT_EQ(publish(first), "published");
  auto second = meals(Date::of(2027, 1, 1));
  second.regulation.replaces = std::make_unique<RegulationId>(first.regulation.regulation);
  EXPECT_EQ(publish(second), "published");
  EXPECT_EQ(chain(), (std::vector{first.regulation.regulation, second.regulation.regulation}));
  auto third = meals(Date::of(2028, 1, 1));
  third.regulation.replaces = std::make_unique<RegulationId>(first.regulation.regulation);
  EXPECT_EQ(publish(third), refusals::regulation_overlaps);
}

TEST_F(RegulationCommands, TheSamePublicationAgainIsAlreadyDone) {
  const auto first = meals(first_day);
  EXPECT_EQ(publish(first), "published");
  EXPECT_EQ(publish(first), "published");
  EXPECT_EQ(chain().size(), 1U);
}

// A version that the chain does not know, as version 0.1 published them.
TEST_F(RegulationCommands, AVersionOfBeforeTheChainsIsMetAndJoinsIt) {
  const auto old = meals(first_day);
  const auto stream = streams::regulation(old.regulation.regulation);
  ASSERT_TRUE(transactor().run(request(), [&]() -> Result<Plan, Failure> {
    auto decision = decide(domain::RegulationFile{}, old,
                           domain::RegulationContext{transactor().today(), transactor().codes()});
    return on_stream(stream, log::Expectation::none(), std::move(*decision));
  }));
  ASSERT_TRUE(chain().empty());
  const std::vector known{old.regulation.regulation};
  EXPECT_EQ(publish(meals(Date::of(2027, 1, 1)), known), refusals::regulation_overlaps);
  auto amendment = meals(Date::of(2027, 1, 1));
  amendment.regulation.replaces = std::make_unique<RegulationId>(known.front());
  EXPECT_EQ(publish(amendment), "published");
  EXPECT_EQ(chain(), (std::vector{known.front(), amendment.regulation.regulation}));
}

TEST_F(RegulationCommands, OfTwoSentAtOnceOneIsPublished) {
  std::vector<std::string> outcomes(2);
  std::vector<std::thread> threads;
  for (std::string& outcome : outcomes) {
    threads.emplace_back([&] { outcome = publish(meals(first_day)); });
  }
  for (std::thread& thread : threads) thread.join();
  std::ranges::sort(outcomes);
  EXPECT_EQ(outcomes,
            (std::vector<std::string>{"published", std::string(refusals::regulation_overlaps)}));
}

TEST_F(RegulationCommands, WhatIsRepealedMakesRoom) {
  const auto first = meals(first_day);
  EXPECT_EQ(publish(first), "published");
  const domain::WithdrawRegulation repeal{first.regulation.regulation,
                                          schema::WithdrawalKind::repealed, Date::of(2026, 7, 1),
                                          "DCC 9/2026"};
  ASSERT_TRUE(execute(transactor(), request(), repeal));
  EXPECT_EQ(publish(meals(Date::of(2026, 6, 30))), refusals::regulation_overlaps);
  EXPECT_EQ(publish(meals(Date::of(2026, 7, 1))), "published");
}

TEST_F(RegulationCommands, WithdrawingWhatWasNeverPublishedIsRefused) {
  const domain::WithdrawRegulation repeal{crypto::random_id<RegulationId>(),
                                          schema::WithdrawalKind::repealed, Date::of(2026, 7, 1),
                                          "DCC 9/2026"};
  const auto executed = execute(transactor(), request(), repeal);
  ASSERT_FALSE(executed);
  const Failure failure = executed.error();
  EXPECT_EQ(std::get<Refusal>(failure).code, refusals::regulation_not_published);
}

}  // namespace
}  // namespace telaio::app
