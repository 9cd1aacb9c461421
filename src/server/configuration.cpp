// SPDX-License-Identifier: EUPL-1.2
#include "server/configuration.hpp"

#include <toml++/toml.h>

#include <array>
#include <string_view>

#include "server/inps_settings.hpp"
#include "server/witness_settings.hpp"
#include "tools/installation/lists_folder.hpp"

namespace telaio::server {
namespace {

using Errors = std::vector<ConfigurationError>;

constexpr std::array known_settings = {std::string_view("data"),
                                       std::string_view("http.port"),
                                       std::string_view("http.admin_port"),
                                       std::string_view("http.requests_per_minute"),
                                       std::string_view("http.web"),
                                       std::string_view("http.certificate"),
                                       std::string_view("http.key"),
                                       std::string_view("inps.url"),
                                       std::string_view("inps.authorities"),
                                       std::string_view("inps.timeout_seconds"),
                                       std::string_view("inps.voucher.url"),
                                       std::string_view("inps.voucher.authorities"),
                                       std::string_view("inps.voucher.client_id"),
                                       std::string_view("inps.voucher.key_id"),
                                       std::string_view("inps.voucher.purpose_id"),
                                       std::string_view("inps.voucher.audience"),
                                       std::string_view("inps.voucher.key"),
                                       std::string_view("lists.folder"),
                                       std::string_view("witness.interval_seconds"),
                                       std::string_view("witness.ask")};

bool is_known(std::string_view setting) {
  for (const auto known : known_settings) {
    if (known == setting || known.starts_with(std::string(setting) + ".")) return true;
  }
  return false;
}

void find_unknown(const toml::table& table, const std::string& prefix, Errors& errors) {
  for (const auto& [key, node] : table) {
    const std::string setting = prefix + std::string(key.str());
    if (!is_known(setting)) {
      errors.push_back({key.source().begin.line, setting, "voce sconosciuta"});
    } else if (const auto* inner = node.as_table()) {
      find_unknown(*inner, setting + ".", errors);
    }
  }
}

void read_port(const toml::table& file, std::string_view setting, std::uint16_t& port,
               Errors& errors) {
  const auto node = file.at_path(setting);
  if (!node) return;
  const auto value = node.value<std::int64_t>();
  if (!value || *value < 0 || *value > 65'535) {
    errors.push_back({node.node()->source().begin.line, std::string(setting),
                      "deve essere un numero di porta, da 0 a 65535"});
    return;
  }
  port = static_cast<std::uint16_t>(*value);
}

// The API file says that a limit fits a million.
constexpr std::int64_t requests_per_minute_max = 1'000'000;

void read_requests_per_minute(const toml::table& file, std::uint32_t& requests, Errors& errors) {
  const std::string setting = "http.requests_per_minute";
  const auto node = file.at_path(setting);
  if (!node) return;
  const auto value = node.value<std::int64_t>();
  if (!value || *value < 1 || *value > requests_per_minute_max) {
    errors.push_back({node.node()->source().begin.line, setting,
                      "deve essere un numero di richieste al minuto, da 1 a 1000000"});
    return;
  }
  requests = static_cast<std::uint32_t>(*value);
}

std::optional<std::filesystem::path> read_path(const toml::table& file, std::string_view setting,
                                               Errors& errors) {
  const auto node = file.at_path(setting);
  if (!node) return std::nullopt;
  const auto value = node.value_exact<std::string>();
  if (!value || value->empty()) {
    errors.push_back({node.node()->source().begin.line, std::string(setting),
                      "deve essere un percorso tra virgolette"});
    return std::nullopt;
  }
  return std::filesystem::path(*value);
}

}  // namespace

CheckedConfiguration read_configuration(const std::filesystem::path& path) {
  CheckedConfiguration checked;
  Configuration& read = checked.configuration;
  toml::table file;
  try {
    file = toml::parse_file(path.string());
  } catch (const toml::parse_error& error) {
    const auto line = error.source().begin.line;
    checked.errors.push_back({line, "",
                              line == 0
                                  ? "il file non si legge: controlla percorso e permessi"
                                  : "da questa riga il file non è TOML: controlla virgolette, "
                                    "parentesi e segni di uguale"});
    return checked;
  }
  find_unknown(file, "", checked.errors);
  read.data = read_path(file, "data", checked.errors).value_or("");
  if (read.data.empty() && !file.contains("data")) {
    checked.errors.push_back({0, "data", "manca la cartella dei dati"});
  }
  read_port(file, "http.port", read.port, checked.errors);
  read_port(file, "http.admin_port", read.admin_port, checked.errors);
  read_requests_per_minute(file, read.requests_per_minute, checked.errors);
  read.web = read_path(file, "http.web", checked.errors).value_or("");
  read.certificate = read_path(file, "http.certificate", checked.errors);
  read.key = read_path(file, "http.key", checked.errors);
  if (read.certificate.has_value() != read.key.has_value()) {
    checked.errors.push_back(
        {0, "http.certificate", "certificato e chiave vanno indicati insieme"});
  }
  read_inps(file, read, checked.errors);
  read_witnesses(file, read, checked.errors);
  read.lists = read_path(file, "lists.folder", checked.errors).value_or(tools::lists_folder(""));
  return checked;
}

}  // namespace telaio::server
