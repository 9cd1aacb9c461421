// SPDX-License-Identifier: EUPL-1.2
#include "http/kept_answers.hpp"

#include "http/http_limits.hpp"

namespace telaio::http {

std::optional<Response> KeptAnswers::find(std::string_view asked, const AnswerBasis& basis) const {
  const std::lock_guard lock(mutex_);
  if (basis_ != basis) return std::nullopt;
  const auto found = by_asked_.find(std::string(asked));
  if (found == by_asked_.end()) return std::nullopt;
  return found->second;
}

void KeptAnswers::keep(std::string asked, const AnswerBasis& basis, const Response& response) {
  const bool worth = response.status == Status::ok && !response.stream && !response.close &&
                     response.content().size() <= limits::kept_answer_bytes_max;
  if (!worth) return;
  Response kept = response;
  // Its bytes are shared by all who get it.
  if (!kept.shared_body) kept.shared_body = std::make_shared<const std::string>(kept.body);
  kept.body.clear();
  kept.body.shrink_to_fit();
  const std::lock_guard lock(mutex_);
  if (basis_ != basis || by_asked_.size() >= limits::kept_answers_max) by_asked_.clear();
  basis_ = basis;
  by_asked_.insert_or_assign(std::move(asked), std::move(kept));
}

std::size_t KeptAnswers::size() const {
  const std::lock_guard lock(mutex_);
  return by_asked_.size();
}

}  // namespace telaio::http
