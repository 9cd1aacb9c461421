// SPDX-License-Identifier: EUPL-1.2
// T29, T30, T31, T32, T37: the scripts of the evidence (tests/log/evidence_scripts.hpp) and of
// erasure and backup (tests/erasure/rounds.hpp), at any number of rounds. What they find wrong they
// tell in words; here it ends the run.
#include <algorithm>

#include "tests/erasure/rounds.hpp"
#include "tests/log/evidence_scripts.hpp"
#include "tests/torture/tests.hpp"

namespace telaio::torture {
namespace {

// In sixteen rounds the insider's edits meet both engines, and twice an honest log.
constexpr std::uint64_t scripts_per_batch = 16;
// Plaintexts, wrapped keys and ciphertexts of one person.
constexpr std::uint64_t marks_per_person = 20;

void run_scripts(Run& run, log::testing::ScriptsDone (*scripts)(std::uint64_t, std::uint64_t)) {
  while (run.done() < run.rounds()) {
    const std::uint64_t seed = run.random()();
    const auto done = scripts(std::min(scripts_per_batch, run.rounds() - run.done()), seed);
    require(done.violations.empty(), "with seed {}: {}", seed,
            done.violations.empty() ? "" : done.violations.front());
    run.count("attacks refused or found", done.attacks);
    run.count("honest steps done", done.honest);
    for (std::uint64_t i = 0; i < done.rounds; ++i) run.round_done();
  }
}

// `marks_min`: of every round; a search for nothing finds nothing.
void run_rounds(Run& run, erasure_test::Findings (*rounds)(std::uint64_t, std::uint64_t),
                std::uint64_t marks_min) {
  while (run.done() < run.rounds()) {
    const std::uint64_t seed = run.random()();
    const auto found = rounds(1, seed);
    require(found.wrong.empty(), "with seed {}: {}", seed,
            found.wrong.empty() ? "" : found.wrong.front());
    require(found.searched >= marks_min, "only {} marks were searched", found.searched);
    if (found.searched > 0) run.count("marks searched", found.searched);
    run.round_done();
  }
}

}  // namespace

void scripts_against_the_signer(Run& run) {
  run_scripts(run, log::testing::run_signer_scripts);
}

void insider_edits(Run& run) {
  run_scripts(run, log::testing::run_insider_edits);
}

void erased_for_good(Run& run) {
  run_rounds(run, erasure_test::erasure_rounds, marks_per_person);
}

void erased_after_a_restore(Run& run) {
  run_rounds(run, erasure_test::resurrection_rounds, 0);
}

void restored_backups(Run& run) {
  run_rounds(run, erasure_test::backup_rounds, 0);
}

}  // namespace telaio::torture
