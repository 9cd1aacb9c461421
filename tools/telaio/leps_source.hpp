// SPDX-License-Identifier: EUPL-1.2
// The LEPS rows of a data folder, for reading only, also beside a running service: its own views
// when they hold what is asked for, otherwise rows built from the log in a temporary folder and
// removed at the end. The rows hold opaque ids and dates, no personal data.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "log/stored_log.hpp"
#include "projections/leps/leps.hpp"
#include "view/runner.hpp"

namespace telaio::cli {

class LepsRows {
 public:
  // `events` outlives it. `needed`: events the rows must hold, positions [0, needed).
  static Result<std::unique_ptr<LepsRows>, Fault> open(const std::filesystem::path& views,
                                                       const log::EventLog& events,
                                                       std::uint64_t needed);
  LepsRows() = default;
  LepsRows(const LepsRows&) = delete;
  LepsRows& operator=(const LepsRows&) = delete;
  ~LepsRows();

  const view::Runner& runner() const { return *runner_; }

 private:
  bool use(const std::filesystem::path& views, const log::EventLog& events, std::uint64_t needed);
  std::optional<Fault> build(const log::EventLog& events);

  std::filesystem::path temporary_;  // Empty: the folder's own views are used.
  projections::leps::LepsProjection projection_;
  std::unique_ptr<view::Store> store_;
  std::unique_ptr<view::Runner> runner_;
};

}  // namespace telaio::cli
