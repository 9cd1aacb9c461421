// SPDX-License-Identifier: EUPL-1.2
// T18, T19: the log's commit path in a simulated world, seed after seed; and each world twice, step
// for step the same.
#include "tests/torture/simulation/world.hpp"
#include "tests/torture/tests.hpp"

namespace telaio::torture {
namespace {

// More seeds say more than longer lives.
constexpr std::uint64_t steps_per_seed = 10'000;

crypto::Sha256 live(std::uint64_t seed, Run& run) {
  World world(seed);
  try {
    world.live(steps_per_seed);
  } catch (const Broken& broken) {
    throw Broken(fmt::format("world {}: {}", seed, broken.what()));
  }
  for (const auto& [what, times] : world.counts()) run.count(what, times);
  run.count("steps", steps_per_seed);
  return world.trace();
}

}  // namespace

void simulated_worlds(Run& run) {
  while (run.done() < run.rounds()) {
    live(run.seed() + run.done(), run);
    run.round_done();
  }
}

void same_seed_twice(Run& run) {
  while (run.done() < run.rounds()) {
    const std::uint64_t seed = run.seed() + run.done();
    require(live(seed, run) == live(seed, run), "world {} lived twice, differently", seed);
    run.round_done();
  }
}

}  // namespace telaio::torture
