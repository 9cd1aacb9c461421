// SPDX-License-Identifier: EUPL-1.2
// An answer that nobody waits for: the handler leaves one in its Response and gives its thread
// back; whoever ends the matter (a commit that became durable, a turn that came) says how the
// request goes on. The request stays alive and in hand until then.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <utility>

namespace telaio::http {

struct Response;

// One owner gives, one takes, once each, in any order and on any thread.
class LaterAnswer {
 public:
  using Make = std::function<Response()>;
  struct Next {
    Make make;
    bool may_block = false;  // Runs on the storage pool; otherwise on a network thread.
  };
  using Take = std::function<void(Next)>;

  // The answer is known: `make` builds it from memory, quickly. Never blocks.
  void give(Make make) { put({std::move(make), false}); }
  // The request goes on with `work`, which may read, wait, and answer later once more. Never
  // blocks.
  void go_on(Make work) { put({std::move(work), true}); }
  // The server's part: called when it is given, on that thread, or at once.
  void then(Take take) {
    std::optional<Next> next;
    {
      const std::lock_guard lock(mutex_);
      if (!next_) {
        take_ = std::move(take);
        return;
      }
      next = std::move(next_);
    }
    take(std::move(*next));
  }

 private:
  void put(Next next) {
    Take take;
    {
      const std::lock_guard lock(mutex_);
      if (!take_) {
        next_ = std::move(next);
        return;
      }
      take = std::exchange(take_, nullptr);
    }
    take(std::move(next));
  }

  std::mutex mutex_;
  std::optional<Next> next_;
  Take take_;
};

}  // namespace telaio::http
