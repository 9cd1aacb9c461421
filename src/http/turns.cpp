// SPDX-License-Identifier: EUPL-1.2
#include "http/turns.hpp"

#include <utility>

namespace telaio::http {

void Turns::Turn::leave() {
  if (!std::exchange(left_, true)) turns_.end(of_);
}

std::shared_ptr<Turns::Turn> Turns::take(const CaseId& of, Begin begin) {
  const std::lock_guard lock(mutex_);
  const auto [found, free] = waiting_.try_emplace(of);
  if (free) return std::make_shared<Turn>(*this, of);
  found->second.push_back(std::move(begin));
  return nullptr;
}

void Turns::end(const CaseId& of) {
  Begin next;
  {
    const std::lock_guard lock(mutex_);
    const auto found = waiting_.find(of);
    if (found->second.empty()) {
      waiting_.erase(found);
      return;
    }
    next = std::move(found->second.front());
    found->second.pop_front();
  }
  next(std::make_shared<Turn>(*this, of));
}

}  // namespace telaio::http
