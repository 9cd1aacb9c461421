// SPDX-License-Identifier: EUPL-1.2
// The settings of a running service: from a TOML file, or from a few options of the command line.
// Every setting has a unit and a default in config/telaio.example.toml; an unknown one is an error,
// because a misspelt setting is worse than none.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "http/http_limits.hpp"
#include "inps/client.hpp"
#include "witness/submitter.hpp"

namespace telaio::server {

struct Configuration {
  std::filesystem::path data;
  std::uint16_t port = 8443;
  std::uint16_t admin_port = 0;  // 0: port + 1.
  // Of one operator, or of one address without a session; beyond, 429 until the next minute.
  std::uint32_t requests_per_minute = http::limits::requests_per_window;
  std::filesystem::path web;    // Empty: no browser application is served.
  std::filesystem::path lists;  // Folder with codes/, texts/, leps/.
  std::optional<std::filesystem::path> certificate;
  std::optional<std::filesystem::path> key;
  // Where INPS is asked for an ISEE; nothing: it is not asked, and pages do not offer it.
  std::optional<inps::Settings> inps;
  // Who is asked to cosign the checkpoints, and how often; nobody: they are signed by the log
  // alone.
  std::vector<witness::AskedWitness> witnesses;
  std::chrono::seconds witness_interval = witness::interval_default;
};

// One thing wrong with a file, with its line (from 1; 0 when it is about the whole file).
struct ConfigurationError {
  std::uint32_t line = 0;
  std::string setting;
  std::string message;  // Italian: operators of a body read it.
};

struct CheckedConfiguration {
  Configuration configuration;
  std::vector<ConfigurationError> errors;  // Empty: usable.
};

CheckedConfiguration read_configuration(const std::filesystem::path& file);

}  // namespace telaio::server
