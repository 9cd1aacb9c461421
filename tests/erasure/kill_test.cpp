// SPDX-License-Identifier: EUPL-1.2
// An erasure that is killed after any of its steps is ended by running it again, and then nothing
// tells it from one that was not.
#include <gtest/gtest.h>

#include "app/destroyed_keys.hpp"
#include "crypto/random.hpp"
#include "domain/disposal/disposal_refusals.hpp"
#include "log/verify.hpp"
#include "tests/erasure/world.hpp"

namespace telaio::erasure_test {
namespace {

namespace refusals = domain::refusals;
using tools::ErasureStep;

std::string code_of(const Result<std::optional<tools::ErasureOutcome>, app::Failure>& executed) {
  return executed ? "done" : std::string(app::code_of(executed.error()));
}

class KilledErasure : public ::testing::TestWithParam<std::size_t> {};

TEST_P(KilledErasure, IsEndedByTheNextRun) {
  World world(GetParam());
  const Subject erased = world.register_person();
  const Subject kept = world.register_person();
  const auto marks = world.canaries_of(erased).all();
  const auto disposal = world.authorise(erased);
  const auto last = static_cast<ErasureStep>(GetParam());
  const auto killed =
      world.execute(erased, disposal, [&](ErasureStep step) { return step != last; });
  ASSERT_TRUE(killed.has_value()) << code_of(killed);
  EXPECT_FALSE(killed->has_value());

  ASSERT_TRUE(world.open());
  const auto outcome = world.execute(erased, disposal);
  if (last == ErasureStep::completed) {
    EXPECT_EQ(code_of(outcome), refusals::disposal_already_erased);
  } else {
    ASSERT_TRUE(outcome.has_value() && outcome->has_value()) << code_of(outcome);
    EXPECT_EQ((*outcome)->parts, 3U);
    EXPECT_EQ((*outcome)->keys, 2U);  // Classes 1 and 3; that of class 5 is not counted.
  }
  EXPECT_EQ(hits_in_files(world.data(), marks), 0U);
  EXPECT_EQ(hits_in_databases(world.data(), marks), 0U);
  EXPECT_EQ(world.parts_that_open(erased), 0U);
  EXPECT_EQ(world.parts_that_open(kept), 3U);
  EXPECT_EQ(world.installation().erasures().erasures().size(), 2U);  // One of them for class 5.
  EXPECT_EQ(world.installation().vault().newest_key_encryption_key(), 2U);
  auto& events = world.installation().folder().events();
  log::VerifyOptions options;
  options.purged = app::purged_by(app::destroyed_keys(events).value());
  const auto report = log::verify_log(events, options);
  EXPECT_TRUE(report.intact());
  EXPECT_EQ(report.purged, 4U);
}

INSTANTIATE_TEST_SUITE_P(AfterEachStep, KilledErasure,
                         ::testing::Range<std::size_t>(0, tools::erasure_steps));

TEST(Erasure, NeverSaysInTheLogWhoseAProtectedKeyWas) {
  World world(1);
  const Subject erased = world.register_person();
  world.erase(erased);
  const auto shared = tools::history_of(world.installation().events(), Uuid{}).value();
  ASSERT_EQ(shared.entries.size(), 1U);
  const std::string header(as_text(shared.entries.front().header));
  EXPECT_EQ(header.find(std::string(as_text(erased.id.view()))), std::string::npos);
  const auto& ledger = world.installation().erasures().erasures();
  ASSERT_EQ(ledger.size(), 2U);
  EXPECT_EQ(ledger[0].subject, erased.id);
  EXPECT_TRUE(ledger[1].subject.is_nil());
  EXPECT_TRUE(ledger[1].disposal.is_nil());
}

TEST(Erasure, IsRefusedWhileAHoldStandsAndTouchesNothing) {
  World world(2);
  const Subject subject = world.register_person();
  const auto disposal = world.authorise(subject);
  const domain::PlaceHold hold{subject.id, crypto::random_id<domain::HoldId>(), Code("trial"),
                               world.archivist().id};
  ASSERT_TRUE(app::execute(world.installation().transactor(),
                           tools::disposal_request(world.archivist()), hold));
  const std::uint64_t size = world.installation().events().head().size;
  EXPECT_EQ(code_of(world.execute(subject, disposal)), refusals::disposal_on_hold);
  EXPECT_EQ(world.installation().events().head().size, size);
  EXPECT_EQ(world.installation().erasures().head().size, 0U);
  EXPECT_EQ(world.parts_that_open(subject), 3U);

  const domain::ReleaseHold release{subject.id, hold.hold, Code("trial_ended"),
                                    world.archivist().id};
  ASSERT_TRUE(app::execute(world.installation().transactor(),
                           tools::disposal_request(world.archivist()), release));
  EXPECT_EQ(code_of(world.execute(subject, disposal)), "done");
}

TEST(Erasure, IsRefusedToWhoAuthorisedItAndToWhomTheVaultDoesNotKnow) {
  World world(3);
  const Subject subject = world.register_person();
  const auto disposal = world.authorise(subject);
  const auto alone = tools::execute_erasure(
      world.installation(), {subject.id, disposal, world.archivist()}, world.clock());
  EXPECT_EQ(code_of(alone), refusals::disposal_same_author);
  const domain::RequestErasure unknown{crypto::random_uuid(),
                                       crypto::random_id<domain::DisposalId>(), Code("term_ended"),
                                       world.archivist().id};
  const auto asked = app::execute(world.installation().transactor(),
                                  tools::disposal_request(world.archivist()), unknown);
  ASSERT_FALSE(asked);
  EXPECT_EQ(app::code_of(asked.error()), "disposal.subject_unknown");
  EXPECT_EQ(world.parts_that_open(subject), 3U);
}

TEST(Erasure, WithoutItsLedgerStopsTheInstallationFromOpening) {
  World world(4);
  world.erase(world.register_person());
  world.close();
  const auto kept = world.root() / "ledger-kept";
  std::filesystem::rename(world.root() / "site.erasures", kept);
  std::string why;
  EXPECT_FALSE(world.open(&why));
  EXPECT_EQ(why.substr(0, why.find(':')), "erasures.missing");
  std::filesystem::rename(kept, world.root() / "site.erasures");
  EXPECT_TRUE(world.open(&why)) << why;
}

}  // namespace
}  // namespace telaio::erasure_test
