// SPDX-License-Identifier: EUPL-1.2
#include "log/rocksdb/anchor_thread.hpp"

namespace telaio::log::rocksdb {

AnchorThread::AnchorThread(Anchor anchor, std::function<void(const Fault&)> failed)
    : anchor_(std::move(anchor)), failed_(std::move(failed)), thread_([this] { run(); }) {}

AnchorThread::~AnchorThread() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void AnchorThread::advance(const AnchorPoint& point) {
  {
    const std::lock_guard lock(mutex_);
    wanted_ = point;
  }
  changed_.notify_all();
}

void AnchorThread::wait_written() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return !wanted_ && !writing_; });
}

void AnchorThread::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return wanted_ || stopping_; });
    if (!wanted_) return;
    const AnchorPoint point = *wanted_;
    wanted_.reset();
    writing_ = true;
    lock.unlock();
    const auto written = anchor_.advance(point);
    if (!written) failed_(written.error());
    lock.lock();
    writing_ = false;
    changed_.notify_all();
  }
}

}  // namespace telaio::log::rocksdb
