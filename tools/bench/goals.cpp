// SPDX-License-Identifier: EUPL-1.2
// What the design asks of the log and of the service, as ratios inside one run.
#include "tools/bench/https_bench.hpp"
#include "tools/bench/log_bench.hpp"
#include "tools/bench/verdict.hpp"

namespace telaio::bench {
namespace {

Goal goal(std::string_view question, std::string_view ours, std::string_view peer, double at_least,
          bool stretch = false) {
  return {std::string(question), std::string(ours), std::string(peer), at_least, stretch};
}

}  // namespace

std::vector<Goal> design_goals() {
  using namespace names;
  std::vector<Goal> goals{goal(appends(1), ours, disk_append, 0.9)};
  for (const std::size_t callers : {std::size_t{64}, std::size_t{256}}) {
    const std::string title = appends(callers);
    goals.push_back(goal(title, ours, two_keys, 0.9));
    goals.push_back(goal(title, ours, two_keys, 1.5, true));
    goals.push_back(goal(title, ours, message_db, 20));
    goals.push_back(goal(title, ours, postgres, 2));
  }
  goals.push_back(goal(replay, ours_headers, two_keys, 1));
  goals.push_back(goal(replay, ours_headers, sqlite, 1, true));
  goals.push_back(goal(replay, ours_headers, message_db, 10));
  goals.push_back(goal(one_stream, ours_headers, clustered, 0.9));
  goals.push_back(goal(one_stream, ours_headers, message_db, 10));
  goals.push_back(goal(verification, ours_verify, hashes, 0.8));
  goals.push_back(goal(https_read, service_read, nginx, 1));
  goals.push_back(goal(https_write, service_write, nginx, 0.4));
  goals.push_back(goal(https_write, service_write, message_db, 5));
  return goals;
}

}  // namespace telaio::bench
