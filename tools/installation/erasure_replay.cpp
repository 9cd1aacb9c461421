// SPDX-License-Identifier: EUPL-1.2
#include "tools/installation/erasure_replay.hpp"

#include "app/destroyed_keys.hpp"

namespace telaio::tools {

Result<app::ErasureLedger, Fault> open_ledger(const log::DataPaths& paths,
                                              const log::StoredLog& events,
                                              std::string_view origin) {
  const log::ChainPlace place = paths.erasure_ledger();
  const Uuid log_id = events.head().log_id;
  if (log::ChainFile::exists(place)) return app::ErasureLedger::open(place, log_id);
  const auto destroyed = app::destroyed_keys(events);
  if (!destroyed) return destroyed.error();
  // There was one: opening it says what is missing.
  if (!destroyed->empty()) return app::ErasureLedger::open(place, log_id);
  return app::ErasureLedger::create(place, log_id, origin);
}

Result<std::size_t, Fault> replay_on_vault(const app::ErasureLedger& ledger, vault::Vault& vault) {
  std::size_t destroyed = 0;
  for (const app::Erasure& erasure : ledger.erasures()) {
    const auto found = vault.undestroyed(erasure.keys);
    if (!found) return found.error();
    if (found->empty()) continue;
    // What is left of the subject was made after an older vault was put in place: it goes too.
    std::vector<vault::KeyRef> keys = erasure.keys;
    while (!keys.empty()) {
      auto left = vault.destroy_keys(erasure.subject, keys);
      if (!left) return left.error();
      keys = std::move(*left);
    }
    destroyed += found->size();
  }
  if (destroyed == 0) return destroyed;
  const auto renewed = vault.renew_key_encryption_key();
  if (!renewed) return renewed.error();
  return destroyed;
}

Result<std::size_t, Fault> replay_on_log(const app::ErasureLedger& ledger, log::EventLog& events) {
  app::DestroyedKeys keys;
  for (const app::Erasure& erasure : ledger.erasures()) {
    keys.insert(erasure.keys.begin(), erasure.keys.end());
  }
  if (keys.empty()) return std::size_t{0};
  const auto parts = app::parts_under(events, keys);
  if (!parts) return parts.error();
  std::vector<log::PartRef> stored;
  for (const app::KeyedPart& part : *parts) {
    if (part.stored) stored.push_back(part.ref);
  }
  if (const auto purged = events.purge_sealed(stored); !purged) return purged.error();
  return stored.size();
}

}  // namespace telaio::tools
