// SPDX-License-Identifier: EUPL-1.2
#include "tests/crash/ledger.hpp"

#include <optional>
#include <stdexcept>

namespace telaio::log::testing {

namespace {

constexpr std::uint64_t subjects_from = 1'000'000;

bool has_part(std::uint64_t event) {
  return (event / 8 + event % 8) % 2 == 0;
}

NewEvent crash_event(std::uint64_t event, vault::Vault& vault) {
  if (!has_part(event)) return event_of_number(event);
  const auto key = vault.current_key(subject_of(event), 3);
  if (!key) throw std::runtime_error(key.error().code);
  auto sealed = vault.seal(place_of(event), *key, plaintext_of(event));
  if (!sealed) throw std::runtime_error(sealed.error().code);
  return event_of_number(event, {*std::move(sealed)});
}

}  // namespace

Bytes plaintext_of(std::uint64_t event) {
  return part_of(event);
}

vault::PartPlace place_of(std::uint64_t event) {
  return {EventId(uuid_of(event)), "PersonRegistered", 0};
}

Uuid subject_of(std::uint64_t event) {
  return uuid_of(subjects_from + event / 32);
}

std::vector<std::uint64_t> event_numbers(std::uint64_t command) {
  std::vector<std::uint64_t> numbers;
  for (std::uint64_t i = 0; i <= command % 3; ++i) numbers.push_back(command * 8 + i);
  if (command % 5 == 0) numbers.push_back(command * 8 + 7);
  return numbers;
}

Commit crash_commit(std::uint64_t command, vault::Vault& vault) {
  std::vector<NewEvent> events;
  for (const std::uint64_t number : event_numbers(command)) {
    events.push_back(crash_event(number, vault));
  }
  std::optional<NewEvent> second;
  if (command % 5 == 0) {
    second = std::move(events.back());
    events.pop_back();
  }
  Commit commit = commit_of(
      command, {write_to(stream_of(command % 17), Expectation::any(), std::move(events))});
  if (second) {
    commit.writes.push_back(
        write_to(stream_of(100 + command % 7), Expectation::any(), {*std::move(second)}));
  }
  return commit;
}

crypto::Sha256 digest_of(const Commit& commit) {
  Bytes all;
  for (const StreamWrite& write : commit.writes) {
    for (const NewEvent& event : write.events) {
      append(all, event.header);
      for (const Bytes& part : event.parts) append(all, part);
    }
  }
  return crypto::sha256(all);
}

std::vector<Bytes> parts_of(const StoredEvent& event) {
  std::vector<Bytes> parts;
  for (const auto& part : event.parts) parts.push_back(part.value());
  return parts;
}

crypto::Sha256 digest_of(std::span<const StoredEvent> events) {
  Bytes all;
  for (const StoredEvent& event : events) {
    append(all, event.header);
    for (const Bytes& part : parts_of(event)) append(all, part);
  }
  return crypto::sha256(all);
}

std::uint64_t Ledger::next_command() {
  const std::lock_guard lock(mutex_);
  in_flight_.insert(next_);
  return next_++;
}

void Ledger::acknowledged(std::uint64_t command, Position first, Position last,
                          const crypto::Sha256& digest) {
  const std::lock_guard lock(mutex_);
  acks_[command] = {first, last, digest};
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
