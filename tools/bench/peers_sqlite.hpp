// SPDX-License-Identifier: EUPL-1.2
// What anybody gets from SQLite in an afternoon: one table, an index on stream and version, a
// write-ahead log synced at each commit, one thread that commits in groups.
#pragma once

#include <filesystem>
#include <memory>

#include "tools/bench/group_queue.hpp"
#include "tools/bench/peer.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace telaio::bench {

struct SqliteClosed {
  void operator()(sqlite3* database) const;
  void operator()(sqlite3_stmt* statement) const;
};

class SqliteTable final : public Peer {
 public:
  // Makes the database in `file`, which does not exist.
  explicit SqliteTable(const std::filesystem::path& file);

  std::string name() const override;
  void append(std::uint64_t stream, BytesView event, std::function<void()> done) override;
  void fill(std::uint64_t events, std::uint64_t streams) override;
  std::uint64_t scan() override;
  std::uint64_t read_stream(std::uint64_t stream) override;

 private:
  using Database = std::unique_ptr<sqlite3, SqliteClosed>;
  using Statement = std::unique_ptr<sqlite3_stmt, SqliteClosed>;
  static Database opened(const std::filesystem::path& file);
  static Statement prepared(const Database& database, const char* sql);
  std::uint64_t count_rows(const Statement& statement) const;
  void write_group(const std::vector<Request>& group);

  Database writer_;
  Database reader_;
  Statement insert_;
  Statement all_;
  Statement of_stream_;
  std::uint64_t next_position_ = 1;
  std::vector<std::uint64_t> versions_;  // By stream number.
  GroupQueue queue_;                     // Last: stops before what it writes to is gone.
};

}  // namespace telaio::bench
