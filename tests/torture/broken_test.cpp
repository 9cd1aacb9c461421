// SPDX-License-Identifier: EUPL-1.2
// T20: every fault put into the log on purpose is noticed by the torture, and the log without one
// is not taken for broken.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
#include <iostream>
#include <string>

#include "tests/log/fixtures.hpp"
#include "tests/torture/broken_spots.hpp"

namespace telaio::torture {
namespace {

struct Verdict {
  int status = 0;
  std::string words;
};

Verdict tortured(std::string_view spot) {
  const std::string command = std::string(TELAIO_TORTURE_BROKEN) + " " + std::string(spot) + " " +
                              std::to_string(log::testing::test_seed()) + " 2>&1";
  Verdict verdict;
  FILE* const said = ::popen(command.c_str(), "r");
  char line[512];
  while (std::fgets(line, sizeof(line), said) != nullptr) verdict.words += line;
  verdict.status = ::pclose(said);
  return verdict;
}

class BrokenLog : public ::testing::TestWithParam<std::string_view> {};

TEST_P(BrokenLog, IsNoticed) {
  const Verdict verdict = tortured(GetParam());
  std::cout << GetParam() << ": " << verdict.words;
  // An assertion of ours that stops it has noticed, too; the shell says so with 128 + SIGABRT.
  const int code = WIFEXITED(verdict.status) ? WEXITSTATUS(verdict.status) : -1;
  EXPECT_TRUE(code == 1 || code == 134) << "status " << code << ": " << verdict.words;
}

INSTANTIATE_TEST_SUITE_P(T20, BrokenLog, ::testing::ValuesIn(broken_spots),
                         [](const auto& info) { return std::string(info.param); });

TEST(UnbrokenLog, Survives) {
  const Verdict verdict = tortured("none");
  EXPECT_TRUE(WIFEXITED(verdict.status) && WEXITSTATUS(verdict.status) == 0) << verdict.words;
}

}  // namespace
}  // namespace telaio::torture
