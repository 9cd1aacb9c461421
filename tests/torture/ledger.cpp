// SPDX-License-Identifier: EUPL-1.2
#include "tests/torture/ledger.hpp"

namespace telaio::torture {

namespace {

using log::testing::event_of_number;
using log::testing::stream_of;
using log::testing::uuid_of;
using log::testing::write_to;

constexpr std::uint64_t subjects_from = 1'000'000;
constexpr std::uint8_t sealed_class = 3;

bool has_part(std::uint64_t event) {
  return (event / 8 + event % 8) % 2 == 0;
}

bool has_second_stream(std::uint64_t command) {
  return command % 5 == 0;
}

Result<log::NewEvent, Fault> new_event(std::uint64_t event, vault::Vault& vault) {
  if (!has_part(event)) return event_of_number(event);
  const auto key = vault.current_key(key_of(event).subject, sealed_class);
  if (!key) return key.error();
  auto sealed = vault.seal(place_of(event), *key, plaintext_of(event));
  if (!sealed) return sealed.error();
  return event_of_number(event, {*std::move(sealed)});
}

}  // namespace

Bytes plaintext_of(std::uint64_t event) {
  return log::testing::part_of(event);
}

vault::PartPlace place_of(std::uint64_t event) {
  return {EventId(uuid_of(event)), "PersonRegistered", 0};
}

vault::KeyRef key_of(std::uint64_t event) {
  return {uuid_of(subjects_from + event / 32), sealed_class, 1};
}

std::vector<std::uint64_t> event_numbers(std::uint64_t command) {
  std::vector<std::uint64_t> numbers;
  for (std::uint64_t i = 0; i <= command % 3; ++i) numbers.push_back(command * 8 + i);
  if (has_second_stream(command)) numbers.push_back(command * 8 + 7);
  return numbers;
}

log::StreamId stream_of_event(std::uint64_t command, std::size_t place) {
  const bool last = place + 1 == event_numbers(command).size();
  return has_second_stream(command) && last ? stream_of(100 + command % 7)
                                            : stream_of(command % 17);
}

log::StreamId purged_stream() {
  return stream_of(200);
}

Result<log::Commit, Fault> commit_of_number(std::uint64_t command, vault::Vault& vault) {
  std::vector<log::NewEvent> events;
  for (const std::uint64_t number : event_numbers(command)) {
    auto event = new_event(number, vault);
    if (!event) return event.error();
    events.push_back(*std::move(event));
  }
  std::vector<log::StreamWrite> writes;
  if (has_second_stream(command)) {
    const auto second = stream_of_event(command, events.size() - 1);
    writes.push_back(write_to(second, log::Expectation::any(), {std::move(events.back())}));
    events.pop_back();
  }
  const auto first = stream_of_event(command, 0);
  writes.insert(writes.begin(), write_to(first, log::Expectation::any(), std::move(events)));
  return log::testing::commit_of(command, std::move(writes));
}

crypto::Sha256 digest_of(const log::Commit& commit) {
  Bytes all;
  for (const log::StreamWrite& write : commit.writes) {
    for (const log::NewEvent& event : write.events) {
      append(all, event.header);
      for (const Bytes& part : event.parts) append(all, part);
    }
  }
  return crypto::sha256(all);
}

crypto::Sha256 digest_of(std::span<const log::StoredEvent> events) {
  Bytes all;
  for (const log::StoredEvent& event : events) {
    append(all, event.header);
    for (const auto& part : event.parts) append(all, part.value_or(Bytes()));
  }
  return crypto::sha256(all);
}

std::uint64_t Ledger::next_command() {
  const std::lock_guard lock(mutex_);
  in_flight_.insert(next_);
  return next_++;
}

void Ledger::acknowledged(std::uint64_t command, const Acknowledged& where) {
  const std::lock_guard lock(mutex_);
  acks_[command] = where;
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

}  // namespace telaio::torture
