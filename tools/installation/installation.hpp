// SPDX-License-Identifier: EUPL-1.2
// One data folder, opened for writing: log with signer and anchor, vault, use cases, views. Builds
// the objects in order and destroys them in the reverse one. The service, the demonstration and the
// operators' commands that write all start here.
#pragma once

#include <filesystem>
#include <memory>

#include "app/catalogue.hpp"
#include "app/erasure_ledger.hpp"
#include "app/operators.hpp"
#include "app/transact.hpp"
#include "log/data_folder.hpp"
#include "projections/all.hpp"
#include "tools/installation/derived_values.hpp"
#include "vault/vault.hpp"
#include "view/runner.hpp"
#include "view/store.hpp"

namespace telaio::tools {

class Installation {
 public:
  // Makes log, vault, keys and anchor; data.exists when the folder has a log already, and then
  // nothing is touched. `clock` outlives the installation.
  static Result<std::unique_ptr<Installation>, Fault> create(const std::filesystem::path& data,
                                                             app::Catalogue catalogue,
                                                             const Clock& clock);
  // data.in_use when another process writes there; log.behind_anchor, erasures.* and the other
  // faults of log, ledger and vault as they are. Keys that the erasure ledger lists and an older
  // vault brought back are destroyed before this answers.
  static Result<std::unique_ptr<Installation>, Fault> open(const std::filesystem::path& data,
                                                           app::Catalogue catalogue,
                                                           const Clock& clock);

  const log::DataPaths& paths() const { return paths_; }
  log::LogFolder& folder() { return folder_; }
  log::EventLog& events() { return folder_.events(); }
  vault::Vault& vault() { return *vault_; }
  const app::Catalogue& catalogue() const { return catalogue_; }
  app::Transactor& transactor() { return transactor_; }
  app::Operators& operators() { return operators_; }
  view::Runner& views() { return runner_; }
  app::ErasureLedger& erasures() { return ledger_; }

 private:
  Installation(log::DataPaths paths, app::Catalogue catalogue, const Clock& clock,
               log::LogFolder folder, std::unique_ptr<vault::Vault> vault,
               app::ErasureLedger ledger, std::unique_ptr<view::Store> store);
  static Result<std::unique_ptr<Installation>, Fault> assemble(
      log::DataPaths paths, app::Catalogue catalogue, const Clock& clock,
      Result<log::LogFolder, Fault> folder, Result<std::unique_ptr<vault::Vault>, Fault> vault);

  // In order of construction: each uses those above it.
  log::DataPaths paths_;
  app::Catalogue catalogue_;
  log::LogFolder folder_;
  std::unique_ptr<vault::Vault> vault_;
  app::ErasureLedger ledger_;
  app::Transactor transactor_;
  app::Operators operators_;
  VaultDerivedValues derived_;
  projections::All projections_;
  std::unique_ptr<view::Store> store_;
  view::Runner runner_;
};

}  // namespace telaio::tools
