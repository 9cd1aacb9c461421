// SPDX-License-Identifier: EUPL-1.2
#include "log/published_head.hpp"

#include "base/assert.hpp"

namespace telaio::log {

Head PublishedHead::get() const {
  const std::lock_guard lock(mutex_);
  return head_;
}

void PublishedHead::publish(const Head& head) {
  {
    const std::lock_guard lock(mutex_);
    TELAIO_ASSERT(head.size >= head_.size);
    head_ = head;
  }
  grown_.notify_all();
}

bool PublishedHead::wait_past(Position position, std::chrono::milliseconds timeout) const {
  std::unique_lock lock(mutex_);
  return grown_.wait_for(lock, timeout, [&] { return head_.size > position; });
}

}  // namespace telaio::log
