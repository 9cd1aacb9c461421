// SPDX-License-Identifier: EUPL-1.2
// The log against the bare disk and against plain RocksDB on the same library (design 11): durable
// appends, replay, one stream, verification.
#pragma once

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "tools/bench/measure.hpp"
#include "tools/bench/peer.hpp"

namespace telaio::bench {

struct LogBench {
  std::filesystem::path folder;  // Empty; on the disk that is to be measured.
  std::size_t rounds = 3;
  Turn turn;                       // Of the append contenders.
  std::uint64_t events = 200'000;  // That the reading contenders read.
  std::function<void(const std::string&)> told;
};

// `beside` take their turns between the disk, plain RocksDB and our log; they outlive the call, and
// those that read are empty before it. Throw std::runtime_error when a store fails.
std::vector<Question> bench_appends(const LogBench& bench, std::span<Peer* const> beside = {});
std::vector<Question> bench_reads(const LogBench& bench, std::span<Peer* const> beside = {});

// What figures and questions are called, for those who compare them (goals.cpp).
namespace names {
inline constexpr std::string_view disk_append = "fdatasync di 4096 byte aggiunti";
inline constexpr std::string_view disk_overwrite = "fdatasync di 4096 byte riscritti";
inline constexpr std::string_view ours = "registro di Telaio";
inline constexpr std::string_view ours_headers = "registro di Telaio, solo intestazioni";
inline constexpr std::string_view ours_parts = "registro di Telaio, con le parti cifrate";
inline constexpr std::string_view ours_verify = "telaio verify";
inline constexpr std::string_view hashes = "le stesse impronte, dalla memoria";
inline constexpr std::string_view two_keys = "RocksDB, due chiavi, a gruppi";
inline constexpr std::string_view clustered = "RocksDB ordinato per flusso";
inline constexpr std::string_view replay = "Rilettura di tutti gli eventi";
inline constexpr std::string_view one_stream = "Lettura di un flusso di 50 eventi";
inline constexpr std::string_view verification = "Verifica di tutto il registro";
std::string appends(std::size_t callers);  // "Scritture durevoli, 64 richieste insieme"
}  // namespace names

}  // namespace telaio::bench
