// SPDX-License-Identifier: EUPL-1.2
// What anybody gets from PostgreSQL in an afternoon: one table, an index on stream and version, and
// one client that commits in groups, each one INSERT of arrays. The server on the same machine,
// through its Unix socket.
#pragma once

#include "tools/bench/group_queue.hpp"
#include "tools/bench/peer.hpp"
#include "tools/bench/peers_connection.hpp"

namespace telaio::bench {

class PostgresTable final : public Peer {
 public:
  // Makes the table in the database of `address`, which has none.
  explicit PostgresTable(const std::string& address);

  std::string name() const override;
  void append(std::uint64_t stream, BytesView event, std::function<void()> done) override;
  void fill(std::uint64_t events, std::uint64_t streams) override;
  // COPY in binary, the fastest way out.
  std::uint64_t scan() override;
  std::uint64_t read_stream(std::uint64_t stream) override;

 private:
  void write_group(const std::vector<Request>& group);

  Connection writer_;
  Connection reader_;
  std::uint64_t next_position_ = 0;
  std::vector<std::uint64_t> versions_;  // By stream number.
  GroupQueue queue_;                     // Last: stops before what it writes to is gone.
};

}  // namespace telaio::bench
