// SPDX-License-Identifier: EUPL-1.2
#include "log/prepared_commit.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "log/descriptors.hpp"
#include "log/log_refusals.hpp"

namespace telaio::log {
namespace {

using Checked = Result<Done, Rejected>;

Rejected rejected(std::string_view code, std::uint64_t limit = 0) {
  return Rejected{std::string(code), limit};
}

bool names_a_stream_twice(const Commit& commit) {
  std::vector<StreamId> streams;
  streams.reserve(commit.writes.size() + commit.guards.size());
  for (const StreamWrite& write : commit.writes) streams.push_back(write.stream);
  for (const Guard& guard : commit.guards) streams.push_back(guard.stream);
  std::sort(streams.begin(), streams.end());
  return std::adjacent_find(streams.begin(), streams.end()) != streams.end();
}

Checked check_shape(const Commit& commit) {
  if (commit.writes.empty()) return rejected(refusals::empty_commit);
  if (commit.writes.size() + commit.guards.size() > limits::commit_streams_max) {
    return rejected(refusals::too_large, limits::commit_streams_max);
  }
  std::size_t events = 0;
  for (const StreamWrite& write : commit.writes) {
    if (write.events.empty()) return rejected(refusals::empty_commit);
    events += write.events.size();
  }
  if (events > limits::commit_events_max) {
    return rejected(refusals::too_large, limits::commit_events_max);
  }
  if (names_a_stream_twice(commit)) return rejected(refusals::stream_repeated);
  return Done{};
}

std::size_t event_bytes(const NewEvent& event) {
  std::size_t bytes = event.header.size();
  for (const Bytes& part : event.parts) bytes += part.size();
  return bytes;
}

// Sizes come first: nothing is hashed of a commit that is too large.
Checked check_sizes(PreparedCommit& prepared) {
  for (const StreamWrite& write : prepared.commit.writes) {
    for (const NewEvent& event : write.events) {
      const std::size_t bytes = event_bytes(event);
      if (bytes > limits::event_bytes_max) {
        return rejected(refusals::too_large, limits::event_bytes_max);
      }
      if (event.parts.size() > limits::event_parts_max) {
        return rejected(refusals::too_large, limits::event_parts_max);
      }
      prepared.bytes += bytes;
    }
  }
  if (prepared.bytes > limits::commit_bytes_max) {
    return rejected(refusals::too_large, limits::commit_bytes_max);
  }
  return Done{};
}

Checked check_event(const NewEvent& event, std::vector<crypto::Sha256>& commitments) {
  const auto descriptors = read_descriptors(event.header);
  if (!descriptors) return rejected(refusals::header_malformed);
  if (check_parts(*descriptors, event.parts) != PartsCheck::agree) {
    return rejected(refusals::parts_mismatch);
  }
  commitments.push_back(parts_commitment(*descriptors));
  return Done{};
}

}  // namespace

Result<PreparedCommit, Rejected> prepare(Commit commit) {
  PreparedCommit prepared;
  prepared.commit = std::move(commit);
  if (const auto checked = check_shape(prepared.commit); !checked) return checked.error();
  if (const auto checked = check_sizes(prepared); !checked) return checked.error();
  for (const StreamWrite& write : prepared.commit.writes) {
    for (const NewEvent& event : write.events) {
      const auto checked = check_event(event, prepared.commitments);
      if (!checked) return checked.error();
    }
  }
  return prepared;
}

}  // namespace telaio::log
