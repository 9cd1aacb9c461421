// SPDX-License-Identifier: EUPL-1.2
// What every torture test is: a function of how many rounds and of a seed, which stops at the first
// thing that must not be. The same function runs small in ctest (torture_test.cpp) and as long as
// one has time for under tools/torture (main.cpp).
//
// The seed decides everything the test chooses; what threads and processes do in between is the
// machine's, so a failure names its round and seed but may need more than one try.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace telaio::torture {

// Something happened that must not.
class Broken : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

template <class... Arguments>
void require(bool holds, fmt::format_string<Arguments...> what, Arguments&&... arguments) {
  if (!holds) throw Broken(fmt::format(what, std::forward<Arguments>(arguments)...));
}

using Random = std::mt19937_64;

// A whole number in [0, below).
std::uint64_t pick(Random& random, std::uint64_t below);
// True once in `times`, on average.
bool once_in(Random& random, std::uint64_t times);

// What one run asks for, and what it did so far.
class Run {
 public:
  Run(std::uint64_t rounds, std::uint64_t seed) : rounds_(rounds), seed_(seed), random_(seed) {}

  std::uint64_t rounds() const { return rounds_; }
  std::uint64_t seed() const { return seed_; }
  Random& random() { return random_; }

  // One round is over and nothing was wrong.
  void round_done() { ++done_; }
  std::uint64_t done() const { return done_; }
  // What the rounds met, so that a reader sees that the test had its subject: "acknowledged" 812.
  void count(const std::string& what, std::uint64_t times = 1) { counts_[what] += times; }
  const std::map<std::string, std::uint64_t>& counts() const { return counts_; }

 private:
  std::uint64_t rounds_;
  std::uint64_t seed_;
  Random random_;
  std::uint64_t done_ = 0;
  std::map<std::string, std::uint64_t> counts_;
};

// Rounds of a test that can try everything there is.
inline constexpr std::uint64_t all_of_them = ~std::uint64_t{0};

struct Test {
  std::string_view id;     // "T2", as in docs/reliability.md.
  std::string_view title;  // One line.
  std::uint64_t quick;     // Rounds in ctest: of every change.
  std::uint64_t nightly;
  std::uint64_t release;
  void (*run)(Run&);  // Throws Broken.
};

std::span<const Test> all_tests();
// Null when there is none.
const Test* test_called(std::string_view id);

// The program that the tests start and kill: TELAIO_TORTURE_CHILD beside this one.
std::filesystem::path child_program();

}  // namespace telaio::torture
