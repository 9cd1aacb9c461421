// SPDX-License-Identifier: EUPL-1.2
// One connection to PostgreSQL through libpq, with what the peers need of it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct pg_conn;
struct pg_result;

namespace telaio::bench {

struct ConnectionClosed {
  void operator()(pg_conn* connection) const;
};
struct ResultCleared {
  void operator()(pg_result* result) const;
};
using PostgresResult = std::unique_ptr<pg_result, ResultCleared>;

// Throws std::runtime_error with what the server says, everywhere. Not thread-safe.
class Connection {
 public:
  // `address` as libpq reads it: "host=/run/… dbname=…".
  explicit Connection(const std::string& address);

  pg_conn* get() const { return connection_.get(); }
  // Statements without parameters and without rows.
  void run(const char* sql);
  void prepare(const char* name, const char* sql);
  // Parameters and rows in binary; each parameter is the bytes as they go over the wire.
  PostgresResult execute(const char* name, const std::vector<std::string>& parameters);

 private:
  std::unique_ptr<pg_conn, ConnectionClosed> connection_;
};

// Throws unless it holds rows or is done.
void expect_done(const PostgresResult& result);

// An int8 and a jsonb on the wire.
std::string wire_int8(std::uint64_t value);
std::string wire_jsonb(std::string_view text);
// int8[] and bytea[] on the wire, element by element.
class WireArray {
 public:
  enum class Element : std::uint32_t { bytea = 17, int8 = 20 };  // Their oids.
  WireArray(Element element, std::size_t count);
  void add(std::string_view bytes);
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

}  // namespace telaio::bench
