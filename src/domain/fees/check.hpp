// SPDX-License-Identifier: EUPL-1.2
// What is wrong with a fee regulation, before anybody is priced with it: the texts that Comuni
// publish do have holes, single missing cents and divisions that no one tried
// (isee-and-copayment 3.5). Everything is judged on the grid of cents, the only ISEE there are.
//
// An error is a place where no fee, or more than one, can be computed, or where what is computed
// makes no sense; a warning is a place where the fee moves in a way a reader would not expect, or
// where the wording of the act is known to mislead ("over x.01", whole euros). In a scheme made of
// flat bands only, the steps between bands are the scheme and no finding.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/fees/regulation.hpp"

namespace telaio::domain::fees {

enum class Severity : std::uint8_t { warning, error };

struct Finding {
  Severity severity = Severity::error;
  std::string_view code;  // One of finding_* in fees_refusals.hpp.
  // An ISEE ("15000.01": the first cent concerned) or the JSON pointer of what cannot be read.
  std::string at;
  // What completes the message: `to` (last cent of a hole or an overlap, absent when unbounded),
  // `before` and `after` (fees on the two sides of a jump or a decrease), `segment` (from 0), and
  // those that fees_refusals.hpp names beside a code.
  // Amounts in the form of files, not of pages: operators and APIs read them too.
  std::vector<RefusalValue> values;

  bool operator==(const Finding&) const = default;
};

// In order of ISEE; what stands beside the segments first. Without segments: not_computable.
std::vector<Finding> check(const Regulation& regulation);

bool has_errors(const std::vector<Finding>& findings);

// A regulation is published when its text has no error, or somebody signed how to read it. The
// refusal (fees.anomaly_unsigned) says how many errors, and where the first is.
Result<Done, Refusal> publishable(const Regulation& regulation);

}  // namespace telaio::domain::fees
