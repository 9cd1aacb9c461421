// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/peers_connection.hpp"

#include <libpq-fe.h>

#include <stdexcept>

#include "base/bytes.hpp"

namespace telaio::bench {
namespace {

constexpr int binary = 1;

void append_int4(std::string& to, std::uint32_t value) {
  Bytes bytes;
  append_u32(bytes, value);
  to += as_text(bytes);
}

}  // namespace

void ConnectionClosed::operator()(pg_conn* connection) const {
  PQfinish(connection);
}

void ResultCleared::operator()(pg_result* result) const {
  PQclear(result);
}

void expect_done(const PostgresResult& result) {
  const auto status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
    throw std::runtime_error(PQresultErrorMessage(result.get()));
  }
}

Connection::Connection(const std::string& address) : connection_(PQconnectdb(address.c_str())) {
  if (PQstatus(get()) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(get()));
}

void Connection::run(const char* sql) {
  expect_done(PostgresResult(PQexec(get(), sql)));
}

void Connection::prepare(const char* name, const char* sql) {
  expect_done(PostgresResult(PQprepare(get(), name, sql, 0, nullptr)));
}

PostgresResult Connection::execute(const char* name, const std::vector<std::string>& parameters) {
  std::vector<const char*> values;
  std::vector<int> lengths;
  for (const std::string& each : parameters) {
    values.push_back(each.data());
    lengths.push_back(static_cast<int>(each.size()));
  }
  const std::vector<int> formats(parameters.size(), binary);
  PostgresResult result(PQexecPrepared(get(), name, static_cast<int>(parameters.size()),
                                       values.data(), lengths.data(), formats.data(), binary));
  expect_done(result);
  return result;
}

std::string wire_int8(std::uint64_t value) {
  Bytes bytes;
  append_u64(bytes, value);
  return std::string(as_text(bytes));
}

// A version byte, then the text (jsonb_send).
std::string wire_jsonb(std::string_view text) {
  return '\1' + std::string(text);
}

// Dimensions, no nulls, the type of the elements, their number, the first index; then each with its
// length (src/backend/utils/adt/arrayfuncs.c, array_send).
WireArray::WireArray(Element element, std::size_t count) {
  append_int4(bytes_, 1);
  append_int4(bytes_, 0);
  append_int4(bytes_, static_cast<std::uint32_t>(element));
  append_int4(bytes_, static_cast<std::uint32_t>(count));
  append_int4(bytes_, 1);
}

void WireArray::add(std::string_view bytes) {
  append_int4(bytes_, static_cast<std::uint32_t>(bytes.size()));
  bytes_ += bytes;
}

}  // namespace telaio::bench
