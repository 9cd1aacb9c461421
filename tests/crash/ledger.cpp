// SPDX-License-Identifier: EUPL-1.2
#include "tests/crash/ledger.hpp"

namespace telaio::log::testing {

Commit crash_commit(std::uint64_t command) {
  std::vector<NewEvent> events;
  for (std::uint64_t i = 0; i <= command % 3; ++i) {
    std::vector<Bytes> parts;
    if ((command + i) % 2 == 0) parts.push_back(part_of(command * 8 + i));
    events.push_back(event_of_number(command * 8 + i, std::move(parts)));
  }
  Commit commit = commit_of(
      command, {write_to(stream_of(command % 17), Expectation::any(), std::move(events))});
  if (command % 5 == 0) {
    commit.writes.push_back(write_to(stream_of(100 + command % 7), Expectation::any(),
                                     {event_of_number(command * 8 + 7)}));
  }
  return commit;
}

std::uint64_t Ledger::next_command() {
  const std::lock_guard lock(mutex_);
  in_flight_.insert(next_);
  return next_++;
}

void Ledger::acknowledged(std::uint64_t command, Position first, Position last) {
  const std::lock_guard lock(mutex_);
  acks_[command] = {first, last};
  in_flight_.erase(command);
}

void Ledger::refused(std::uint64_t command) {
  const std::lock_guard lock(mutex_);
  in_flight_.erase(command);
}

std::size_t Ledger::acknowledged_count() const {
  const std::lock_guard lock(mutex_);
  return acks_.size();
}

}  // namespace telaio::log::testing
