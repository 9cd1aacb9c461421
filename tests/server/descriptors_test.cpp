// SPDX-License-Identifier: EUPL-1.2
#include "server/descriptors.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

namespace telaio::server {
namespace {

TEST(Descriptors, LeaveTheFilesOfTheDatabasesTheirs) {
  EXPECT_EQ(connections_within(20'000, 2'048), 2'048U);
  EXPECT_EQ(connections_within(4'096, 2'048), 2'048U);
  EXPECT_EQ(connections_within(4'095, 2'048), 2'047U);
  EXPECT_EQ(connections_within(2'800, 2'048), 752U);
  // Too few for either: a quarter for the callers.
  EXPECT_EQ(connections_within(1'024, 2'048), 256U);
  EXPECT_EQ(connections_within(0, 2'048), 0U);
}

TEST(Descriptors, AreRaisedToWhatTheSystemAllows) {
  struct rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  struct rlimit low = before;
  low.rlim_cur = 512;
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &low), 0);
  EXPECT_EQ(raise_descriptor_limit(), before.rlim_max);
  struct rlimit after{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &after), 0);
  EXPECT_EQ(after.rlim_cur, before.rlim_max);
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
}

}  // namespace
}  // namespace telaio::server
