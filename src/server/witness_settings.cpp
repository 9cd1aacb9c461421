// SPDX-License-Identifier: EUPL-1.2
#include "server/witness_settings.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace telaio::server {
namespace {

using Errors = std::vector<ConfigurationError>;

constexpr std::string_view list_setting = "witness.ask";

void read_interval(const toml::table& file, Configuration& configuration, Errors& errors) {
  const std::string setting = "witness.interval_seconds";
  const auto node = file.at_path(setting);
  if (!node) return;
  const auto seconds = node.value<std::int64_t>();
  if (!seconds || *seconds < witness::interval_min.count() ||
      *seconds > witness::interval_max.count()) {
    errors.push_back({node.node()->source().begin.line, setting,
                      fmt::format("deve essere un numero di secondi, da {} a {}",
                                  witness::interval_min.count(), witness::interval_max.count())});
    return;
  }
  configuration.witness_interval = std::chrono::seconds(*seconds);
}

// The text of a setting of one witness; nothing when it is missing or not a text.
std::optional<std::string> text_of(const toml::table& table, std::string_view name) {
  const auto* node = table.get(name);
  return node == nullptr ? std::nullopt : node->value_exact<std::string>();
}

void read_witness(const toml::table& table, Configuration& configuration, Errors& errors) {
  const auto line = table.source().begin.line;
  const auto wrong = [&](std::string_view name, std::string message) {
    errors.push_back({line, fmt::format("{}.{}", list_setting, name), std::move(message)});
  };
  for (const auto& [key, node] : table) {
    const std::string_view name = key.str();
    if (name != "url" && name != "key" && name != "authorities") wrong(name, "voce sconosciuta");
  }
  const auto url = text_of(table, "url");
  auto address = url ? witness::parse_address(*url) : std::nullopt;
  if (!address) {
    return wrong("url", "deve essere un indirizzo http[s]://nome[:porta][/percorso]");
  }
  const auto text = text_of(table, "key");
  const auto key = text ? log::tree::parse_verifier_key(*text)
                        : Result<log::tree::VerifierKey, Refusal>(Refusal{"", {}});
  if (!key || key->kind != log::tree::SignatureKind::cosignature_v1) {
    return wrong("key", "deve essere la chiave pubblica del testimone, dal suo file witness.vkey");
  }
  if (table.contains("authorities")) {
    const auto file = text_of(table, "authorities");
    if (!file || file->empty())
      return wrong("authorities", "deve essere un percorso tra virgolette");
    address->authorities = *file;
  }
  const auto same = [&](const witness::AskedWitness& known) { return known.key == *key; };
  if (std::any_of(configuration.witnesses.begin(), configuration.witnesses.end(), same)) {
    return wrong("key", "la chiave è già di un altro testimone");
  }
  configuration.witnesses.push_back({*address, *key});
}

}  // namespace

void read_witnesses(const toml::table& file, Configuration& configuration, Errors& errors) {
  read_interval(file, configuration, errors);
  const auto node = file.at_path(list_setting);
  if (!node) {
    if (file.contains("witness")) {
      errors.push_back(
          {0, std::string(list_setting),
           "manca: senza [[witness.ask]] nessun testimone controfirma; togli [witness]"});
    }
    return;
  }
  const auto* list = node.as_array();
  const auto line = node.node()->source().begin.line;
  if (list == nullptr || !list->is_homogeneous(toml::node_type::table)) {
    errors.push_back({line, std::string(list_setting), "va scritto come [[witness.ask]]"});
    return;
  }
  if (list->size() > witness::witnesses_max) {
    errors.push_back(
        {line, std::string(list_setting),
         fmt::format("i testimoni possono essere al massimo {}", witness::witnesses_max)});
    return;
  }
  for (const auto& entry : *list) read_witness(*entry.as_table(), configuration, errors);
}

}  // namespace telaio::server
