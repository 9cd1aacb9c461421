// SPDX-License-Identifier: EUPL-1.2
// A data folder, opened for a subcommand that asks it something: its log, and the views as the
// question needs them. Whatever cannot be opened is told in Italian on the error stream (cli.hpp);
// the caller only returns.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "log/data_folder.hpp"
#include "projections/all.hpp"
#include "tools/installation/installation.hpp"
#include "tools/telaio/cli.hpp"
#include "tools/telaio/log_report.hpp"
#include "view/runner.hpp"

namespace telaio::cli {

// Nothing when the accepted log id is not one; then the failure is told.
std::optional<log::rocksdb::Options> options_of(const LogSource& source, Cli& cli);
// The log, for reading; null after telling why not. `inspect` opens a damaged one too.
std::unique_ptr<log::StoredLog> open_log(const LogSource& source, Cli& cli, bool inspect = false);
// The last signed head; nothing when there is none that this log's key signed.
std::optional<log::SignedHead> signed_head(const LogSource& source);

class DataSource {
 public:
  // The log alone, for reading, also beside a running service. Null after telling why not; so the
  // others below.
  static std::unique_ptr<DataSource> open(const LogSource& source, Cli& cli);
  // The log, and the views as they are on disk, never written.
  static std::unique_ptr<DataSource> open_read_only(const LogSource& source, Cli& cli);
  // The same, level with the log for projection `name` if that can be. Views that stay behind are
  // told on the error stream ([view.behind]) and used.
  static std::unique_ptr<DataSource> open_level(const LogSource& source, std::string_view name,
                                                Cli& cli);
  // The folder for itself: `data.in_use` beside a service.
  static std::unique_ptr<DataSource> open_for_writing(const LogSource& source, Cli& cli);

  DataSource() = default;
  DataSource(const DataSource&) = delete;
  DataSource& operator=(const DataSource&) = delete;
  ~DataSource();

  // After open(): the rows of projection `name`, which needs nothing of the vault, as they are
  // after the first `needed` events. The folder's own views if they reach that far; else built from
  // the log in a temporary folder, removed at the end: opaque ids and dates, no personal data.
  bool attach_rows(std::string_view name, std::uint64_t needed, Cli& cli);

  const log::StoredLog& events() const { return *events_; }
  view::Runner& runner() { return installation_ ? installation_->views() : *runner_; }

 private:
  std::optional<Fault> attach(const std::filesystem::path& views, const view::StoreOptions& options,
                              const std::vector<const view::Projection*>& projections);
  bool reaches(const view::Projection& projection, std::uint64_t needed) const;
  bool level(std::string_view name);

  // Declared in the order of destruction, last first.
  SystemClock clock_;
  LogSource source_;
  std::filesystem::path temporary_;                    // Empty: the folder's own views are used.
  std::unique_ptr<tools::Installation> installation_;  // Either this one,
  std::unique_ptr<log::StoredLog> events_;             // or these.
  projections::All projections_;
  std::unique_ptr<view::Store> store_;
  std::unique_ptr<view::Runner> runner_;
};

// What --as-of and --known ask for. Nothing after telling why not: a wrong date, or nothing known
// yet.
struct Moment {
  std::optional<std::uint64_t> as_of;
  std::string known;  // Date; empty: not asked. Options exclude each other.
};
std::optional<view::At> at_moment(const Moment& moment, const view::Runner& runner, Cli& cli);

}  // namespace telaio::cli
