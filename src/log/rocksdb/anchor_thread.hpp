// SPDX-License-Identifier: EUPL-1.2
// Writes the anchor beside the committer: while the anchor of one group is synced, the next group
// is. The committer waits for it before it acknowledges the group after, so at most the last
// acknowledged group can be missing from the anchor: that is the blind window
// (docs/formats/anchor.md).
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "log/anchor.hpp"

namespace telaio::log::rocksdb {

class AnchorThread {
 public:
  // `failed` is called on the thread when a write fails; it does not return.
  AnchorThread(Anchor anchor, std::function<void(const Fault&)> failed);
  AnchorThread(const AnchorThread&) = delete;
  AnchorThread& operator=(const AnchorThread&) = delete;
  // Writes what was asked for, then ends.
  ~AnchorThread();

  // The log reached `point`. Returns at once.
  void advance(const AnchorPoint& point);
  // Waits until nothing asked for is unwritten.
  void wait_written();

 private:
  void run();

  Anchor anchor_;
  std::function<void(const Fault&)> failed_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<AnchorPoint> wanted_;  // Not written yet.
  bool writing_ = false;
  bool stopping_ = false;
  std::thread thread_;  // Last: it uses all the others.
};

}  // namespace telaio::log::rocksdb
