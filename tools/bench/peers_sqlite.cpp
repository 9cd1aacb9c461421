// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/peers_sqlite.hpp"

#include <sqlite3.h>

#include <stdexcept>

#include "tools/bench/https_bench.hpp"
#include "tools/bench/sample.hpp"
#include "tools/bench/window.hpp"

namespace telaio::bench {
namespace {

// The settings of the comparison: a sync at each commit, mapped reads, a generous cache.
constexpr auto settings = R"sql(
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA mmap_size = 8589934592;
PRAGMA cache_size = -262144;
)sql";

constexpr auto make_table = R"sql(
CREATE TABLE IF NOT EXISTS events (
  position INTEGER PRIMARY KEY,
  stream INTEGER NOT NULL,
  version INTEGER NOT NULL,
  content BLOB NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS events_by_stream ON events (stream, version);
)sql";

constexpr auto insert = R"sql(
INSERT INTO events (position, stream, version, content) VALUES (?, ?, ?, ?)
)sql";
constexpr auto select_all = R"sql(
SELECT content, position, stream, version FROM events ORDER BY position
)sql";
constexpr auto select_stream = R"sql(
SELECT content, position, version FROM events WHERE stream = ? ORDER BY version
)sql";

sqlite3_int64 signed_of(std::uint64_t number) {
  return static_cast<sqlite3_int64>(number);
}

void expect(int code, int expected, sqlite3* database) {
  if (code != expected) throw std::runtime_error(sqlite3_errmsg(database));
}

void run(sqlite3* database, const char* sql) {
  expect(sqlite3_exec(database, sql, nullptr, nullptr, nullptr), SQLITE_OK, database);
}

}  // namespace

void SqliteClosed::operator()(sqlite3* database) const {
  sqlite3_close(database);
}

void SqliteClosed::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

SqliteTable::Database SqliteTable::opened(const std::filesystem::path& file) {
  sqlite3* raw = nullptr;
  const int code = sqlite3_open(file.c_str(), &raw);
  Database database(raw);
  expect(code, SQLITE_OK, raw);
  run(raw, settings);
  run(raw, make_table);
  return database;
}

SqliteTable::Statement SqliteTable::prepared(const Database& database, const char* sql) {
  sqlite3_stmt* raw = nullptr;
  expect(sqlite3_prepare_v2(database.get(), sql, -1, &raw, nullptr), SQLITE_OK, database.get());
  return Statement(raw);
}

SqliteTable::SqliteTable(const std::filesystem::path& file)
    : writer_(opened(file)),
      reader_(opened(file)),
      insert_(prepared(writer_, insert)),
      all_(prepared(reader_, select_all)),
      of_stream_(prepared(reader_, select_stream)),
      queue_([this](const auto& group) { write_group(group); }) {}

std::string SqliteTable::name() const {
  return std::string(names::sqlite);
}

void SqliteTable::append(std::uint64_t stream, BytesView event, std::function<void()> done) {
  queue_.append(stream, event, std::move(done));
}

void SqliteTable::write_group(const std::vector<Request>& group) {
  run(writer_.get(), "BEGIN IMMEDIATE");
  for (const Request& request : group) {
    if (versions_.size() <= request.stream) versions_.resize(request.stream + 1);
    sqlite3_bind_int64(insert_.get(), 1, signed_of(next_position_++));
    sqlite3_bind_int64(insert_.get(), 2, signed_of(request.stream));
    sqlite3_bind_int64(insert_.get(), 3, signed_of(versions_[request.stream]++));
    sqlite3_bind_blob64(insert_.get(), 4, request.event.data(), request.event.size(),
                        SQLITE_STATIC);
    expect(sqlite3_step(insert_.get()), SQLITE_DONE, writer_.get());
    sqlite3_reset(insert_.get());
  }
  run(writer_.get(), "COMMIT");
}

void SqliteTable::fill(std::uint64_t events, std::uint64_t streams) {
  Window window;
  for (std::uint64_t n = 0; n < events; ++n) {
    window.enter();
    append(n % streams, sample_bytes(), [&] { window.leave(); });
  }
  window.await_empty();
  run(reader_.get(), "PRAGMA wal_checkpoint(TRUNCATE)");
}

std::uint64_t SqliteTable::count_rows(const Statement& statement) const {
  const auto whole = static_cast<int>(sample_bytes().size());
  std::uint64_t rows = 0;
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(statement.get())) == SQLITE_ROW) {
    const bool read = sqlite3_column_blob(statement.get(), 0) != nullptr;
    if (!read || sqlite3_column_bytes(statement.get(), 0) != whole) {
      throw std::runtime_error("un evento non è intero");
    }
    ++rows;
  }
  expect(code, SQLITE_DONE, reader_.get());
  sqlite3_reset(statement.get());
  return rows;
}

std::uint64_t SqliteTable::scan() {
  return count_rows(all_);
}

std::uint64_t SqliteTable::read_stream(std::uint64_t stream) {
  sqlite3_bind_int64(of_stream_.get(), 1, signed_of(stream));
  return count_rows(of_stream_);
}

}  // namespace telaio::bench
