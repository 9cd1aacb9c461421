// SPDX-License-Identifier: EUPL-1.2
// T20: the log with one fault put into it, under the tests that must notice: torture_broken SPOT
// SEED. Ends with 1 and the name of the test that did, with 0 when none did. "none" is the log as
// it is, which must survive.
#include <cstdlib>
#include <iostream>

#include "base/broken.hpp"
#include "tests/torture/broken_spots.hpp"
#include "tests/torture/torture.hpp"

namespace telaio::broken {
Spot chosen = Spot::none;
}

namespace telaio::torture {
namespace {

constexpr int exit_killed = 1;
constexpr int exit_survived = 0;
constexpr int exit_usage = 2;

// Cheapest first; what one world does not show, cuts and older files may.
struct Attempt {
  std::string_view test;
  std::uint64_t rounds;
};
constexpr std::array attempts = {Attempt{"T18", 1}, Attempt{"T4", 9}, Attempt{"T2", 75}};

bool choose(std::string_view name) {
  if (name == "none") return true;
  for (std::size_t i = 0; i < broken_spots.size(); ++i) {
    if (broken_spots[i] != name) continue;
    broken::chosen = static_cast<broken::Spot>(i + 1);
    return true;
  }
  return false;
}

// Whether the test noticed.
bool notices(const Attempt& attempt, std::uint64_t seed) {
  Run run(attempt.rounds, seed);
  try {
    test_called(attempt.test)->run(run);
  } catch (const std::exception& noticed) {
    std::cout << "killed by " << attempt.test << " in round " << run.done() + 1 << ": "
              << noticed.what() << "\n";
    return true;
  }
  return false;
}

}  // namespace
}  // namespace telaio::torture

int main(int count, char** arguments) {
  using namespace telaio::torture;
  namespace broken = telaio::broken;
  if (count != 3 || !choose(arguments[1])) return exit_usage;
  const std::uint64_t seed = std::strtoull(arguments[2], nullptr, 10);
  const bool whole = broken::chosen == broken::Spot::none;
  for (const Attempt& attempt : attempts) {
    // The log as it is has its own run of the cuts.
    if (whole && attempt.test == "T2") continue;
    if (notices(attempt, seed)) return exit_killed;
  }
  std::cout << "survived\n";
  return exit_survived;
}
