// SPDX-License-Identifier: EUPL-1.2
// A log whose readers stop at one position while the gate is closed, between two pages: so a test
// finds a build half done, for as long as it likes.
#pragma once

#include <atomic>
#include <limits>

#include "tests/view/damaged_log.hpp"

namespace telaio::testing {

class GatedLog final : public DamagedLog {
 public:
  // Closed from the beginning.
  GatedLog(log::EventLog& whole, log::Position gate)
      : DamagedLog(whole, std::numeric_limits<log::Position>::max()), gate_(gate) {}
  GatedLog(const GatedLog&) = delete;
  GatedLog& operator=(const GatedLog&) = delete;
  ~GatedLog() override { open(); }

  Result<log::Page, Fault> read_all(log::Position from,
                                    const log::ReadLimits& limits) const override {
    if (from == gate_ && closed_) {
      reached_ = true;
      reached_.notify_all();
      closed_.wait(true);
    }
    auto page = DamagedLog::read_all(from, limits);
    if (page && from < gate_ && page->events.size() > gate_ - from) {
      page->events.resize(gate_ - from);
    }
    return page;
  }
  // Until somebody waits at the gate.
  void await_reader() const { reached_.wait(false); }
  void open() {
    closed_ = false;
    closed_.notify_all();
  }

 private:
  log::Position gate_;
  mutable std::atomic<bool> closed_ = true;
  mutable std::atomic<bool> reached_ = false;
};

}  // namespace telaio::testing
