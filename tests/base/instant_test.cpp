// SPDX-License-Identifier: EUPL-1.2
#include "base/instant.hpp"

#include <gtest/gtest.h>

namespace telaio {
namespace {

TEST(Instant, IsWrittenWithSixDecimalsAndReadWithUpToSix) {
  const auto instant = Instant::from_micros(1'772'357'400'123'456);
  EXPECT_EQ(to_string(instant), "2026-03-01T09:30:00.123456Z");
  EXPECT_EQ(parse_instant("2026-03-01T09:30:00.123456Z"), instant);
  EXPECT_EQ(parse_instant("2026-03-01T09:30:00Z"), Instant::from_micros(1'772'357'400'000'000));
  EXPECT_EQ(parse_instant("2026-03-01T09:30:00.5Z"), Instant::from_micros(1'772'357'400'500'000));
}

TEST(Instant, BeforeTheEpochIsAnInstantToo) {
  EXPECT_EQ(to_string(Instant::from_micros(-1)), "1969-12-31T23:59:59.999999Z");
}

TEST(Instant, RefusesLocalTimesAndImpossibleOnes) {
  EXPECT_FALSE(parse_instant("2026-03-01T09:30:00"));
  EXPECT_FALSE(parse_instant("2026-03-01T09:30:00+01:00"));
  EXPECT_FALSE(parse_instant("2026-03-01T24:00:00Z"));
  EXPECT_FALSE(parse_instant("2026-02-30T09:30:00Z"));
  EXPECT_FALSE(parse_instant("2026-03-01T09:30:00.1234567Z"));
  EXPECT_FALSE(parse_instant("2026-03-01T09:30:00.Z"));
}

}  // namespace
}  // namespace telaio
