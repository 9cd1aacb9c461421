// SPDX-License-Identifier: EUPL-1.2
// Access criteria as files, one per call (config/access, docs/formats/access-criteria.md). What a
// published text leaves out is left out here too; what cannot be read becomes a finding with its
// place, and the rest is still read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/access/criteria_file_refusals.hpp"
#include "base/result.hpp"
#include "domain/access/check.hpp"

namespace telaio::app::access {

// Bytes of one file: ours have two thousand.
inline constexpr std::size_t file_bytes_max = 256U << 10U;

struct LoadedCriteria {
  domain::access::Criteria criteria;  // Comuni and service are the publisher's, not the file's.
  std::string title;
  std::vector<std::string> incomplete;  // What the text read does not give, each a sentence.
  std::vector<domain::access::Finding> unreadable;
};

Result<LoadedCriteria, Refusal> load(std::string_view text);

// What could not be read, what the text does not give (warnings), then what check() finds.
std::vector<domain::access::Finding> findings_of(const LoadedCriteria& loaded);

}  // namespace telaio::app::access
