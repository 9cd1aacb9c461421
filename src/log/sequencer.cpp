// SPDX-License-Identifier: EUPL-1.2
#include "log/sequencer.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "base/broken.hpp"
#include "log/record.hpp"

namespace telaio::log {
namespace {

bool holds(const Expectation& expected, const std::optional<Version>& current) {
  switch (expected.kind) {
    case Expect::any:
      return true;
    case Expect::none:
      return !current.has_value();
    case Expect::exists:
      return current.has_value();
    case Expect::exact:
      // Equality, never "at least": a version above the real one would leave a hole (E-24).
      if (TELAIO_BROKEN(expectation_at_least)) return current >= expected.version;
      return current == expected.version;
  }
  TELAIO_ASSERT(false);
}

std::uint32_t count_events(const Commit& commit) {
  std::size_t count = 0;
  for (const StreamWrite& write : commit.writes) count += write.events.size();
  return static_cast<std::uint32_t>(count);  // At most limits::commit_events_max.
}

}  // namespace

void Group::clear(Position next) {
  first = next;
  records.clear();
  starts.clear();
  parts.clear();
  runs.clear();
  commands.clear();
  hashes.clear();
}

Sequencer::Sequencer(const SequencerMemory& memory, const tree::Frontier& frontier,
                     Instant last_recorded)
    : memory_(memory), frontier_(frontier), last_recorded_(last_recorded) {}

Result<AppendOutcome, Fault> Sequencer::add(PreparedCommit prepared, Instant now, Group& group) {
  TELAIO_ASSERT(group.first + group.events() == size());
  const Commit& commit = prepared.commit;

  const auto known = find_command(commit.command);
  if (!known) return known.error();
  if (*known && !TELAIO_BROKEN(repeats_not_found)) {
    const Appended first_outcome = (*known)->outcome(true);
    const bool same = (*known)->request_hash == commit.request_hash;
    if (!same && !TELAIO_BROKEN(request_not_compared)) {
      return AppendOutcome(CommandIdReused{first_outcome});
    }
    return AppendOutcome(first_outcome);
  }

  auto refusal = refusal_of(commit);
  if (!refusal) return refusal.error();
  if (*refusal) return std::move(**refusal);
  return AppendOutcome(place(prepared, now, group));
}

void Sequencer::group_done() {
  for (const auto& [stream, version] : group_versions_) versions_.put(stream, version);
  group_versions_.clear();
  group_commands_.clear();
}

Result<std::optional<CommandRecord>, Fault> Sequencer::find_command(const CommandId& id) const {
  const auto in_group = group_commands_.find(id);
  if (in_group != group_commands_.end()) return std::optional(in_group->second);
  return memory_.command(id);
}

Result<std::optional<Version>, Fault> Sequencer::find_version(const StreamId& stream) {
  const auto in_group = group_versions_.find(stream);
  if (in_group != group_versions_.end()) return std::optional(in_group->second);
  if (const auto cached = versions_.get(stream)) return cached;
  auto stored = memory_.last_version(stream);
  // Only streams that exist are cached: a stream nobody ever writes must not push one out.
  if (stored && *stored) versions_.put(stream, **stored);
  return stored;
}

Result<std::optional<AppendOutcome>, Fault> Sequencer::refusal_of(const Commit& commit) {
  next_versions_.clear();
  for (const StreamWrite& write : commit.writes) {
    const auto current = find_version(write.stream);
    if (!current) return current.error();
    if (!holds(write.expected, *current)) {
      return std::optional<AppendOutcome>(Conflict{write.stream, *current});
    }
    const Version step = TELAIO_BROKEN(version_off_by_one) ? 0 : 1;
    next_versions_.push_back(*current ? **current + step : 0);
  }
  for (const Guard& guard : commit.guards) {
    const auto current = find_version(guard.stream);
    if (!current) return current.error();
    if (!holds(guard.expected, *current) && !TELAIO_BROKEN(guard_ignored)) {
      return std::optional<AppendOutcome>(GuardFailed{guard.stream, *current});
    }
  }
  return std::optional<AppendOutcome>();
}

Appended Sequencer::place(PreparedCommit& prepared, Instant now, Group& group) {
  Commit& commit = prepared.commit;
  // The clock of a machine may be set back; the log's never goes back.
  last_recorded_ = TELAIO_BROKEN(instant_goes_back) ? now : std::max(last_recorded_, now);

  Frame frame;
  frame.command = commit.command;
  frame.commit_size = count_events(commit);
  frame.recorded = last_recorded_;
  const Position first = size();

  for (std::size_t i = 0; i < commit.writes.size(); ++i) {
    StreamWrite& write = commit.writes[i];
    frame.stream = write.stream;
    frame.version = next_versions_[i];
    const auto count = static_cast<std::uint32_t>(write.events.size());
    group.runs.push_back({write.stream, frame.version, size(), count});
    for (NewEvent& event : write.events) {
      place_event(event, frame, prepared.commitments[frame.place], group);
      ++frame.version;
      ++frame.place;
    }
    group_versions_[write.stream] = frame.version - 1;
  }

  const CommandRecord record{commit.request_hash, first, frame.commit_size, frame.recorded};
  group.commands.emplace_back(commit.command, record);
  group_commands_.emplace(commit.command, record);
  return record.outcome(false);
}

void Sequencer::place_event(NewEvent& event, Frame frame, const crypto::Sha256& commitment,
                            Group& group) {
  frame.header_length = static_cast<std::uint32_t>(event.header.size());
  const Position position = size();
  const std::size_t start = group.records.size();
  group.starts.push_back(start);
  append_frame(group.records, frame);
  append(group.records, event.header);

  const auto record_hash = crypto::sha256(BytesView(group.records).subspan(start));
  const Entry entry =
      make_entry(record_hash, TELAIO_BROKEN(parts_not_in_leaf) ? crypto::Sha256{} : commitment);
  frontier_.append(tree::leaf_hash(entry), group.hashes);

  // The next record starts where FlatBuffers can read its header in place.
  const std::size_t end = group.records.size();
  group.records.resize((end + record_alignment - 1) / record_alignment * record_alignment);

  for (std::uint32_t part = 0; part < event.parts.size(); ++part) {
    group.parts.push_back({{position, part}, std::move(event.parts[part])});
  }
}

}  // namespace telaio::log
