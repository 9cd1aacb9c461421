// SPDX-License-Identifier: EUPL-1.2
#include "tests/torture/simulation/medium.hpp"

#include "log/record.hpp"
#include "tests/torture/torture.hpp"

namespace telaio::torture {

Result<std::optional<log::CommandRecord>, Fault> Medium::command(const CommandId& id) const {
  const auto found = commands_.find(id);
  if (found == commands_.end()) return std::optional<log::CommandRecord>();
  return std::optional(found->second);
}

Result<std::optional<log::Version>, Fault> Medium::last_version(const log::StreamId& stream) const {
  const auto found = versions_.find(stream);
  if (found == versions_.end()) return std::optional<log::Version>();
  return std::optional(found->second);
}

Result<std::vector<log::tree::Hash>, Fault> Medium::hashes(unsigned level, std::uint64_t first,
                                                           std::size_t count) const {
  require(level < tiles_.size() && first + count <= tiles_[level].size(), "a hash is not stored");
  const auto begin = tiles_[level].begin() + static_cast<std::ptrdiff_t>(first);
  return std::vector<log::tree::Hash>(begin, begin + static_cast<std::ptrdiff_t>(count));
}

void Medium::add(const log::Group& group, const log::Head& head) {
  require(group.first == rows_.size(), "a group for position {} at {}", group.first, rows_.size());
  for (const std::size_t start : group.starts) {
    const auto record = log::read_record(BytesView(group.records).subspan(start));
    require(record.has_value(), "a record that cannot be read was written");
    rows_.push_back({to_bytes(record->bytes), {}});
  }
  for (const log::SealedPart& part : group.parts) {
    rows_.at(part.ref.position).parts.push_back(part.bytes);
  }
  for (const log::StreamRun& run : group.runs) versions_[run.stream] = run.version + run.count - 1;
  for (const auto& [id, command] : group.commands) commands_[id] = command;
  for (const log::tree::TileHash& hash : group.hashes) {
    require(tiles_[hash.level].size() == hash.index, "a hash of the tree out of its place");
    tiles_[hash.level].push_back(hash.hash);
  }
  head_ = head;
}

}  // namespace telaio::torture
