// SPDX-License-Identifier: EUPL-1.2
// One write after the other on each case, with nobody waiting on a thread. Two commits on one case
// that are under way together would lose one of them to the other, and it would be decided again
// for nothing; in turn, each is decided on what the one before has written.
//
// A courtesy, not a lock: who writes without a turn is refused by the log and tries again. Bounded
// by the requests in hand. Thread-safe; the turns end before the object does.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "base/id.hpp"

namespace telaio::http {

class Turns {
 public:
  // Ends when it is left, or with the object.
  class Turn {
   public:
    Turn(Turns& turns, const CaseId& of) : turns_(turns), of_(of) {}
    ~Turn() { leave(); }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    // Begins the next one's turn. Called by one thread, any number of times.
    void leave();

   private:
    Turns& turns_;
    const CaseId of_;
    bool left_ = false;
  };
  using Begin = std::function<void(std::shared_ptr<Turn>)>;

  // The turn, if nobody has it. Nothing: `begin` is called with it once those before have left, in
  // the order of asking, on the thread that leaves: it must be quick and never wait.
  std::shared_ptr<Turn> take(const CaseId& of, Begin begin);

 private:
  void end(const CaseId& of);

  std::mutex mutex_;
  std::unordered_map<CaseId, std::deque<Begin>> waiting_;  // An entry: somebody has the turn.
};

}  // namespace telaio::http
