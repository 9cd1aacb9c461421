// SPDX-License-Identifier: EUPL-1.2
// What telaio erase and telaio keys do once their options are read. Those that decide something
// need a person (author.hpp) and the folder for themselves.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "tools/backup/files.hpp"
#include "tools/telaio/author.hpp"
#include "tools/telaio/cli.hpp"
#include "tools/telaio/log_report.hpp"

namespace telaio::cli {

struct EraseOptions {
  LogSource source;
  AuthorOptions author;
  std::string subject;
  std::string hold;
  std::string disposal;
  std::string reason;
  std::string rule;
  std::string authority;
  std::string act_number;
  std::string act_date;
  std::string out_file;
};

// An installation, held against backups and restores, and the person who signed in to it.
struct OpenedForErasing {
  SystemClock clock;
  std::optional<backup::FolderLock> lock;
  std::unique_ptr<tools::Installation> installation;
  app::Actor actor;
};
// Null after telling why not.
std::unique_ptr<OpenedForErasing> open_for_erasing(const EraseOptions& options, Cli& cli);

void place_hold(const EraseOptions& options, Cli& cli);
void release_hold(const EraseOptions& options, Cli& cli);
void request_erasure(const EraseOptions& options, Cli& cli);
void authorise_disposal(const EraseOptions& options, Cli& cli);
void run_erasure(const EraseOptions& options, Cli& cli);
void show_status(const EraseOptions& options, Cli& cli);
void show_receipt(const EraseOptions& options, Cli& cli);
void rotate_keys(const EraseOptions& options, Cli& cli);
// Needs nobody: it only does what a term that is over says. A timer may call it.
void expire_keys(const EraseOptions& options, Cli& cli);

}  // namespace telaio::cli
