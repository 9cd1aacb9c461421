// SPDX-License-Identifier: EUPL-1.2
#include "tests/torture/torture.hpp"

#include <algorithm>
#include <array>

#include "tests/torture/tests.hpp"

namespace telaio::torture {
namespace {

constexpr std::array tests = {
    Test{"T1", "kill -9 under eight clients", 20, 1'000, 10'000, killed_servers},
    Test{"T2", "power cut at any call", 25, 200, 2'000, power_loss},
    Test{"T3", "write-ahead log cut at any byte", 120, all_of_them, all_of_them, torn_tail},
    Test{"T4", "older, missing or torn files", 9, 9, 9, older_files},
    Test{"T5", "a bit changed in any file", 120, 10'000, 100'000, changed_bits},
    Test{"T6", "disk that fails one call in a thousand", 12, 10'000, 100'000, failing_disk},
    Test{"T7", "disk full at each of fourteen places", 14, 14, 14, full_disk},
    Test{"T8", "power cut while opening, three deep", 8, 300, 3'000, power_loss_while_opening},
    Test{"T10", "races of 2 to 64 writers on one stream", 60, 10'000, 100'000, one_winner},
    Test{"T12", "commits on three streams, and observers", 300, 1'000'000, 10'000'000,
         no_half_commits},
    Test{"T13", "commits that are late, and 20 readers", 100, 100'000, 1'000'000, late_commits},
    Test{"T14", "requests sent 1 to 5 times, some altered", 1'000, 1'000'000, 10'000'000,
         one_effect},
    Test{"T15", "projections after a power cut", 15, 1'000, 10'000, views_after_power_loss},
    Test{"T18", "simulated worlds, a seed each", 3, 10'000, 100'000, simulated_worlds},
    Test{"T19", "a simulated world lived twice", 1, 500, 5'000, same_seed_twice},
    Test{"T27", "proofs of trees of up to 2^40 leaves", 500, 10'000, 10'000, large_trees},
    Test{"T29", "a log rolled back or forked under its signer", 1'000, 10'000, 100'000,
         scripts_against_the_signer},
    Test{"T30", "one event edited and all else made to match", 200, 5'000, 50'000, insider_edits},
    Test{"T31", "erased: no mark in any file, nothing opens", 2, 1'000, 1'000, erased_for_good},
    Test{"T32", "erased, then a backup from before restored", 3, 20, 100, erased_after_a_restore},
    Test{"T37", "backups restored, roots compared", 1, 8, 72, restored_backups},
    Test{"T39", "a clock that jumps", 200, 10'000, 10'000, jumping_clock},
};

}  // namespace

std::uint64_t pick(Random& random, std::uint64_t below) {
  return random() % below;
}

bool once_in(Random& random, std::uint64_t times) {
  return pick(random, times) == 0;
}

std::span<const Test> all_tests() {
  return tests;
}

const Test* test_called(std::string_view id) {
  const auto found = std::ranges::find(tests, id, &Test::id);
  return found == tests.end() ? nullptr : &*found;
}

std::filesystem::path child_program() {
  return TELAIO_TORTURE_CHILD;
}

}  // namespace telaio::torture
