// SPDX-License-Identifier: EUPL-1.2
// Answers that may be given again: of routes whose answer depends on nothing but what was asked,
// the log, the rows of the views and the day, and is the same for everybody who may ask
// (Route::kept). Each holds exactly as long as none of these moved.
//
// In memory, bounded. Thread-safe; holds its lock for moments, so that a network thread may ask.
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/date.hpp"
#include "http/response.hpp"

namespace telaio::http {

// What the answers stand on, besides the request.
struct AnswerBasis {
  std::uint64_t log_size = 0;
  std::uint64_t view_edition = 0;  // view::Runner::edition().
  Date today;
  bool operator==(const AnswerBasis&) const = default;
};

class KeptAnswers {
 public:
  // Only an answer that was made on exactly this basis.
  std::optional<Response> find(std::string_view asked, const AnswerBasis& basis) const;
  // `basis` is that of before the answer was made: what moved meanwhile makes it worthless, never
  // wrong. Takes what belongs to another basis away. Does nothing for what is not 200, or too long.
  void keep(std::string asked, const AnswerBasis& basis, const Response& response);

  std::size_t size() const;

 private:
  mutable std::mutex mutex_;
  AnswerBasis basis_;  // Of all of them.
  std::unordered_map<std::string, Response> by_asked_;
};

}  // namespace telaio::http
