// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/overload_tally.hpp"

#include <algorithm>

namespace telaio::bench {

void Latencies::add(std::chrono::steady_clock::duration took) {
  const auto whole = std::chrono::ceil<std::chrono::milliseconds>(took).count();
  ++counts_[std::min(static_cast<std::size_t>(whole), ceiling)];
  ++all_;
}

std::size_t Latencies::quantile(double share) const {
  const double wanted = share * static_cast<double>(all_);
  std::uint64_t seen = 0;
  for (std::size_t at = 0; at < counts_.size(); ++at) {
    seen += counts_[at];
    if (seen > 0 && static_cast<double>(seen) >= wanted) return at;
  }
  return 0;
}

std::uint64_t Tally::next() {
  fates_.push_back(Fate::unanswered);
  ++counts_[static_cast<std::size_t>(Fate::unanswered)];
  return fates_.size() - 1;
}

void Tally::settle(std::uint64_t number, Fate fate, std::uint64_t position) {
  --counts_[static_cast<std::size_t>(fates_[number])];
  fates_[number] = fate;
  ++counts_[static_cast<std::size_t>(fate)];
  if (fate == Fate::acknowledged) positions_.emplace_back(number, position);
}

void Tally::took(Fate fate, std::chrono::steady_clock::duration time) {
  if (fate == Fate::acknowledged) acknowledged_.add(time);
  if (fate == Fate::overloaded) refused_.add(time);
}

}  // namespace telaio::bench
