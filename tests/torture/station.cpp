// SPDX-License-Identifier: EUPL-1.2
#include "tests/torture/station.hpp"

#include <thread>

#include "log/anchor.hpp"
#include "log/verify.hpp"

namespace telaio::torture {

using log::append_and_wait;
using log::testing::command_of;

log::DataPaths paths_in(const std::filesystem::path& root) {
  return log::data_paths(root / "d");
}

Result<Station, Fault> create_station(const std::filesystem::path& root, const Clock& clock,
                                      const log::rocksdb::Options& options) {
  const log::DataPaths paths = paths_in(root);
  auto folder = log::LogFolder::create(paths, clock, "telaio.example", options);
  if (!folder) return folder.error();
  auto vault = vault::create(paths.vault, paths.keys, clock);
  if (!vault) return vault.error();
  return Station{*std::move(folder), *std::move(vault)};
}

Result<Station, Fault> open_station(const std::filesystem::path& root, const Clock& clock,
                                    const log::rocksdb::Options& options) {
  const log::DataPaths paths = paths_in(root);
  auto folder = log::LogFolder::open(paths, clock, options);
  if (!folder) return folder.error();
  auto vault = vault::open(paths.vault, paths.keys, clock);
  if (!vault) return vault.error();
  return Station{*std::move(folder), *std::move(vault)};
}

Result<Station, Fault> open_again(Station station, const std::filesystem::path& root,
                                  const Clock& clock) {
  {
    const Station closed = std::move(station);
  }
  return open_station(root, clock);
}

void require_commit(std::span<const log::StoredEvent> stored, std::uint64_t command,
                    log::Position first, vault::Vault& vault) {
  const auto numbers = event_numbers(command);
  require(first + numbers.size() <= stored.size(), "command {} is cut", command);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const log::StoredEvent& found = stored[first + i];
    const log::Position at = first + i;
    require(found.command == command_of(command), "position {} is of another command", at);
    require(found.place == i && found.commit_size == numbers.size(),
            "position {} has another place in its commit", at);
    require(found.stream == stream_of_event(command, i), "position {} is of another stream", at);
    std::vector<Bytes> parts;
    for (const auto& part : found.parts) {
      require(part.has_value(), "position {} lost a part", at);
      const auto opened = vault.open(place_of(numbers[i]), key_of(numbers[i]), *part);
      require(opened.has_value(), "the part at position {} does not open", at);
      require(*opened == plaintext_of(numbers[i]), "the part at position {} says other", at);
      parts.push_back(*part);
    }
    require(found.header == log::testing::header_of(numbers[i], parts),
            "position {} has another header", at);
  }
}

std::vector<log::StoredEvent> require_whole(Station& station, const Acks& acks) {
  log::StoredLog& events = station.events();
  auto stored = log::testing::all_events(events);
  const log::VerifyReport report = log::verify_log(events);
  for (const log::Finding& finding : report.first) {
    const bool purged = finding.kind == log::FindingKind::part_missing && finding.position &&
                        stored.at(*finding.position).stream == purged_stream();
    require(purged, "verify: {}", finding.detail);
  }
  require(report.events == stored.size() && events.head().size == stored.size(),
          "{} events verified, {} read, head at {}", report.events, stored.size(),
          events.head().size);

  for (const auto& [command, where] : acks) {
    const auto request = log::testing::request_of(fmt::format("request {}", command));
    const auto known = events.find_commit(command_of(command), request);
    require(known.has_value(), "looking up command {} failed", command);
    require(known->first_outcome.has_value(), "command {} was acknowledged and is lost", command);
    require(known->first_outcome->first == where.first && known->first_outcome->last == where.last,
            "command {} was acknowledged at {} and is at {}", command, where.first,
            known->first_outcome->first);
    require(where.last < stored.size(), "command {} is beyond the end", command);
    const auto found = std::span(stored).subspan(where.first, where.last - where.first + 1);
    require(digest_of(found) == where.digest, "command {} has other bytes than were sent", command);
    require_commit(stored, command, where.first, *station.vault);
  }

  std::set<CommandId> seen;
  for (const log::StoredEvent& event : stored) {
    if (event.place != 0) continue;
    require(seen.insert(event.command).second, "position {}: done twice", event.position);
    require(event.commit_end() < stored.size(), "position {}: half a commit", event.position);
  }
  return stored;
}

void require_settles(Station& station, std::span<const log::StoredEvent> stored,
                     std::uint64_t command, Ledger& ledger) {
  auto commit = commit_of_number(command, *station.vault);
  require(commit.has_value(), "sealing command {} failed", command);
  const auto known = station.events().find_commit(commit->command, commit->request_hash);
  require(known.has_value(), "looking up command {} failed", command);
  Acknowledged where;
  where.digest = digest_of(*commit);
  if (known->first_outcome) {
    const auto [first, last] = std::pair(known->first_outcome->first, known->first_outcome->last);
    require_commit(stored, command, first, *station.vault);
    where.digest = digest_of(stored.subspan(first, last - first + 1));
  }
  const auto outcome = append_and_wait(station.events(), *std::move(commit));
  const auto* done = std::get_if<log::Appended>(&outcome);
  require(done != nullptr, "command {} sent again: {}", command, log::testing::describe(outcome));
  require(done->duplicate == known->first_outcome.has_value(), "command {} done twice", command);
  where.first = done->first;
  where.last = done->last;
  ledger.acknowledged(command, where);
}

void wait_anchored(const std::filesystem::path& root, std::uint64_t size) {
  const auto reached = [&] {
    const auto point = log::Anchor::read(paths_in(root).anchor);
    return point.has_value() && *point && (*point)->size == size;
  };
  while (!reached()) std::this_thread::yield();
}

std::vector<crypto::Sha256> roots_of(const log::EventLog& events) {
  std::vector<crypto::Sha256> roots;
  for (std::uint64_t size = 0; size <= events.head().size; ++size) {
    roots.push_back(events.root_at(size).value());
  }
  return roots;
}

}  // namespace telaio::torture
