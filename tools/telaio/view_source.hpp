// SPDX-License-Identifier: EUPL-1.2
// Opening the views for a subcommand that asks them something: for reading when they are level with
// the log, or when a service keeps them; else the folder is opened for writing and they catch up
// first. Faults are told in Italian (log_source.hpp).
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "base/clock.hpp"
#include "log/data_folder.hpp"
#include "projections/all.hpp"
#include "tools/installation/installation.hpp"
#include "tools/telaio/cli.hpp"
#include "tools/telaio/log_report.hpp"
#include "view/runner.hpp"

namespace telaio::cli {

// Declared in the order of destruction, last first.
class ViewSource {
 public:
  // The views as they are on disk, never written. Null when there are none, or the log cannot be
  // read; then the failure is told.
  static std::unique_ptr<ViewSource> open_read_only(const LogSource& source, Cli& cli);
  // The same, level with the log for projection `name` if that can be. Views that stay behind are
  // told on the error stream ([view.behind]) and used.
  static std::unique_ptr<ViewSource> open_level(const LogSource& source, std::string_view name,
                                                Cli& cli);
  // The folder for itself: `data.in_use` beside a service.
  static std::unique_ptr<ViewSource> open_for_writing(const LogSource& source, Cli& cli);

  view::Runner& runner() { return installation_ ? installation_->views() : *runner_; }

 private:
  bool level(std::string_view name);

  SystemClock clock_;
  std::unique_ptr<tools::Installation> installation_;  // Either this one,
  std::unique_ptr<log::StoredLog> events_;             // or these three.
  projections::All projections_;
  std::unique_ptr<view::Store> store_;
  std::unique_ptr<view::Runner> runner_;
};

// As fail_with of log_source.hpp, for the faults of views too.
void fail_view(Cli& cli, const Fault& fault);

// What --as-of and --known ask for. Nothing after telling why not: a wrong date, or nothing known
// yet.
struct Moment {
  std::optional<std::uint64_t> as_of;
  std::string known;  // Date; empty: not asked.
};
std::optional<view::At> at_moment(const Moment& moment, const view::Runner& runner, Cli& cli);

}  // namespace telaio::cli
