// SPDX-License-Identifier: EUPL-1.2
// How a service ends: SIGTERM or Ctrl+C, waited for on the main thread.
#pragma once

#include <csignal>

namespace telaio::server {

// Blocks the signals in every thread started after; the main thread waits for them.
inline sigset_t block_stop_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  return set;
}

inline void wait_for_stop(const sigset_t& stop_signals) {
  int signal = 0;
  sigwait(&stop_signals, &signal);
}

}  // namespace telaio::server
