// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/peers_postgres.hpp"

#include <libpq-fe.h>

#include <stdexcept>

#include "tools/bench/https_bench.hpp"
#include "tools/bench/sample.hpp"
#include "tools/bench/window.hpp"

namespace telaio::bench {
namespace {

constexpr auto make_table = R"sql(
CREATE TABLE events (
  position bigint PRIMARY KEY,
  stream bigint NOT NULL,
  version bigint NOT NULL,
  content bytea NOT NULL);
ALTER TABLE events ALTER content SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX events_by_stream ON events (stream, version);
)sql";

constexpr auto insert = R"sql(
INSERT INTO events (position, stream, version, content)
SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bytea[])
)sql";

constexpr auto select_stream = R"sql(
SELECT position, version, content FROM events WHERE stream = $1::bigint ORDER BY version
)sql";

constexpr auto copy_all = R"sql(
COPY (SELECT position, stream, version, content FROM events ORDER BY position)
TO STDOUT (FORMAT binary)
)sql";

constexpr auto settle = "VACUUM ANALYZE events";

}  // namespace

PostgresTable::PostgresTable(const std::string& address)
    : writer_(address),
      reader_(address),
      queue_([this](const auto& group) { write_group(group); }) {
  writer_.run(make_table);
  writer_.prepare("insert", insert);
  reader_.prepare("stream", select_stream);
}

std::string PostgresTable::name() const {
  return std::string(names::postgres);
}

void PostgresTable::append(std::uint64_t stream, BytesView event, std::function<void()> done) {
  queue_.append(stream, event, std::move(done));
}

void PostgresTable::write_group(const std::vector<Request>& group) {
  WireArray positions(WireArray::Element::int8, group.size());
  WireArray streams(WireArray::Element::int8, group.size());
  WireArray versions(WireArray::Element::int8, group.size());
  WireArray contents(WireArray::Element::bytea, group.size());
  for (const Request& request : group) {
    if (versions_.size() <= request.stream) versions_.resize(request.stream + 1);
    positions.add(wire_int8(next_position_++));
    streams.add(wire_int8(request.stream));
    versions.add(wire_int8(versions_[request.stream]++));
    contents.add(as_text(request.event));
  }
  // A statement alone is a transaction: it is durable when it is answered.
  writer_.execute("insert",
                  {positions.bytes(), streams.bytes(), versions.bytes(), contents.bytes()});
}

void PostgresTable::fill(std::uint64_t events, std::uint64_t streams) {
  Window window;
  for (std::uint64_t n = 0; n < events; ++n) {
    window.enter();
    append(n % streams, sample_bytes(), [&] { window.leave(); });
  }
  window.await_empty();
  reader_.run(settle);
}

std::uint64_t PostgresTable::scan() {
  const PostgresResult started(PQexec(reader_.get(), copy_all));
  if (PQresultStatus(started.get()) != PGRES_COPY_OUT) {
    throw std::runtime_error(PQresultErrorMessage(started.get()));
  }
  std::uint64_t rows = 0;
  char* row = nullptr;
  const auto least = static_cast<int>(sample_bytes().size());
  for (int length = 0; (length = PQgetCopyData(reader_.get(), &row, 0)) > 0;) {
    // Each message is one row; the format's trailer, two bytes, is the last.
    if (length > least) ++rows;
    PQfreemem(row);
  }
  while (PostgresResult rest{PQgetResult(reader_.get())}) expect_done(rest);
  return rows;
}

std::uint64_t PostgresTable::read_stream(std::uint64_t stream) {
  const PostgresResult rows = reader_.execute("stream", {wire_int8(stream)});
  const auto whole = static_cast<int>(sample_bytes().size());
  const int count = PQntuples(rows.get());
  for (int row = 0; row < count; ++row) {
    if (PQgetlength(rows.get(), row, 2) != whole) {
      throw std::runtime_error("un evento non è intero");
    }
  }
  return static_cast<std::uint64_t>(count);
}

}  // namespace telaio::bench
