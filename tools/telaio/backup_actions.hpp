// SPDX-License-Identifier: EUPL-1.2
// What telaio backup does once its options are read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tools/installation/vault_backups.hpp"
#include "tools/telaio/cli.hpp"

namespace telaio::cli {

struct BackupOptions {
  std::string data;
  std::string folder;
  std::string backup;
  std::string keys;
  std::string checkpoint_file;
  std::string checkpoint_key;
  int days = tools::vault_backup_days_max;
  std::uint32_t keep = 0;
  // restore
  std::string log;
  std::string vault;
  std::string log_backup;
  std::string vault_backup;
  std::optional<std::uint64_t> at_size;
  std::string accepted_log_id;
  bool new_epoch = false;
  std::string decided_by;
  std::string confirmed_by;
  std::string reason;
};

void create_log_backup(const BackupOptions& options, Cli& cli);
void create_vault_backup(const BackupOptions& options, Cli& cli);
void check_log_backup(const BackupOptions& options, Cli& cli);
void check_vault_backup(const BackupOptions& options, Cli& cli);
void prune_log_backups(const BackupOptions& options, Cli& cli);
void prune_vault_backups(const BackupOptions& options, Cli& cli);
void restore_backup(const BackupOptions& options, Cli& cli);

}  // namespace telaio::cli
