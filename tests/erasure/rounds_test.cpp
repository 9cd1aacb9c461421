// SPDX-License-Identifier: EUPL-1.2
// T31, T32 and T37 of log-and-evidence 5, at the number of rounds a working day bears.
#include "tests/erasure/rounds.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <iostream>
#include <random>

namespace telaio::erasure_test {
namespace {

using ::testing::IsEmpty;

std::uint64_t seed() {
  const char* given = std::getenv("TELAIO_SEED");
  const std::uint64_t seed =
      given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device()();
  std::cout << "seed " << seed << "\n";
  return seed;
}

TEST(Erasure, LeavesNoMarkInAnyFileOrRowOfDataAndBackups) {
  const Findings findings = erasure_rounds(2, seed());
  EXPECT_THAT(findings.wrong, IsEmpty());
  EXPECT_GE(findings.searched, 40U);
}

TEST(Restore, NeverBringsBackWhoWasErased) {
  EXPECT_THAT(resurrection_rounds(3, seed()).wrong, IsEmpty());
}

TEST(Backup, RestoredHasTheRootTheLogHad) {
  EXPECT_THAT(backup_rounds(1, seed()).wrong, IsEmpty());
}

}  // namespace
}  // namespace telaio::erasure_test
