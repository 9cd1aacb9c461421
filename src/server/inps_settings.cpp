// SPDX-License-Identifier: EUPL-1.2
#include "server/inps_settings.hpp"

#include <algorithm>

namespace telaio::server {
namespace {

using Errors = std::vector<ConfigurationError>;

// A page waits for the answer, so it stays well under the time a request may take.
constexpr std::int64_t seconds_max = 30;
// Identifiers that PDND gives are shorter; an address is not longer.
constexpr std::size_t text_bytes_max = 512;

std::uint32_t line_of(const toml::node_view<const toml::node>& node) {
  return node ? node.node()->source().begin.line : 0;
}

// Text that is there, on one line and not too long.
std::optional<std::string> read_text(const toml::table& file, const std::string& setting,
                                     Errors& errors) {
  const auto node = file.at_path(setting);
  auto text = node ? node.value_exact<std::string>() : std::nullopt;
  const bool plain = text && !text->empty() && text->size() <= text_bytes_max &&
                     std::ranges::all_of(*text, [](char each) {
                       return static_cast<unsigned char>(each) > ' ' && each != '\x7f';
                     });
  if (plain) return text;
  errors.push_back({line_of(node), setting,
                    node ? "deve essere un testo tra virgolette, senza spazi, come lo dà PDND"
                         : "manca: serve per chiedere il voucher; togli [inps.voucher]"});
  return std::nullopt;
}

// A path in quotes; nothing when it is missing.
std::optional<std::filesystem::path> read_path(const toml::table& file, const std::string& setting,
                                               Errors& errors) {
  const auto node = file.at_path(setting);
  if (!node) return std::nullopt;
  const auto text = node.value_exact<std::string>();
  if (text && !text->empty()) return std::filesystem::path(*text);
  errors.push_back({line_of(node), setting, "deve essere un percorso tra virgolette"});
  return std::nullopt;
}

std::optional<inps::Peer> read_peer(const toml::table& file, const std::string& table,
                                    Errors& errors) {
  const std::string setting = table + ".url";
  const auto node = file.at_path(setting);
  const auto text = node ? node.value_exact<std::string>() : std::nullopt;
  auto peer = text ? inps::parse_address(*text) : std::nullopt;
  if (!peer) {
    errors.push_back(
        {line_of(node), setting, "deve essere un indirizzo https://nome[:porta][/percorso]"});
    return std::nullopt;
  }
  peer->authorities = read_path(file, table + ".authorities", errors);
  return peer;
}

void read_voucher(const toml::table& file, std::optional<inps::VoucherSettings>& voucher,
                  Errors& errors) {
  if (!file.at_path("inps.voucher")) return;
  const std::size_t before = errors.size();
  const auto peer = read_peer(file, "inps.voucher", errors);
  const auto client = read_text(file, "inps.voucher.client_id", errors);
  const auto key_id = read_text(file, "inps.voucher.key_id", errors);
  const auto purpose = read_text(file, "inps.voucher.purpose_id", errors);
  const auto audience = read_text(file, "inps.voucher.audience", errors);
  const auto key = read_path(file, "inps.voucher.key", errors);
  if (!key && errors.size() == before) {
    errors.push_back({0, "inps.voucher.key", "manca: è la chiave privata RSA, in PEM"});
  }
  if (errors.size() != before) return;
  voucher.emplace(inps::VoucherSettings{*peer, *client, *key_id, *purpose, *audience, *key});
}

}  // namespace

void read_inps(const toml::table& file, Configuration& configuration, Errors& errors) {
  if (!file.contains("inps")) return;
  if (!file.at_path("inps.url")) {
    errors.push_back({0, "inps.url", "manca: senza indirizzo INPS non si interroga; togli [inps]"});
    return;
  }
  const auto peer = read_peer(file, "inps", errors);
  if (!peer) return;
  inps::Settings& settings = configuration.inps.emplace();
  static_cast<inps::Peer&>(settings) = *peer;
  read_voucher(file, settings.voucher, errors);
  const auto time = file.at_path("inps.timeout_seconds");
  if (!time) return;
  const auto seconds = time.value<std::int64_t>();
  if (!seconds || *seconds < 1 || *seconds > seconds_max) {
    errors.push_back(
        {line_of(time), "inps.timeout_seconds", "deve essere un numero di secondi, da 1 a 30"});
    return;
  }
  settings.time = std::chrono::seconds(*seconds);
}

}  // namespace telaio::server
