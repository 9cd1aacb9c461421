// SPDX-License-Identifier: EUPL-1.2
// The service over HTTPS against nginx and message-db, in turns: what a person's browser gets, on
// the cores it shares with the load. The load is wrk's, one process a turn.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "tools/bench/log_bench.hpp"
#include "tools/bench/measure.hpp"
#include "tools/bench/peer.hpp"

namespace telaio::bench {

// One kind of request, as wrk sends it.
struct Load {
  std::string name;    // In the table.
  std::string url;     // https://localhost:…
  std::string script;  // wrk's Lua, empty for plain GETs.
  bool ours = false;
};

inline constexpr std::size_t https_connections = 64;

// What wrk prints with --latency, as figures. Nothing unless it holds a rate, both latencies and no
// failed request: an error page is answered fast.
struct WrkReport {
  Sample sample;
  std::string complaint;  // "Non-2xx or 3xx responses: 12", empty when there is none.
};
// Throws std::runtime_error when there is no rate in it.
WrkReport read_wrk(const std::string& printed);

// The loads in turns, and `beside` appending with as many callers. Throws std::runtime_error when
// wrk cannot be run or a request failed.
Question bench_https(const std::string& title, const LogBench& bench,
                     const std::vector<Load>& loads, std::span<Peer* const> beside);

namespace names {
inline constexpr std::string_view https_read = "HTTPS: una risorsa di 2 kB, con la sessione";
inline constexpr std::string_view https_write = "HTTPS: un intervento annotato, durevole";
inline constexpr std::string_view nginx = "nginx, un file di 2 kB";
inline constexpr std::string_view service_read = "telaio serve, GET";
inline constexpr std::string_view service_write = "telaio serve, POST";
inline constexpr std::string_view message_db = "message-db, una categoria";
inline constexpr std::string_view message_db_64 = "message-db, 64 categorie";
inline constexpr std::string_view postgres = "PostgreSQL, tabella a mano, a gruppi";
inline constexpr std::string_view sqlite = "SQLite, a gruppi";
}  // namespace names

}  // namespace telaio::bench
