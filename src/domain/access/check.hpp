// SPDX-License-Identifier: EUPL-1.2
// What is wrong with criteria, before anybody is judged by them. An error is a rule that cannot be
// applied; a warning is one that works but that its authors may not have meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/access/access_refusals.hpp"
#include "domain/access/criteria.hpp"

namespace telaio::domain::access {

enum class Severity : std::uint8_t { warning, error };

// `at`: JSON pointer in the document ("/gates/0").
struct Finding {
  Severity severity = Severity::error;
  std::string_view code;
  std::string at;
  std::vector<RefusalValue> values;
  bool operator==(const Finding&) const = default;
};

// In the order of the document.
std::vector<Finding> check(const Criteria& criteria);

std::size_t error_count(const std::vector<Finding>& findings);

}  // namespace telaio::domain::access
