// SPDX-License-Identifier: EUPL-1.2
// Writes log lines to a file descriptor from one thread of its own, so that a slow terminal or pipe
// never holds a request. Lines that come close together leave together. Bounded: what does not fit
// is dropped and counted.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace telaio::http {

class LineWriter {
 public:
  // `descriptor` stays open longer than this object; 1 is standard output.
  explicit LineWriter(int descriptor);
  // Writes what is waiting, then ends.
  ~LineWriter();
  LineWriter(const LineWriter&) = delete;
  LineWriter& operator=(const LineWriter&) = delete;

  // Thread-safe, never blocks on the descriptor. `line` has no newline.
  void write(std::string_view line);
  // Lines dropped because too many bytes were waiting (limits::access_log_bytes_max).
  std::uint64_t dropped() const;

 private:
  void run();
  bool much_waits() const;  // The caller holds `mutex_`.

  int descriptor_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::string waiting_;
  std::uint64_t dropped_ = 0;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace telaio::http
