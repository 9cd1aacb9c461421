// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/group_queue.hpp"

#include <utility>

namespace telaio::bench {

GroupQueue::GroupQueue(std::function<void(const std::vector<Request>&)> write)
    : write_(std::move(write)), thread_([this] { run(); }) {}

GroupQueue::~GroupQueue() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  submitted_.notify_one();
  thread_.join();
}

void GroupQueue::append(std::uint64_t stream, BytesView event, std::function<void()> done) {
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back({stream, to_bytes(event), std::move(done)});
  }
  submitted_.notify_one();
}

void GroupQueue::run() {
  std::vector<Request> group;
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      submitted_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
      std::swap(queue_, group);
    }
    write_(group);
    for (const Request& request : group) request.done();
    group.clear();
  }
}

}  // namespace telaio::bench
