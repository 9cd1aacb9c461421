// SPDX-License-Identifier: EUPL-1.2
// The report of one Comune, beside that of the whole Ambito: whoever reads both could subtract the
// one from the other, and be left with the few people of another Comune. So what the whole report
// hides of the Comune, its own hides too.
#pragma once

#include "domain/fees/trial_report.hpp"

namespace telaio::domain::fees {

// `trials` are of the people of the Comune, `whole` is the report of everybody with the same drafts
// (asserted). A Comune that is not in it has nobody to hide.
TrialReport report_within(std::span<const Trial> trials, const TrialReport& whole,
                          const Code& comune);

}  // namespace telaio::domain::fees
