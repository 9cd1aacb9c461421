// SPDX-License-Identifier: EUPL-1.2
// The pattern all embedded stores of the benches share with our log: callers hand in events, one
// thread commits whatever has come in since the last commit as one group, then answers each.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "base/bytes.hpp"

namespace telaio::bench {

struct Request {
  std::uint64_t stream;
  Bytes event;
  std::function<void()> done;
};

class GroupQueue {
 public:
  // `write` makes a group durable before it returns; on the queue's own thread. What it throws ends
  // the program: a bench whose writes fail is over.
  explicit GroupQueue(std::function<void(const std::vector<Request>&)> write);
  GroupQueue(const GroupQueue&) = delete;
  GroupQueue& operator=(const GroupQueue&) = delete;
  // Writes what is still in the queue.
  ~GroupQueue();

  // Thread-safe; `done` runs on the queue's thread once the event is durable.
  void append(std::uint64_t stream, BytesView event, std::function<void()> done);

 private:
  void run();

  std::function<void(const std::vector<Request>&)> write_;
  std::mutex mutex_;
  std::condition_variable submitted_;
  std::vector<Request> queue_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace telaio::bench
