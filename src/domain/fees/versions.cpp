// SPDX-License-Identifier: EUPL-1.2
#include "domain/fees/versions.hpp"

#include <algorithm>

namespace telaio::domain::fees {
namespace {

bool never_held(const Published& version) {
  return version.withdrawal && version.rule.valid_from &&
         version.withdrawal->from <= *version.rule.valid_from;
}

void end_by(std::optional<Date>& last, Date day) {
  if (!last || day < *last) last = day;
}

std::optional<Date> last_day(const Published& version, const std::vector<Published>& known) {
  std::optional<Date> last = version.rule.valid_to;
  if (version.withdrawal) end_by(last, version.withdrawal->from.plus_days(-1));
  for (const Published& other : known) {
    if (other.replaces != version.id || never_held(other) || !other.rule.valid_from) continue;
    end_by(last, other.rule.valid_from->plus_days(-1));
  }
  return last;
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
  for (const Published* each : chain) {
    Version version{each->id, each->rule, false};
    version.rule.valid_to = last_day(*each, known);
    version.annulled =
        each->withdrawal && each->withdrawal->kind == schema::WithdrawalKind::annulled;
    versions.push_back(std::move(version));
  }
  return versions;
}

}  // namespace telaio::domain::fees
