// SPDX-License-Identifier: EUPL-1.2
#include "tools/installation/installation.hpp"

#include "tools/installation/erasure_replay.hpp"

namespace telaio::tools {

Installation::Installation(log::DataPaths paths, app::Catalogue catalogue, const Clock& clock,
                           log::LogFolder folder, std::unique_ptr<vault::Vault> vault,
                           app::ErasureLedger ledger, std::unique_ptr<view::Store> store)
    : paths_(std::move(paths)),
      catalogue_(std::move(catalogue)),
      folder_(std::move(folder)),
      vault_(std::move(vault)),
      ledger_(std::move(ledger)),
      transactor_(folder_.events(), *vault_, clock, catalogue_.lists),
      operators_(transactor_),
      derived_(folder_.events(), *vault_),
      store_(std::move(store)),
      runner_(*store_, folder_.events(), projections_.list(), &derived_) {}

Result<std::unique_ptr<Installation>, Fault> Installation::assemble(
    log::DataPaths paths, app::Catalogue catalogue, const Clock& clock,
    Result<log::LogFolder, Fault> folder, Result<std::unique_ptr<vault::Vault>, Fault> vault) {
  if (!vault) return vault.error();
  auto ledger = open_ledger(paths, folder->events(), folder->signer().verifier().name);
  if (!ledger) return ledger.error();
  // Before anybody opens anything: the vault may be an older one that was put here by hand.
  if (const auto replayed = replay_on_vault(*ledger, **vault); !replayed) return replayed.error();
  auto store = view::Store::open(paths.views, view::StoreOptions{});
  if (!store) return store.error();
  return std::unique_ptr<Installation>(
      new Installation(std::move(paths), std::move(catalogue), clock, std::move(*folder),
                       std::move(*vault), std::move(*ledger), std::move(*store)));
}

Result<std::unique_ptr<Installation>, Fault> Installation::create(const std::filesystem::path& data,
                                                                  app::Catalogue catalogue,
                                                                  const Clock& clock) {
  auto paths = log::data_paths(data);
  auto folder = log::LogFolder::create(paths, clock);
  if (!folder) return folder.error();
  auto vault = vault::create(paths.vault, paths.keys, clock);
  return assemble(std::move(paths), std::move(catalogue), clock, std::move(folder),
                  std::move(vault));
}

Result<std::unique_ptr<Installation>, Fault> Installation::open(const std::filesystem::path& data,
                                                                app::Catalogue catalogue,
                                                                const Clock& clock) {
  auto paths = log::data_paths(data);
  auto folder = log::LogFolder::open(paths, clock);
  if (!folder) return folder.error();
  auto vault = vault::open(paths.vault, paths.keys, clock);
  return assemble(std::move(paths), std::move(catalogue), clock, std::move(folder),
                  std::move(vault));
}

}  // namespace telaio::tools
