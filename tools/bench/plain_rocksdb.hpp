// SPDX-License-Identifier: EUPL-1.2
// The bar we hold ourselves against: what anybody gets from RocksDB in an afternoon. Two keys per
// event (position -> bytes, stream and version -> position), one thread that commits in groups with
// one sync; default options and a block cache. No hash, no proof, no refusal.
#pragma once

#include <rocksdb/db.h>

#include <filesystem>
#include <memory>
#include <vector>

#include "tools/bench/group_queue.hpp"
#include "tools/bench/peer.hpp"

namespace telaio::bench {

enum class Layout : std::uint8_t {
  two_keys,  // position -> event; stream | version -> position
  clustered  // stream | version -> event, for reading one stream
};

class PlainRocksdb final : public Peer {
 public:
  PlainRocksdb(const std::filesystem::path& folder, Layout layout);

  std::string name() const override;
  void append(std::uint64_t stream, BytesView event, std::function<void()> done) override;
  void fill(std::uint64_t events, std::uint64_t streams) override;
  // Of two_keys alone.
  std::uint64_t scan() override;
  // Of clustered alone.
  std::uint64_t read_stream(std::uint64_t stream) override;

 private:
  void write_group(const std::vector<Request>& group);

  Layout layout_;
  std::unique_ptr<rocksdb::DB> db_;
  std::uint64_t next_position_ = 0;
  std::vector<std::uint64_t> versions_;  // By stream number.
  GroupQueue queue_;                     // Last: stops before what it writes to is gone.
};

}  // namespace telaio::bench
