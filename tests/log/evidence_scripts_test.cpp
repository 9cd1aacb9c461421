// SPDX-License-Identifier: EUPL-1.2
// T29 and T30 at the counts of every change; the same functions take any other.
#include "tests/log/evidence_scripts.hpp"

#include <gtest/gtest.h>

#include "tests/log/fixtures.hpp"

namespace telaio::log::testing {
namespace {

void expect_none(const ScriptsDone& done) {
  for (const std::string& violation : done.violations) ADD_FAILURE() << violation;
  std::printf("%llu rounds: %llu attacks refused, %llu honest steps done\n",
              static_cast<unsigned long long>(done.rounds),
              static_cast<unsigned long long>(done.attacks),
              static_cast<unsigned long long>(done.honest));
}

TEST(SignerScripts, NeverMakeItSignAnythingSmallerOrInconsistent) {
  const auto done = run_signer_scripts(1'000, test_seed());
  expect_none(done);
  EXPECT_EQ(done.rounds, 1'000);
  EXPECT_GT(done.attacks, 500);
  EXPECT_GT(done.honest, 500);
}

TEST(InsiderEdits, AreAllDetectedFromAHeldCheckpoint) {
  const auto done = run_insider_edits(200, test_seed());
  expect_none(done);
  EXPECT_EQ(done.attacks, 175);
  EXPECT_EQ(done.honest, 25);
}

}  // namespace
}  // namespace telaio::log::testing
