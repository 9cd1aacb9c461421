// SPDX-License-Identifier: EUPL-1.2
#include "app/simulation/simulation.hpp"

#include <algorithm>
#include <iterator>

#include "base/assert.hpp"
#include "domain/fees/trial_within.hpp"

namespace telaio::app::simulation {
namespace {

using domain::fees::RealFee;
using domain::fees::TrialReport;

std::vector<RealFee> of_comune(const std::vector<RealFee>& fees, const Code& comune) {
  std::vector<RealFee> theirs;
  std::ranges::copy_if(fees, std::back_inserter(theirs),
                       [&](const RealFee& fee) { return fee.comune == comune; });
  return theirs;
}

}  // namespace

Result<std::optional<TrialReport>, Failure> simulate(
    const log::EventLog& events, const RealFeesQuestion& question,
    const std::vector<domain::fees::Regulation>& drafts, const ReadProgress& progress) {
  TELAIO_ASSERT(!drafts.empty());
  TELAIO_ASSERT(drafts.size() <= drafts_max);
  // Also for one Comune everybody is read: what may be shown of it depends on the others.
  RealFeesQuestion everybody = question;
  everybody.comune.reset();
  const auto fees = real_fees(events, everybody, progress);
  if (!fees) return Failure(fees.error());
  if (!*fees) return std::optional<TrialReport>();
  const auto trials = domain::fees::try_drafts(drafts, **fees);
  if (!trials) return Failure(trials.error());
  auto whole = domain::fees::report_of(*trials);
  if (!question.comune) return std::optional(std::move(whole));
  const auto within = domain::fees::try_drafts(drafts, of_comune(**fees, *question.comune));
  if (!within) return Failure(within.error());
  return std::optional(domain::fees::report_within(*within, whole, *question.comune));
}

}  // namespace telaio::app::simulation
