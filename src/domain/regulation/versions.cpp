// SPDX-License-Identifier: EUPL-1.2
#include "domain/regulation/versions.hpp"

#include <algorithm>

#include "domain/checks.hpp"
#include "domain/version_ends.hpp"
#include "schemas/read.hpp"

namespace telaio::domain {
namespace {

void end_on(RegulationVersion& version, Date last) {
  if (!version.last_day || last < *version.last_day) version.last_day = last;
}

RegulationVersion version_of(const RegulationFile& file) {
  const schema::RegulationPublishedT& published = *file.published;
  RegulationVersion version;
  version.id = published.regulation;
  version.comune = published.comune;
  version.service_code = published.service_code;
  version.act = published.act;
  version.valid_from = published.valid_from;
  version.last_day = value_of(published.valid_to);
  version.withdrawn = !file.withdrawals.empty();
  return version;
}

bool never_held(const RegulationVersion& version) {
  return version.last_day && *version.last_day < version.valid_from;
}

}  // namespace

RegulationChain evolve(RegulationChain chain, const schema::Header& stored) {
  const auto* taken = stored.fact_as_ReservationTaken();
  if (taken == nullptr) return chain;
  const RegulationId id(schema::read(taken->holder()));
  if (std::ranges::find(chain.versions, id) == chain.versions.end()) chain.versions.push_back(id);
  return chain;
}

NewEvent chained(const RegulationId& regulation, Date valid_from) {
  schema::ReservationTakenT fact;
  fact.holder = regulation;
  return event(std::move(fact), schema::VisibilityClass::p0, valid_from);
}

std::vector<RegulationVersion> versions_of(std::span<const RegulationFile> files) {
  std::vector<RegulationVersion> versions;
  std::vector<VersionSpan> spans;
  for (const RegulationFile& file : files) {
    if (!file.published) continue;
    versions.push_back(version_of(file));
    VersionSpan& span = spans.emplace_back(
        VersionSpan{versions.back().id, versions.back().valid_from, versions.back().last_day,
                    std::nullopt, value_of(file.published->replaces)});
    for (const auto& withdrawal : file.withdrawals) {
      const auto& known = span.withdrawn_from;
      if (!known || withdrawal.from < *known) span.withdrawn_from = withdrawal.from;
    }
  }
  const auto ends = last_days(spans);
  for (std::size_t i = 0; i < versions.size(); ++i) versions[i].last_day = ends[i];
  return versions;
}

const RegulationVersion* overlapping(std::span<const RegulationVersion> versions,
                                     const schema::RegulationPublishedT& published) {
  for (const RegulationVersion& version : versions) {
    const bool same_chain =
        version.comune == published.comune && version.service_code == published.service_code;
    if (!same_chain || version.id == published.regulation) continue;
    RegulationVersion other = version;
    if (published.replaces && *published.replaces == version.id) {
      end_on(other, published.valid_from.plus_days(-1));
    }
    const bool ends_before = other.last_day && *other.last_day < published.valid_from;
    const bool begins_after = published.valid_to && *published.valid_to < other.valid_from;
    if (!never_held(other) && !ends_before && !begins_after) return &version;
  }
  return nullptr;
}

}  // namespace telaio::domain
