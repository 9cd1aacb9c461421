// SPDX-License-Identifier: EUPL-1.2
#include "http/line_writer.hpp"

#include <signal.h>
#include <unistd.h>

#include <cerrno>

#include "http/http_limits.hpp"

namespace telaio::http {

namespace {

// A reader that went away is not our fault: the rest is dropped.
void write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

LineWriter::LineWriter(int descriptor) : descriptor_(descriptor), thread_([this] { run(); }) {}

LineWriter::~LineWriter() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void LineWriter::write(std::string_view line) {
  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() + line.size() + 1 > limits::access_log_bytes_max) {
      ++dropped_;
      return;
    }
    const bool first = waiting_.empty();
    const bool was_much = much_waits();
    waiting_ += line;
    waiting_ += '\n';
    wake = first || (!was_much && much_waits());
  }
  if (wake) changed_.notify_one();
}

bool LineWriter::much_waits() const {
  return waiting_.size() > limits::access_log_bytes_max / 2;
}

std::uint64_t LineWriter::dropped() const {
  const std::lock_guard lock(mutex_);
  return dropped_;
}

void LineWriter::run() {
  // Whoever read our output may be gone: that is an error of write(), not the end of the service.
  sigset_t broken_pipe;
  sigemptyset(&broken_pipe);
  sigaddset(&broken_pipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);

  std::string batch;
  while (true) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      changed_.wait_for(lock, limits::access_log_gather_time,
                        [this] { return stopping_ || much_waits(); });
      batch.clear();
      batch.swap(waiting_);
    }
    write_all(descriptor_, batch);
  }
}

}  // namespace telaio::http
