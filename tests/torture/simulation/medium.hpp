// SPDX-License-Identifier: EUPL-1.2
// The simulated disk of one log: what is durable, and nothing else. A group is on it whole or not
// at all, as RocksDB's batches are.
#pragma once

#include <array>
#include <map>
#include <vector>

#include "log/sequencer.hpp"
#include "log/tree/hash_source.hpp"

namespace telaio::torture {

class Medium final : public log::SequencerMemory, public log::tree::HashSource {
 public:
  struct Row {
    Bytes record;  // Frame and header.
    std::vector<Bytes> parts;
  };

  Result<std::optional<log::CommandRecord>, Fault> command(const CommandId& id) const override;
  Result<std::optional<log::Version>, Fault> last_version(
      const log::StreamId& stream) const override;
  Result<std::vector<log::tree::Hash>, Fault> hashes(unsigned level, std::uint64_t first,
                                                     std::size_t count) const override;

  void add(const log::Group& group, const log::Head& head);

  std::uint64_t size() const { return rows_.size(); }
  const Row& row(log::Position position) const { return rows_.at(position); }
  const log::Head& head() const { return head_; }
  void set_head(const log::Head& head) { head_ = head; }

 private:
  std::vector<Row> rows_;
  std::map<CommandId, log::CommandRecord> commands_;
  std::map<log::StreamId, log::Version> versions_;
  std::array<std::vector<log::tree::Hash>, log::tree::tile_levels_max> tiles_;
  log::Head head_;
};

}  // namespace telaio::torture
