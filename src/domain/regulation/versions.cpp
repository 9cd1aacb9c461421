// SPDX-License-Identifier: EUPL-1.2
#include "domain/regulation/versions.hpp"

#include <algorithm>

#include "domain/checks.hpp"
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
  for (const auto& withdrawal : file.withdrawals) end_on(version, withdrawal.from.plus_days(-1));
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
  std::vector<std::pair<RegulationId, RegulationId>> amended;  // Old, new.
  for (const RegulationFile& file : files) {
    if (!file.published) continue;
    versions.push_back(version_of(file));
    if (file.published->replaces)
      amended.emplace_back(*file.published->replaces, versions.back().id);
  }
  const auto find = [&](const RegulationId& id) {
    return std::ranges::find(versions, id, &RegulationVersion::id);
  };
  for (const auto& [old_id, new_id] : amended) {
    const auto old = find(old_id);
    const auto next = find(new_id);
    if (old == versions.end() || never_held(*next)) continue;
    end_on(*old, next->valid_from.plus_days(-1));
  }
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
