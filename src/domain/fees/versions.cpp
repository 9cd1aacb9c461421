// SPDX-License-Identifier: EUPL-1.2
#include "domain/fees/versions.hpp"

#include <algorithm>

#include "domain/version_ends.hpp"

namespace telaio::domain::fees {
namespace {

std::vector<VersionSpan> spans_of(const std::vector<Published>& known) {
  std::vector<VersionSpan> spans;
  for (const Published& each : known) {
    VersionSpan span{each.id, each.rule.valid_from, each.rule.valid_to, std::nullopt,
                     each.replaces};
    if (each.withdrawal) span.withdrawn_from = each.withdrawal->from;
    spans.push_back(std::move(span));
  }
  return spans;
}

bool linked(const Published& a, const Published& b) {
  return a.replaces == b.id || b.replaces == a.id;
}

}  // namespace

std::vector<Version> chain_of(const RegulationId& granted, const std::vector<Published>& known) {
  std::vector<const Published*> chain;
  const auto add = [&](const Published& version) {
    const auto same = [&](const Published* each) { return each->id == version.id; };
    if (std::none_of(chain.begin(), chain.end(), same)) chain.push_back(&version);
  };
  const auto first = std::find_if(known.begin(), known.end(),
                                  [&](const Published& each) { return each.id == granted; });
  if (first == known.end()) return {};
  add(*first);
  // Each turn looks at one version more; a version is added once, so there are as many turns as
  // versions.
  for (std::size_t at = 0; at < chain.size(); ++at) {
    for (const Published& other : known) {
      if (linked(*chain[at], other)) add(other);
    }
  }
  std::vector<Version> versions;
  const auto ends = last_days(spans_of(known));
  for (const Published* each : chain) {
    Version version{each->id, each->rule, false};
    version.rule.valid_to = ends[static_cast<std::size_t>(each - known.data())];
    version.annulled =
        each->withdrawal && each->withdrawal->kind == schema::WithdrawalKind::annulled;
    versions.push_back(std::move(version));
  }
  return versions;
}

}  // namespace telaio::domain::fees
