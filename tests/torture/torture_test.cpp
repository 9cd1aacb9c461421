// SPDX-License-Identifier: EUPL-1.2
// Every torture test, as many rounds as every change can afford.
#include "tests/torture/torture.hpp"

#include <gtest/gtest.h>

#include <iostream>

#include "tests/log/fixtures.hpp"

namespace telaio::torture {

// Named in failures by its id.
std::ostream& operator<<(std::ostream& out, const Test& test) {
  return out << test.id;
}

namespace {

class Torture : public ::testing::TestWithParam<torture::Test> {};

TEST_P(Torture, FindsNothingWrong) {
  const torture::Test& test = GetParam();
  torture::Run run(test.quick, log::testing::test_seed());
  try {
    test.run(run);
  } catch (const Broken& broken) {
    FAIL() << "round " << run.done() << ": " << broken.what();
  }
  EXPECT_GE(run.done(), test.quick);
  std::cout << test.id << " " << test.title << ": " << run.done() << " rounds";
  for (const auto& [what, times] : run.counts()) std::cout << ", " << times << " " << what;
  std::cout << "\n";
}

INSTANTIATE_TEST_SUITE_P(Quick, Torture,
                         ::testing::ValuesIn(all_tests().begin(), all_tests().end()),
                         [](const auto& info) { return std::string(info.param.id); });

}  // namespace
}  // namespace telaio::torture
