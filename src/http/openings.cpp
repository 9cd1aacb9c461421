// SPDX-License-Identifier: EUPL-1.2
#include "http/openings.hpp"

#include <algorithm>

namespace telaio::http {

void Openings::open(std::string_view session_key, const CaseId& case_file, const Code& reason,
                    Instant now) {
  const std::lock_guard lock(mutex_);
  std::erase_if(openings_, [&](const auto& entry) { return entry.second.expires <= now; });
  if (openings_.size() >= openings_max) openings_.clear();
  openings_[{std::string(session_key), case_file}] = {reason, now.plus_seconds(opening_seconds)};
}

std::optional<Code> Openings::reason_of(std::string_view session_key, const CaseId& case_file,
                                        Instant now) {
  const std::lock_guard lock(mutex_);
  const auto found = openings_.find({std::string(session_key), case_file});
  if (found == openings_.end() || found->second.expires <= now) return std::nullopt;
  return found->second.reason;
}

void FamiliesSeen::saw(const OperatorId& operator_id, const CaseId& case_file, Instant now) {
  const std::lock_guard lock(mutex_);
  if (by_operator_.size() >= operators_remembered_max && !by_operator_.contains(operator_id)) {
    by_operator_.clear();
  }
  auto& seen = by_operator_[operator_id];
  std::erase_if(seen, [&](const Seen& each) { return each.case_file == case_file; });
  seen.push_front({case_file, now});
  if (seen.size() > families_seen_max) seen.pop_back();
}

std::vector<FamiliesSeen::Seen> FamiliesSeen::of(const OperatorId& operator_id) {
  const std::lock_guard lock(mutex_);
  const auto found = by_operator_.find(operator_id);
  if (found == by_operator_.end()) return {};
  return {found->second.begin(), found->second.end()};
}

Replays::Found Replays::find(const CommandId& command, const crypto::Sha256& request_hash) {
  const std::lock_guard lock(mutex_);
  const auto found = kept_.find(command);
  if (found == kept_.end()) return {};
  if (found->second.request_hash != request_hash) return {std::nullopt, true};
  return {found->second.answer, false};
}

void Replays::keep(const CommandId& command, const crypto::Sha256& request_hash, Response answer) {
  const std::lock_guard lock(mutex_);
  if (!kept_.emplace(command, Kept{request_hash, std::move(answer)}).second) return;
  order_.push_back(command);
  if (order_.size() > replays_max) {
    kept_.erase(order_.front());
    order_.pop_front();
  }
}

}  // namespace telaio::http
